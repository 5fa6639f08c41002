import assert from "node:assert/strict";
import test from "node:test";

import { makeClusters } from "../../src/bilateral/pages/explorer/script/clusters.js";
import { makeLayouts } from "../../src/bilateral/pages/explorer/script/layouts.js";
import { CELL, DOT, READABLE } from "../../src/bilateral/pages/explorer/script/measures.js";
import { arrange } from "../../src/bilateral/pages/explorer/script/panels.js";
import { nextBox } from "../../src/bilateral/pages/explorer/script/pointer.js";
import { spread } from "../../src/bilateral/pages/explorer/script/spread.js";
import { explorer, thing } from "./dataset.mjs";

/** @param {number} count */
const ids = (count, prefix = "t") => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const noCover = (/** @type {Map<string, Box>} */ boxes) => {
  const list = [...boxes];
  for (const [i, [id, a]] of list.entries()) {
    for (const [other, b] of list.slice(i + 1)) {
      const isApart =
        Math.abs(a[0] - b[0]) * 2 >= a[2] + b[2] || Math.abs(a[1] - b[1]) * 2 >= a[3] + b[3];
      assert.ok(isApart, `${id} covers ${other}`);
    }
  }
};
const layouts = (parts = explorer(), isNarrow = false) => makeLayouts({ ...parts, isNarrow });

test("panels hold their boxes, and no two of them cover each other", () => {
  const { boxes, panels } = arrange([
    ["A", ids(17, "a"), 40],
    ["empty", []],
    ["B", ids(5, "b")],
  ]);
  noCover(boxes);
  assert.deepEqual(
    panels.map(({ heading, visible, total }) => [heading, visible, total]),
    [
      ["A", 17, 40],
      ["B", 5, 5],
    ],
  );
  for (const panel of panels) {
    for (const id of panel.ids) {
      const [x, y, width, height] = /** @type {Box} */ (boxes.get(id));
      assert.ok(x - width / 2 >= panel.x && x + width / 2 <= panel.x + panel.width);
      assert.ok(y - height / 2 >= panel.y && y + height / 2 <= panel.y + panel.height);
    }
  }
});

test("of more boxes than can be read, dots are made", () => {
  const few = arrange([["A", ids(READABLE)]]);
  assert.equal(few.boxes.get("t0")?.[2], CELL.width);
  const many = arrange([["A", ids(READABLE + 1)]]);
  assert.equal(many.boxes.get("t0")?.[2], DOT.width);
  assert.equal(many.panels[0].small, true);
});

test("on a phone all panels stand in one column of two boxes", () => {
  const { panels } = arrange(
    [
      ["A", ids(9, "a")],
      ["B", ids(9, "b")],
    ],
    { isNarrow: true },
  );
  assert.equal(new Set(panels.map(({ x }) => x)).size, 1);
  assert.equal(panels[0].width, 2 * CELL.width + CELL.gap + 24);
});

test("fields come in their order, classes by their size", () => {
  const parts = explorer();
  const { byName } = layouts(parts);
  const all = [...parts.things.keys()];
  const headings = (/** @type {string} */ name) =>
    byName[name](all).panels.map(({ heading }) => heading);
  assert.deepEqual(headings("fields").slice(0, 3), ["States", "Agreements", "Visits & meetings"]);
  assert.equal(headings("classes")[0], "State");
});

test("a short time has a panel for each year, a long one for each decade", () => {
  const dated = (/** @type {string} */ id, /** @type {string} */ date) =>
    thing(id, "Event", { date });
  const short = explorer([dated("a", "1957"), dated("b", "1960")], []);
  assert.deepEqual(
    short.groupings.byDecade(["b", "a"]).map(([heading]) => heading),
    ["1957", "1960"],
  );
  const long = explorer([dated("a", "1957"), dated("b", "2020"), dated("c", "")], []);
  const groups = long.groupings.byDecade(["c", "b", "a"]);
  assert.deepEqual(
    groups.map(([, members]) => members),
    [["a"], ["b"], ["c"]],
  );
  assert.match(groups[0][0], /1950/);
});

test("around a thing there is a panel for each property, and most-linked things first", () => {
  const parts = explorer();
  const { panels, boxes, total } = layouts(parts).around(
    "treaty",
    parts.model.links("treaty"),
    150,
  );
  assert.deepEqual(panels.map(({ heading }) => heading).sort(), ["has party", "← resultedIn"]);
  assert.deepEqual(panels.find(({ heading }) => heading === "has party")?.ids, ["jp", "pk"]);
  assert.equal(total, 4);
  noCover(boxes);
});

test("in Urdu arrows and routes run the other way", () => {
  const parts = explorer();
  parts.words.set("ur");
  const { panels } = layouts(parts).around("treaty", parts.model.links("treaty"), 150);
  assert.ok(panels.some(({ heading }) => heading === "→ resultedIn"));
  const { boxes } = layouts(parts).ways([["kishi", "visit", "treaty"]]);
  assert.ok(Number(boxes.get("treaty")?.[0]) < Number(boxes.get("kishi")?.[0]));
});

test("the steps of a route stand side by side, on a phone below each other", () => {
  const route = [["kishi", "visit", "treaty"]];
  const wide = layouts().ways(route).boxes;
  assert.deepEqual([wide.get("visit")?.[0], wide.get("visit")?.[1]], [300, 0]);
  const narrow = layouts(explorer(), true).ways(route).boxes;
  assert.deepEqual([narrow.get("visit")?.[0], narrow.get("visit")?.[1]], [0, 130]);
});

test("boxes on one spot are pushed apart, the same way each time", () => {
  const boxes = () => ids(30).map(() => /** @type {Box} */ ([0, 0, 20, 10]));
  const first = boxes();
  spread(first, 4);
  noCover(new Map(first.map((box, i) => [String(i), box])));
  const again = boxes();
  spread(again, 4);
  assert.deepEqual(again, first);
  assert.ok(first.flat().every(Number.isInteger));
});

test("what one picture cannot hold becomes boxes for many, that say how many", () => {
  const parts = explorer();
  const clusters = makeClusters({ ...parts, isNarrow: false, places: [] });
  const { boxes } = clusters.clustered(["pk", "jp", "treaty"], "time");
  const names = [...boxes.keys()].map((id) => parts.words.name(id));
  assert.ok(
    names.some((name) => name.endsWith(": 2")),
    names.join(),
  );
  const states = [...boxes.keys()].find((id) => parts.things.get(id)?.kind === "State");
  assert.deepEqual(parts.things.get(String(states))?.members, ["jp", "pk"]);
});

test("an arrow key goes to the nearest box in its direction", () => {
  const boxes = new Map(
    Object.entries({
      here: [0, 0],
      right: [100, 5],
      far: [300, 0],
      aside: [80, 90],
      left: [-9, 0],
    }).map(([id, [x, y]]) => [id, /** @type {Box} */ ([x, y, 10, 10])]),
  );
  const all = [...boxes.keys()];
  assert.equal(nextBox(boxes, all, "here", [1, 0]), "right");
  assert.equal(nextBox(boxes, all, "here", [-1, 0]), "left");
  assert.equal(nextBox(boxes, all, "far", [1, 0]), null);
});
