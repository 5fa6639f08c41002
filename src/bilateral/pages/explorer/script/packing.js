// The form in which packing.py writes the data, taken apart again.
export const inflate = async (text) => {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};
export const unpack = (given) => {
  const iris = given.iris.map((one) => (one.startsWith("~") ? "https://w3id.org/bilateral/" + one.slice(1) : one));
  const { words } = given;
  const things = new Map(given.nodes.map((one) => [iris[one.id], {
    aliases: [], date: "", label: "", at: null, community: null, ...one, id: iris[one.id], kind: words[one.kind], group: words[one.group],
  }]));
  return {
    ...given.page, things, options: given.options,
    // Links between things: from, to, property, inferred.
    links: given.edges.map(([from, to, p, i]) => ({ from: iris[from], to: iris[to], p: iris[p], i: Boolean(i) })),
    facts: given.facts.map(([s, p, o, v, type, n, flags, c]) =>
      ({ s: iris[s], p: iris[p], o: o < 0 ? "" : iris[o], v, type: words[type], n, i: Boolean(flags & 1), made: Boolean(flags & 2), c })),
    overlays: given.overlays.map((one) => ({ ...one, values: Object.fromEntries(one.values.map(([iri, value]) => [iris[iri], value])) })),
    disputes: given.disputes.map(([about, p, positions, reason]) => ({ things: about.map((one) => iris[one]), p: iris[p], positions, reason })),
    stances: new Map(given.stances.map(([iri, stance]) => [iris[iri], iris[stance]])),
    names: new Map(given.names.map(([iri, ...names]) => [iris[iri], names])),
  };
};
