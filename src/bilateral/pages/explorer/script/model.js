// What is known, indexed: facts and links by thing, years, and ways between two things.
export const makeModel = (data) => {
  const { things, facts, links } = data;
  const about = new Map(), near = new Map(), linked = new Map();
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (const fact of facts) {
    if (!things.has(fact.s)) continue;
    push(about, fact.s, fact);
    if (things.has(fact.o) && fact.o !== fact.s) push(about, fact.o, fact);
  }
  for (const link of links) for (const [a, b] of [[link.from, link.to], [link.to, link.from]]) {
    if (a === b) continue;
    push(linked, a, link);
    if (!near.has(a)) near.set(a, new Set());
    near.get(a).add(b);
  }
  const NONE = new Set();
  const neighbours = (id) => near.get(id) || NONE;
  const of = (id) => linked.get(id) || [];
  const disputed = new Map();
  for (const one of data.disputes) for (const id of one.things) push(disputed, id, one);

  // Years: a thing's own, else those of what it is linked to; both states are always there.
  const own = (thing) => (thing.date.match(/\b(?:1[5-9]|20)\d\d\b/g) || []).map(Number);
  const dated = new Map([...things.values()].map((thing) => [thing.id, own(thing)]));
  const spans = new Map();
  for (const thing of things.values()) {
    const found = dated.get(thing.id).length ? dated.get(thing.id) : [...neighbours(thing.id)].flatMap((one) => (busy(one) ? [] : dated.get(one)));
    if (found.length) spans.set(thing.id, [Math.min(...found), Math.max(...found)]);
  }
  function busy(id) { const { kind } = things.get(id) || {}; return kind === "State" || kind === "BilateralRelationship"; }
  let [first, last] = [Infinity, -Infinity];
  for (const years of dated.values()) for (const year of years) { first = Math.min(first, year); last = Math.max(last, year); }

  // All shortest ways from one thing to another, by layers; avoiding hubs and opinions while others exist.
  const OPINIONS = new Set(["Assessment"]);
  const layers = (from, to, allows, avoid) => {
    const depth = new Map([[from, 0]]);
    let edge = [from];
    while (edge.length && !depth.has(to)) {
      const next = [];
      for (const id of edge) for (const link of of(id)) {
        const other = link.from === id ? link.to : link.from;
        if (depth.has(other) || !allows(link) || (other !== to && avoid(other))) continue;
        depth.set(other, depth.get(id) + 1);
        next.push(other);
      }
      edge = next.sort((a, b) => neighbours(b).size - neighbours(a).size || (a < b ? -1 : 1));
    }
    return depth;
  };
  const routes = (from, to, allows, most) => {
    if (from === to) return [];
    for (const avoid of [(id) => busy(id) || OPINIONS.has(things.get(id).kind), (id) => OPINIONS.has(things.get(id).kind), () => false]) {
      const depth = layers(from, to, allows, avoid);
      if (!depth.has(to)) continue;
      const found = [];
      const walk = (id, tail) => {
        if (found.length >= most) return;
        if (id === from) { found.push([from, ...tail]); return; }
        const before = new Set(of(id).filter(allows).map((link) => (link.from === id ? link.to : link.from)).filter((one) => depth.get(one) === depth.get(id) - 1 && (one === from || !avoid(one))));
        for (const one of [...before].sort((a, b) => neighbours(b).size - neighbours(a).size || (a < b ? -1 : 1))) walk(one, [id, ...tail]);
      };
      walk(to, []);
      return found;
    }
    return [];
  };
  return {
    neighbours, routes, busy, first, last,
    about: (id) => about.get(id) || [],
    links: of,
    between: (a, b) => of(a).filter((link) => (link.from === a ? link.to : link.from) === b),
    disputes: (id) => disputed.get(id) || [],
    span: (id) => spans.get(id) || null,
    years: (id) => dated.get(id) || [],
    ranked: (ids) => [...ids].sort((a, b) => neighbours(b).size - neighbours(a).size || (a < b ? -1 : 1)),
  };
};
