// Draws the marks of the drawing model on a canvas.
import { fontOf } from "./measures.js";
import { isolated } from "./words.js";

const tracePath = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Mark} */ mark) => {
  ctx.beginPath();
  switch (mark.type) {
    case "rect":
      if (mark.radius) ctx.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
      else ctx.rect(mark.x, mark.y, mark.width, mark.height);
      break;
    case "circle":
      ctx.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
      ctx.closePath();
      break;
    case "polygon":
      for (const [x, y] of mark.points) ctx.lineTo(x, y);
      ctx.closePath();
      break;
    case "line":
      ctx.moveTo(...mark.from);
      ctx.lineTo(...mark.to);
      break;
    default:
  }
};

const paintText = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {TextMark} */ mark) => {
  const { text, x, y, anchor, isRightToLeft, longest, fill, stroke, strokeWidth } = mark;
  ctx.font = fontOf(mark);
  ctx.textBaseline = "middle";
  ctx.direction = isRightToLeft ? "rtl" : "ltr";
  ctx.textAlign = anchor === "middle" ? "center" : "start";
  if (stroke) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = strokeWidth || 1;
    ctx.strokeText(isolated(text), x, y, longest);
  }
  ctx.fillStyle = fill || "";
  ctx.fillText(isolated(text), x, y, longest);
};

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark[]} marks
 * @param {number} [opacity]
 */
export const paintCanvas = (ctx, marks, opacity = 1) => {
  ctx.save();
  for (const mark of marks) {
    ctx.globalAlpha = opacity * (mark.opacity ?? 1);
    if (mark.type === "text") {
      paintText(ctx, mark);
      continue;
    }
    tracePath(ctx, mark);
    if (mark.fill) {
      ctx.fillStyle = mark.fill;
      ctx.fill();
    }
    if (!mark.stroke) continue;
    ctx.strokeStyle = mark.stroke;
    ctx.lineWidth = mark.strokeWidth || 1;
    ctx.setLineDash(mark.dash || []);
    ctx.stroke();
  }
  ctx.restore();
};
