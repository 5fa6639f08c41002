import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { makeFold } from "../../src/bilateral/pages/shared/fold.js";

const { names, tables } = JSON.parse(
  readFileSync(new URL("folding.json", import.meta.url), "utf-8"),
);
const fold = makeFold(tables);

test("every name is folded as Python folds it", () => {
  assert.ok(Object.keys(names).length >= 250);
  for (const [name, folded] of Object.entries(names)) {
    assert.equal(fold(name), folded, JSON.stringify(name));
  }
});

test("keyboards, syllabaries and case make no difference", () => {
  assert.equal(fold("كراچي"), fold("کراچی"));
  assert.equal(fold("カラチ"), fold("からち"));
  assert.equal(fold("Øresund"), fold("ORESUND"));
  assert.equal(fold("Mo’en"), fold("moen"));
  assert.equal(fold("١٩٥٧"), "1957");
});

test("names that differ stay apart", () => {
  assert.notEqual(fold("カ"), fold("ガ"));
  assert.notEqual(fold("Kishi"), fold("Kisi"));
  assert.notEqual(fold("لاہور"), fold("کراچی"));
});
