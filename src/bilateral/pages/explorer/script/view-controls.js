// The buttons and menus above the map that choose a view.
import { byId, selectById } from "./elements.js";

/**
 * @param {{
 *   view: View, filters: Filters, navigation: Navigation, map: NetworkMap,
 *   table: { draw: () => void }, step: (change: () => void) => void,
 *   speak: (lang: string) => void, undo: () => void,
 * }} parts
 */
export const connectViews = ({ view, filters, navigation, map, table, step, speak, undo }) => {
  byId("undo").addEventListener("click", undo);
  byId("overview").addEventListener("click", () =>
    step(() => {
      filters.set({});
      view.layout = "fields";
      navigation.overview();
    }),
  );
  byId("all").addEventListener("click", () =>
    step(() => {
      if (view.layout === "fields") view.layout = "network";
      navigation.everything();
    }),
  );
  const layout = selectById("layout");
  layout.addEventListener("change", () =>
    step(() => {
      view.layout = layout.value;
      navigation.layOutAgain();
    }),
  );
  const language = selectById("language");
  language.addEventListener("change", () => {
    speak(language.value);
    step(() => navigation.layOutAgain({ keepsBase: true }));
  });
  byId("as-table").addEventListener("click", () => {
    const isTable = byId("table").hidden;
    byId("table").hidden = !isTable;
    byId("canvas").hidden = isTable;
    byId("as-table").setAttribute("aria-pressed", String(isTable));
    if (isTable) table.draw();
    else map.showAll();
  });
  window.addEventListener("resize", map.showAll);
};
