// Every measure of the map, in its own units: boxes, panels and type.

/**
 * @typedef {object} Cell
 * @property {number} width
 * @property {number} height
 * @property {number} gap to the next box
 */

/** @type {Cell} */
export const CELL = { width: 172, height: 56, gap: 10 };
/** @type {Cell} A dot, where boxes would be too many to read. */
export const DOT = { width: 12, height: 12, gap: 12 };
/** @type {Cell} For the longer names of communities. */
export const TALL_CELL = { ...CELL, height: 78 };
export const PANEL = { heading: 34, padding: 12, between: 26, radius: 12 };
/** Of more boxes than this no name could be read. */
export const READABLE = 300;
/** Space to the rim of what is shown, on all sides together. */
export const RIM = 24;

export const FAMILY = 'Urdu, system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif';
/** Sizes of type: of names in boxes and so on, with the distance of lines. */
export const TYPE = {
  name: { size: 12.5, weight: 400, line: 15, tallLine: 23 },
  state: { size: 20, severalLines: 15, weight: 700, line: 22 },
  heading: { size: 14, weight: 700 },
  label: { size: 12, weight: 400, line: 15 },
  dispute: { size: 15, weight: 700 },
  foot: { size: 11, weight: 400 },
};

/** What is drawn in a box, from its rim. */
export const BOX = {
  radius: 7,
  shape: { inset: 13, size: 5.5 },
  text: { start: 24, end: 6, padding: 10 },
  bar: { inset: 6, fromBottom: 7, height: 4 },
  dispute: { inset: 9 },
  frame: 5,
  dash: [5, 4],
};
/** The large boxes of the states. */
export const STATE_BOX = { radius: 16, textPadding: 8, textWidth: 116 };
export const DOT_MARK = { size: 5, chosenSize: 8, nameBelow: 8 };

/** @param {{ size: number, weight: number }} type */
export const fontOf = ({ size, weight }) => `${weight} ${size}px ${FAMILY}`;
