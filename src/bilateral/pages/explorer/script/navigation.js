// The views, and the ways from one to another: what is shown, and where.
import { CELL, PANEL } from "./measures.js";
import { panelWidth, placePanel } from "./panels.js";
import { BUNDLED } from "./edges.js";

/** Boxes of one expansion, around one thing, and in one picture. */
export const LIMIT = 24;
const LIMIT_OF_CLUSTER = 4 * LIMIT;
const AROUND = 150;
const DRAWN = 2000;
const ROUTES = 5;
const NARROWEST_PANEL = 300;

/** @returns {View} */
export const emptyView = () => ({
  boxes: new Map(),
  panels: [],
  expanded: new Set(),
  routes: [],
  base: "overview",
  layout: "fields",
  selected: null,
  from: null,
  ends: [],
  note: "",
});

/**
 * @param {{
 *   things: Things, start: Start, model: Model, words: Words, filters: Filters, view: View,
 *   layouts: Layouts, clusters: Clusters, edges: Edges, bounds: Scene["bounds"],
 * }} parts
 */
export const makeNavigation = (parts) => {
  const { things, start, model, words, filters, view, layouts, clusters, edges, bounds } = parts;
  const { t } = words;
  const total = things.size;
  const membersOf = (/** @type {string} */ id) => things.get(id)?.members;

  const show = (/** @type {Partial<View>} */ change) => {
    Object.assign(view, { expanded: new Set(), routes: [], note: "", ...change });
  };
  const layOut = (
    /** @type {View["base"]} */ base,
    /** @type {string[]} */ ids,
    /** @type {string} */ note = "",
  ) => show({ ...layouts.byName[view.layout](ids), base, note });

  const inside = (/** @type {Panel} */ { x, y, width, height }) =>
    Object.entries(start.boxes)
      .filter(([, [u, v]]) => u > x && u < x + width && v > y && v < y + height)
      .map(([id]) => id);
  const overview = () => {
    const panels = start.panels.map((panel) => ({
      ...panel,
      heading: words.group(panel.heading),
      ids: inside(panel),
    }));
    const boxes = new Map(Object.entries(start.boxes));
    show({ boxes, panels, base: "overview", selected: null, from: null });
    if (view.layout !== "fields") layOut("overview", Object.keys(start.boxes));
  };

  const passing = () => [...things.keys()].filter((id) => !membersOf(id) && filters.passes(id));
  const everything = () => {
    const ids = passing();
    Object.assign(view, { selected: null, from: null });
    if (ids.length <= DRAWN) {
      layOut("all", ids, ids.length < total ? "" : t("all-shown"));
    } else {
      const note = t("folded", { n: words.number(ids.length), most: words.number(DRAWN) });
      show({ ...clusters.clustered(ids, view.layout), base: "all", note });
    }
    if ([...view.boxes.keys()].some(edges.isBundled)) {
      view.note += ` · ${t("bundled", { n: BUNDLED })}`;
    }
  };

  const only = (/** @type {string} */ id) => {
    const links = model.links(id).filter(filters.allows);
    const { boxes, panels, total: all } = layouts.around(id, links, AROUND);
    const name = words.name(id);
    const counts = { n: words.number(boxes.size - 1), total: words.number(all - 1) };
    const note = boxes.size < all ? t("around-some", { name, ...counts }) : t("around", { name });
    show({ boxes, panels, base: "around", selected: id, from: null, ends: [id], note });
  };

  const connect = (/** @type {string} */ from, /** @type {string} */ to) => {
    const routes = model.routes(from, to, filters.allows, ROUTES);
    const ends = { a: words.name(from), b: words.name(to) };
    view.from = null;
    if (!routes.length) {
      Object.assign(view, { note: t("no-way", ends), selected: to });
      return;
    }
    const note = t("ways", { n: routes.length, steps: routes[0].length - 1, ...ends });
    const layout = layouts.ways(routes);
    show({ ...layout, routes, base: "ways", selected: to, from, ends: [from, to], note });
  };

  const thingsShown = () => [...view.boxes.keys()].filter((id) => !membersOf(id));
  /** The same things anew, after another layout or language was chosen. */
  const layOutAgain = ({ keepsBase = false } = {}) => {
    const { selected, base, ends } = view;
    if (keepsBase && base === "around") only(ends[0]);
    else if (keepsBase && base === "ways") connect(ends[0], ends[1]);
    else if (base === "all") everything();
    else if (base === "overview" && !view.expanded.size) overview();
    else layOut("overview", thingsShown());
    if (selected && view.boxes.has(selected)) view.selected = selected;
  };

  const addPanel = (/** @type {Group} */ group, /** @type {string} */ owner) => {
    const [heading, ids, all = ids.length] = group;
    const { left, right, bottom } = bounds();
    const room = Math.floor((right - left - 2 * PANEL.padding) / (CELL.width + CELL.gap));
    const perRow = Math.max(1, Math.min(Math.max(ids.length, 2), room));
    const width = Math.max(panelWidth(Math.min(perRow, ids.length)), NARROWEST_PANEL);
    const place = { x: left, y: bottom + PANEL.between, perRow, width };
    const panel = placePanel(view.boxes, { heading, owner, ids, total: all, ...place });
    view.panels.push(panel);
    return panel;
  };
  /** What could still be shown next to a thing, or of a box that stands for many. */
  const more = (/** @type {string} */ id) =>
    (membersOf(id) || model.ranked(model.neighbours(id))).filter((other) => !view.boxes.has(other));
  /** Adds a panel with what is next to a thing; returns it, or null where there is no more. */
  const expand = (/** @type {string} */ id) => {
    const ids = more(id);
    if (!ids.length || view.expanded.has(id)) return null;
    const name = words.name(id);
    const heading = membersOf(id) ? name : t("next-to", { name });
    const some = ids.slice(0, membersOf(id) ? LIMIT_OF_CLUSTER : LIMIT);
    view.expanded.add(id);
    return addPanel([heading, some, ids.length], id);
  };
  /** Adds a panel with a thing that is not shown yet, and what is next to it. */
  const bringIn = (/** @type {string} */ id) => {
    const all = more(id);
    const rest = all.slice(0, LIMIT);
    const heading = rest.length ? t("around", { name: words.name(id) }) : t("found");
    view.expanded.add(id);
    return addPanel([heading, [id, ...rest], all.length + 1], id);
  };
  const collapse = (/** @type {string} */ id) => {
    const gone = new Set([id]);
    // What was expanded from a box that goes away goes with it.
    for (let size = 0; size !== gone.size;) {
      size = gone.size;
      for (const { owner, ids } of view.panels) {
        if (owner && gone.has(owner)) for (const member of ids) gone.add(member);
      }
    }
    const isGone = (/** @type {Panel} */ { owner }) => Boolean(owner && gone.has(owner));
    for (const { owner, ids } of view.panels.filter(isGone)) {
      for (const member of ids) view.boxes.delete(member);
      view.expanded.delete(String(owner));
    }
    view.panels = view.panels.filter((panel) => !isGone(panel));
    view.selected = id;
  };

  return {
    total,
    layOut,
    overview,
    everything,
    only,
    connect,
    layOutAgain,
    addPanel,
    more,
    expand,
    bringIn,
    collapse,
    /** What boxes stand for may have changed since they were drawn. */
    refreshClusters: () => {
      if ([...view.boxes.keys()].some(membersOf)) clusters.clustered(passing(), view.layout);
    },
  };
};
