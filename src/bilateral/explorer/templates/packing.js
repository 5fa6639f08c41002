"use strict";
// The form in which packing.py writes the data, taken apart again.
const unpack = (given) => {
  const iris = given.iris.map((one) => (one.startsWith("~") ? "https://w3id.org/bilateral/" + one.slice(1) : one));
  const { words, page } = given;
  const nodes = given.nodes.map((one) => ({
    aliases: [], topics: [], date: "", description: "", lines: [one.label || ""], label: "", ...one, id: iris[one.id],
    kind: words[one.kind], kind_label: words[one.kind_label], group: words[one.group],
  }));
  const edges = given.edges.map(([from, to]) => ({ from: iris[from], to: iris[to] }));
  const facts = page.facts.map(([s, p, o, v, n, i, c]) => ({ s: iris[s], p: words[p], o: o < 0 ? "" : iris[o], v, n, i: Boolean(i), c }));
  const overlays = page.overlays.map((one) => ({ ...one, values: Object.fromEntries(one.values.map(([iri, value]) => [iris[iri], value])) }));
  return { nodes, edges, options: given.options, page: { ...page, facts, overlays } };
};
