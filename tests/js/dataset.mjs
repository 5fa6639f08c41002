// A small dataset for the tests: two states, what joins them, and what is next to it.
import { readFileSync } from "node:fs";

import { makeFilters } from "../../src/bilateral/pages/explorer/script/filters.js";
import { makeGroupings } from "../../src/bilateral/pages/explorer/script/groupings.js";
import { makeModel } from "../../src/bilateral/pages/explorer/script/model.js";
import { emptyView } from "../../src/bilateral/pages/explorer/script/navigation.js";
import { makeOverlays } from "../../src/bilateral/pages/explorer/script/overlays.js";
import { makeScene } from "../../src/bilateral/pages/explorer/script/scene.js";
import { makeStyles } from "../../src/bilateral/pages/explorer/script/styles.js";
import { BIL, makeWords } from "../../src/bilateral/pages/explorer/script/words.js";

const PAGES = "../../src/bilateral/pages/";
/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(new URL(PAGES + path, import.meta.url), "utf-8"));

export const sheet = json("shared/style.json");
const ui = json("explorer/templates/words.json");

/**
 * @param {string} id
 * @param {string} kind
 * @param {Partial<Thing>} [fields]
 * @returns {Thing}
 */
export const thing = (id, kind, fields = {}) => ({
  ...{ id, kind, group: "More", label: id, aliases: [], date: "" },
  ...{ at: null, community: null },
  ...fields,
});
/**
 * @param {string} from
 * @param {string} to
 * @param {string} [property]
 * @param {boolean} [inferred]
 * @returns {Link}
 */
export const link = (from, to, property = "joins", inferred = false) => ({
  ...{ from, to, property, inferred },
});

const THINGS = [
  thing("pk", "State", {
    label: "Pakistan",
    group: "States",
    names: { ja: "パキスタン", ur: "پاکستان" },
  }),
  thing("jp", "State", { label: "Japan", group: "States", names: { ja: "日本", ur: "جاپان" } }),
  thing("treaty", "Treaty", { label: "Treaty of 1957", group: "Agreements", date: "1957-05" }),
  thing("visit", "Visit", { label: "Visit of Kishi", group: "Visits & meetings", date: "1957" }),
  thing("kishi", "Person", { label: "Nobusuke Kishi", group: "People & posts" }),
  thing("jica", "Organization", { label: "JICA", group: "Organizations", date: "1974" }),
  thing("hope", "Assessment", { label: "Hope", date: "2020" }),
];
const LINKS = [
  link("treaty", "pk", "hasParty"),
  link("treaty", "jp", "hasParty"),
  link("visit", "kishi", "hasVisitor"),
  link("visit", "treaty", "resultedIn"),
  link("kishi", "jp", "isFrom", true),
  link("jica", "jp", "isFrom"),
  link("hope", "jica", "assesses"),
  link("hope", "kishi", "assesses"),
];

/** What the explorer makes of the dataset. */
export const explorer = (things = THINGS, links = LINKS) => {
  const data = {
    things: new Map(things.map((item) => [item.id, { ...item }])),
    links,
    facts: [],
    disputes: [{ things: ["visit"], property: "date", positions: [], reason: "" }],
    ui,
    languages: ["en", "ja", "ur"],
    names: new Map([
      [`${BIL}Treaty`, ["treaty", "条約", "معاہدہ"]],
      ["hasParty", ["has party", "当事者", "فریق"]],
    ]),
  };
  const fields = ["States", "Agreements", "Visits & meetings", "Organizations"];
  fields.push("People & posts", "More");
  const model = makeModel(data);
  const words = makeWords(data);
  const styles = makeStyles(sheet);
  const filters = makeFilters({ things: data.things, model });
  const groupings = makeGroupings({ things: data.things, model, words, fields });
  return { ...data, model, words, styles, filters, groupings };
};

/** @type {Theme} */
export const THEME = {
  ...{ paper: "paper", card: "card", ink: "ink", soft: "soft" },
  ...{ line: "line", panel: "panel", mark: "mark", warn: "warn" },
};

/**
 * The drawing model, for type whose letters are all half as wide as they are high.
 *
 * @param {Partial<View>} view
 * @param {{ overlay?: Record<string, number | string>, lang?: string, edges?: Edge[] }} [options]
 */
export const drawing = (view, { overlay, lang = "en", edges = [] } = {}) => {
  const parts = explorer();
  const overlays = makeOverlays(
    overlay ? [{ label: "Partners", note: "", values: overlay }] : [],
    parts.styles,
  );
  overlays.choose(0);
  parts.words.set(lang);
  const whole = { ...emptyView(), ...view };
  const visible = () => [...whole.boxes.keys()];
  const scene = makeScene({
    ...{ ...parts, overlays, view: whole, theme: THEME, visible },
    edges: () => edges,
    measure: (text, { size }) => ([...text].length * size) / 2,
    isOpinion: (id) => id === "hope",
  });
  return { ...parts, overlays, scene, view: whole };
};
