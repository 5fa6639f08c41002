// The explorer, put together: what is shown changes, and all that shows it is drawn anew.
import { makeFold } from "../../shared/fold.js";
import { readAddress, writeAddress } from "./address.js";
import { makeClusters } from "./clusters.js";
import { makeCountLine } from "./count-line.js";
import { makeDetails } from "./details.js";
import { download } from "./download.js";
import { makeEdges } from "./edges.js";
import { buttonById, byId, selectById } from "./elements.js";
import { makeDataExport } from "./export-data.js";
import { makeFilterControls } from "./filter-controls.js";
import { makeFilters } from "./filters.js";
import { makeGroupings } from "./groupings.js";
import { makeHistory } from "./history.js";
import { translatePage } from "./language.js";
import { makeLayouts } from "./layouts.js";
import { canvasMeasure, makeMap } from "./map.js";
import { connectExports, connectMenus, makeOverlayMenu } from "./menus.js";
import { makeModel } from "./model.js";
import { LIMIT, emptyView, makeNavigation } from "./navigation.js";
import { makeOverlays } from "./overlays.js";
import { makePicture } from "./picture.js";
import { connectPointer } from "./pointer.js";
import { makeScene } from "./scene.js";
import { connectSearch, makeNameIndex } from "./search.js";
import { makeStyles } from "./styles.js";
import { makeTable } from "./table.js";
import { connectTheme, readTheme } from "./theme.js";
import { inflate, unpack } from "./unpack.js";
import { connectViews } from "./view-controls.js";
import { makeWords } from "./words.js";

/** Below this width of the window, in pixels, boxes are arranged for a phone. */
const NARROW = 720;

/** @param {PageData} data */
// eslint-disable-next-line max-statements -- it puts the parts together, one after the other
const startExplorer = (data) => {
  const { things } = data;
  const isNarrow = window.innerWidth < NARROW;
  const model = makeModel(data);
  const words = makeWords(data);
  const { t } = words;
  const fold = makeFold(data.folding);
  const styles = makeStyles(data.style);
  const overlays = makeOverlays(data.overlays, styles);
  const filters = makeFilters({ things, model });
  const view = emptyView();
  const visible = () => [...view.boxes.keys()].filter(filters.passes);
  const edges = makeEdges({
    ...{ things, links: data.links, model, words, filters, view, visible, isNarrow },
  });
  const scene = makeScene({
    ...{ things, model, words, styles, overlays, view, visible },
    theme: readTheme(),
    edges: edges.current,
    measure: canvasMeasure(),
    isOpinion: (id) => data.stances.has(id),
  });
  const groupings = makeGroupings({ things, model, words, fields: data.fields });
  const navigation = makeNavigation({
    ...{ things, model, words, filters, view, edges },
    start: isNarrow ? data.narrow : data.wide,
    layouts: makeLayouts({ things, model, words, groupings, isNarrow }),
    clusters: makeClusters({
      ...{ things, model, words, groupings, isNarrow },
      places: data.communities,
    }),
    bounds: scene.bounds,
  });
  const map = makeMap({
    ...{ scene, view, options: data.options, isNarrow, visible, edges: edges.current },
  });

  const redraw = (isMoving = false) => {
    map.draw();
    if (!isMoving) filterControls.draw();
    if (!byId("table").hidden) table.draw();
    showCount();
  };
  const countLine = makeCountLine({ data, words, filters, overlays, view, visible });
  const showCount = () => {
    byId("count").textContent = countLine();
    buttonById("undo").disabled = !history.canUndo();
    const isNamed = view.base === "overview" || view.base === "all";
    selectById("layout").value = isNamed ? view.layout : "";
  };

  const select = (/** @type {string | null} */ id) => {
    const wasHidden = byId("details").hidden;
    view.selected = id;
    details.draw(id);
    map.recolour();
    return wasHidden !== byId("details").hidden;
  };
  const keep = () => {
    history.keep();
    showCount();
  };
  const step = (/** @type {() => void} */ change) => {
    change();
    redraw();
    select(view.selected);
    keep();
    map.showAll();
  };
  const filtersChanged = (isMoving = false) => {
    // "All" is what the filters leave: what they let in again must come back.
    if (view.base === "all" && !isMoving) {
      const { selected } = view;
      navigation.everything();
      view.selected = selected && view.boxes.has(selected) ? selected : null;
    }
    redraw(isMoving);
    if (isMoving) return;
    select(view.selected);
    keep();
  };

  const copy = () => ({
    view: {
      ...view,
      boxes: new Map(view.boxes),
      panels: [...view.panels],
      expanded: new Set(view.expanded),
    },
    filters: filters.get(),
    overlay: overlayMenu.value(),
    lang: words.lang(),
  });
  const restore = (/** @type {ReturnType<typeof copy>} */ state) => {
    if (words.lang() !== state.lang) speak(state.lang);
    const { boxes, panels, expanded } = state.view;
    const copies = { boxes: new Map(boxes), panels: [...panels], expanded: new Set(expanded) };
    Object.assign(view, state.view, copies);
    filters.set(state.filters);
    navigation.refreshClusters();
    if (overlayMenu.value() !== state.overlay) overlayMenu.choose(state.overlay);
    redraw();
    select(view.selected);
    map.showAll();
  };
  const address = () => {
    // A path is named by its two ends, whichever of its steps is open.
    const focus = view.base === "ways" ? view.ends[1] : view.selected;
    return writeAddress({
      focus: focus && !things.get(focus)?.members ? focus : null,
      from: view.from,
      view: view.base === "around" || view.base === "all" ? view.base : "",
      layout: view.layout,
      filters: filters.get(),
      lang: words.isDefault() ? "" : words.lang(),
    });
  };
  const openAddress = () => {
    const place = readAddress(window.location.hash, {
      isThing: (id) => things.has(id),
      span: [model.first, model.last],
    });
    filters.set(place.filters);
    if (place.lang) speak(place.lang);
    view.layout = place.layout;
    if (place.view === "all") navigation.everything();
    else navigation.overview();
    const { focus } = place;
    if (focus && place.from) navigation.connect(place.from, focus);
    else if (focus && place.view === "around") navigation.only(focus);
    redraw();
    select(view.selected);
    map.showAll();
    if (focus && view.selected !== focus) actions.open(focus);
    else keep();
  };
  const history = makeHistory({ copy, address, restore, openAddress });

  const openHere = (/** @type {string} */ id) => {
    redraw();
    const isResized = select(id);
    keep();
    if (isResized && !isNarrow) map.showAll();
    if (isNarrow) map.centre(id);
  };
  const showNew = (/** @type {Panel} */ panel, /** @type {string} */ id) => {
    redraw();
    select(id);
    keep();
    map.showPanel(panel, id);
  };
  const open = (/** @type {string} */ id) => {
    if (!things.has(id)) return;
    const { from } = view;
    if (from && view.base !== "ways" && from !== id) {
      step(() => navigation.connect(from, id));
      return;
    }
    filters.unhide(id);
    if (view.boxes.has(id)) openHere(id);
    else if (view.base === "ways" || view.base === "around") {
      step(() => navigation.only(id));
      return;
    } else showNew(navigation.bringIn(id), id);
    byId("details").scrollTop = 0;
  };
  /** @type {import("./details.js").Actions} */
  const actions = {
    open,
    close: () => {
      if (view.selected === null && view.from === null) return;
      if (view.base !== "ways") view.from = null;
      select(null);
      keep();
      map.showAll();
    },
    toggle: (id) => {
      if (view.expanded.has(id)) {
        step(() => navigation.collapse(id));
        return;
      }
      const panel = navigation.expand(id);
      if (panel) showNew(panel, id);
    },
    more: navigation.more,
    only: (id) => step(() => navigation.only(id)),
    from: (id) => {
      const from = view.from === id ? null : id;
      view.from = from;
      if (view.base === "ways") {
        step(() => {
          navigation.overview();
          view.from = from;
        });
      }
      select(id);
      keep();
      if (from) byId("search").focus();
    },
  };

  // The dataset is named after the relationship that it is about, where it is.
  const relationship = [...things.values()].find(
    ({ kind, label }) => kind === "BilateralRelationship" && label === data.title,
  );
  const title = () => (relationship ? words.name(relationship.id) : data.title);
  /** @type {(() => void)[]} */
  const languageListeners = [];
  const speak = (/** @type {string} */ chosen) => {
    words.set(chosen);
    translatePage({ words, title: title() });
    overlayMenu.draw();
    filterControls.draw();
    for (const listener of languageListeners) listener();
  };

  const overlayMenu = makeOverlayMenu({
    ...{ overlays, words },
    changed: () =>
      step(() => {
        navigation.overview();
        const missing = overlays.first(LIMIT).filter((id) => things.has(id) && !view.boxes.has(id));
        if (!missing.length) return;
        const heading = overlays.hasGroups()
          ? t("also-group")
          : t("also-high", { name: overlays.heading() });
        navigation.addPanel([heading, missing], "overlay");
      }),
  });
  const filterControls = makeFilterControls({
    ...{ things, model, words, styles, overlays, filters },
    ids: () => view.boxes.keys(),
    changed: filtersChanged,
  });
  const details = makeDetails({
    ...{ data, model, words, styles, overlays, view, filters, actions },
  });
  const table = makeTable({ data, model, words, overlays, visible, open });
  const picture = makePicture({
    ...{ scene, map, words, visible, edges: edges.current, title },
    count: () => byId("count").textContent || "",
  });
  const dataExport = makeDataExport({ data, words, filters, visible, title });

  connectSearch({ things, words, matches: makeNameIndex({ things, model, fold }), open });
  connectPointer({ network: map.network, map, view, visible, actions, undo: history.undo });
  connectMenus();
  connectExports({
    png: async () => download("bilateral-view.png", await picture.png()),
    svg: () => download("bilateral-view.svg", picture.svg(), "image/svg+xml"),
    turtle: () => download("bilateral-view.ttl", dataExport.turtle(), "text/turtle;charset=utf-8"),
    csv: () => download("bilateral-view.csv", dataExport.csv(), "text/csv;charset=utf-8"),
  });
  connectTheme({ theme: scene.theme, recolour: map.recolour });
  connectViews({ view, filters, navigation, map, table, step, speak, undo: history.undo });

  speak((navigator.language || "").slice(0, 2));
  if (window.location.hash.length > 1) openAddress();
  else {
    step(navigation.overview);
    if (data.focus && !isNarrow) open(data.focus);
  }
  return {
    ...{ network: map.network, boxes: () => Object.fromEntries(view.boxes), ["shown"]: visible },
    ...{ links: edges.current, ready: performance.now() },
    ...picture,
    ...dataExport,
    ...{ words, things, fold, names: data.names, sources: data.sources },
    /** Shows the things of an answer, and nothing else. */
    showThings: (/** @type {string[]} */ ids) =>
      step(() => {
        const note = t("of-answer", { n: words.number(ids.length) });
        navigation.layOut(
          "answer",
          ids.filter((id) => things.has(id)),
          note,
        );
        Object.assign(view, { selected: null, from: null });
      }),
    onLanguage: (/** @type {() => void} */ listener) => languageListeners.push(listener),
  };
};

/** Draws the page; what it returns is for the page with SPARQL, and for tests. */
export const explore = async () => {
  if (!("DecompressionStream" in window)) {
    byId("count").textContent = "This page needs a browser of 2023 or later.";
    return null;
  }
  const bytes = await inflate(byId("data").textContent || "");
  const explorer = startExplorer(unpack(JSON.parse(new TextDecoder().decode(bytes))));
  window.explorer = explorer;
  return explorer;
};
