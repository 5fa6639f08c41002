import { NO_MATCH, rankOf } from "../../shared/match.js";

import { make } from "./shapes.js";

// The search box: names in any script, the best first, with arrow keys and Enter.
export const makeSearch = ({ at, make, things, words, fold, neighbours, take: open }) => {
  const names = [...things.values()].map((thing) => [thing.id, [thing.label, ...thing.aliases].map((name) => [fold(name), name])]);
  let chosen = -1;
  const hits = () => {
    const text = fold(at("search").value.trim());
    const found = [];
    if (text) for (const [id, own] of names) {
      const ranks = own.map(([name, shown]) => [rankOf(name, text), shown]);
      const best = ranks.reduce((a, b) => (b[0] < a[0] ? b : a));
      if (best[0] < NO_MATCH) found.push([best[0], -neighbours(id).size, id, best[1]]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
    at("hits").replaceChildren(...found.slice(0, 12).map(([, , id, name], i) => {
      const thing = things.get(id);
      const item = make("li", { role: "option", id: "hit" + i, "aria-selected": "false", "data-id": id },
        make("bdi", { text: words.name(id) }), make("small", { dir: "auto", text: (name !== words.name(id) ? ` · ${name}` : "") + " · " + words.kind(thing.kind) }));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(id); });
      return item;
    }));
    if (text && !found.length) at("hits").replaceChildren(make("li", { text: words.t("no-hit"), role: "option", "aria-disabled": "true", "aria-selected": "false" }));
    at("hits").hidden = !text;
    at("search").setAttribute("aria-expanded", String(Boolean(text)));
    mark(found.length ? 0 : -1);
  };
  const mark = (number) => {
    const items = [...at("hits").querySelectorAll("[data-id]")];
    chosen = items.length ? (number + items.length) % items.length : -1;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) at("search").removeAttribute("aria-activedescendant");
    else { at("search").setAttribute("aria-activedescendant", "hit" + chosen); items[chosen].scrollIntoView({ block: "nearest" }); }
  };
  const close = () => { at("hits").hidden = true; at("search").setAttribute("aria-expanded", "false"); };
  const take = (id) => { close(); at("search").value = ""; open(id); };
  at("search").addEventListener("input", hits);
  at("search").addEventListener("blur", close);
  at("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(at("hit" + chosen).dataset.id);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
};
