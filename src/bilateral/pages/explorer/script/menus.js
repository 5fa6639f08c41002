// Menus: of what can be saved, and of what an analysis says.
import { byId, make, selectById } from "./elements.js";

/** A menu closes like one: with Escape, and when the reader goes elsewhere. */
export const connectMenus = () => {
  for (const menu of document.querySelectorAll("details")) {
    if (!menu.classList.contains("menu")) continue;
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
      event.stopPropagation();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    });
  }
};

/**
 * @param {Record<string, () => void | Promise<void>>} exports by the last part of their button's id
 */
export const connectExports = (exports) => {
  for (const [name, save] of Object.entries(exports)) {
    byId(`take-${name}`).addEventListener("click", async () => {
      byId("saving").removeAttribute("open");
      try {
        await save();
      } catch (error) {
        byId("count").textContent = error instanceof Error ? error.message : String(error);
      }
    });
  }
};

const NO_OVERLAY = "-1";

/**
 * @param {{ overlays: Overlays, words: Words, changed: () => void }} parts
 */
export const makeOverlayMenu = ({ overlays, words, changed }) => {
  const menu = selectById("overlay");
  menu.hidden = !overlays.list.length;
  menu.addEventListener("change", () => {
    overlays.choose(Number(menu.value));
    changed();
  });
  return {
    value: () => menu.value,
    choose: (/** @type {string} */ value) => {
      menu.value = value;
      overlays.choose(Number(value));
    },
    /** In the language of the page. */
    draw: () => {
      const value = menu.value || NO_OVERLAY;
      const labels = overlays.list.map(({ label }, i) => [String(i), label]);
      const options = [[NO_OVERLAY, words.t("colours-by-class")], ...labels];
      menu.replaceChildren(
        ...options.map(([number, text]) => make("option", { value: number, text })),
      );
      menu.value = value;
    },
  };
};
