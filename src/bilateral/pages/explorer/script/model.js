// What is known, indexed: facts and links by thing, years, and routes between two things.
import { byText, push } from "./collections.js";
import { makeRoutes, otherEnd } from "./routes.js";

const YEAR = /\b(?:1[5-9]|20)\d\d\b/g;
// Nearly everything is linked to these.
const HUBS = new Set(["State", "BilateralRelationship"]);
/** @type {Set<string>} */
const NONE = new Set();

/** @param {Pick<PageData, "things" | "facts" | "links" | "disputes">} data */
export const makeModel = ({ things, facts, links, disputes }) => {
  /** @type {Map<string, Fact[]>} */
  const factsOf = new Map();
  for (const fact of facts) {
    const { subject, object } = fact;
    if (!things.has(subject)) continue;
    push(factsOf, subject, fact);
    if (things.has(object) && object !== subject) push(factsOf, object, fact);
  }

  /** @type {Map<string, Link[]>} */
  const linksOf = new Map();
  /** @type {Map<string, Set<string>>} */
  const neighboursOf = new Map();
  for (const link of links) {
    if (link.from === link.to) continue;
    for (const id of [link.from, link.to]) {
      push(linksOf, id, link);
      if (!neighboursOf.has(id)) neighboursOf.set(id, new Set());
      neighboursOf.get(id)?.add(otherEnd(link, id));
    }
  }

  /** @type {Map<string, Dispute[]>} */
  const disputesOf = new Map();
  for (const dispute of disputes) for (const id of dispute.things) push(disputesOf, id, dispute);

  const neighbours = (/** @type {string} */ id) => neighboursOf.get(id) || NONE;
  const linksAt = (/** @type {string} */ id) => linksOf.get(id) || [];
  const isHub = (/** @type {string} */ id) => HUBS.has(things.get(id)?.kind || "");
  const ranked = (/** @type {Iterable<string>} */ ids) =>
    [...ids].sort((a, b) => neighbours(b).size - neighbours(a).size || byText(a, b));

  const { years, spans, first, last } = indexYears({ things, neighbours, isHub });

  return {
    neighbours,
    isHub,
    ranked,
    first,
    last,
    years,
    links: linksAt,
    routes: makeRoutes({ things, links: linksAt, ranked, isHub }),
    facts: (/** @type {string} */ id) => factsOf.get(id) || [],
    /** @param {string} a @param {string} b */
    between: (a, b) => linksAt(a).filter((link) => otherEnd(link, a) === b),
    disputes: (/** @type {string} */ id) => disputesOf.get(id) || [],
    span: (/** @type {string} */ id) => spans.get(id) || null,
  };
};

/**
 * Years of each thing: its own, else those of what it is linked to; hubs are always there.
 *
 * @param {{
 *   things: Things, neighbours: (id: string) => Set<string>, isHub: (id: string) => boolean,
 * }} graph
 */
const indexYears = ({ things, neighbours, isHub }) => {
  const yearsOf = new Map(
    [...things.values()].map(({ id, date }) => [id, (date.match(YEAR) || []).map(Number)]),
  );
  const years = (/** @type {string} */ id) => yearsOf.get(id) || [];
  /** @type {Map<string, Years>} */
  const spans = new Map();
  for (const id of things.keys()) {
    const around = [...neighbours(id)].filter((other) => !isHub(other)).flatMap(years);
    const own = years(id).length ? years(id) : around;
    if (own.length) spans.set(id, [Math.min(...own), Math.max(...own)]);
  }
  let [first, last] = [Infinity, -Infinity];
  for (const year of [...yearsOf.values()].flat()) {
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return { years, spans, first, last };
};
