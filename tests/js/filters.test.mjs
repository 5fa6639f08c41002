import assert from "node:assert/strict";
import test from "node:test";

import { readAddress, writeAddress } from "../../src/bilateral/pages/explorer/script/address.js";
import { explorer, link } from "./dataset.mjs";

test("a class that is left out does not pass, until it is let in again", () => {
  const { filters } = explorer();
  filters.toggleKind("Treaty");
  assert.equal(filters.passes("treaty"), false);
  assert.equal(filters.passes("visit"), true);
  assert.deepEqual(filters.reasons(["treaty", "visit"]), [{ key: "hidden-class", count: 1 }]);
  filters.toggleKind("Treaty");
  assert.equal(filters.passes("treaty"), true);
});

test("years leave out what was not then, but never states or what has no date", () => {
  const { filters } = explorer();
  filters.setYears([1970, 1980]);
  assert.equal(filters.passes("treaty"), false);
  assert.equal(filters.passes("jica"), true);
  assert.equal(filters.passes("pk"), true);
  // Kishi's neighbours are of 1957 and 2020.
  assert.equal(filters.passes("kishi"), true);
  assert.deepEqual(filters.reasons(["treaty", "visit", "jica"]), [
    { key: "hidden-years", count: 2 },
  ]);
});

test("all years are no filter", () => {
  const { filters, model } = explorer();
  filters.setYears([model.first, model.last]);
  assert.equal(filters.get().years, null);
});

test("a property and what was inferred can be left out", () => {
  const { filters } = explorer();
  filters.toggleProperty("hasParty");
  assert.equal(filters.allows(link("treaty", "pk", "hasParty")), false);
  assert.equal(filters.allows(link("kishi", "jp", "isFrom", true)), true);
  filters.setInferred(false);
  assert.equal(filters.allows(link("kishi", "jp", "isFrom", true)), false);
  assert.deepEqual(
    filters.reasons([]).map(({ key }) => key),
    ["hidden-properties", "hidden-inferred"],
  );
});

test("what the reader asks for is shown, whatever hid it", () => {
  const { filters } = explorer();
  filters.set({ kinds: ["Treaty"], props: ["hasParty"], inferred: false, years: [1970, 1980] });
  filters.unhide("treaty");
  assert.equal(filters.passes("treaty"), true);
  assert.deepEqual(filters.get(), {
    ...{ kinds: [], props: ["hasParty"] },
    inferred: false,
    years: null,
  });
});

const known = {
  isThing: (/** @type {string} */ id) => id === "jica",
  span: /** @type {Years} */ ([1950, 2020]),
};

test("an address is read as it was written", () => {
  const address = {
    ...{ focus: "jica", from: null, view: "around", layout: "time", lang: "ur" },
    filters: {
      ...{ kinds: ["Treaty", "Visit"], props: ["https://example.org/#p"], inferred: false },
      years: /** @type {Years} */ ([1957, 1980]),
    },
  };
  assert.deepEqual(readAddress(writeAddress(address), known), address);
});

test("the start has no address, and what the data does not have is left aside", () => {
  const start = readAddress("", known);
  assert.equal(writeAddress({ ...start, filters: { ...start.filters } }), "");
  const strange = readAddress("#focus=nobody&layout=spiral&years=1900-9999&inferred=maybe", known);
  assert.equal(strange.focus, null);
  assert.equal(strange.layout, "fields");
  assert.deepEqual(strange.filters.years, [1950, 2020]);
  assert.equal(readAddress("#years=2030-2040", known).filters.years, null);
  assert.equal(readAddress("#years=19-x", known).filters.years, null);
});
