// The address of a view: what stands behind the "#".

const LAYOUTS = ["time", "classes", "communities", "network"];
const YEARS = /^(\d{4})-(\d{4})$/;

/**
 * @typedef {object} Address
 * @property {string | null} focus
 * @property {string | null} from
 * @property {string} view "around", "all" or nothing
 * @property {string} layout
 * @property {Partial<FilterState>} filters
 * @property {string} lang
 */

/**
 * @param {Address} address
 * @returns {string}
 */
export const writeAddress = ({ focus, from, view, layout, filters, lang }) => {
  const { kinds = [], props = [], inferred, years } = filters;
  const fields = {
    focus,
    from,
    view,
    layout: layout === "fields" ? "" : layout,
    years: years ? years.join("-") : "",
    without: kinds.join(" "),
    hide: props.join(" "),
    inferred: inferred ? "" : "no",
    lang,
  };
  const parts = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length ? `#${parts.join("&")}` : "";
};

/**
 * Whatever is not in the data is left aside.
 *
 * @param {string} hash
 * @param {{ isThing: (id: string) => boolean, span: Years }} known
 * @returns {Address}
 */
export const readAddress = (hash, { isThing, span: [first, last] }) => {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (/** @type {string} */ name) => fields.get(name) || "";
  const list = (/** @type {string} */ name) => text(name).split(" ").filter(Boolean);
  const thing = (/** @type {string} */ name) => (isThing(text(name)) ? text(name) : null);
  const [, from, to] = YEARS.exec(text("years")) || [];
  /** @type {Years} */
  const years = [Math.max(first, Number(from)), Math.min(last, Number(to))];
  return {
    focus: thing("focus"),
    from: thing("from"),
    view: text("view"),
    layout: LAYOUTS.includes(text("layout")) ? text("layout") : "fields",
    filters: {
      kinds: list("without"),
      props: list("hide"),
      inferred: text("inferred") !== "no",
      years: years[0] <= years[1] ? years : null,
    },
    lang: text("lang"),
  };
};
