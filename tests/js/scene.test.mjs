import assert from "node:assert/strict";
import test from "node:test";

import { CELL, DOT } from "../../src/bilateral/pages/explorer/script/measures.js";
import { makeStyles } from "../../src/bilateral/pages/explorer/script/styles.js";
import { breakLines } from "../../src/bilateral/pages/explorer/script/text-lines.js";
import { THEME, drawing, sheet } from "./dataset.mjs";

/** @param {number} letters */
const upTo = (letters) => (/** @type {string} */ text) => [...text].length <= letters;
const at = (/** @type {Record<string, number[]>} */ boxes) =>
  new Map(
    Object.entries(boxes).map(([id, [x, y, width = CELL.width, height = CELL.height]]) => [
      id,
      /** @type {Box} */ ([x, y, width, height]),
    ]),
  );
const texts = (/** @type {Mark[]} */ marks) =>
  /** @type {TextMark[]} */ (marks.filter(({ type }) => type === "text"));

test("a name is broken at spaces, and ends with dots where lines are too few", () => {
  assert.deepEqual(breakLines("Treaty of Friendship", 3, upTo(10)), ["Treaty of", "Friendship"]);
  assert.deepEqual(breakLines("one two three four", 2, upTo(8)), ["one two", "three…"]);
  assert.deepEqual(breakLines("one two three four", 1, upTo(8)), ["one two…"]);
  assert.deepEqual(breakLines("", 2, upTo(8)), [""]);
});

test("a word that is too long is cut inside, by letters and not by halves of them", () => {
  assert.deepEqual(breakLines("日本国際協力機構", 3, upTo(3)), ["日本国", "際協力", "機構"]);
  assert.deepEqual(breakLines("𠮷𠮷𠮷", 3, upTo(2)), ["𠮷𠮷", "𠮷"]);
  assert.deepEqual(breakLines("a 日本国際", 3, upTo(3)), ["a", "日本国", "際"]);
});

test("every line of a name stays inside its box", () => {
  const { scene, things } = drawing({ boxes: at({ treaty: [0, 0] }) });
  const treaty = /** @type {Thing} */ (things.get("treaty"));
  treaty.label = "A convention with a name of very many words that nobody could read in one box";
  const lines = texts(scene.box("treaty").marks);
  assert.equal(lines.length, 3);
  assert.ok(lines[2].text.endsWith("…"));
  for (const { text, x, y, size } of lines) {
    assert.ok(x + (text.length * size) / 2 <= CELL.width / 2);
    assert.ok(Math.abs(y) + size / 2 <= CELL.height / 2);
  }
});

test("in Urdu a box is read from the right, in lines that stand further apart", () => {
  const { scene, things } = drawing({ boxes: at({ pk: [0, 0] }), base: "all" }, { lang: "ur" });
  Object.assign(/** @type {Thing} */ (things.get("pk")), {
    names: { ur: "اسلامی جمہوریہ پاکستان کی حکومت" },
  });
  const [first, second] = texts(scene.box("pk").marks);
  assert.equal(first.isRightToLeft, true);
  assert.ok(first.x > 0);
  assert.equal(second.y - first.y, 23);
  const [shape] = scene.box("pk").marks.filter(({ type }) => type === "circle");
  assert.ok(/** @type {CircleMark} */ (shape).x > first.x);
});

test("shape and colour say the class, also in a dot", () => {
  const boxes = at({ treaty: [0, 0], jica: [500, 0, DOT.width, DOT.height] });
  const { scene } = drawing({ boxes });
  const [, shape] = scene.box("treaty").marks;
  assert.equal(shape.type, "polygon");
  assert.equal(shape.fill, sheet.classes.Treaty.colour);
  const { marks } = scene.box("jica");
  assert.equal(marks.length, 1);
  assert.equal(marks[0].fill, sheet.classes.Organization.colour);
});

test("a class of another dataset is drawn too", () => {
  const { scene, things } = drawing({ boxes: at({ jica: [0, 0] }) });
  /** @type {Thing} */ (things.get("jica")).kind = "constructor";
  assert.equal(scene.box("jica").marks[1].fill, sheet.otherClass.colour);
});

test("an opinion has no firm outline, what is chosen a broad one, a dispute its sign", () => {
  const boxes = at({ hope: [0, 0], visit: [300, 0], jica: [600, 0] });
  const { scene } = drawing({ boxes, selected: "jica" });
  const frame = (/** @type {string} */ id) => scene.box(id).marks[0];
  assert.ok(frame("hope").dash);
  assert.equal(frame("visit").dash, undefined);
  assert.deepEqual([frame("jica").strokeWidth, frame("jica").stroke], [3, THEME.mark]);
  assert.ok(texts(scene.box("visit").marks).some(({ text }) => text === "≠"));
  assert.ok(!texts(scene.box("jica").marks).some(({ text }) => text === "≠"));
});

test("a bar is as long as its share of the greatest value", () => {
  const boxes = at({ jica: [0, 0], kishi: [300, 0] });
  const { scene } = drawing({ boxes }, { overlay: { jica: 40, kishi: 10 } });
  const bar = (/** @type {string} */ id) => {
    const marks = scene.box(id).marks.filter((mark) => mark.type === "rect");
    return /** @type {RectMark} */ (marks[1]).width;
  };
  assert.equal(bar("jica"), CELL.width - 12);
  assert.equal(bar("kishi"), (CELL.width - 12) / 4);
});

test("groups have colours of their own; what is in none has none", () => {
  const boxes = at({ jica: [0, 0], kishi: [300, 0], visit: [600, 0] });
  const { scene } = drawing({ boxes }, { overlay: { jica: "A", kishi: "B" } });
  const fills = ["jica", "kishi", "visit"].map((id) => scene.box(id).marks[1].fill);
  assert.deepEqual(fills, [sheet.groups[0], sheet.groups[1], "transparent"]);
});

test("what is not next to the chosen thing fades", () => {
  const boxes = at({ jica: [0, 0], jp: [300, 0], visit: [600, 0] });
  const { scene } = drawing({ boxes, selected: "jica" });
  const focus = { hovered: null, active: "jica" };
  const opacity = ["jica", "jp", "visit"].map((id) => scene.box(id, focus).opacity);
  assert.deepEqual(opacity, [1, 1, 0.3]);
  // Not in a picture that is taken away.
  assert.equal(scene.box("visit").opacity, 1);
});

test("a panel says of how many its boxes are, and goes where all of them are hidden", () => {
  const panel = {
    heading: "Agreements",
    x: 0,
    y: 0,
    width: 380,
    height: 100,
    visible: 1,
    total: 9,
  };
  const { scene, view } = drawing({
    boxes: at({ treaty: [100, 60] }),
    panels: [{ ...panel, ids: ["treaty"] }],
  });
  assert.deepEqual(
    texts(scene.panelMarks()).map(({ text }) => text),
    ["Agreements (1 of 9)"],
  );
  view.boxes = new Map();
  assert.deepEqual(scene.panelMarks(), []);
});

test("lines to states are quiet; a rule's line is dashed; many links make a broad line", () => {
  const boxes = at({ treaty: [0, 0], jp: [300, 0], visit: [0, 200] });
  const { scene } = drawing({ boxes });
  const line = (/** @type {Partial<Edge>} */ edge) =>
    scene.edgeMark({ from: "treaty", to: "visit", dashes: false, ...edge });
  assert.ok(Number(line({ to: "jp" }).opacity) < Number(line({}).opacity));
  assert.deepEqual(line({ dashes: true }).dash, [5, 5]);
  assert.equal(line({}).strokeWidth, 1);
  assert.equal(line({ count: 16 }).strokeWidth, 3);
});

test("names of properties that would cover each other move along their lines", () => {
  const edges = [
    { from: "kishi", to: "visit", dashes: false, label: "has visitor" },
    { from: "visit", to: "kishi", dashes: false, label: "visits" },
  ];
  const boxes = at({ kishi: [0, 0], visit: [600, 0] });
  const { scene } = drawing({ boxes, base: "ways" }, { edges });
  const [first, second] = texts(scene.labelMarks());
  assert.equal(first.x, 300);
  assert.notEqual(second.x, 300);
  const arrows = texts(scene.labelMarks({ withArrows: true })).map(({ text }) => text);
  assert.deepEqual(arrows, ["has visitor →", "← visits"]);
});

test("dots are named where there is room, the most linked first, and never beyond the rim", () => {
  const dot = [DOT.width, DOT.height];
  const boxes = at({ jp: [0, 0, ...dot], hope: [5, 0, ...dot], pk: [200, 0, ...dot] });
  const { scene } = drawing({ boxes });
  const names = texts(scene.dotNameMarks({ scale: 1, left: 0, right: 300 }));
  assert.deepEqual(
    names.map(({ text }) => text),
    ["Japan", "Pakistan"],
  );
  assert.ok(names[0].x - (5 * names[0].size) / 2 / 2 > 0);
});

test("text on a fill is black or white, whichever can be read", () => {
  const { textOn } = makeStyles(sheet);
  assert.equal(textOn("#0072B2"), "#fff");
  const light = ["#F0E442", "#E69F00", "#56B4E9", "#ffffff"];
  assert.deepEqual(light.map(textOn), ["#000", "#000", "#000", "#000"]);
});

test("the state's own box has its name in the middle, in white", () => {
  const boxes = at({ pk: [0, 0, 140, 120] });
  const { scene } = drawing({ boxes, base: "overview" });
  const [frame, name] = scene.box("pk").marks;
  assert.equal(frame.fill, sheet.classes.State.colour);
  const { x, y, anchor, fill, weight } = /** @type {TextMark} */ (name);
  assert.deepEqual([x, y, anchor, fill, weight], [0, 0, "middle", "#fff", 700]);
});

test("bounds take in boxes and panels", () => {
  const panel = { heading: "A", x: -50, y: 0, width: 100, height: 400, visible: 1, total: 1 };
  const { scene } = drawing({ boxes: at({ jp: [100, 50] }), panels: [{ ...panel, ids: ["jp"] }] });
  assert.deepEqual(scene.bounds(), { left: -50, top: 0, right: 186, bottom: 400 });
});
