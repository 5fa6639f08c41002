// What a class looks like, and how elements are made: by textContent, never as HTML.
// Okabe-Ito colours; the shape says the same, for readers who see no colour.
export const STYLE = {
  State: ["#0072B2", "disc"], Person: ["#0072B2", "triangle"], Post: ["#0072B2", "square"],
  Agreement: ["#D55E00", "square"], Treaty: ["#D55E00", "diamond"], PoliticalCommitment: ["#D55E00", "triangle"],
  Visit: ["#CC79A7", "triangle"], Meeting: ["#CC79A7", "disc"], PublicStatement: ["#CC79A7", "diamond"],
  Event: ["#E69F00", "disc"], DialogueMechanism: ["#56B4E9", "hexagon"],
  Project: ["#009E73", "square"], AidFlow: ["#009E73", "diamond"], Observation: ["#009E73", "triangle"],
  Organization: ["#F0E442", "hexagon"], DiplomaticMission: ["#F0E442", "square"],
  Place: ["#999999", "disc"], Aim: ["#999999", "triangle"], Assessment: ["#999999", "diamond"],
};
const OTHER = ["#999999", "hexagon"];
export const POINTS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  triangle: [[0, -1.2], [1.2, 1], [-1.2, 1]],
  hexagon: [[-1.2, 0], [-0.6, -1.05], [0.6, -1.05], [1.2, 0], [0.6, 1.05], [-0.6, 1.05]],
};
export const style = (kind) => (Object.hasOwn(STYLE, kind) ? STYLE[kind] : OTHER);
export const glyph = (ctx, shape, x, y, size) => {
  ctx.beginPath();
  if (shape === "disc") ctx.arc(x, y, size * 1.1, 0, 2 * Math.PI);
  else POINTS[shape].forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
  ctx.closePath();
};
export const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "text") element.textContent = value;
    else if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
};
export const picture = (kind, instead) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const [own, shape] = style(kind);
  const colour = instead || own;
  svg.setAttribute("viewBox", "-1.5 -1.5 3 3");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const mark = document.createElementNS("http://www.w3.org/2000/svg", shape === "disc" ? "circle" : "polygon");
  if (shape === "disc") mark.setAttribute("r", "1.15");
  else mark.setAttribute("points", POINTS[shape].map((point) => point.join(",")).join(" "));
  mark.setAttribute("fill", colour);
  mark.setAttribute("stroke", "currentColor");
  mark.setAttribute("stroke-width", ".15");
  svg.append(mark);
  return svg;
};
