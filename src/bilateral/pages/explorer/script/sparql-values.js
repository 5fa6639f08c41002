// Values of the form as terms of SPARQL: they are never pasted into a query as text.
import { BIL } from "./words.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NAMED = ["entity", "class", "concept"];

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} type
 * @property {string} description
 * @property {string} default
 * @property {string} example
 * @property {boolean} required
 */

/**
 * @param {string} text
 * @param {string} [type] local name of a datatype of XSD
 */
const literal = (text, type) => {
  const escaped = JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return escaped + (type ? `^^<${XSD}${type}>` : "");
};
/** The values of a type that have a form of their own, else null. */
/** @type {Record<string, (value: string) => string | null>} */
const WRITTEN = {
  year: (value) => (/^\d{1,4}$/.test(value) ? literal(String(Number(value)), "integer") : null),
  integer: (value) =>
    /^[+-]?\d{1,18}$/.test(value)
      ? literal(String(BigInt(value.replace("+", ""))), "integer")
      : null,
  date: (value) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
      ? literal(value, "date")
      : null,
  language: (value) =>
    /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value) ? literal(value.toLowerCase()) : null,
};

/**
 * @param {{
 *   things: Things, names: Map<string, string[]>, fold: Fold,
 *   t: (key: string, values?: Record<string, string | number>) => string,
 * }} parts
 */
export const makeValues = ({ things, names, fold, t }) => {
  const iri = (/** @type {string} */ text) => {
    // eslint-disable-next-line no-control-regex -- they are what must not be in an IRI
    if (/[\u0000-\u0020<>"{}|^\u0060\\]/.test(text)) throw new Error(t("no-iri", { text }));
    return `<${text}>`;
  };
  /** The IRI of what has a name. */
  const resolve = (/** @type {string} */ text, /** @type {string} */ type) => {
    if (/^https?:\/\//.test(text)) return text;
    const folded = fold(text);
    const isSame = (/** @type {string} */ name) => fold(name) === folded;
    const matches =
      type === "entity"
        ? [...things.values()]
            .filter(({ label, aliases }) => [label, ...aliases].some(isSame))
            .map(({ id }) => id)
        : [...names]
            .filter(
              ([id, labels]) => labels.some(isSame) && (type === "class") === id.startsWith(BIL),
            )
            .map(([id]) => id);
    if (matches.length !== 1) {
      throw new Error(t(matches.length ? "many-named" : "none-named", { text }));
    }
    return matches[0];
  };
  const term = (/** @type {Parameter} */ { type, name }, /** @type {string} */ text) => {
    if (type === "string") return literal(text);
    const value = text.trim();
    if (NAMED.includes(type)) return iri(resolve(value, type));
    const written = (WRITTEN[type] || WRITTEN.language)(value);
    if (written === null) throw new Error(t("wrong-value", { name, type }));
    return written;
  };
  /**
   * The values, at the places that the query keeps for them.
   *
   * @param {string} text
   * @param {Parameter[]} parameters
   * @param {(name: string) => string} valueOf
   */
  const bind = (text, parameters, valueOf) => {
    let bound = text;
    for (const parameter of parameters) {
      const { name, example, required } = parameter;
      const value = valueOf(name) || parameter.default;
      if (!value && required) throw new Error(t("wants-value", { name, example }));
      if (!value) continue;
      const place = new RegExp(`(VALUES\\s+\\?${name}\\s*\\{\\s*)UNDEF(\\s*\\})`, "gi");
      bound = bound.replace(place, (_, before, after) => before + term(parameter, value) + after);
    }
    return bound;
  };
  return { bind };
};

/**
 * Whether a query has operators of one rank in a row: oxigraph 0.5.11 takes them from the
 * right, and what is wrong must not look right.
 *
 * @param {string} text
 */
export const hasChainedOperators = (text) => {
  const plain = text.replace(/<[^>]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g, "x");
  return /[\w)]\s+[-/]\s+[\w?$(][^()]*?\s+[-+*/]\s+[\w?$(]/.test(plain);
};
