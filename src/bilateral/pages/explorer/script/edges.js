// The lines between the boxes that are shown.
import { push } from "./collections.js";

/** Lines from one community. */
export const BUNDLED = 3;

/**
 * @param {{
 *   things: Things, links: Link[], model: Model, words: Words, filters: Filters, view: View,
 *   visible: () => string[], isNarrow: boolean,
 * }} parts
 */
export const makeEdges = ({ things, links, model, words, filters, view, visible, isNarrow }) => {
  /** @returns {Edge[]} */
  const ofRoutes = () => {
    const ids = new Set(visible());
    /** @type {Map<string, Edge>} */
    const edges = new Map();
    for (const route of view.routes) {
      for (let i = 1; i < route.length; i++) {
        const link = model.between(route[i - 1], route[i]).find(filters.allows);
        if (!link || !ids.has(link.from) || !ids.has(link.to)) continue;
        const { from, to, property, inferred } = link;
        edges.set(`${from} ${to}`, { from, to, label: words.term(property), dashes: inferred });
      }
    }
    return [...edges.values()];
  };

  const ofLinks = (/** @type {Set<string>} */ ids) => {
    /** @type {Map<string, Edge>} */
    const edges = new Map();
    for (const id of ids) {
      for (const { from, to, inferred, property } of model.links(id)) {
        if (from !== id || !ids.has(to)) continue;
        if (!filters.allows({ from, to, inferred, property })) continue;
        const key = from < to ? `${from} ${to}` : `${to} ${from}`;
        const other = edges.get(key);
        // A line is dashed only if nothing but a rule draws it.
        edges.set(key, { from, to, dashes: inferred && (!other || other.dashes) });
      }
    }
    return [...edges.values()];
  };

  // On a phone communities stand in rows, where lines would cross all of them.
  const isBundled = (/** @type {string} */ id) => !isNarrow && Boolean(things.get(id)?.isCommunity);

  /** Between communities: for each those that it shares most links with. */
  const bundles = (/** @type {string[]} */ communities) => {
    const communityOf = new Map(
      communities.flatMap((id) => (things.get(id)?.members || []).map((member) => [member, id])),
    );
    /** @type {Map<string, Edge & { count: number }>} */
    const edges = new Map();
    /** @type {Map<string, (Edge & { count: number })[]>} */
    const edgesOf = new Map();
    for (const link of communityOf.size ? links : []) {
      const ends = [communityOf.get(link.from), communityOf.get(link.to)].sort();
      const [from, to] = /** @type {[string, string]} */ (ends);
      if (!from || !to || from === to || !filters.allows(link)) continue;
      const key = `${from} ${to}`;
      let edge = edges.get(key);
      if (!edge) {
        edge = { from, to, dashes: false, count: 0 };
        edges.set(key, edge);
        push(edgesOf, from, edge);
        push(edgesOf, to, edge);
      }
      edge.count += 1;
    }
    const strongest = communities.flatMap((id) =>
      (edgesOf.get(id) || []).sort((a, b) => b.count - a.count).slice(0, BUNDLED),
    );
    return [...new Set(strongest)];
  };

  /** @returns {Edge[]} */
  const current = () => {
    if (view.base === "ways") return ofRoutes();
    const ids = new Set(visible());
    return [...ofLinks(ids), ...bundles([...ids].filter(isBundled))];
  };
  return { current, isBundled };
};
