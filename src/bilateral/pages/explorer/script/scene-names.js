// Words on the map outside boxes: names of dots, and of properties on their lines.
import { DOT_MARK, TYPE } from "./measures.js";
import { NO_FOCUS } from "./scene-boxes.js";
import { makeTextMark } from "./text-marks.js";

// Dots in panels stand so close that names would cover them, until the reader goes nearer.
const NEAR = 3;
const MOST_NAMES = 400;
const NAMES_AROUND = 8;

/** @typedef {import("./scene-boxes.js").Focus} Focus */

/**
 * @param {import("./scene.js").SceneParts & {
 *   isDot: (id: string) => boolean, isLit: (id: string, focus: Focus) => boolean,
 *   hasDotPanels: () => boolean,
 * }} parts
 */
export const makeNameMarks = (parts) => {
  const { model, words, view, theme, visible, edges, measure } = parts;
  const { isDot, isLit, hasDotPanels } = parts;
  const boxOf = (/** @type {string} */ id) => /** @type {Box} */ (view.boxes.get(id));
  const textMark = makeTextMark(words);

  // Dots carry a name where there is room for one between left and right, the most linked first.
  /** @returns {string[]} */
  const dotsToName = (/** @type {number} */ scale, /** @type {string | null} */ active) => {
    const dots = visible().filter(isDot);
    const isClose = hasDotPanels() && scale < NEAR;
    const set = new Set(dots);
    const around = active ? model.ranked(model.neighbours(active)) : [];
    const first = active ? [active, ...around.slice(0, isClose ? NAMES_AROUND : Infinity)] : [];
    const rest = isClose ? [] : model.ranked(dots).slice(0, MOST_NAMES);
    return [...first.filter((id) => set.has(id)), ...rest];
  };
  /**
   * @param {{ scale: number, left: number, right: number, focus?: Focus }} window
   * @returns {Mark[]}
   */
  const dotNameMarks = ({ scale, left, right, focus = NO_FOCUS }) => {
    const type = { size: TYPE.label.size / scale, weight: TYPE.label.weight };
    const height = TYPE.label.line / scale;
    /** @type {{ x: number, top: number, half: number }[]} */
    const placed = [];
    /** @type {Mark[]} */
    const marks = [];
    for (const id of dotsToName(scale, focus.active)) {
      const [dot, y] = boxOf(id);
      if (dot < left || dot > right) continue;
      const top = y + DOT_MARK.nameBelow;
      const text = words.name(id);
      const half = measure(text, type) / 2 + 4 / scale;
      // A name at the rim is moved inwards: half of it would be cut off.
      const x = Math.max(left + half, Math.min(right - half, dot));
      const covers = (/** @type {typeof placed[0]} */ other) =>
        Math.abs(other.x - x) < other.half + half && Math.abs(other.top - top) < height;
      if (placed.some(covers)) continue;
      placed.push({ x, top, half });
      const halo = { stroke: theme.paper, strokeWidth: type.size / 4 };
      const fill = isLit(id, focus) ? theme.ink : theme.soft;
      marks.push(textMark([x, top + height / 2], text, type, { anchor: "middle", fill, ...halo }));
    }
    return marks;
  };

  // Names of properties stand level on their lines, each where it covers no other: the library
  // turns them with the line, and leaves out those of level lines to the left.
  /**
   * @param {{ withArrows?: boolean }} [options] where lines have no heads, the words say which
   *   way to read
   * @returns {Mark[]}
   */
  const labelMarks = ({ withArrows = false } = {}) => {
    /** @type {{ x: number, y: number, width: number }[]} */
    const placed = [];
    return edges().flatMap(({ from, to, label }) => {
      if (!label) return [];
      const [a, b] = [boxOf(from), boxOf(to)];
      const width = measure(label, TYPE.label) + 6;
      const spots = [0.5, 0.4, 0.6, 0.32, 0.68].map((part) => ({
        x: a[0] + (b[0] - a[0]) * part,
        y: a[1] + (b[1] - a[1]) * part,
      }));
      const isFree = (/** @type {Record<"x" | "y", number>} */ { x, y }) =>
        !placed.some(
          (other) =>
            Math.abs(other.x - x) * 2 < other.width + width &&
            Math.abs(other.y - y) < TYPE.label.line,
        );
      const { x, y } = spots.find(isFree) || spots[0];
      placed.push({ x, y, width });
      const room = width + (withArrows ? 16 : 0);
      const ahead = b[0] >= a[0] ? `${label} →` : `← ${label}`;
      const text = withArrows ? ahead : label;
      const ground = { x: x - room / 2, y: y - 8, width: room, height: 16, radius: 0 };
      return [
        /** @type {Mark} */ ({ type: "rect", ...ground, fill: theme.paper }),
        textMark([x, y], text, TYPE.label, { anchor: "middle", fill: theme.ink }),
      ];
    });
  };

  return { dotNameMarks, labelMarks };
};
