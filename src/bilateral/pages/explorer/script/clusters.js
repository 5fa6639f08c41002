// Boxes that stand for many things, where one picture cannot hold all: to be opened.
import { byText, groupBy } from "./collections.js";
import { flattened } from "./layouts.js";
import { CELL, TALL_CELL } from "./measures.js";
import { arrange } from "./panels.js";
import { spread } from "./spread.js";

// Of so many communities the places that come with the page have room for all.
const ROOMY = 60;
/** @type {Point} */
const BELOW_ALL = [0, 1000];
// No IRI begins so.
const MARK = "~";

/**
 * @param {{
 *   things: Things, model: Model, words: Words, groupings: Groupings, isNarrow: boolean,
 *   places: Point[],
 * }} parts places: of the communities
 */
export const makeClusters = ({ things, model, words, groupings, isNarrow, places }) => {
  /** What all have in common, empty where they differ. */
  const common = (/** @type {string[]} */ ids, /** @type {"kind" | "group"} */ field) => {
    const values = new Set(ids.map((id) => things.get(id)?.[field] || ""));
    return values.size === 1 ? [...values][0] : "";
  };

  /**
   * @param {string} key
   * @param {string[]} ids
   * @param {() => string} heading
   * @param {Partial<Thing>} [fields]
   */
  const cluster = (key, ids, heading, fields = {}) => {
    const id = MARK + key;
    // Always anew: a filter changes what a box stands for.
    things.set(id, {
      ...{ id, label: "", aliases: [], date: "", at: null, community: null },
      kind: common(ids, "kind"),
      group: common(ids, "group"),
      members: model.ranked(ids),
      heading,
      ...fields,
    });
    return id;
  };

  /**
   * In each panel a box for each class, or, where the panels are classes, for each field.
   *
   * @param {string} layout
   * @param {Group[]} panels
   * @param {"kind" | "group"} field
   * @returns {Group[]}
   */
  const divided = (layout, panels, field) => {
    const nameOf = field === "kind" ? words.kind : words.group;
    return panels.map(([heading, ids], i) => {
      const parts = groupBy(ids, (id) => things.get(id)?.[field] || "");
      const boxes = [...parts]
        .sort(([a], [b]) => byText(a, b))
        .map(([part, members]) => cluster(`${layout}|${i}|${part}`, members, () => nameOf(part)));
      return [heading, boxes];
    });
  };

  const communities = (/** @type {string[]} */ ids) => {
    const parts = groupings.communitiesOf(ids);
    const names = parts.map(([number, members]) =>
      cluster(`community|${number}`, members, () => groupings.communityName(number), {
        kind: "",
        group: "More",
        isCommunity: true,
      }),
    );
    // On a phone they stand in rows: there a map would be too small to read.
    if (isNarrow) {
      const group = /** @type {Group} */ ([words.t("by-communities"), names]);
      return arrange([group], { isNarrow, inOrder: true, cell: TALL_CELL });
    }
    const room = Math.sqrt(parts.length / ROOMY);
    const boxes = new Map(
      parts.map(([number], i) => {
        const [x, y] = flattened(number === null ? BELOW_ALL : places[number], room);
        return [names[i], /** @type {Box} */ ([x, y, TALL_CELL.width, TALL_CELL.height])];
      }),
    );
    spread([...boxes.values()], CELL.gap);
    return { boxes, panels: [] };
  };

  /** The layout of the same name, with such boxes. */
  const clustered = (/** @type {string[]} */ ids, /** @type {string} */ layout) => {
    if (layout === "time") {
      const panels = divided(layout, groupings.byDecade(ids), "kind");
      return arrange(panels, { isNarrow, inOrder: true });
    }
    if (layout === "classes") {
      return arrange(divided(layout, groupings.byClass(ids), "group"), { isNarrow });
    }
    if (layout === "fields" || !places.length) {
      return arrange(divided("fields", groupings.byField(ids), "kind"), { isNarrow });
    }
    return communities(ids);
  };
  return { clustered };
};
