import { makeControls } from "./controls.js";
import { makeDetails } from "./details.js";
import { makeDrawing } from "./drawing.js";
import { makeFilters } from "./filters.js";
import { CELL, makeLayouts } from "./layouts.js";
import { makeModel } from "./model.js";
import { makeOverlays } from "./overlays.js";
import { inflate, unpack } from "./packing.js";
import { makeSearch } from "./search.js";
import { make } from "./shapes.js";
import { makeTake } from "./take.js";
import { makeWords } from "./words.js";

import { makeFold } from "../../shared/fold.js";

const startExplorer = (data) => {
  const fold = makeFold(data.folding);
  const { things } = data;
  const at = (id) => document.getElementById(id);
  const total = things.size, narrow = window.innerWidth < 720;
  const start = narrow ? data.narrow : data.wide;
  const LIMIT = 24, AROUND = 150, DRAWN = 2000; // boxes: of one expansion, around one thing, in one picture
  const BUNDLED = 3; // lines from one community
  const STEPS = 100; // that can be undone
  const model = makeModel(data), words = makeWords(data), t = words.t;
  const marks = { opinion: (id) => data.stances.has(id), disputed: (id) => model.disputes(id).length > 0 };

  // What is shown: boxes by thing, panels behind them, and how the reader came here.
  const view = { boxes: new Map(), panels: [], expanded: new Set(), routes: [], base: "overview", layout: "fields", selected: null, from: null, ends: [], note: "" };
  const layouts = makeLayouts({ things, model, words, narrow, places: data.communities });
  const visible = () => [...view.boxes.keys()].filter(filters.passes);
  const shownLinks = () => {
    const ids = new Set(visible()), pairs = new Map();
    if (view.base === "ways") {
      for (const route of view.routes) for (let i = 1; i < route.length; i++) {
        const found = model.between(route[i - 1], route[i]).filter(filters.allows)[0];
        if (found && ids.has(found.from) && ids.has(found.to)) pairs.set(found.from + " " + found.to, { from: found.from, to: found.to, label: words.term(found.p), dashes: found.i });
      }
      return [...pairs.values()];
    }
    for (const id of ids) for (const link of model.links(id)) {
      if (link.from !== id || !ids.has(link.to) || !filters.allows(link)) continue;
      const key = link.from < link.to ? link.from + " " + link.to : link.to + " " + link.from, held = pairs.get(key);
      // A line is dashed only if nothing but a rule draws it.
      pairs.set(key, { from: link.from, to: link.to, dashes: link.i && (!held || held.dashes) });
    }
    return [...pairs.values(), ...bundles([...ids].filter(tied))];
  };
  // On a phone communities stand in rows, where lines would cross all of them.
  const tied = (id) => !narrow && things.get(id).communal;
  // Between communities: for each those that it shares most links with.
  const bundles = (boxes) => {
    const owner = new Map(boxes.flatMap((id) => things.get(id).members.map((one) => [one, id])));
    const found = new Map(), ties = new Map(boxes.map((id) => [id, []]));
    for (const link of owner.size ? data.links : []) {
      const [from, to] = [owner.get(link.from), owner.get(link.to)].sort();
      if (!from || !to || from === to || !filters.allows(link)) continue;
      const key = from + " " + to;
      if (!found.has(key)) { const one = { from, to, dashes: false, count: 0 }; found.set(key, one); ties.get(from).push(one); ties.get(to).push(one); }
      found.get(key).count += 1;
    }
    return [...new Set([...ties.values()].flatMap((held) => held.sort((a, b) => b.count - a.count).slice(0, BUNDLED)))];
  };
  const overlay = makeOverlays(data.overlays, at("overlay"), t, (chosen) => {
    step(() => {
      overview();
      const missing = overlay.first(LIMIT).filter((id) => things.has(id) && !view.boxes.has(id));
      if (chosen && missing.length) addPanel("overlay", overlay.added(), missing, missing.length);
    });
  });
  const filters = makeFilters({ at, make, things, model, words, overlay, shown: () => view.boxes.keys(), changed: (moving) => {
    // "All" is what the filters leave: what they let in again must come back.
    if (view.base === "all" && !moving) { const { selected } = view; everything(); view.selected = view.boxes.has(selected) ? selected : null; }
    redraw(moving);
    if (!moving) { select(view.selected); keep(); }
  } });
  const drawing = makeDrawing({ at, things, model, words, overlay, view, options: data.options, narrow, visible, links: shownLinks, marks });
  const { network } = drawing;

  const redraw = (moving) => {
    drawing.draw();
    if (!moving) filters.draw();
    if (!at("table").hidden) drawTable();
    say();
  };
  const say = () => {
    const ids = visible(), count = ids.reduce((sum, id) => sum + (things.get(id).members ? 0 : 1), 0);
    const left = Object.values(data.left).reduce((a, b) => a + b, 0);
    const folded = view.base === "all" && !count;
    const chosen = view.base === "overview" && view.layout === "fields" ? t("chosen") : "";
    const parts = [!folded && t("count", { n: words.number(count), total: words.number(total) }) + chosen,
      view.from && view.base !== "ways" ? t("path-choose", { name: words.name(view.from) }) : view.note, ...filters.why([...view.boxes.keys()]), left && t("left-out", { n: words.number(left) }), overlay.note().trim()];
    at("count").textContent = parts.filter(Boolean).join(" · ");
    at("undo").disabled = now === 0;
    at("layout").value = view.base === "overview" || view.base === "all" ? view.layout : "";
  };

  // Every step can be undone, by the button, by the browser's own, and by the letter U.
  const states = [];
  let now = -1;
  const copy = () => ({ ...view, boxes: new Map(view.boxes), panels: [...view.panels], expanded: new Set(view.expanded), filters: filters.get(), overlay: at("overlay").value, lang: words.lang() });
  const hash = () => {
    const { kinds, props, inferred, years } = filters.get(), found = [];
    const add = (name, value) => { if (value) found.push(name + "=" + encodeURIComponent(value)); };
    // A path is named by its two ends, whichever of its steps is open.
    const focus = view.base === "ways" ? view.ends[1] : view.selected;
    add("focus", focus && !things.get(focus).members && focus);
    add("from", view.from);
    add("view", view.base === "around" || view.base === "all" ? view.base : "");
    add("layout", view.layout === "fields" ? "" : view.layout);
    add("years", years && years.join("-"));
    add("without", kinds.join(" "));
    add("hide", props.join(" "));
    add("inferred", inferred ? "" : "no");
    add("lang", words.lang() === "en" ? "" : words.lang());
    return found.length ? "#" + found.join("&") : "";
  };
  const address = () => hash() || location.pathname + location.search;
  const keep = () => {
    states.length = now + 1;
    states.push(copy());
    // A long visit must not hold every step of it in memory.
    if (states.length > STEPS) states[states.length - STEPS - 1] = null;
    now += 1;
    history[now ? "pushState" : "replaceState"]({ now }, "", address());
    say();
  };
  const step = (change) => { change(); redraw(); select(view.selected); keep(); drawing.showAll(); };
  const restore = (number) => {
    const held = states[number];
    now = number;
    if (words.lang() !== held.lang) speak(held.lang);
    Object.assign(view, held, { boxes: new Map(held.boxes), panels: [...held.panels], expanded: new Set(held.expanded) });
    filters.set(held.filters);
    // What its boxes stood for may have changed since.
    if ([...view.boxes.keys()].some((id) => things.get(id).members)) layouts.folded(passing(), view.layout);
    if (at("overlay").value !== held.overlay) overlay.choose(held.overlay);
    redraw();
    select(view.selected);
    drawing.showAll();
  };
  window.addEventListener("popstate", ({ state }) => {
    if (state && states[state.now]) restore(state.now); else if (state === null) linked();
  });
  at("undo").addEventListener("click", () => { if (now > 0) history.back(); });

  // Views.
  const lay = (base, ids, note) => {
    const found = layouts[view.layout](ids);
    Object.assign(view, { ...found, expanded: new Set(), base, note: note || "", routes: [] });
  };
  const inside = (panel, boxes) => Object.keys(boxes).filter((id) => {
    const [x, y] = boxes[id];
    return x > panel.x && x < panel.x + panel.width && y > panel.y && y < panel.y + panel.height;
  });
  const overview = () => {
    Object.assign(view, { boxes: new Map(Object.entries(start.boxes)), panels: start.panels.map((panel) => ({ ...panel, heading: words.group(panel.heading), ids: inside(panel, start.boxes) })),
      expanded: new Set(), base: "overview", note: "", routes: [], selected: null, from: null });
    if (view.layout !== "fields") lay("overview", Object.keys(start.boxes));
  };
  const passing = () => [...things.keys()].filter((id) => !things.get(id).members && filters.passes(id));
  const everything = () => {
    const ids = passing();
    view.selected = view.from = null;
    if (ids.length <= DRAWN) lay("all", ids, ids.length < total ? "" : t("all-shown"));
    else Object.assign(view, { ...layouts.folded(ids, view.layout), expanded: new Set(), base: "all", routes: [], note: t("folded", { n: words.number(ids.length), most: words.number(DRAWN) }) });
    if ([...view.boxes.keys()].some(tied)) view.note += " · " + t("bundled", { n: BUNDLED });
  };
  // The same things anew, after another layout or language was chosen.
  const relay = (own) => {
    const { selected, base, ends } = view;
    if (own && base === "around") only(ends[0]);
    else if (own && base === "ways") connect(...ends);
    else if (base === "all") everything();
    else if (base === "overview" && !view.expanded.size) overview();
    else lay("overview", [...view.boxes.keys()].filter((id) => !things.get(id).members));
    if (view.boxes.has(selected)) view.selected = selected;
  };
  const only = (id) => {
    const { boxes, panels, total: all } = layouts.around(id, model.links(id).filter(filters.allows), AROUND);
    Object.assign(view, { boxes, panels, expanded: new Set(), base: "around", routes: [], selected: id, from: null, ends: [id],
      note: boxes.size < all ? t("around-some", { name: words.name(id), n: words.number(boxes.size - 1), total: words.number(all - 1) }) : t("around", { name: words.name(id) }) });
  };
  const connect = (from, to) => {
    const routes = model.routes(from, to, filters.allows, 5);
    view.from = null;
    if (!routes.length) { view.note = t("no-way", { a: words.name(from), b: words.name(to) }); view.selected = to; return; }
    Object.assign(view, { ...layouts.ways(routes), routes, base: "ways", expanded: new Set(), selected: to, from, ends: [from, to],
      note: t("ways", { n: routes.length, steps: routes[0].length - 1, a: words.name(from), b: words.name(to) }) });
  };
  const addPanel = (owner, heading, ids, all) => {
    const { left, right, bottom } = drawing.bounds();
    const cells = Math.max(1, Math.min(Math.max(ids.length, 2), Math.floor((right - left - 2 * CELL.padding) / (CELL.width + CELL.gap))));
    const panel = layouts.placed(view.boxes, { heading, owner, ids, total: all, cells, x: left, y: bottom + CELL.between, width: Math.max(Math.min(cells, ids.length) * (CELL.width + CELL.gap) - CELL.gap + 2 * CELL.padding, 300) });
    view.panels.push(panel);
    return panel;
  };
  const more = (id) => (things.get(id).members || model.ranked(model.neighbours(id))).filter((one) => !view.boxes.has(one));
  const expand = (id) => {
    const found = more(id);
    if (!found.length || view.expanded.has(id)) return;
    const panel = addPanel(id, things.get(id).members ? words.name(id) : t("next-to", { name: words.name(id) }), found.slice(0, things.get(id).members ? 4 * LIMIT : LIMIT), found.length);
    view.expanded.add(id);
    redraw();
    select(id);
    keep();
    drawing.showPanel(panel, id);
  };
  const collapse = (id) => {
    const gone = new Set([id]);
    // What was expanded from a box that goes away goes with it.
    for (let size = 0; size !== gone.size;) {
      size = gone.size;
      for (const panel of view.panels) if (panel.owner && gone.has(panel.owner)) panel.ids.forEach((one) => gone.add(one));
    }
    for (const panel of view.panels.filter((one) => gone.has(one.owner))) {
      panel.ids.forEach((one) => view.boxes.delete(one));
      view.expanded.delete(panel.owner);
    }
    view.panels = view.panels.filter((one) => !one.owner || !gone.has(one.owner));
    step(() => { view.selected = id; });
  };
  const toggle = (id) => (view.expanded.has(id) ? collapse(id) : expand(id));

  const select = (id) => {
    const was = at("details").hidden;
    view.selected = id;
    details.draw(id);
    drawing.recolour();
    return was !== at("details").hidden;
  };
  const open = (id) => {
    if (!things.has(id)) return;
    if (view.from && view.base !== "ways" && view.from !== id) { step(() => connect(view.from, id)); return; }
    filters.unhide(id);
    if (!view.boxes.has(id)) {
      if (view.base === "ways" || view.base === "around") { step(() => only(id)); return; }
      const rest = more(id).slice(0, LIMIT), all = more(id).length;
      const panel = rest.length ? addPanel(id, t("around", { name: words.name(id) }), [id, ...rest], all + 1) : addPanel(id, t("found"), [id], 1);
      view.expanded.add(id);
      redraw();
      select(id);
      keep();
      drawing.showPanel(panel, id);
    } else {
      redraw();
      const changed = select(id);
      keep();
      if (changed && !narrow) drawing.showAll();
      if (narrow) drawing.centre(id);
    }
    at("details").scrollTop = 0;
  };
  const close = () => { if (view.selected === null && view.from === null) return; if (view.base !== "ways") view.from = null; select(null); keep(); drawing.showAll(); };
  const actions = {
    open, close, toggle, more,
    only: (id) => step(() => only(id)),
    from: (id) => { view.from = view.from === id ? null : id; if (view.base === "ways") step(() => { const keepFrom = view.from; overview(); view.from = keepFrom; }); select(id); keep(); if (view.from) at("search").focus(); },
  };
  const details = makeDetails({ at, make, things, model, words, overlay, data, view, filters, actions });

  const drawTable = () => {
    const extra = overlay.heading() ? [overlay.heading()] : [];
    const head = make("tr", {}, ...["name", "class", "date", "field", "links", "marks"].map((key) => t(key)).concat(extra).map((text) => make("th", { scope: "col", text })));
    const flags = (id) => [marks.opinion(id) && words.term(data.stances.get(id)), marks.disputed(id) && t("disagree")].filter(Boolean).join(", ");
    at("table").replaceChildren(make("table", {}, make("caption", { text: at("count").textContent }), make("thead", {}, head), make("tbody", {}, ...visible().map((id) => {
      const thing = things.get(id);
      return make("tr", {}, make("td", {}, make("button", { type: "button", class: "link", dir: "auto", lang: words.spoken(id), text: words.name(id), click: () => open(id) })),
        ...[words.kind(thing.kind), thing.date, words.group(thing.group), model.neighbours(id).size, flags(id), ...extra.map(() => overlay.text(id))].map((text) => make("td", { dir: "auto", text })));
    }))));
  };
  // The dataset is named after the relationship that it is about, where it is.
  const self = [...things.values()].find((one) => one.kind === "BilateralRelationship" && one.label === data.title);
  const title = () => (self ? words.name(self.id) : data.title);
  const listeners = []; // of a change of language
  const speak = (lang) => {
    words.set(lang);
    at("language").value = words.lang();
    document.title = document.querySelector("h1").textContent = title();
    overlay.relabel();
    filters.draw();
    for (const heard of listeners) heard();
  };

  makeSearch({ at, make, things, words, fold, neighbours: model.neighbours, take: open });
  const take = makeTake({ things, model, words, overlay, data, view, drawing, visible, links: shownLinks, allows: filters.allows, marks, title });
  makeControls({ at, view, model, network, visible, drawing, actions, take, words, t, narrow, redraw, select,
    toggle, step, overview, everything, relay, drawTable, speak, say, keep, filters });

  // The state that an address names; whatever is not in the data is left aside.
  const linked = () => {
    const given = new URLSearchParams(location.hash.slice(1)), known = (name) => (things.has(given.get(name)) ? given.get(name) : null);
    const years = /^(\d{4})-(\d{4})$/.exec(given.get("years") || ""), list = (name) => (given.get(name) || "").split(" ").filter(Boolean);
    const inside = years && [Math.max(model.first, Number(years[1])), Math.min(model.last, Number(years[2]))];
    filters.set({ kinds: list("without"), props: list("hide"), inferred: given.get("inferred") !== "no", years: inside && inside[0] <= inside[1] ? inside : null });
    if (given.get("lang")) speak(given.get("lang"));
    view.layout = ["time", "classes", "communities", "network"].includes(given.get("layout")) ? given.get("layout") : "fields";
    const [focus, from] = [known("focus"), known("from")];
    if (given.get("view") === "all") everything(); else overview();
    if (focus && from) connect(from, focus); else if (focus && given.get("view") === "around") only(focus);
    redraw();
    select(view.selected);
    drawing.showAll();
    if (focus && view.selected !== focus) open(focus); else keep();
  };
  speak((navigator.language || "").slice(0, 2));
  if (location.hash.length > 1) linked(); else { overview(); redraw(); select(null); keep(); drawing.showAll(); if (data.focus && !narrow) open(data.focus); }
  window.explorer = { network, boxes: () => Object.fromEntries(view.boxes), shown: visible, links: shownLinks, svg: take.svg, png: take.png, turtle: take.turtle, csv: take.csv, ready: performance.now(),
    words, things, fold, names: data.names, sources: data.sources,
    // The things of an answer, and nothing else.
    showThings: (ids) => step(() => { lay("answer", ids.filter((id) => things.has(id)), t("of-answer", { n: words.number(ids.length) })); view.selected = view.from = null; }),
    spoken: (heard) => listeners.push(heard) };
};
export const explore = async () => {
  const status = document.getElementById("count");
  if (!("DecompressionStream" in window)) { status.textContent = "This page needs a browser of 2023 or later."; return; }
  startExplorer(unpack(await inflate(document.getElementById("data").textContent)));
};
