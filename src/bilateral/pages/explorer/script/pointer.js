// Pointer and keyboard on the map.
import { byId } from "./elements.js";

/** Milliseconds between the clicks of a double click. */
const DOUBLE = 400;
const FAR_LEFT = -1e4;
/** @type {Record<string, Point>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The next box in a direction: near, and not far to the side.
 *
 * @param {View["boxes"]} boxes
 * @param {string[]} ids
 * @param {string | null} selected
 * @param {Point} direction
 */
export const nextBox = (boxes, ids, selected, direction) => {
  const [right, down] = direction;
  const [x, y] = (selected && boxes.get(selected)) || [FAR_LEFT, 0];
  const ahead = ids
    .filter((id) => id !== selected)
    .map((id) => {
      const [u, v] = /** @type {Box} */ (boxes.get(id));
      const [dx, dy] = [u - x, v - y];
      const forward = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      return { id, forward, distance: forward + 3 * aside };
    })
    .filter(({ forward }) => forward > 4)
    .sort((a, b) => a.distance - b.distance);
  return ahead.length ? ahead[0].id : null;
};

/**
 * @param {{
 *   network: any, map: NetworkMap, view: View, visible: () => string[],
 *   actions: import("./details.js").Actions, undo: () => void,
 * }} parts
 */
export const connectPointer = ({ network, map, view, visible, actions, undo }) => {
  const canvas = byId("canvas");
  network.on("hoverNode", (/** @type {any} */ { node }) => map.hover(node));
  network.on("blurNode", () => map.hover(null));
  // The first click of two opens the details and may move the box from under the pointer.
  let last = { id: "", time: -Infinity };
  network.on("click", (/** @type {any} */ { nodes: [id], event }) => {
    const time = event.srcEvent.timeStamp;
    if (time - last.time < DOUBLE) return;
    last = { id: id || "", time };
    if (id) actions.open(id);
    else actions.close();
  });
  canvas.addEventListener("dblclick", () => {
    if (last.id) actions.toggle(last.id);
  });

  /** @type {Record<string, (id: string) => void>} */
  const ofSelected = {
    enter: () => byId("details").focus(),
    e: actions.toggle,
    o: actions.only,
    p: actions.from,
  };
  /** @type {Record<string, () => void>} */
  const always = { u: undo, escape: actions.close };
  const move = (/** @type {Point} */ direction) => {
    const id = nextBox(view.boxes, visible(), view.selected, direction);
    if (!id) return;
    actions.open(id);
    canvas.focus();
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (Object.hasOwn(DIRECTIONS, event.key)) move(DIRECTIONS[event.key]);
    else if (Object.hasOwn(ofSelected, key) && view.selected) ofSelected[key](view.selected);
    else if (Object.hasOwn(always, key)) always[key]();
    else return;
    event.preventDefault();
  });
  byId("details").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    actions.close();
    canvas.focus();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
    if (event.key !== "/" || isTyping) return;
    event.preventDefault();
    byId("search").focus();
  });
};
