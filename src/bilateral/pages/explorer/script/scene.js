// The drawing model: everything that is drawn, as a list of marks with their measures and
// colours. One painter draws it on the canvas of the page, another as SVG.
import { CELL, PANEL, RIM, TYPE } from "./measures.js";
import { NO_FOCUS, makeBoxMarks } from "./scene-boxes.js";
import { makeNameMarks } from "./scene-names.js";
import { breakLines } from "./text-lines.js";
import { makeTextMark } from "./text-marks.js";

/**
 * @typedef {object} SceneParts
 * @property {Things} things
 * @property {Model} model
 * @property {Words} words
 * @property {Styles} styles
 * @property {Overlays} overlays
 * @property {View} view
 * @property {Theme} theme
 * @property {() => string[]} visible
 * @property {() => Edge[]} edges
 * @property {MeasureText} measure
 * @property {(id: string) => boolean} isOpinion
 */

/** @param {SceneParts} parts */
export const makeScene = (parts) => {
  const { model, words, view, theme, visible, measure } = parts;
  const boxOf = (/** @type {string} */ id) => /** @type {Box} */ (view.boxes.get(id));
  const textMark = makeTextMark(words);
  const hasDotPanels = () => view.panels.some((panel) => panel.small);
  const { box, isDot, isLit, forgetLines } = makeBoxMarks(parts);
  const names = makeNameMarks({ ...parts, isDot, isLit, hasDotPanels });

  /** A frame around nothing would look like a fault: where filters hide all, it goes too. */
  const filledPanels = () => {
    const ids = new Set(visible());
    return view.panels.filter((panel) => panel.ids.some((id) => ids.has(id)));
  };
  const headingOf = (/** @type {Panel} */ panel) => {
    const values = { n: words.number(panel.visible), total: words.number(panel.total) };
    const count = panel.visible < panel.total ? ` (${words.t("of", values)})` : "";
    const room = panel.width - 2 * PANEL.padding - measure(count, TYPE.heading);
    const isShort = (/** @type {string} */ text) => measure(text, TYPE.heading) <= room;
    return breakLines(panel.heading, 1, isShort)[0] + count;
  };
  /** @returns {Mark[]} */
  const panelMarks = () =>
    filledPanels().flatMap((panel) => {
      const { x, y, width, height } = panel;
      const start = words.isRightToLeft() ? x + width - PANEL.padding : x + PANEL.padding;
      return [
        { type: "rect", x, y, width, height, radius: PANEL.radius, fill: theme.panel },
        textMark([start, y + PANEL.heading / 2], headingOf(panel), TYPE.heading, {
          fill: theme.soft,
          longest: width - 2 * PANEL.padding,
        }),
      ];
    });

  /** Whether a line shows on request, and how strongly it is drawn where it does not. */
  const strength = (
    /** @type {Edge} */ { from, to, count },
    /** @type {import("./scene-boxes.js").Focus} */ { hovered, active },
  ) => {
    // Around one thing the panels say how all are linked to it: lines show on request.
    const centre = view.base === "around" ? hovered : active;
    const isOn = view.base === "ways" || (centre !== null && (from === centre || to === centre));
    // Nearly everything is linked to both states: those lines show on request only, as do
    // the thousands between panels full of dots.
    const isQuiet = centre || model.isHub(from) || model.isHub(to) || hasDotPanels();
    if (isQuiet) return { isOn, calm: 0.06 };
    return { isOn, calm: count ? 0.5 : 0.25 };
  };
  /**
   * @param {Edge} edge
   * @param {import("./scene-boxes.js").Focus} [focus]
   * @returns {LineMark}
   */
  const edgeMark = ({ from, to, dashes, count }, focus = NO_FOCUS) => {
    const { isOn, calm } = strength({ from, to, count, dashes }, focus);
    // A line that stands for many links is broader.
    const width = count ? 1 + Math.min(6, Math.log2(count) / 2) : 1;
    const [x1, y1] = boxOf(from);
    const [x2, y2] = boxOf(to);
    return {
      type: "line",
      from: [x1, y1],
      to: [x2, y2],
      stroke: isOn ? theme.mark : theme.soft,
      strokeWidth: width + (isOn ? 1 : 0),
      opacity: isOn ? 0.85 : calm,
      ...(dashes ? { dash: [5, 5] } : {}),
    };
  };

  const bounds = () => {
    const rects = [...view.panels].map(({ x, y, width, height }) => [x, y, width, height]);
    for (const [x, y, width, height] of view.boxes.values()) {
      rects.push([x - width / 2, y - height / 2, width, height]);
    }
    if (!rects.length) return { left: 0, top: 0, right: CELL.width, bottom: CELL.height };
    return {
      left: Math.min(...rects.map(([x]) => x)),
      top: Math.min(...rects.map(([, y]) => y)),
      right: Math.max(...rects.map(([x, , width]) => x + width)),
      bottom: Math.max(...rects.map(([, y, , height]) => y + height)),
    };
  };

  return {
    ...{ bounds, box, edgeMark, panelMarks, textMark, forgetLines, theme },
    ...names,
    rim: RIM,
  };
};
