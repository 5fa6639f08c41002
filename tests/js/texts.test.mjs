// What leaves the page as text, and what comes in as text.
import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";

import { rankOf } from "../../src/bilateral/pages/shared/match.js";
import { toCsv } from "../../src/bilateral/pages/explorer/script/csv.js";
import { turtleIri, turtleLiteral } from "../../src/bilateral/pages/explorer/script/export-data.js";
import { makeNameIndex } from "../../src/bilateral/pages/explorer/script/search.js";
import {
  hasChainedOperators,
  makeValues,
} from "../../src/bilateral/pages/explorer/script/sparql-values.js";
import { inflate, unpack } from "../../src/bilateral/pages/explorer/script/unpack.js";
import { BIL, isolated } from "../../src/bilateral/pages/explorer/script/words.js";
import { explorer } from "./dataset.mjs";

const lower = (/** @type {string} */ text) => text.toLowerCase();

test("names that begin with the text stand before those that only hold it", () => {
  const names = ["japan", "japanese", "bank of japan", "xjapan", "jica"];
  assert.deepEqual(
    names.map((name) => rankOf(name, "japan")),
    [0, 1, 2, 3, 9],
  );
});

test("search offers the best, then the most linked", () => {
  const { things, model } = explorer();
  const matches = makeNameIndex({ things, model, fold: lower });
  assert.deepEqual(
    matches("J").map(({ id }) => id),
    ["jp", "jica"],
  );
  assert.deepEqual(matches(""), []);
  assert.deepEqual(matches("zz"), []);
});

test("a spreadsheet runs nothing, and numbers stay numbers", () => {
  assert.equal(toCsv([["=1+1", "-5", "+2.5", "@x"]]), "'=1+1,-5,+2.5,'@x\r\n");
  assert.equal(toCsv([['a "b"', "c,d", "e\nf"]]), '"a ""b""","c,d","e\nf"\r\n');
});

test("whatever is in a text, Turtle can be read", () => {
  assert.equal(turtleLiteral('a "b" \\ c\n\u0000', "@en"), '"a \\"b\\" \\\\ c\\n\\u0000"@en');
  assert.equal(turtleLiteral("5", "urn:int"), '"5"^^<urn:int>');
  assert.equal(turtleIri("urn:a b>`"), "<urn:a%20b%3E%60>");
});

test("the page speaks the language that was chosen, else English", () => {
  const { words } = explorer();
  words.set("ur");
  assert.equal(words.name("pk"), "پاکستان");
  assert.equal(words.name("jica"), "JICA");
  assert.deepEqual([words.languageOf("pk"), words.languageOf("jica")], ["ur", "en"]);
  assert.deepEqual(
    [words.isTall("pk"), words.isTall("jica"), words.isRightToLeft()],
    [true, false, true],
  );
  assert.equal(words.kind("Treaty"), "معاہدہ");
  // A name in another script must not turn the sentence around it.
  assert.ok(words.t("around", { name: "JICA" }).includes(isolated("JICA")));
  words.set("toString");
  assert.equal(words.lang(), "en");
});

test("what Python packed is unpacked: numbers become names again", async () => {
  const packed = {
    iris: ["~id/a", "urn:b", "~ontology#p"],
    words: ["Person", "More", "@en"],
    nodes: [{ id: 0, kind: 0, group: 1, label: "A" }],
    edges: [
      [0, 1, 2, 1],
      [1, 0, 2],
    ],
    facts: [[0, 2, -1, "text", 2, "", 3, [0]]],
    overlays: [{ label: "L", note: "", values: [[0, 5]] }],
    ...{ disputes: [], stances: [[0, 1]], names: [[2, "p", "", "پ"]], options: "{}" },
    page: { title: "T", places: [{ s: "urn:s", t: "3.1" }] },
  };
  const bytes = await inflate(gzipSync(JSON.stringify(packed)).toString("base64"));
  const data = unpack(JSON.parse(new TextDecoder().decode(bytes)));
  const a = "https://w3id.org/bilateral/id/a";
  assert.equal(data.things.get(a)?.kind, "Person");
  assert.deepEqual(
    data.links.map(({ from, to, inferred }) => [from, to, inferred]),
    [
      [a, "urn:b", true],
      ["urn:b", a, false],
    ],
  );
  const [fact] = data.facts;
  assert.deepEqual([fact.object, fact.text, fact.datatype], ["", "text", "@en"]);
  assert.deepEqual([fact.inferred, fact.composed], [true, true]);
  assert.deepEqual(data.overlays[0].values, { [a]: 5 });
  assert.deepEqual(data.places, [{ source: "urn:s", passage: "3.1" }]);
  assert.deepEqual(data.names.get(`${BIL}p`), ["p", "", "پ"]);
});

const QUERY = "SELECT * { VALUES ?x { UNDEF } ?x ?p ?o }";
const parameter = (/** @type {string} */ type) => [
  { ...{ name: "x", type, description: "", default: "", example: "e" }, required: true },
];
const bind = (/** @type {string} */ type, /** @type {string} */ value) => {
  const { things, names, words } = explorer();
  return makeValues({ things, names, fold: lower, t: words.t }).bind(
    QUERY,
    parameter(type),
    () => value,
  );
};

test("a value enters a query as a term, whatever it holds", () => {
  assert.match(bind("string", '"} DROP ALL #'), /VALUES \?x \{ "\\"\} DROP ALL #" \}/);
  assert.match(bind("string", "$& $1"), /"\$& \$1"/);
  assert.match(bind("year", "1957"), /"1957"\^\^<http:[^>]*#integer>/);
  assert.match(bind("entity", "jica"), /\{ <jica> \}/);
  assert.match(bind("class", "Treaty"), /ontology#Treaty>/);
  assert.throws(() => bind("date", "2020-13-45"));
  assert.throws(() => bind("integer", "1; DROP"));
  assert.throws(() => bind("entity", "nobody"));
  assert.throws(() => bind("entity", "https://x/> . DROP"));
  assert.throws(() => bind("string", ""));
});

test("a query whose sum would be wrong is told from one that is right", () => {
  assert.equal(hasChainedOperators("SELECT (?a - ?b - ?c AS ?x) {}"), true);
  assert.equal(hasChainedOperators("SELECT ((?a - ?b) - ?c AS ?x) {}"), false);
  assert.equal(hasChainedOperators('SELECT * { ?s ?p "a - b - c" }'), false);
});
