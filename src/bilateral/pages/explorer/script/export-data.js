// What is shown as data: Turtle and CSV.
import { byId } from "./elements.js";
import { toCsv } from "./csv.js";
import { BIL } from "./words.js";

const PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
const COLUMNS = [
  ...["subject", "subjectLabel", "property", "propertyLabel", "object", "value", "note"],
  ...["inferred", "sources"],
];
/** @type {Record<string, string>} */
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };

const hex = (/** @type {string} */ char, /** @type {number} */ digits) =>
  char.charCodeAt(0).toString(16).toUpperCase().padStart(digits, "0");

/** An IRI as Turtle has it, with what it must not hold percent-encoded. */
export const turtleIri = (/** @type {string} */ text) =>
  // eslint-disable-next-line no-control-regex -- they are what must not be in an IRI
  `<${text.replace(/[\u0000-\u0020<>"{}|^\u0060\\]/g, (char) => `%${hex(char, 2)}`)}>`;

/**
 * @param {string} text
 * @param {string} type an IRI, a language with its "@", or nothing
 */
export const turtleLiteral = (text, type) => {
  const escaped = text.replace(
    // eslint-disable-next-line no-control-regex -- they are what must be escaped
    /[\\"\n\r\u0000-\u001f\u007f]/g,
    (char) => ESCAPES[char] || `\\u${hex(char, 4)}`,
  );
  if (type.startsWith("@")) return `"${escaped}"${type}`;
  return `"${escaped}"${type ? `^^${turtleIri(type)}` : ""}`;
};
const comment = (/** @type {string} */ text) => `# ${text.replace(/[\r\n]+/g, " ")}`;

/**
 * @param {{
 *   data: PageData, words: Words, filters: Filters, visible: () => string[], title: () => string,
 * }} parts
 */
export const makeDataExport = ({ data, words, filters, visible, title }) => {
  const { things, names, places, sources } = data;
  /** The facts between things that are shown, and their texts. */
  const visibleFacts = () => {
    const ids = new Set(visible());
    return data.facts.filter(
      (fact) =>
        ids.has(fact.subject) &&
        (!things.has(fact.object) || ids.has(fact.object)) &&
        filters.allowsFact(fact),
    );
  };
  const citations = (/** @type {Fact} */ fact) =>
    fact.places.map((number) => {
      const { source, passage } = places[number];
      return sources[source].slug + (passage ? ` ${passage}` : "");
    });

  const triple = (/** @type {Fact} */ fact) => {
    const object = fact.object ? turtleIri(fact.object) : turtleLiteral(fact.text, fact.datatype);
    const note = comment((fact.inferred ? "(inferred) " : "") + citations(fact).join(", "));
    const statement = `${turtleIri(fact.subject)} ${turtleIri(fact.property)} ${object} .`;
    return `${statement} ${note}`.trimEnd();
  };
  const turtle = () => {
    const facts = visibleFacts();
    const composed = facts.filter((fact) => fact.composed).length;
    const ids = visible().filter((id) => !things.get(id)?.members);
    const head = [
      comment(title()),
      comment(byId("count").textContent || ""),
      comment(
        "What follows by a rule is marked (inferred); after each triple stand the places that say it.",
      ),
    ];
    if (composed) {
      const left = `${composed} rows of the page put several triples into one`;
      head.push(
        comment(
          `${left} (tenures, signatures, amounts) and are left out; the whole dataset has them.`,
        ),
      );
    }
    const classes = ids
      .map((id) => ({ id, kind: BIL + things.get(id)?.kind }))
      .filter(({ kind }) => names.has(kind))
      .map(({ id, kind }) => `${turtleIri(id)} a ${turtleIri(kind)} .`);
    const labels = ids.map((id) => {
      const label = turtleLiteral(things.get(id)?.label || "", "@en");
      return `${turtleIri(id)} <${PREF_LABEL}> ${label} .`;
    });
    const triples = facts.filter((fact) => !fact.composed).map(triple);
    return [...head, "", ...classes, ...labels, ...triples, ""].join("\n");
  };

  const csv = () => {
    const rows = visibleFacts().map((fact) => [
      fact.subject,
      words.name(fact.subject),
      fact.property,
      words.term(fact.property),
      fact.object,
      fact.object ? words.name(fact.object) : fact.text,
      fact.note,
      fact.inferred ? "inferred" : "",
      citations(fact).join("; "),
    ]);
    return toCsv([COLUMNS, ...rows]);
  };
  return { turtle, csv };
};
