// The language of the page, and names in languages that the page has no words in.
import assert from "node:assert/strict";
import test from "node:test";

import { makeWords } from "../../src/bilateral/pages/explorer/script/words.js";
import { explorer } from "./dataset.mjs";

const swahili = () => {
  const { ui, things, names } = explorer();
  Object.assign(things.get("jp") || {}, { names: { sw: "Japani" } });
  return makeWords({ ui, things, names, languages: ["en", "sw"] });
};

test("a language without words of the page shows its names among English words", () => {
  const words = swahili();
  words.set("sw");
  assert.equal(words.lang(), "sw");
  assert.equal(words.name("jp"), "Japani");
  assert.equal(words.languageOf("jp"), "sw");
  assert.equal(words.name("pk"), "Pakistan");
  assert.equal(words.languageOf("pk"), "en");
  assert.equal(words.interfaceLang(), "en");
  const english = words.t("overview");
  words.set("en");
  assert.equal(english, words.t("overview"));
});

test("a language that the dataset does not have is not chosen", () => {
  const words = swahili();
  words.set("ja");
  assert.equal(words.lang(), "en");
});

test("numbers and directions are those of the words of the page", () => {
  const words = explorer().words;
  words.set("ur");
  assert.ok(words.isRightToLeft());
  assert.equal(words.interfaceLang(), "ur");
  assert.equal(words.number(1234), "1,234");
});
