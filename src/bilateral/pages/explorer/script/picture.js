// What is shown as a picture: SVG, or PNG made of it.
import { FAMILY, TYPE } from "./measures.js";
import { paintSvg, svgElement } from "./paint-svg.js";

const PADDING = 16;
const FOOT = 24;
const SHARP = 2;
// Browsers refuse larger canvases.
const LARGEST_CANVAS = 8000;

/**
 * @param {{
 *   scene: Scene, map: NetworkMap, words: Words, visible: () => string[], edges: () => Edge[],
 *   title: () => string, count: () => string,
 * }} parts
 */
export const makePicture = ({ scene, map, words, visible, edges, title, count }) => {
  /** @returns {string} */
  const svg = () => {
    const { left, top, right, bottom } = scene.bounds();
    const x = left - PADDING;
    const y = top - PADDING;
    const width = right - left + 2 * PADDING;
    const height = bottom - top + 2 * PADDING + FOOT;
    const root = svgElement("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: [x, y, width, height].map(Math.round).join(" "),
      width: Math.round(width),
      height: Math.round(height),
      "font-family": FAMILY,
    });
    const paint = (/** @type {Mark[]} */ marks, /** @type {Element} */ parent = root) =>
      parent.append(...marks.map(paintSvg));
    root.append(svgElement("style", {}, fontFaces()), svgElement("title", {}, title()));
    paint([{ type: "rect", x, y, width, height, radius: 0, fill: scene.theme.paper }]);
    paint(scene.panelMarks());
    paint(edges().map((edge) => scene.edgeMark(edge)));
    // The picture has no arrowheads: the words say which way to read.
    paint(scene.labelMarks({ withArrows: true }));
    for (const id of visible()) {
      const group = svgElement("g", {});
      group.append(svgElement("title", {}, words.name(id)));
      paint(scene.box(id).marks, group);
      root.append(group);
    }
    paint(map.dotNameMarks(left, right));
    const start = words.isRightToLeft() ? right : left;
    const foot = `${title()} · ${count()}`;
    const fill = scene.theme.soft;
    paint([scene.textMark([start, bottom + PADDING + 6], foot, TYPE.foot, { fill })]);
    return new XMLSerializer().serializeToString(root);
  };
  /** @returns {Promise<Blob>} */
  const png = () =>
    new Promise((resolve, reject) => {
      const url = URL.createObjectURL(new Blob([svg()], { type: "image/svg+xml" }));
      const image = new Image();
      image.onload = () => {
        const scale = Math.min(SHARP, LARGEST_CANVAS / Math.max(image.width, image.height));
        const canvas = document.createElement("canvas");
        canvas.width = image.width * scale;
        canvas.height = image.height * scale;
        canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(url);
        canvas.toBlob((blob) => {
          if (blob) resolve(blob);
          else reject(new Error("the picture is too large for this browser"));
        }, "image/png");
      };
      image.onerror = () => reject(new Error("the picture could not be drawn"));
      image.src = url;
    });
  return { svg, png };
};

/** The type of the page, so that the picture draws Urdu as the page does. */
const fontFaces = () =>
  [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .map((rule) => rule.cssText)
    .join("\n");
