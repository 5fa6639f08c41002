// The language of the page: its own words, and the names of things and properties.
export const BIL = "https://w3id.org/bilateral/ontology#";
export const makeWords = ({ ui, names, things }) => {
  let lang = "en";
  const order = ["en", "ja", "ur"];
  // A name in another script must not turn the sentence around it.
  const isolate = (value) => (lang === "ur" && typeof value === "string" && !/^[\d,.]+$/.test(value) ? "\u2068" + value + "\u2069" : value);
  const t = (key, values) => {
    const text = (Object.hasOwn(ui[lang], key) ? ui[lang][key] : ui.en[key]) || key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && Object.hasOwn(values, name) ? isolate(values[name]) : whole));
  };
  const said = (list) => list[order.indexOf(lang)] || list[0];
  const PLAIN = { "http://purl.org/dc/terms/description": "in-short", "http://www.w3.org/2004/02/skos/core#altLabel": "also-called" };
  const term = (iri) => Object.hasOwn(PLAIN, iri) ? t(PLAIN[iri]) : (names.has(iri) ? said(names.get(iri)) : iri);
  const name = (id) => {
    const thing = things.get(id);
    if (!thing) return term(id);
    return thing.members ? `${thing.said()}: ${number(thing.members.length)}` : thing[lang] || thing.label;
  };
  const kind = (one) => (names.has(BIL + one) ? said(names.get(BIL + one)) : one);
  const number = (value) => value.toLocaleString(lang === "ja" ? "ja" : "en");
  return {
    t, term, name, kind, number,
    set: (chosen) => {
      lang = Object.hasOwn(ui, chosen) ? chosen : "en";
      document.documentElement.lang = lang;
      document.documentElement.dir = lang === "ur" ? "rtl" : "ltr";
      for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
      for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
      for (const element of document.querySelectorAll("[data-t-hint]")) element.setAttribute("placeholder", t(element.dataset.tHint));
    },
    lang: () => lang,
    rtl: () => lang === "ur",
    languages: () => Object.keys(ui),
    // The language that a name is in, for screen readers and for the choice of type.
    spoken: (id) => (things.has(id) && lang !== "en" && (things.get(id)[lang] || things.get(id).members) ? lang : "en"),
    group: (group) => (Object.hasOwn(ui.en, group) ? t(group) : group),
  };
};
