// What an analysis says of each thing: numbers as bars, groups as colours.
import { byCount, byText, countOf } from "./collections.js";

/**
 * @param {Overlay[]} overlays
 * @param {Styles} styles
 */
export const makeOverlays = (overlays, styles) => {
  /** @type {Overlay | null} */
  let chosen = null;
  let greatest = 1;
  /** @type {string[]} */
  let groups = [];
  const valueOf = (/** @type {string} */ id) =>
    chosen && Object.hasOwn(chosen.values, id) ? chosen.values[id] : null;
  return {
    list: overlays,
    isChosen: () => chosen !== null,
    /** Chooses an overlay by its place in the list, none below zero. */
    choose: (/** @type {number} */ number) => {
      chosen = overlays[number] || null;
      const values = Object.values(chosen?.values || {});
      greatest = Math.max(1e-9, ...values.filter((value) => typeof value === "number"));
      const names = values.filter((value) => typeof value === "string");
      groups = [...countOf(names)].sort(byCount).map(([name]) => name);
    },
    /** The colour of a group, none for what is in no group, or null where the class decides. */
    colour: (/** @type {string} */ id) => {
      if (!groups.length) return null;
      const value = valueOf(id);
      if (value === null) return "transparent";
      return styles.groups[groups.indexOf(String(value))] || styles.otherGroup;
    },
    /** The part of the greatest value, or null where there is no number. */
    share: (/** @type {string} */ id) => {
      const value = valueOf(id);
      return typeof value === "number" ? value / greatest : null;
    },
    text: (/** @type {string} */ id) => String(valueOf(id) ?? ""),
    /** The groups that have a colour of their own, with it. */
    groups: () =>
      groups.slice(0, styles.groups.length).map((name, i) => ({ name, colour: styles.groups[i] })),
    hasGroups: () => groups.length > 0,
    heading: () => chosen?.label || "",
    note: () => chosen?.note || "",
    /** The things that it says most of, at most so many. */
    first: (/** @type {number} */ count) =>
      Object.entries(chosen?.values || {})
        .sort(([a, valueA], [b, valueB]) => {
          const difference =
            typeof valueA === "number" && typeof valueB === "number"
              ? valueB - valueA
              : groups.indexOf(String(valueA)) - groups.indexOf(String(valueB));
          return difference || byText(a, b);
        })
        .slice(0, count)
        .map(([id]) => id),
  };
};
