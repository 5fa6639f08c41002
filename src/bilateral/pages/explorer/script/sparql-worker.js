// What runs beside the page: Oxigraph with the data, and the citations of its answers.

/**
 * The script of the worker: it stands alone, behind the engine, and is handed over as text.
 */
export const sparqlWorker = () => {
  const EV = "https://w3id.org/bilateral/evidence#";
  const ACCEPTED = `${EV}Accepted`;
  const DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
  const HAS_SOURCE = "http://www.w3.org/ns/oa#hasSource";
  const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  const TRIPLE = ["subject", "property", "object"];
  const GRAPH_FORMS = /^\s*(?:PREFIX[^\n]*\s+|BASE[^\n]*\s+|#[^\n]*\s+)*(?:CONSTRUCT|DESCRIBE)\b/i;
  /** @type {any} */
  let store = null;
  /** @type {any} the graph with the provenance of all others */
  let provenance = null;
  const passages = new Map();

  const provenanceOf = (/** @type {any} */ subject, /** @type {string} */ predicate) =>
    store
      .match(subject, namedNode(predicate), null, provenance)
      .map((/** @type {any} */ quad) => quad.object);
  const first = (/** @type {any} */ subject, /** @type {string} */ predicate) =>
    provenanceOf(subject, predicate)[0] || null;

  /** Where a graph was taken from: document, and paragraph and sentence where known. */
  const readPassage = (/** @type {any} */ graph) => {
    const states = provenanceOf(graph, `${EV}status`);
    const origin = first(graph, DERIVED_FROM);
    const isAccepted = states.every((/** @type {any} */ state) => state.value === ACCEPTED);
    if (!origin || !states.length || !isAccepted) return null;
    const source = (first(origin, HAS_SOURCE) || origin).value;
    const paragraph = first(origin, `${EV}paragraph`);
    const sentence = first(origin, `${EV}sentence`);
    if (!paragraph) return { source, passage: "" };
    return { source, passage: `${paragraph.value}.${sentence ? sentence.value : "0"}` };
  };
  const passageOf = (/** @type {any} */ graph) => {
    if (graph.termType !== "NamedNode") return null;
    if (!passages.has(graph.value)) passages.set(graph.value, readPassage(graph));
    return passages.get(graph.value);
  };

  const resolve = (/** @type {string} */ part, /** @type {any} */ solution) => {
    if (part.startsWith("?")) return solution.get(part.slice(1));
    return part.startsWith("<") ? namedNode(part.slice(1, -1)) : null;
  };
  /** The triples of a pattern that a solution rests on, with their graphs. */
  const quadsOf = (/** @type {string[]} */ pattern, /** @type {any} */ solution) => {
    const [s, p, o] = pattern.map((part) => resolve(part, solution));
    if (!s || !p || !o || s.termType === "Literal" || p.termType !== "NamedNode") return [];
    return store.match(s, p, o, null);
  };
  /**
   * @param {{ text: string, patterns: string[][] }} recipe
   * @param {string[]} columns
   * @param {Record<string, any>[]} rows
   */
  const cite = ({ text, patterns }, columns, rows) => {
    const solutions = store.query(text);
    const bound = columns.filter((name) =>
      solutions.some((/** @type {any} */ solution) => solution.has(name)),
    );
    const keyOf = (/** @type {(name: string) => any} */ valueOf) =>
      bound.map((name) => String(valueOf(name) ?? "")).join("\u0000");
    const citationsOf = new Map();
    for (const solution of solutions) {
      const key = keyOf((name) => solution.get(name));
      if (!citationsOf.has(key)) citationsOf.set(key, new Map());
      for (const pattern of patterns) {
        for (const quad of quadsOf(pattern, solution)) {
          const place = passageOf(quad.graph);
          if (!place) continue;
          const isType = quad.predicate.value === RDF_TYPE;
          citationsOf.get(key).set(`${place.source} ${place.passage}`, { ...place, isType });
        }
      }
    }
    const order = (/** @type {any} */ place) => place.source + place.passage;
    return rows.map((row) => {
      const all = [...(citationsOf.get(keyOf((name) => row[name])) || new Map()).values()];
      // A page that names a minister says that he is a person: no evidence for the row.
      const evidence = all.filter(({ isType }) => !isType);
      return (evidence.length ? evidence : all)
        .map(({ source, passage }) => ({ source, passage }))
        .sort((a, b) => (order(a) < order(b) ? -1 : 1));
    });
  };

  const plain = (/** @type {any} */ term) =>
    term
      ? {
          type: term.termType,
          value: term.value,
          lang: term.language || "",
          datatype: term.datatype ? term.datatype.value : "",
        }
      : null;
  const columnsOf = (/** @type {string} */ text) =>
    JSON.parse(store.query(text, { results_format: "json" })).head.vars;
  /**
   * @param {string} text
   * @param {any} cites the recipe for citations, or null
   */
  const answer = (text, cites) => {
    const start = performance.now();
    const result = store.query(text);
    const time = () => performance.now() - start;
    if (typeof result === "boolean") return { boolean: result, time: time() };
    if (result.length && !(result[0] instanceof Map)) {
      const rows = result.map((/** @type {any} */ quad) =>
        [quad.subject, quad.predicate, quad.object].map(plain),
      );
      return { columns: TRIPLE, rows, time: time() };
    }
    if (!result.length && GRAPH_FORMS.test(text)) {
      return { columns: TRIPLE, rows: [], time: time() };
    }
    const columns = columnsOf(text);
    const rows = result.map((/** @type {any} */ row) => Object.fromEntries(row));
    const elapsed = time();
    return {
      columns,
      rows: rows.map((/** @type {any} */ row) =>
        columns.map((/** @type {string} */ name) => plain(row[name])),
      ),
      time: elapsed,
      cited: cites ? cite(cites, columns, rows) : null,
    };
  };
  const load = async (/** @type {any} */ { wasm, quads, graph }) => {
    await __wbg_init({ module_or_path: wasm });
    store = new Store();
    store.load(quads, { format: "application/trig", lenient: true });
    provenance = namedNode(graph);
    return { ready: store.size };
  };
  self.onmessage = async ({ data }) => {
    try {
      const message = data.wasm ? await load(data) : { answer: answer(data.text, data.cites) };
      self.postMessage(message);
    } catch (error) {
      self.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  };
};
