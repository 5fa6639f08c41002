// The search box: names in any script, the best first, with arrow keys and Enter.
import { NO_MATCH, rankOf } from "../../shared/match.js";
import { byText } from "./collections.js";
import { byId, inputById, make } from "./elements.js";

const MOST_HITS = 12;

/**
 * The things that match a text, best first.
 *
 * @param {{ things: Things, model: Model, fold: Fold }} parts
 */
export const makeNameIndex = ({ things, model, fold }) => {
  const entries = [...things.values()].map(({ id, label, aliases }) => ({
    id,
    names: [label, ...aliases].map((name) => ({ name, folded: fold(name) })),
  }));
  return (/** @type {string} */ text) => {
    const folded = fold(text);
    if (!folded) return [];
    return entries
      .map(({ id, names }) => {
        const ranked = names.map((name) => ({ ...name, rank: rankOf(name.folded, folded) }));
        const best = ranked.reduce((a, b) => (b.rank < a.rank ? b : a));
        return { id, name: best.name, rank: best.rank, links: model.neighbours(id).size };
      })
      .filter(({ rank }) => rank < NO_MATCH)
      .sort((a, b) => a.rank - b.rank || b.links - a.links || byText(a.id, b.id));
  };
};

/**
 * @param {{
 *   things: Things, words: Words, matches: ReturnType<typeof makeNameIndex>,
 *   open: (id: string) => void,
 * }} parts
 */
export const connectSearch = ({ things, words, matches, open }) => {
  const field = inputById("search");
  const list = byId("hits");
  let chosen = -1;

  const mark = (/** @type {number} */ number) => {
    const items = [...list.querySelectorAll("[data-id]")];
    chosen = items.length ? (number + items.length) % items.length : -1;
    for (const [i, item] of items.entries()) {
      item.setAttribute("aria-selected", String(i === chosen));
    }
    if (chosen < 0) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    field.setAttribute("aria-activedescendant", `hit${chosen}`);
    items[chosen].scrollIntoView({ block: "nearest" });
  };
  const option = (/** @type {{ id: string, name: string }} */ { id, name }, i = 0) => {
    const also = name === words.name(id) ? "" : ` · ${name}`;
    const text = `${also} · ${words.kind(things.get(id)?.kind || "")}`;
    const item = make(
      "li",
      { role: "option", id: `hit${i}`, "aria-selected": "false", "data-id": id },
      make("bdi", { text: words.name(id) }),
      make("small", { dir: "auto", text }),
    );
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(id);
    });
    return item;
  };
  const noMatch = () =>
    make("li", {
      ...{ role: "option", "aria-disabled": "true", "aria-selected": "false" },
      text: words.t("no-hit"),
    });
  const show = () => {
    const text = field.value.trim();
    const items = matches(text).slice(0, MOST_HITS).map(option);
    list.replaceChildren(...(text && !items.length ? [noMatch()] : items));
    list.hidden = !text;
    field.setAttribute("aria-expanded", String(Boolean(text)));
    mark(items.length ? 0 : -1);
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const choose = (/** @type {string} */ id) => {
    close();
    field.value = "";
    open(id);
  };
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => mark(chosen + 1),
    ArrowUp: () => mark(chosen - 1),
    Enter: () => choose(byId(`hit${chosen}`).dataset.id || ""),
    Escape: close,
  };
  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || (event.key === "Enter" && chosen < 0)) return;
    keys[event.key]();
    event.preventDefault();
  });
};
