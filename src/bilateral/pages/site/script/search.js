// The search page of the site: names in any script, folded as the index was.
import { makeFold } from "../../shared/fold.js";
import { NO_MATCH, rankOf } from "../../shared/match.js";

const MOST = 50;

const start = () => {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const list = /** @type {HTMLElement} */ (document.getElementById("hits"));
  const count = /** @type {HTMLElement} */ (document.getElementById("found"));
  const fold = makeFold(FOLDING);

  const matches = (/** @type {string} */ text) =>
    INDEX.map(([names, label, kind, href, others]) => {
      const rank = Math.min(...names.map((name) => rankOf(name, text)));
      return { rank, label, kind, href, others };
    })
      .filter(({ rank }) => rank < NO_MATCH)
      .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  const item = (/** @type {ReturnType<typeof matches>[0]} */ { label, kind, href, others }) => {
    const link = document.createElement("a");
    Object.assign(link, { href, dir: "auto", textContent: label });
    const rest = document.createElement("small");
    Object.assign(rest, { dir: "auto", textContent: ` ${[kind, ...others].join(" · ")}` });
    const element = document.createElement("li");
    element.append(link, rest);
    return element;
  };
  const countText = (/** @type {number} */ number) =>
    number > MOST ? `${number} found, the first ${MOST} shown` : `${number} found`;
  const show = () => {
    const text = fold(field.value);
    const rows = text ? matches(text) : [];
    list.replaceChildren(...rows.slice(0, MOST).map(item));
    count.textContent = text ? countText(rows.length) : "";
    const { pathname, search } = window.location;
    const address = text ? `#${encodeURIComponent(field.value)}` : pathname + search;
    window.history.replaceState(null, "", address);
  };

  field.hidden = false;
  field.addEventListener("input", show);
  try {
    field.value = decodeURIComponent(window.location.hash.slice(1));
  } catch {
    field.value = "";
  }
  show();
  field.focus();
};

start();
