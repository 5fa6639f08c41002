// Draws the marks of the drawing model as elements of SVG.
import { hasRightToLeft, isolated } from "./words.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const rounded = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/**
 * @param {string} tag
 * @param {Record<string, string | number | undefined>} attributes those without a value are left out
 * @param {string} [text]
 */
export const svgElement = (tag, attributes, text) => {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    element.setAttribute(name, String(typeof value === "number" ? rounded(value) : value));
  }
  if (text !== undefined) element.textContent = text;
  return element;
};

const paintOf = (/** @type {Mark} */ mark) => ({
  fill: mark.type === "line" ? undefined : mark.fill || "none",
  stroke: mark.stroke,
  "stroke-width": mark.stroke && mark.strokeWidth,
  "stroke-dasharray": mark.dash?.join(" "),
  "stroke-opacity": mark.opacity,
});

const textElement = (/** @type {TextMark} */ mark) => {
  const { x, y, text, size, weight, anchor, isRightToLeft } = mark;
  const attributes = {
    x,
    y,
    "font-size": size,
    "font-weight": weight === 400 ? undefined : weight,
    "text-anchor": anchor,
    "dominant-baseline": "central",
    direction: isRightToLeft ? "rtl" : "ltr",
    ...paintOf(mark),
    "paint-order": mark.stroke && "stroke",
  };
  // A line of the other direction must not turn its colon or its dots to the wrong end.
  const isSafe = !isRightToLeft && !hasRightToLeft(text);
  return svgElement("text", attributes, isSafe ? text : isolated(text));
};

/** @param {Mark} mark */
export const paintSvg = (mark) => {
  const paint = paintOf(mark);
  switch (mark.type) {
    case "rect": {
      const { x, y, width, height, radius } = mark;
      return svgElement("rect", { x, y, width, height, rx: radius || undefined, ...paint });
    }
    case "circle":
      return svgElement("circle", { cx: mark.x, cy: mark.y, r: mark.radius, ...paint });
    case "polygon": {
      const points = mark.points.map((point) => point.map(rounded).join(","));
      return svgElement("polygon", { points: points.join(" "), ...paint });
    }
    case "line": {
      const [x1, y1] = mark.from;
      const [x2, y2] = mark.to;
      return svgElement("line", { x1, y1, x2, y2, ...paint });
    }
    default:
      return textElement(mark);
  }
};
