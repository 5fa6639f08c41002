// The language of the page: its own words, and the names of things and properties.

export const BIL = "https://w3id.org/bilateral/ontology#";

// How the languages of the interface are written. A dataset may have names in others; the
// words of the page are then English.
/** @type {Record<string, { locale: string, isRightToLeft?: boolean, isTall?: boolean }>} */
const LANGUAGES = {
  en: { locale: "en" },
  ja: { locale: "ja" },
  // Nastaliq letters hang from left to right and top to bottom: lines need more room.
  ur: { locale: "en", isRightToLeft: true, isTall: true },
};
const FIRST = "en";
// Properties that a reader knows by another name.
/** @type {Record<string, string>} */
const PLAIN_NAMES = {
  "http://purl.org/dc/terms/description": "in-short",
  "http://www.w3.org/2004/02/skos/core#altLabel": "also-called",
};
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

/** Keeps a text of the other direction from turning what stands around it. */
export const isolated = (/** @type {string} */ text) => `\u2068${text}\u2069`;
export const hasRightToLeft = (/** @type {string} */ text) => RIGHT_TO_LEFT.test(text);

/** @param {Pick<PageData, "ui" | "names" | "things" | "languages">} data */
export const makeWords = ({ ui, names, things, languages }) => {
  let lang = FIRST;
  const interfaceLang = () => (Object.hasOwn(ui, lang) && LANGUAGES[lang] ? lang : FIRST);
  const isRightToLeft = () => Boolean(LANGUAGES[interfaceLang()].isRightToLeft);
  const number = (/** @type {number} */ value) =>
    value.toLocaleString(LANGUAGES[interfaceLang()].locale);

  /** @param {string | number} value */
  const inserted = (value) =>
    isRightToLeft() && typeof value === "string" && !/^[\d,.]+$/.test(value)
      ? isolated(value)
      : String(value);
  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  const t = (key, values = {}) => {
    const own = ui[interfaceLang()];
    const text = (Object.hasOwn(own, key) ? own[key] : ui[FIRST][key]) || key;
    return text.replace(/\{(\w+)\}/g, (whole, name) =>
      Object.hasOwn(values, name) ? inserted(values[name]) : whole,
    );
  };
  const translated = (/** @type {string[]} */ list) => list[languages.indexOf(lang)] || list[0];
  const term = (/** @type {string} */ iri) => {
    if (Object.hasOwn(PLAIN_NAMES, iri)) return t(PLAIN_NAMES[iri]);
    const translations = names.get(iri);
    return translations ? translated(translations) : iri;
  };
  const name = (/** @type {string} */ id) => {
    const thing = things.get(id);
    if (!thing) return term(id);
    if (thing.members && thing.heading) {
      return `${thing.heading()}: ${number(thing.members.length)}`;
    }
    return thing.names?.[lang] || thing.label;
  };
  /** The language that a name is in, for screen readers and for the choice of type. */
  const languageOf = (/** @type {string} */ id) => {
    const thing = things.get(id);
    return thing && lang !== FIRST && (thing.names?.[lang] || thing.members) ? lang : FIRST;
  };
  return {
    t,
    term,
    name,
    number,
    languageOf,
    isRightToLeft,
    /** Whether the name of a thing needs lines that stand further apart. */
    isTall: (/** @type {string} */ id) => Boolean(LANGUAGES[languageOf(id)]?.isTall),
    set: (/** @type {string} */ chosen) => {
      lang = languages.includes(chosen) ? chosen : FIRST;
    },
    lang: () => lang,
    /** The language of the page's own words. */
    interfaceLang,
    isDefault: () => lang === FIRST,
    kind: (/** @type {string} */ kind) => {
      const translations = names.get(BIL + kind);
      return translations ? translated(translations) : kind;
    },
    group: (/** @type {string} */ group) => (Object.hasOwn(ui[FIRST], group) ? t(group) : group),
  };
};
