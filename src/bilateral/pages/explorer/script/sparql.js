import { explore } from "./explorer.js";
import { make } from "./shapes.js";
import { BIL } from "./words.js";

// SPARQL, answered by the reader's own browser: Oxigraph in a worker, which can be stopped.
// Values become terms here; they are never pasted into a query as text.
const askWorker = () => {
  let store = null, sources = null;
  const accepted = "https://w3id.org/bilateral/evidence#Accepted";
  const PROV = "http://www.w3.org/ns/prov#", OA = "http://www.w3.org/ns/oa#", EV = "https://w3id.org/bilateral/evidence#";
  const one = (subject, predicate) => { const [quad] = store.match(subject, namedNode(predicate), null, sources.graph); return quad ? quad.object : null; };
  // Where a graph was taken from: slug, and paragraph and sentence where known.
  const place = (graph) => {
    if (!sources.known.has(graph.value)) {
      const states = store.match(graph, namedNode(EV + "status"), null, sources.graph).map((quad) => quad.object.value);
      const origin = one(graph, PROV + "wasDerivedFrom");
      let found = null;
      if (origin && states.length && states.every((state) => state === accepted)) {
        const document = one(origin, OA + "hasSource") || origin, paragraph = one(origin, EV + "paragraph"), sentence = one(origin, EV + "sentence");
        found = { s: document.value, t: paragraph ? paragraph.value + "." + (sentence ? sentence.value : "0") : "" };
      }
      sources.known.set(graph.value, found);
    }
    return sources.known.get(graph.value);
  };
  const cite = (text, patterns, columns, rows) => {
    const solutions = store.query(text), resting = new Map();
    const term = (said, solution) => (said.startsWith("?") ? solution.get(said.slice(1)) : said.startsWith("<") ? namedNode(said.slice(1, -1)) : null);
    const key = (values) => values.map((value) => (value ? value.toString() : "")).join("\u0000");
    let known = null;
    for (const solution of solutions) {
      if (!known) known = columns.filter((name) => solutions.some((other) => other.has(name)));
      const at = key(known.map((name) => solution.get(name)));
      if (!resting.has(at)) resting.set(at, new Map());
      for (const [s, p, o] of patterns) {
        const [a, b, c] = [term(s, solution), term(p, solution), term(o, solution)];
        if (!a || !b || !c || a.termType === "Literal" || b.termType !== "NamedNode") continue;
        for (const quad of store.match(a, b, c, null)) {
          const found = quad.graph.termType === "NamedNode" ? place(quad.graph) : null;
          if (found) resting.get(at).set(found.s + " " + found.t, { ...found, kind: b.value === "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" });
        }
      }
    }
    return rows.map((row) => {
      const all = [...(resting.get(key((known || []).map((name) => row[name]))) || new Map()).values()];
      // A page that names a minister says that he is a person: no evidence for the row.
      const said = all.filter((found) => !found.kind);
      return (said.length ? said : all).map(({ s, t }) => ({ s, t })).sort((a, b) => (a.s + a.t < b.s + b.t ? -1 : 1));
    });
  };
  self.onmessage = async ({ data }) => {
    try {
      if (data.wasm) {
        await __wbg_init({ module_or_path: data.wasm });
        store = new Store();
        store.load(data.quads, { format: "application/trig", lenient: true });
        sources = { graph: namedNode(data.provenance), known: new Map() };
        self.postMessage({ ready: store.size });
        return;
      }
      const started = performance.now(), found = store.query(data.text);
      const plain = (term) => (term ? { type: term.termType, value: term.value, lang: term.language || "", datatype: term.datatype ? term.datatype.value : "" } : null);
      const answer = { time: 0 };
      if (typeof found === "boolean") answer.boolean = found;
      else if (Array.isArray(found) && found.length && found[0] instanceof Map) {
        const json = JSON.parse(store.query(data.text, { results_format: "json" }));
        const rows = found.map((row) => Object.fromEntries(row));
        answer.columns = json.head.vars;
        answer.time = performance.now() - started;
        answer.cited = data.cites ? cite(data.cites.text, data.cites.patterns, answer.columns, rows) : null;
        answer.rows = rows.map((row) => answer.columns.map((name) => plain(row[name])));
      } else if (Array.isArray(found) && !found.length) {
        const text = store.query(data.text, { results_format: /^\s*(?:PREFIX[^\n]*\s+|BASE[^\n]*\s+|#[^\n]*\s+)*(?:CONSTRUCT|DESCRIBE)\b/i.test(data.text) ? "ttl" : "json" });
        if (text.startsWith("{")) { answer.columns = JSON.parse(text).head.vars; answer.rows = []; answer.cited = data.cites ? [] : null; } else { answer.columns = ["subject", "property", "object"]; answer.rows = []; }
      } else {
        answer.columns = ["subject", "property", "object"];
        answer.rows = found.map((quad) => [quad.subject, quad.predicate, quad.object].map(plain));
      }
      answer.time = answer.time || performance.now() - started;
      self.postMessage({ answer });
    } catch (error) { self.postMessage({ error: String(error.message || error) }); }
  };
};
// The engine reads the data while the map is drawn: on a second core where there is one.
const askEngine = (async () => {
  const bytes = async (id) => {
    const raw = Uint8Array.from(atob(document.getElementById(id).textContent), (one) => one.charCodeAt(0));
    return new Uint8Array(await new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  const [engine, wasm, quads, questions] = await Promise.all(["engine", "wasm", "quads", "questions"].map(bytes));
  const said = JSON.parse(new TextDecoder().decode(questions));
  const url = URL.createObjectURL(new Blob([engine, "\n(", askWorker.toString(), ")();"], { type: "text/javascript" }));
  const start = () => {
    const worker = new Worker(url), early = [];
    worker.onmessage = ({ data }) => early.push(data);
    worker.postMessage({ wasm, quads, provenance: said.provenance });
    return { worker, early };
  };
  return { start, first: start(), questions: said.questions, bytes };
})();
const startAsk = async () => {
  const at = (id) => document.getElementById(id), { words, things, names, fold } = window.explorer, t = words.t;
  const { start: engine, first, questions: list, bytes } = await askEngine, byName = new Map(list.map((one) => [one.name, one]));
  const tell = (text, bad) => { at("told").textContent = text; at("told").classList.toggle("error", Boolean(bad)); };
  let worker = null, ready = false, waiting = null, clock = 0, answer = null, chosen = null, loadedAt = 0;

  const start = (given) => {
    ready = false;
    worker = given.worker;
    const heard = (data) => {
      if (data.ready !== undefined) { ready = true; loadedAt = performance.now(); if (window.ask) window.ask.ready = loadedAt; if (waiting) send(); else tell(t("ask-ready", { n: words.number(data.ready) })); return; }
      done();
      if (data.error) tell(data.error, true); else show(data.answer);
    };
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = (event) => { done(); tell(event.message || t("ask-broken"), true); };
    given.early.forEach(heard);
  };
  tell(t("ask-starting"));
  const done = () => { clearTimeout(clock); waiting = null; at("run").disabled = false; at("stop").disabled = true; };
  // A query cannot be asked to end: its worker is, and a new one reads the data again.
  const halt = (why) => { worker.terminate(); done(); tell(why, true); start(engine()); };
  const send = () => { worker.postMessage(waiting); clock = setTimeout(() => halt(t("timed-out", { n: at("limit").value })), Math.max(1, Number(at("limit").value) || 20) * 1000); };

  const iri = (text) => { if (/[\u0000-\u0020<>"{}|^\u0060\\]/.test(text)) throw new Error(t("no-iri", { text })); return `<${text}>`; };
  const literal = (text, type) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0")) + (type ? `^^<http://www.w3.org/2001/XMLSchema#${type}>` : "");
  const resolve = (text, type) => {
    if (/^https?:\/\//.test(text)) return text;
    const wanted = fold(text), found = new Set();
    if (type === "entity") for (const thing of things.values()) if ([thing.label, ...thing.aliases].some((name) => fold(name) === wanted)) found.add(thing.id);
    if (type !== "entity") for (const [id, own] of names) if (own.some((name) => fold(name) === wanted) && (type === "class") === id.startsWith(BIL)) found.add(id);
    if (found.size !== 1) throw new Error(t(found.size ? "many-named" : "none-named", { text }));
    return [...found][0];
  };
  const term = ({ type, name }, text) => {
    const wrong = () => new Error(t("wrong-value", { name, type }));
    if (type === "string") return literal(text);
    const value = text.trim();
    if (["entity", "class", "concept"].includes(type)) return iri(resolve(value, type));
    if (type === "year") { if (!/^\d{1,4}$/.test(value)) throw wrong(); return literal(String(Number(value)), "integer"); }
    if (type === "integer") { if (!/^[+-]?\d{1,18}$/.test(value)) throw wrong(); return literal(String(BigInt(value.replace("+", ""))), "integer"); }
    if (type === "date") { if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw wrong(); return literal(value, "date"); }
    if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value)) throw wrong();
    return literal(value.toLowerCase());
  };
  // The values of the form, at the places that the query keeps for them.
  const bind = (text, question) => {
    for (const parameter of question ? question.parameters : []) {
      const given = at("value-" + parameter.name).value || parameter.default;
      if (!given && parameter.required) throw new Error(t("wants-value", { name: parameter.name, example: parameter.example }));
      if (given) text = text.replace(new RegExp(`(VALUES\\s+\\?${parameter.name}\\s*\\{\\s*)UNDEF(\\s*\\})`, "gi"), (whole, before, after) => before + term(parameter, given) + after);
    }
    return text;
  };
  // oxigraph 0.5.11 takes operators of one rank from the right; what is wrong must not look right.
  let warning = "";
  const chained = (text) => {
    const plain = text.replace(/<[^>]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g, "x");
    return (plain.match(/[\w)]\s+[-/]\s+[\w?$(][^()]*?\s+[-+*/]\s+[\w?$(]/g) || []).length > 0;
  };
  const run = () => {
    if (waiting) return;
    try {
      const text = bind(editor.getValue(), chosen);
      // Sources are known for the rows of a question that the reader left as it is.
      const own = chosen && editor.getValue() === chosen.text && chosen.cites;
      waiting = { text, cites: own ? { text: bind(chosen.cites.text, chosen), patterns: chosen.cites.patterns } : null };
    } catch (error) { tell(error.message, true); return; }
    warning = chained(editor.getValue()) ? " · " + t("parentheses") : "";
    at("run").disabled = true;
    at("stop").disabled = false;
    tell(t("running"));
    if (ready) send();
  };

  const shown = (one) => (!one ? "" : one.type === "NamedNode" ? words.name(one.value) : one.value);
  const cell = (one) => {
    const open = one && one.type === "NamedNode" && things.has(one.value);
    return make("td", { dir: "auto", ...(one && one.lang ? { lang: one.lang } : {}) }, open
      ? make("button", { type: "button", class: "link", "data-iri": one.value, text: shown(one), click: () => { toggle(false); location.hash = "#focus=" + encodeURIComponent(one.value); } })
      : document.createTextNode(shown(one)));
  };
  const MOST = 1000;
  const show = (given) => {
    answer = given;
    at("draw-answer").disabled = !shownThings().length;
    at("take-answer").disabled = !given.rows;
    if (given.boolean !== undefined) { at("answer").replaceChildren(make("p", { text: String(given.boolean) })); tell(t("answered", { n: 1, ms: Math.round(given.time) })); return; }
    const source = ({ s, t: place }) => {
      const known = window.explorer.sources[s], text = (known ? known.slug : s.split("/").pop()) + (place ? " " + place : "");
      return known && known.link ? make("a", { class: "cite", dir: "ltr", href: known.link, target: "_blank", rel: "noopener noreferrer", title: known.title, text }) : make("span", { class: "cite", dir: "ltr", text });
    };
    const head = [...given.columns, ...(given.cited ? [t("sources")] : [])];
    at("answer").replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col", text })))),
      make("tbody", {}, ...given.rows.slice(0, MOST).map((row, i) => make("tr", {}, ...row.map(cell), given.cited && make("td", {}, ...given.cited[i].map(source)))))));
    tell(t("answered", { n: words.number(given.rows.length), ms: Math.round(given.time) }) + (given.rows.length > MOST ? " " + t("first-rows", { n: words.number(MOST) }) : "") + warning);
  };
  const shownThings = () => [...new Set((answer && answer.rows || []).flat().filter((one) => one && one.type === "NamedNode" && things.has(one.value)).map((one) => one.value))].slice(0, 300);
  const csv = () => {
    const safe = (text) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? "'" + text : text);
    const quoted = (value) => { const text = safe(String(value)); return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
    return [answer.columns, ...answer.rows.map((row) => row.map((one) => (one ? one.value : "")))].map((row) => row.map(quoted).join(",") + "\r\n").join("");
  };

  start(first);
  const script = URL.createObjectURL(new Blob([await bytes("editor-script")], { type: "text/javascript" }));
  await new Promise((loaded, failed) => {
    const element = make("script", { src: script });
    element.onload = loaded;
    element.onerror = () => failed(new Error("the editor could not be read"));
    document.head.append(element);
  });
  // The editor; its own completions would ask other hosts.
  Yasqe.defaults.autocompleters = [];
  const editor = new Yasqe(at("editor"), { persistenceId: null, showQueryButton: false, createShareableLink: null, resizeable: false, value: "" });
  const label = () => editor.getInputField().setAttribute("aria-label", t("editor"));
  const choose = (name) => {
    chosen = byName.get(name) || null;
    editor.setValue(chosen ? chosen.text : "SELECT * WHERE { ?s ?p ?o } LIMIT 10\n");
    at("values").replaceChildren(...(chosen ? chosen.parameters : []).map((one) => {
      const input = make("input", { id: "value-" + one.name, name: one.name, dir: "auto", autocomplete: "off", placeholder: one.default || one.example });
      if (one.required && !one.default) input.value = one.example;
      return make("label", {}, make("span", { text: `${one.name}: ${one.description}` }), input);
    }));
  };
  const menu = () => {
    const groups = new Map(), held = at("question").value;
    for (const one of list) { if (!groups.has(one.group)) groups.set(one.group, []); groups.get(one.group).push(one); }
    at("question").replaceChildren(make("option", { value: "", text: t("own-query") }), ...[...groups].map(([group, own]) =>
      make("optgroup", { label: group }, ...own.map((one) => make("option", { value: one.name, text: one.title[words.lang()] || one.title.en })))));
    at("question").value = held;
    label();
  };
  const toggle = (on) => {
    at("ask").hidden = !on;
    at("canvas").hidden = on || !at("table").hidden;
    at("as-ask").setAttribute("aria-pressed", String(on));
    if (on) editor.refresh(); else window.dispatchEvent(new Event("resize"));
  };
  at("as-ask").addEventListener("click", () => toggle(at("ask").hidden));
  at("question").addEventListener("change", () => choose(at("question").value));
  at("run").addEventListener("click", run);
  at("values").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  at("stop").addEventListener("click", () => halt(t("stopped")));
  at("draw-answer").addEventListener("click", () => { toggle(false); window.explorer.showThings(shownThings()); });
  at("take-answer").addEventListener("click", () => {
    const link = make("a", { href: URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" })), download: "answer.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  window.explorer.spoken(menu);
  window.ask = { ready: loadedAt, rows: () => answer, choose: (name) => { at("question").value = name; choose(name); }, run, csv, editor };
  menu();
  choose("");
};
(async () => {
  await explore();
  await startAsk();
})();
