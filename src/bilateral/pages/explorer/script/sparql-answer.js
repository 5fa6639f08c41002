// The answer to a query as a table: each row with its sources, each thing leading to the map.
import { toCsv } from "./csv.js";
import { byId, make, outward } from "./elements.js";

export const MOST_ROWS = 1000;
const MOST_DRAWN = 300;

/**
 * @param {{
 *   words: Words, things: Things, sources: Record<string, Source>, open: (id: string) => void,
 * }} parts
 */
export const makeAnswer = ({ words, things, sources, open }) => {
  const isThing = (/** @type {any} */ term) =>
    Boolean(term) && term.type === "NamedNode" && things.has(term.value);
  const textOf = (/** @type {any} */ term) => {
    if (!term) return "";
    return term.type === "NamedNode" ? words.name(term.value) : term.value;
  };
  const cell = (/** @type {any} */ term) => {
    const text = textOf(term);
    const content = isThing(term)
      ? make("button", {
          ...{ type: "button", class: "link", "data-iri": term.value, text },
          click: () => open(term.value),
        })
      : document.createTextNode(text);
    return make("td", { dir: "auto", ...(term && term.lang ? { lang: term.lang } : {}) }, content);
  };
  const citation = (/** @type {Place} */ { source: iri, passage }) => {
    const source = sources[iri];
    const slug = source ? source.slug : iri.split("/").pop();
    const text = slug + (passage ? ` ${passage}` : "");
    /** @type {Record<string, string>} */
    const attributes = { class: "cite", dir: "ltr", text };
    if (source && source.link) attributes.title = source.title;
    return outward(source ? source.link : "", attributes);
  };
  const table = (/** @type {any} */ { columns, rows, cited }) => {
    const titles = [...columns, ...(cited ? [words.t("sources")] : [])];
    const head = titles.map((text) => make("th", { scope: "col", text }));
    const body = rows
      .slice(0, MOST_ROWS)
      .map((/** @type {any[]} */ row, /** @type {number} */ i) => {
        const citations = cited && make("td", {}, ...cited[i].map(citation));
        return make("tr", {}, ...row.map(cell), citations);
      });
    const headRow = make("tr", {}, ...head);
    return make("table", {}, make("thead", {}, headRow), make("tbody", {}, ...body));
  };
  return {
    show: (/** @type {any} */ answer) => {
      const isBoolean = answer.boolean !== undefined;
      const content = isBoolean ? make("p", { text: String(answer.boolean) }) : table(answer);
      byId("answer").replaceChildren(content);
    },
    /** The things of an answer, for the map. */
    things: (/** @type {any} */ answer) => {
      const terms = (answer?.rows || []).flat().filter(isThing);
      const ids = terms.map((/** @type {any} */ term) => /** @type {string} */ (term.value));
      return /** @type {string[]} */ ([...new Set(ids)]).slice(0, MOST_DRAWN);
    },
    csv: (/** @type {any} */ { columns, rows }) => {
      const values = rows.map((/** @type {any[]} */ row) =>
        row.map((term) => (term ? term.value : "")),
      );
      return toCsv([columns, ...values]);
    },
  };
};
