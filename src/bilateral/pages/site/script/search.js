import { makeFold } from "../../shared/fold.js";
import { NO_MATCH, rankOf } from "../../shared/match.js";

// Names in any script, folded as the index was: accents, vowel signs and mixed-up letters do not count.
(() => {
  const field = document.getElementById("search"), hits = document.getElementById("hits"), found = document.getElementById("found");
  const MOST = 50;
  const fold = makeFold(FOLDING);
  const look = () => {
    const text = fold(field.value);
    const rows = text ? INDEX.map((row) => [Math.min(...row[0].map((name) => rankOf(name, text))), row]).filter(([best]) => best < NO_MATCH).sort((a, b) => a[0] - b[0] || (a[1][1] < b[1][1] ? -1 : 1)) : [];
    hits.replaceChildren(...rows.slice(0, MOST).map(([, [, label, kind, href, names]]) => {
      const item = document.createElement("li"), link = document.createElement("a"), rest = document.createElement("small");
      link.href = href;
      link.dir = "auto";
      link.textContent = label;
      rest.dir = "auto";
      rest.textContent = " " + [kind, ...names].join(" · ");
      item.append(link, rest);
      return item;
    }));
    found.textContent = !text ? "" : rows.length > MOST ? `${rows.length} found, the first ${MOST} shown` : `${rows.length} found`;
    history.replaceState(null, "", text ? "#" + encodeURIComponent(field.value) : location.pathname + location.search);
  };
  field.hidden = false;
  field.addEventListener("input", look);
  try { field.value = decodeURIComponent(location.hash.slice(1)); } catch { field.value = ""; }
  look();
  field.focus();
})();
