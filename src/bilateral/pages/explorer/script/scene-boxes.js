// Boxes of the drawing model: frame, shape, signs and the lines of the name.
import { BOX, CELL, DOT, DOT_MARK, STATE_BOX, TYPE } from "./measures.js";
import { shapeMark } from "./styles.js";
import { breakLines } from "./text-lines.js";
import { makeTextMark } from "./text-marks.js";

const FADED = 0.3;

/** What the reader points at or has chosen; none in a picture that is taken away. */
/** @typedef {{ hovered: string | null, active: string | null }} Focus */
/** @type {Focus} */
export const NO_FOCUS = { hovered: null, active: null };

/**
 * @param {import("./scene.js").SceneParts} parts
 */
export const makeBoxMarks = (parts) => {
  const { things, model, words, styles, overlays, view, theme, measure, isOpinion } = parts;
  const thing = (/** @type {string} */ id) => /** @type {Thing} */ (things.get(id));
  const boxOf = (/** @type {string} */ id) => /** @type {Box} */ (view.boxes.get(id));
  const isDot = (/** @type {string} */ id) => boxOf(id)[2] <= DOT.width;
  const isChosen = (/** @type {string} */ id) => id === view.selected || id === view.from;
  const textMark = makeTextMark(words);
  /** From the side at which reading begins. */
  const inward = () => (words.isRightToLeft() ? -1 : 1);

  const isStateBox = (/** @type {string} */ id) =>
    boxOf(id)[3] > CELL.height && view.base === "overview" && thing(id).kind === "State";
  const fillOf = (/** @type {string} */ id) =>
    (!isStateBox(id) && overlays.colour(id)) || styles.of(thing(id).kind).colour;
  /** @type {Map<string, string[]>} */
  const linesByName = new Map();
  /** The name of a thing, in lines that fit its box. */
  const linesOf = (/** @type {string} */ id) => {
    const isState = isStateBox(id);
    const key = `${words.lang()}${isState ? "+" : "-"}${words.name(id)}`;
    let lines = linesByName.get(key);
    if (!lines) {
      const width = isState ? STATE_BOX.textWidth : CELL.width - BOX.text.start - BOX.text.padding;
      const type = isState ? TYPE.state : TYPE.name;
      const isShort = (/** @type {string} */ text) => measure(text, type) <= width;
      const most = (words.isTall(id) ? 2 : 3) + (thing(id).isCommunity ? 1 : 0);
      lines = breakLines(words.name(id), most, isShort);
      linesByName.set(key, lines);
    }
    return lines;
  };
  const isLit = (/** @type {string} */ id, /** @type {Focus} */ { hovered, active }) => {
    if (!active || view.base === "ways") return true;
    if (thing(active)?.members || thing(id).members) return true;
    if (view.base === "around" && !hovered) return true;
    return id === active || id === view.selected || model.neighbours(active).has(id);
  };

  const dotMark = (/** @type {string} */ id, /** @type {Focus} */ { hovered }) => {
    const [x, y] = boxOf(id);
    const size = isChosen(id) ? DOT_MARK.chosenSize : DOT_MARK.size;
    const stroke = isChosen(id) || id === hovered ? theme.mark : theme.soft;
    const { shape } = styles.of(thing(id).kind);
    return shapeMark(shape, [x, y], size, { fill: fillOf(id), stroke, strokeWidth: 1 });
  };
  /** @returns {Mark[]} */
  const frameMarks = (/** @type {string} */ id, /** @type {Focus} */ { hovered }) => {
    const [x, y, width, height] = boxOf(id);
    const isState = isStateBox(id);
    const isPointedAt = id === hovered;
    const calm = isOpinion(id) ? theme.soft : theme.line;
    /** @type {RectMark} */
    const frame = {
      type: "rect",
      x: x - width / 2,
      y: y - height / 2,
      width,
      height,
      radius: isState ? STATE_BOX.radius : BOX.radius,
      fill: isState ? fillOf(id) : theme.card,
      stroke: isChosen(id) || (isPointedAt && !isOpinion(id)) ? theme.mark : calm,
      strokeWidth: isChosen(id) ? 3 : Number(isPointedAt) + 1,
      // An opinion or a hope is drawn as one: no firm outline.
      ...(isOpinion(id) ? { dash: BOX.dash } : {}),
    };
    if (!thing(id).members) return [frame];
    const inner = {
      ...frame,
      x: frame.x + BOX.frame,
      y: frame.y + BOX.frame,
      width: width - 2 * BOX.frame,
      height: height - 2 * BOX.frame,
      radius: 0,
      fill: undefined,
    };
    return [frame, inner];
  };
  /** What stands in a box beside its name: shape, bar, sign of a disagreement. */
  const signMarks = (/** @type {string} */ id) => {
    const [x, y, width, height] = boxOf(id);
    const side = inward();
    const { shape } = styles.of(thing(id).kind);
    const paint = { fill: fillOf(id), stroke: theme.soft, strokeWidth: 1 };
    const at = /** @type {Point} */ ([x - side * (width / 2 - BOX.shape.inset), y]);
    /** @type {Mark[]} */
    const marks = [shapeMark(shape, at, BOX.shape.size, paint)];
    const share = overlays.share(id);
    if (share !== null) {
      marks.push({
        type: "rect",
        x: x - width / 2 + BOX.bar.inset,
        y: y + height / 2 - BOX.bar.fromBottom,
        width: Math.max(1, (width - 2 * BOX.bar.inset) * share),
        height: BOX.bar.height,
        radius: 0,
        fill: theme.mark,
      });
    }
    if (model.disputes(id).length) {
      const { inset } = BOX.dispute;
      const corner = /** @type {Point} */ ([
        x + side * (width / 2 - inset),
        y - height / 2 + inset,
      ]);
      marks.push(textMark(corner, "≠", TYPE.dispute, { anchor: "middle", fill: theme.warn }));
    }
    return marks;
  };
  const nameMarks = (/** @type {string} */ id) => {
    const [x, y, width] = boxOf(id);
    const lines = linesOf(id);
    const middle = (lines.length - 1) / 2;
    if (isStateBox(id)) {
      const { size, severalLines, weight, line } = TYPE.state;
      const type = { size: lines.length > 1 ? severalLines : size, weight };
      const fill = styles.textOn(fillOf(id));
      const longest = width - STATE_BOX.textPadding;
      return lines.map((text, i) =>
        textMark([x, y + (i - middle) * line], text, type, { anchor: "middle", fill, longest }),
      );
    }
    const start = x - inward() * (width / 2 - BOX.text.start);
    const step = words.isTall(id) ? TYPE.name.tallLine : TYPE.name.line;
    const longest = width - BOX.text.start - BOX.text.end;
    return lines.map((text, i) =>
      textMark([start, y + (i - middle) * step], text, TYPE.name, { fill: theme.ink, longest }),
    );
  };
  /**
   * @param {string} id
   * @param {Focus} [focus]
   * @returns {{ opacity: number, marks: Mark[] }}
   */
  const box = (id, focus = NO_FOCUS) => {
    const opacity = isLit(id, focus) ? 1 : FADED;
    if (isDot(id)) return { opacity, marks: [dotMark(id, focus)] };
    const signs = isStateBox(id) ? [] : signMarks(id);
    return { opacity, marks: [...frameMarks(id, focus), ...signs, ...nameMarks(id)] };
  };

  return {
    box,
    isDot,
    isLit,
    /** Measured anew, once a type was loaded. */
    forgetLines: () => linesByName.clear(),
  };
};
