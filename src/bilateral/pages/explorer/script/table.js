// The same things as rows, for readers who do not see a map.
import { byId, make } from "./elements.js";

/**
 * @param {{
 *   data: PageData, model: Model, words: Words, overlays: Overlays, visible: () => string[],
 *   open: (id: string) => void,
 * }} parts
 */
export const makeTable = ({ data, model, words, overlays, visible, open }) => {
  const { t } = words;
  const marksOf = (/** @type {string} */ id) => {
    const stance = data.stances.get(id);
    const marks = [stance && words.term(stance), model.disputes(id).length && t("disagree")];
    return marks.filter(Boolean).join(", ");
  };
  const row = (/** @type {string} */ id) => {
    const { kind, date, group } = /** @type {Thing} */ (data.things.get(id));
    const name = make("button", {
      ...{ type: "button", class: "link", dir: "auto", lang: words.languageOf(id) },
      text: words.name(id),
      click: () => open(id),
    });
    const cells = [words.kind(kind), date, words.group(group), model.neighbours(id).size];
    cells.push(marksOf(id), ...(overlays.heading() ? [overlays.text(id)] : []));
    const rest = cells.map((text) => make("td", { dir: "auto", text }));
    return make("tr", {}, make("td", {}, name), ...rest);
  };
  return {
    draw: () => {
      const titles = ["name", "class", "date", "field", "links", "marks"].map((key) => t(key));
      if (overlays.heading()) titles.push(overlays.heading());
      const head = titles.map((text) => make("th", { scope: "col", text }));
      byId("table").replaceChildren(
        make(
          "table",
          {},
          make("caption", { text: byId("count").textContent }),
          make("thead", {}, make("tr", {}, ...head)),
          make("tbody", {}, ...visible().map(row)),
        ),
      );
    },
  };
};
