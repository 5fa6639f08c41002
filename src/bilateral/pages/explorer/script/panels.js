// Panels: boxes in rows and columns under a heading.
import { CELL, DOT, PANEL, READABLE } from "./measures.js";

/** How wide a panel is with so many boxes in a row. */
export const panelWidth = (/** @type {number} */ perRow, cell = CELL) =>
  perRow * (cell.width + cell.gap) - cell.gap + 2 * PANEL.padding;

const panelHeight = (/** @type {number} */ count, /** @type {number} */ perRow, cell = CELL) =>
  PANEL.heading + Math.ceil(count / perRow) * (cell.height + cell.gap) - cell.gap + PANEL.padding;

/**
 * Puts the things of a panel into *boxes*, and returns the panel.
 *
 * @param {Map<string, Box>} boxes
 * @param {{
 *   heading: string, ids: string[], total: number, x: number, y: number,
 *   perRow: number, width: number, owner?: string, cell?: import("./measures.js").Cell,
 * }} panel
 * @returns {Panel}
 */
export const placePanel = (boxes, panel) => {
  const { heading, ids, total, x, y, perRow, width, owner, cell = CELL } = panel;
  for (const [i, id] of ids.entries()) {
    const column = i % perRow;
    const row = Math.floor(i / perRow);
    boxes.set(id, [
      x + PANEL.padding + column * (cell.width + cell.gap) + cell.width / 2,
      y + PANEL.heading + row * (cell.height + cell.gap) + cell.height / 2,
      cell.width,
      cell.height,
    ]);
  }
  const height = panelHeight(ids.length, perRow, cell);
  const small = cell === DOT;
  return { heading, owner, ids, x, y, width, small, visible: ids.length, total, height };
};

/** How many boxes stand in a row of each panel. */
const boxesPerRow = (
  /** @type {number} */ count,
  /** @type {number} */ panels,
  /** @type {{ isSmall: boolean, isNarrow: boolean }} */ { isSmall, isNarrow },
) => {
  if (isSmall) return Math.max(13, Math.round(1.3 * Math.sqrt(count / panels)));
  if (isNarrow) return 2;
  return Math.max(2, Math.min(8, Math.round(Math.sqrt(count / panels / 3))));
};

/** As many columns as make the whole about as wide as a screen. */
const columnCount = (
  /** @type {number[]} */ heights,
  /** @type {number} */ width,
  /** @type {boolean} */ isNarrow,
) => {
  const sum = heights.reduce((a, b) => a + b, 0);
  const highest = Math.max(0, ...heights);
  let columns = 1;
  const isTooHigh = () => columns * width < 1.5 * Math.max(highest, sum / columns);
  while (!isNarrow && columns < heights.length && isTooHigh()) columns++;
  return { columns, share: Math.max(highest, sum / columns) };
};

/**
 * Groups as panels, in columns of about equal height.
 *
 * @param {Group[]} groups
 * @param {{ isNarrow?: boolean, inOrder?: boolean, cell?: import("./measures.js").Cell }} [options]
 *   inOrder: in reading order down the columns, else wherever there is most room
 * @returns {Layout}
 */
export const arrange = (groups, { isNarrow = false, inOrder = false, cell: large = CELL } = {}) => {
  const filled = groups.filter(([, ids]) => ids.length);
  const count = filled.reduce((sum, [, ids]) => sum + ids.length, 0);
  const cell = count > READABLE ? DOT : large;
  const perRow = boxesPerRow(count, filled.length, { isSmall: cell === DOT, isNarrow });
  const width = panelWidth(perRow, cell);
  // With the gap below a row and the space to the next panel.
  const heights = filled.map(
    ([, ids]) => panelHeight(ids.length, perRow, cell) + cell.gap + PANEL.between,
  );
  const { columns, share } = columnCount(heights, width, isNarrow);
  /** @type {number[]} */
  const bottoms = new Array(columns).fill(0);
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  /** @type {Panel[]} */
  const panels = [];
  let current = 0;
  for (const [i, [heading, ids, total]] of filled.entries()) {
    const isFull = bottoms[current] && bottoms[current] + heights[i] / 2 > share;
    if (inOrder && current < columns - 1 && isFull) current++;
    const column = inOrder ? current : bottoms.indexOf(Math.min(...bottoms));
    const x = column * (width + PANEL.between);
    const y = bottoms[column];
    const place = { heading, ids, total: total || ids.length, x, y, perRow, width, cell };
    const panel = placePanel(boxes, place);
    panels.push(panel);
    bottoms[column] += panel.height + PANEL.between;
  }
  return { boxes, panels };
};
