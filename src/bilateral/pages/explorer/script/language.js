// The texts of the page itself, in the language that the reader chose.
import { selectById } from "./elements.js";

/**
 * @param {string} selector
 * @param {(element: HTMLElement, data: DOMStringMap) => void} change
 */
const translate = (selector, change) => {
  for (const element of document.querySelectorAll(selector)) {
    if (element instanceof HTMLElement) change(element, element.dataset);
  }
};

/** @param {string} tag */
const nameOf = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag) || tag;

/**
 * @param {{ words: Words, title: string }} parts title: of the page, in its language
 */
export const translatePage = ({ words, title }) => {
  const { t } = words;
  const lang = words.lang();
  const dir = words.isRightToLeft() ? "rtl" : "ltr";
  Object.assign(document.documentElement, { lang: words.interfaceLang(), dir });
  document.title = title;
  translate("h1", (element) => {
    element.textContent = title;
  });
  translate("[data-t]", (element, { t: key = "" }) => {
    element.textContent = t(key);
  });
  translate("[data-t-label]", (element, { tLabel: key = "" }) =>
    element.setAttribute("aria-label", t(key)),
  );
  translate("[data-t-hint]", (element, { tHint: key = "" }) =>
    element.setAttribute("placeholder", t(key)),
  );
  const menu = selectById("language");
  menu.value = lang;
  for (const option of menu.options) {
    // The page knows the names of its own languages; the browser knows those of the others.
    if (option.text === option.value) option.text = nameOf(option.value);
  }
};
