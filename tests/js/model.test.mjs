import assert from "node:assert/strict";
import test from "node:test";

import { explorer, link, thing } from "./dataset.mjs";

const anyLink = () => true;

test("a thing knows what it is linked to, in both directions", () => {
  const { model } = explorer();
  assert.deepEqual([...model.neighbours("treaty")].sort(), ["jp", "pk", "visit"]);
  assert.deepEqual([...model.neighbours("pk")], ["treaty"]);
  assert.deepEqual([...model.neighbours("unknown")], []);
  assert.equal(model.between("kishi", "visit")[0].property, "hasVisitor");
});

test("the most linked come first, equal ones by their name", () => {
  const { model } = explorer();
  assert.deepEqual(model.ranked(["pk", "hope", "jica", "kishi", "jp"]), [
    ...["jp", "kishi", "hope", "jica", "pk"],
  ]);
});

test("years are a thing's own, else those of its neighbours, but never of a state", () => {
  const { model } = explorer();
  assert.deepEqual(model.span("treaty"), [1957, 1957]);
  assert.deepEqual(model.span("kishi"), [1957, 2020]);
  const { model: lonely } = explorer(
    [
      thing("s", "State", { date: "1947" }),
      thing("p", "Person"),
      thing("e", "Event", { date: "c. 1999/2003" }),
    ],
    [link("p", "s")],
  );
  assert.equal(lonely.span("p"), null);
  assert.deepEqual(lonely.span("e"), [1999, 2003]);
  assert.deepEqual([lonely.first, lonely.last], [1947, 2003]);
});

test("without any date there are no years to choose from", () => {
  const { filters } = explorer([thing("p", "Person")], []);
  assert.equal(filters.isTimed, false);
});

test("a route avoids states and opinions while there is another", () => {
  const { model } = explorer();
  assert.deepEqual(model.routes("kishi", "treaty", anyLink, 5), [["kishi", "visit", "treaty"]]);
  // Through Japan only: no other way leads there.
  assert.deepEqual(model.routes("jica", "treaty", anyLink, 5), [["jica", "jp", "treaty"]]);
});

test("all shortest routes are there, at most so many, and none from a thing to itself", () => {
  const ends = ["a", "b", "m1", "m2", "m3"].map((id) => thing(id, "Event"));
  const links = ["m1", "m2", "m3"].flatMap((middle) => [link("a", middle), link(middle, "b")]);
  const { model } = explorer(ends, links);
  assert.deepEqual(model.routes("a", "b", anyLink, 5), [
    ["a", "m1", "b"],
    ["a", "m2", "b"],
    ["a", "m3", "b"],
  ]);
  assert.equal(model.routes("a", "b", anyLink, 2).length, 2);
  assert.deepEqual(model.routes("a", "a", anyLink, 5), []);
});

test("a route uses only the links that the filters leave", () => {
  const { model } = explorer();
  const stated = (/** @type {Link} */ { property }) => property !== "hasVisitor";
  const [route] = model.routes("kishi", "treaty", stated, 5);
  assert.deepEqual(route, ["kishi", "jp", "treaty"]);
  assert.deepEqual(
    model.routes("kishi", "treaty", () => false, 5),
    [],
  );
});
