// The form in which packing.py writes the data, taken apart again.

const COMMON = "https://w3id.org/bilateral/";
const INFERRED = 1;
const COMPOSED = 2;

/** @param {string} text base64 of gzip */
export const inflate = async (text) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/**
 * @param {any} packed
 * @returns {PageData}
 */
export const unpack = (packed) => {
  const { words, page } = packed;
  /** @type {string[]} */
  const iris = packed.iris.map((/** @type {string} */ iri) =>
    iri.startsWith("~") ? COMMON + iri.slice(1) : iri,
  );
  const thing = (/** @type {any} */ node) => ({
    ...{ aliases: [], date: "", label: "", at: null, community: null },
    ...node,
    id: iris[node.id],
    kind: words[node.kind],
    group: words[node.group],
  });
  const link = (/** @type {number[]} */ [from, to, property, inferred]) => ({
    from: iris[from],
    to: iris[to],
    property: iris[property],
    inferred: Boolean(inferred),
  });
  const fact = (/** @type {any[]} */ row) => {
    const [subject, property, object, text, datatype, note, flags, places] = row;
    return {
      subject: iris[subject],
      property: iris[property],
      object: object < 0 ? "" : iris[object],
      text,
      datatype: words[datatype],
      note,
      inferred: Boolean(flags & INFERRED),
      composed: Boolean(flags & COMPOSED),
      places,
    };
  };
  const overlay = (/** @type {any} */ { values, ...rest }) => ({
    ...rest,
    values: Object.fromEntries(
      values.map((/** @type {any[]} */ [iri, value]) => [iris[iri], value]),
    ),
  });
  const dispute = (/** @type {any[]} */ [about, property, positions, reason]) => ({
    things: about.map((/** @type {number} */ iri) => iris[iri]),
    property: iris[property],
    positions,
    reason,
  });
  const things = packed.nodes.map(thing);
  return {
    ...page,
    options: packed.options,
    things: new Map(things.map((/** @type {Thing} */ node) => [node.id, node])),
    links: packed.edges.map(link),
    facts: packed.facts.map(fact),
    overlays: packed.overlays.map(overlay),
    disputes: packed.disputes.map(dispute),
    stances: new Map(
      packed.stances.map((/** @type {number[]} */ [iri, stance]) => [iris[iri], iris[stance]]),
    ),
    names: new Map(packed.names.map((/** @type {any[]} */ [iri, ...rest]) => [iris[iri], rest])),
    places: page.places.map((/** @type {any} */ place) => ({ source: place.s, passage: place.t })),
  };
};
