// Light, dark, or as the system has it; kept for the next visit where the browser allows.
import { selectById } from "./elements.js";

const THEMES = ["auto", "dark", "light"];
const KEY = "bilateral-theme";
const NAMES = /** @type {const} */ ([
  ...["paper", "card", "ink", "soft", "line", "panel", "mark", "warn"],
]);

/** The colours of the page, which the map is drawn with too. */
export const readTheme = () => {
  const css = getComputedStyle(document.documentElement);
  const colours = NAMES.map((name) => [name, css.getPropertyValue(`--${name}`).trim()]);
  return /** @type {Theme} */ (Object.fromEntries(colours));
};

/** @param {{ theme: Theme, recolour: () => void }} parts */
export const connectTheme = ({ theme, recolour }) => {
  const menu = selectById("theme");
  const repaint = () => {
    Object.assign(theme, readTheme());
    recolour();
  };
  const choose = (/** @type {string} */ name) => {
    const { dataset } = document.documentElement;
    if (name === "auto") delete dataset.theme;
    else dataset.theme = name;
    menu.value = name;
    repaint();
  };
  menu.addEventListener("change", () => {
    choose(menu.value);
    try {
      localStorage.setItem(KEY, menu.value);
    } catch {
      // A page from a file may have no store.
    }
  });
  choose(THEMES.includes(stored()) ? stored() : "auto");
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  // Dark boxes on white paper would be unreadable.
  let before = "auto";
  window.addEventListener("beforeprint", () => {
    before = menu.value;
    choose("light");
  });
  window.addEventListener("afterprint", () => choose(before));
};

const stored = () => {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
};
