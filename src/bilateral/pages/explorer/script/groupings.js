// Ways to divide things into groups: by field, class, decade, community.
import { groupBy } from "./collections.js";

const DECADE = 10;
// Where all is within so many years, each year has a group of its own.
const FEW_YEARS = 20;
const UNDATED = Infinity;
// Sorts after every year.
const NO_DATE = "9";

/**
 * @param {{ things: Things, model: Model, words: Words, fields: string[] }} parts
 */
export const makeGroupings = ({ things, model, words, fields }) => {
  const thing = (/** @type {string} */ id) => /** @type {Thing} */ (things.get(id));

  const byField = (/** @type {string[]} */ ids) => {
    const groups = groupBy(ids, (id) => thing(id).group);
    return fields.map(
      (field) => /** @type {Group} */ ([words.group(field), groups.get(field) || []]),
    );
  };

  const byClass = (/** @type {string[]} */ ids) =>
    /** @type {Group[]} */ (
      [...groupBy(ids, (id) => words.kind(thing(id).kind))].sort(
        ([a, idsA], [b, idsB]) => idsB.length - idsA.length || (a < b ? -1 : 1),
      )
    );

  const byDecade = (/** @type {string[]} */ ids) => {
    const startOf = (/** @type {string} */ id) =>
      model.isHub(id) ? UNDATED : (model.span(id)?.[0] ?? UNDATED);
    const starts = ids.map(startOf).filter(Number.isFinite);
    const isShort = starts.length && Math.max(...starts) - Math.min(...starts) < FEW_YEARS;
    const step = isShort ? 1 : DECADE;
    const heading = (/** @type {number} */ year) => {
      if (year === UNDATED) return words.t("undated");
      return step === 1 ? String(year) : words.t("decade", { year });
    };
    const sorted = [...ids].sort((a, b) =>
      (thing(a).date || NO_DATE) < (thing(b).date || NO_DATE) ? -1 : 1,
    );
    const groups = groupBy(sorted, (id) => Math.floor(startOf(id) / step) * step);
    return [...groups]
      .sort(([a], [b]) => a - b)
      .map(([year, members]) => /** @type {Group} */ ([heading(year), members]));
  };

  // Each community is named by what has the most links in it.
  const communities = groupBy(things.keys(), (id) => thing(id).community);
  for (const [number, ids] of communities) communities.set(number, model.ranked(ids));
  const membersOf = (/** @type {number | null} */ number) =>
    /** @type {string[]} */ (communities.get(number));
  const nameOf = (/** @type {number | null} */ number) =>
    number === null
      ? words.group("More")
      : words.t("around", { name: words.name(membersOf(number)[0]) });
  /** Communities by number; last, what is in none. */
  const communitiesOf = (/** @type {string[]} */ ids) =>
    [...groupBy(ids, (id) => thing(id).community)].sort(
      ([a], [b]) => Number(a === null) - Number(b === null) || Number(a) - Number(b),
    );
  const byCommunity = (/** @type {string[]} */ ids) =>
    communitiesOf(ids).map(
      ([number, members]) =>
        /** @type {Group} */ ([nameOf(number), members, membersOf(number).length]),
    );

  return { byField, byClass, byDecade, byCommunity, communitiesOf, communityName: nameOf };
};
