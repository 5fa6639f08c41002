// Where boxes stand. Every layout is computed from the data alone, so it is the same each time.
import { groupBy, byText } from "./collections.js";
import { CELL, DOT, PANEL, READABLE } from "./measures.js";
import { arrange } from "./panels.js";
import { spread } from "./spread.js";

// Positions come for a square; screens are wider.
const FLATTEN = 0.62;
const FOCUS_SCALE = 1.3;
/** Distance of the steps of a route, and between routes. */
const STEP = { wide: 300, narrow: 130, across: 34 };
const DOT_GAP = 6;
const DOT_ROOM = 1.7;

/**
 * @param {{
 *   things: Things, model: Model, words: Words, groupings: Groupings, isNarrow: boolean,
 * }} parts
 */
export const makeLayouts = ({ things, model, words, groupings, isNarrow }) => {
  const fields = (/** @type {string[]} */ ids) => arrange(groupings.byField(ids), { isNarrow });
  const classes = (/** @type {string[]} */ ids) => arrange(groupings.byClass(ids), { isNarrow });
  const time = (/** @type {string[]} */ ids) =>
    arrange(groupings.byDecade(ids), { isNarrow, inOrder: true });
  const communities = (/** @type {string[]} */ ids) =>
    arrange(groupings.byCommunity(ids), { isNarrow });

  /** By links: the places that come with the page. */
  const network = (/** @type {string[]} */ ids) => {
    const placeOf = (/** @type {string} */ id) => things.get(id)?.at || [];
    if (ids.some((id) => !placeOf(id).length)) return fields(ids);
    const isSmall = ids.length > READABLE;
    const { width, height } = isSmall ? DOT : CELL;
    const room = isSmall ? DOT_ROOM : Math.max(1, Math.sqrt(ids.length / 40));
    const boxes = new Map(
      ids.map((id) => {
        const [x, y] = flattened(/** @type {Point} */ (placeOf(id)), room);
        return [id, /** @type {Box} */ ([x, y, width, height])];
      }),
    );
    spread([...boxes.values()], isSmall ? DOT_GAP : CELL.gap);
    return { boxes, panels: [] };
  };

  /**
   * One thing and what is next to it, a panel for each property.
   *
   * @param {string} id
   * @param {Link[]} links
   * @param {number} most
   */
  const around = (id, links, most) => {
    /** @type {Map<string, Set<string>>} */
    const byHeading = new Map();
    const placed = new Set([id]);
    for (const link of links) {
      const isOut = link.from === id;
      const other = isOut ? link.to : link.from;
      const arrow = words.isRightToLeft() ? "→ " : "← ";
      const heading = (isOut ? "" : arrow) + words.term(link.property);
      if (!byHeading.has(heading)) byHeading.set(heading, new Set());
      if (!placed.has(other)) byHeading.get(heading)?.add(other);
      placed.add(other);
    }
    const sorted = [...byHeading].sort(
      ([a, idsA], [b, idsB]) => idsB.size - idsA.size || byText(a, b),
    );
    const share = sorted.length === 1 ? most : Math.max(4, Math.floor(most / sorted.length));
    let left = most;
    const groups = sorted.map(([heading, ids]) => {
      const some = model.ranked(ids).slice(0, Math.min(left, share));
      left -= some.length;
      return /** @type {Group} */ ([heading, some, ids.size]);
    });
    const rest = arrange(groups, { isNarrow });
    const right = Math.max(CELL.width, ...rest.panels.map((panel) => panel.x + panel.width));
    rest.boxes.set(id, [
      right / 2,
      -CELL.height - PANEL.between,
      CELL.width * FOCUS_SCALE,
      CELL.height * FOCUS_SCALE,
    ]);
    return { ...rest, total: placed.size };
  };

  /** Routes between two things: a column for each step, on a phone a row. */
  const ways = (/** @type {string[][]} */ routes) => {
    /** @type {Map<string, number>} */
    const stepOf = new Map();
    for (const route of routes) for (const [i, id] of route.entries()) stepOf.set(id, i);
    const side = words.isRightToLeft() ? -1 : 1;
    const place = (/** @type {number} */ step, /** @type {number} */ across) =>
      isNarrow
        ? [across * (CELL.width + CELL.gap), step * STEP.narrow]
        : [step * STEP.wide * side, across * (CELL.height + STEP.across)];
    /** @type {Map<string, Box>} */
    const boxes = new Map();
    for (const [step, ids] of groupBy(stepOf.keys(), (id) => stepOf.get(id) || 0)) {
      for (const [i, id] of ids.entries()) {
        const [x, y] = place(step, i - (ids.length - 1) / 2);
        boxes.set(id, [x, y, CELL.width, CELL.height]);
      }
    }
    return { boxes, panels: [] };
  };

  /** @type {Record<string, (ids: string[]) => Layout>} */
  const byName = { fields, time, classes, communities, network };
  return { byName, around, ways };
};

/** Places of the page on a map of boxes. */
export const flattened = (/** @type {Point} */ [x, y], /** @type {number} */ room) =>
  /** @type {Point} */ ([x * room, y * room * FLATTEN]);
