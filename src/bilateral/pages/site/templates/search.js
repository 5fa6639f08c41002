"use strict";
// Names in any script, folded as the index was: accents, vowel signs and mixed-up letters do not count.
(() => {
  const field = document.getElementById("search"), hits = document.getElementById("hits"), found = document.getElementById("found");
  const MOST = 50;
  const fold = (text) => [...text.slice(0, 400).normalize("NFKD").toLowerCase()]
    .filter((one) => !/[\u0300-\u036f\u064b-\u065f\u0610-\u061a\u0670\u06d6-\u06ed\p{Cf}]/u.test(one))
    .map((one) => (/['’‘ʼʻ`´]/.test(one) ? one : /[\p{P}\p{S}\p{Z}\p{Cc}]/u.test(one) ? " " : one)).join("").normalize("NFC")
    .replace(/./gu, (one) => (Object.hasOwn(LETTERS, one) ? LETTERS[one] : one))
    .replace(/[\u30a1-\u30f6]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60)).split(/\s+/).filter(Boolean).join(" ");
  const look = () => {
    const text = fold(field.value);
    const rank = (name) => (name === text ? 0 : name.startsWith(text) ? 1 : name.includes(" " + text) ? 2 : name.includes(text) ? 3 : 9);
    const rows = text ? INDEX.map((row) => [Math.min(...row[0].map(rank)), row]).filter(([best]) => best < 9).sort((a, b) => a[0] - b[0] || (a[1][1] < b[1][1] ? -1 : 1)) : [];
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
