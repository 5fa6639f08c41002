// How elements are found and made: by textContent, never as HTML.
import { paintSvg, svgElement } from "./paint-svg.js";
import { shapeMark } from "./styles.js";

export const byId = (/** @type {string} */ id) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
};
export const inputById = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
export const selectById = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (byId(id));
export const buttonById = (/** @type {string} */ id) => /** @type {HTMLButtonElement} */ (byId(id));

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] "text" and "click" are content and handler
 * @param {...any} children those that are false, null or empty are left out
 */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
};

/**
 * The shape of a class as a small picture beside words.
 *
 * @param {Shape} shape
 * @param {string} colour
 */
export const icon = (shape, colour) => {
  const svg = svgElement("svg", {
    viewBox: "-1.5 -1.5 3 3",
    class: "glyph",
    "aria-hidden": "true",
  });
  const paint = { fill: colour, stroke: "currentColor", strokeWidth: 0.15 };
  svg.append(paintSvg(shapeMark(shape, [0, 0], 1, paint)));
  return svg;
};

/**
 * A list that can be followed to the page of a source, where it has one.
 *
 * @param {string} link
 * @param {Record<string, string>} attributes
 */
export const outward = (link, attributes) =>
  link
    ? make("a", { href: link, target: "_blank", rel: "noopener noreferrer", ...attributes })
    : make("span", attributes);
