import { CELL, DOT } from "./layouts.js";
import { style, glyph } from "./shapes.js";

// The map: vis-network draws boxes and lines at the places that a layout gave.
export const FAMILY = 'Urdu, system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif';
export const FONT = (size, weight) => `${weight || 400} ${size}px ${FAMILY}`;
export const isolated = (text) => "\u2068" + text + "\u2069"; // keeps right-to-left names in order
export const makeDrawing = ({ at, things, model, words, overlay, view, options, narrow, visible, links, marks }) => {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const theme = {};
  const readTheme = () => {
    const css = getComputedStyle(document.documentElement);
    for (const name of ["paper", "card", "ink", "soft", "line", "panel", "mark", "warn"]) theme[name] = css.getPropertyValue("--" + name).trim();
  };
  readTheme();
  let hovered = null;
  const active = () => hovered || view.selected;
  const lit = (id) => !active() || Boolean(things.get(active()).members) || view.base === "ways" || (view.base === "around" && !hovered) || id === active() || id === view.selected || model.neighbours(active()).has(id) || Boolean(things.get(id).members);

  // Text in lines that fit the box: at spaces, and inside words of scripts without them.
  const measure = document.createElement("canvas").getContext("2d"), kept = new Map();
  const fold = (text, width, most) => {
    const lines = [];
    let line = "";
    const fits = (one) => measure.measureText(one).width <= width;
    for (let word of text.split(/\s+/).filter(Boolean)) {
      while (word) {
        const joined = line ? line + " " + word : word;
        if (fits(joined)) { line = joined; word = ""; } else if (line) { lines.push(line); line = ""; } else {
          const letters = [...word];
          let count = letters.length;
          while (count > 1 && !fits(letters.slice(0, count).join(""))) count--;
          lines.push(letters.slice(0, count).join(""));
          word = letters.slice(count).join("");
        }
      }
    }
    if (line) lines.push(line);
    if (lines.length <= most) return lines.length ? lines : [""];
    let end = [...lines[most - 1]];
    while (end.length > 1 && !fits(end.join("") + "…")) end = end.slice(0, -1);
    return [...lines.slice(0, most - 1), end.join("").trimEnd() + "…"];
  };
  const lines = (id, large) => {
    const key = words.lang() + (large ? "+" : "-") + words.name(id);
    if (!kept.has(key)) {
      measure.font = large ? FONT(20, 700) : FONT(12.5);
      kept.set(key, fold(words.name(id), large ? 116 : CELL.width - 34, (words.spoken(id) === "ur" ? 2 : 3) + Number(Boolean(things.get(id).communal))));
    }
    return kept.get(key);
  };
  const isLarge = (id, height) => height > CELL.height && view.base === "overview" && things.get(id).kind === "State";
  const fillOf = (id, large) => (!large && overlay.colour(id)) || style(things.get(id).kind)[0];
  const onColour = (colour) => (["#F0E442", "#E69F00", "#56B4E9"].includes(colour) ? "#000" : "#fff");

  const drawBox = ({ ctx, id, x, y }) => {
    const thing = things.get(id);
    const [, , width, height] = view.boxes.get(id) || [0, 0, CELL.width, CELL.height];
    const large = isLarge(id, height), [, shape] = style(thing.kind);
    const colour = fillOf(id, large), share = overlay.share(id), chosen = id === view.selected || id === view.from;
    const drawNode = () => {
      ctx.save();
      ctx.globalAlpha = lit(id) ? 1 : 0.3;
      if (width <= DOT) {
        glyph(ctx, shape, x, y, chosen ? 8 : 5);
        ctx.fillStyle = colour;
        ctx.fill();
        ctx.strokeStyle = chosen || id === hovered ? theme.mark : theme.soft;
        ctx.stroke();
        ctx.restore();
        return;
      }
      ctx.beginPath();
      ctx.roundRect(x - width / 2, y - height / 2, width, height, large ? 16 : 7);
      ctx.fillStyle = large ? colour : theme.card;
      ctx.fill();
      ctx.lineWidth = chosen ? 3 : id === hovered ? 2 : 1;
      ctx.strokeStyle = chosen || id === hovered ? theme.mark : theme.line;
      // An opinion or a hope is drawn as one: no firm outline.
      ctx.setLineDash(marks.opinion(id) ? [5, 4] : []);
      if (marks.opinion(id) && !chosen) ctx.strokeStyle = theme.soft;
      ctx.stroke();
      ctx.setLineDash([]);
      if (thing.members) { ctx.strokeRect(x - width / 2 + 5, y - height / 2 + 5, width - 10, height - 10); }
      const rtl = words.rtl(), side = rtl ? -1 : 1;
      if (!large) {
        glyph(ctx, shape, x - side * (width / 2 - 13), y, 5.5);
        ctx.fillStyle = colour;
        ctx.fill();
        ctx.lineWidth = 1;
        ctx.strokeStyle = theme.soft;
        ctx.stroke();
        if (share !== null) {
          ctx.fillStyle = theme.mark;
          ctx.fillRect(x - width / 2 + 6, y + height / 2 - 7, Math.max(1, (width - 12) * share), 4);
        }
        if (marks.disputed(id)) {
          ctx.fillStyle = theme.warn;
          ctx.font = FONT(15, 700);
          ctx.textAlign = "center";
          ctx.textBaseline = "middle";
          ctx.fillText("≠", x + side * (width / 2 - 9), y - height / 2 + 9);
        }
      }
      const text = lines(id, large), step = large ? 22 : words.spoken(id) === "ur" ? 23 : 15;
      ctx.fillStyle = large ? onColour(colour) : theme.ink;
      ctx.font = large ? FONT(text.length > 1 ? 15 : 20, 700) : FONT(12.5);
      ctx.textBaseline = "middle";
      ctx.direction = rtl ? "rtl" : "ltr";
      ctx.textAlign = large ? "center" : rtl ? "right" : "left";
      text.forEach((line, i) => ctx.fillText(isolated(line), large ? x : x - side * (width / 2 - 24), y + (i - (text.length - 1) / 2) * step, width - (large ? 8 : 30)));
      ctx.restore();
    };
    return { drawNode, nodeDimensions: { width, height } };
  };
  // A canvas draws with what is loaded: once Urdu's type is, all is measured and drawn anew.
  for (const weight of [400, 700]) document.fonts.load(FONT(15, weight), "\u0627\u0631\u062f\u0648").then((faces) => { if (faces.length) { kept.clear(); network.redraw(); } }, () => {});
  const network = new vis.Network(at("canvas"), { nodes, edges }, {
    ...JSON.parse(options), autoResize: true, nodes: { shape: "custom", ctxRenderer: drawBox, chosen: false },
  });
  // A frame around nothing would look like a fault: where filters hide all, it goes too.
  const filled = (panel) => { const ids = new Set(visible()); return panel.ids.some((id) => ids.has(id)); };
  const headingOf = (panel) => {
    const count = panel.shown < panel.total ? ` (${words.t("of", { n: words.number(panel.shown), total: words.number(panel.total) })})` : "";
    measure.font = FONT(14, 700);
    return fold(panel.heading, panel.width - 2 * CELL.padding - measure.measureText(count).width, 1)[0] + count;
  };
  network.on("beforeDrawing", (ctx) => {
    for (const panel of view.panels.filter(filled)) {
      ctx.beginPath();
      ctx.roundRect(panel.x, panel.y, panel.width, panel.height, 12);
      ctx.fillStyle = theme.panel;
      ctx.fill();
      ctx.fillStyle = theme.soft;
      ctx.textBaseline = "middle";
      ctx.font = FONT(14, 700);
      ctx.textAlign = words.rtl() ? "right" : "left";
      ctx.direction = words.rtl() ? "rtl" : "ltr";
      ctx.fillText(isolated(headingOf(panel)), words.rtl() ? panel.x + panel.width - CELL.padding : panel.x + CELL.padding, panel.y + CELL.heading / 2, panel.width - 2 * CELL.padding);
    }
  });
  // Dots carry a name where there is room for one between left and right, the most linked first.
  const dotNames = (left, right) => {
    const dots = visible().filter((id) => view.boxes.get(id)[2] <= DOT);
    if (!dots.length) return [];
    const scale = network.getScale(), size = 12 / scale, height = 15 / scale, found = [];
    measure.font = FONT(size);
    // In panels dots stand so close that names would cover them, until the reader goes nearer.
    const close = spotted() && scale < 3, held = new Set(dots);
    const first = active() ? [active(), ...model.ranked(model.neighbours(active())).slice(0, close ? 8 : Infinity)].filter((id) => held.has(id)) : [];
    for (const id of [...first, ...(close ? [] : model.ranked(dots).slice(0, 400))]) {
      const [dot, y] = view.boxes.get(id), text = words.name(id), top = y + 8;
      if (dot < left || dot > right) continue;
      const half = measure.measureText(text).width / 2 + 4 / scale;
      // A name at the rim is moved inwards: half of it would be cut off.
      const x = Math.max(left + half, Math.min(right - half, dot));
      if (found.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.top - top) < height)) continue;
      found.push({ id, text, x, top, half, size, height });
    }
    return found;
  };
  network.on("afterDrawing", (ctx) => {
    const [left, right] = [0, at("canvas").clientWidth].map((x) => network.DOMtoCanvas({ x, y: 0 }).x);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (const { id, text, x, top, size } of dotNames(left, right)) {
      ctx.font = FONT(size);
      ctx.lineWidth = size / 4;
      ctx.strokeStyle = theme.paper;
      ctx.strokeText(isolated(text), x, top);
      ctx.fillStyle = lit(id) ? theme.ink : theme.soft;
      ctx.fillText(isolated(text), x, top);
    }
  });

  // Names of properties stand level on their lines, each where it covers no other: the library
  // turns them with the line, and leaves out those of level lines to the left.
  const placedLabels = () => {
    const taken = [];
    return links().filter((link) => link.label).map(({ from, to, label }) => {
      const [a, b] = [view.boxes.get(from), view.boxes.get(to)];
      measure.font = FONT(12);
      const width = measure.measureText(label).width + 6;
      const at = [0.5, 0.4, 0.6, 0.32, 0.68].map((part) => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]);
      const free = ([x, y]) => !taken.some(([u, v, w]) => Math.abs(u - x) * 2 < w + width && Math.abs(v - y) < 15);
      const [x, y] = at.find(free) || at[0];
      taken.push([x, y, width]);
      return { x, y, width, label, ahead: b[0] >= a[0] };
    });
  };
  network.on("afterDrawing", (ctx) => {
    if (view.base !== "ways") return;
    ctx.save();
    ctx.font = FONT(12);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const { x, y, width, label } of placedLabels()) {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(x - width / 2, y - 8, width, 16);
      ctx.fillStyle = theme.ink;
      ctx.fillText(isolated(label), x, y);
    }
    ctx.restore();
  });

  // A line that stands for many links is broader.
  const broad = (count) => (count ? 1 + Math.min(6, Math.log2(count) / 2) : 1);
  const spotted = () => view.panels.some((panel) => panel.small);
  const recolour = () => {
    const ways = view.base === "ways", dotted = spotted();
    edges.update(edges.get().map((edge) => {
      // Around one thing the panels say how all are linked to it: lines show on request.
      const by = view.base === "around" ? hovered : active();
      const on = ways || (by && (edge.from === by || edge.to === by));
      // Nearly everything is linked to both states: those lines show on request only, as do
      // the thousands between panels full of dots.
      const quiet = by || model.busy(edge.from) || model.busy(edge.to) || dotted;
      const rest = quiet ? 0.06 : edge.count ? 0.5 : 0.25;
      return { id: edge.id, width: broad(edge.count) + (on ? 1 : 0), color: { color: on ? theme.mark : theme.soft, opacity: on ? 0.85 : rest, inherit: false } };
    }));
    network.redraw();
  };
  const draw = () => {
    hovered = null;
    nodes.clear();
    edges.clear();
    nodes.add(visible().map((id) => ({ id, x: view.boxes.get(id)[0], y: view.boxes.get(id)[1] })));
    edges.add(links().map(({ from, to, label, dashes, count }) => ({ id: from + " " + to, from, to, dashes, chosen: false, count,
      ...(label ? { arrows: { to: { enabled: true, scaleFactor: 0.6 } } } : {}) })));
    recolour();
  };
  const bounds = () => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (x, y, w, h) => { left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, x + w); bottom = Math.max(bottom, y + h); };
    for (const [x, y, w, h] of view.boxes.values()) take(x - w / 2, y - h / 2, w, h);
    for (const p of view.panels) take(p.x, p.y, p.width, p.height);
    return Number.isFinite(left) ? { left, top, right, bottom } : { left: 0, top: 0, right: CELL.width, bottom: CELL.height };
  };
  const show = ({ left, top, right, bottom }, whole) => {
    const { clientWidth, clientHeight } = at("canvas");
    if (!clientWidth || !clientHeight) return;
    network.setSize("100%", "100%"); // the legend may have grown a line since the last drawing
    const across = clientWidth / (right - left + 24), down = clientHeight / (bottom - top + 24);
    // A phone shows the full width and is scrolled down, rather than everything too small.
    const scale = Math.min(across, whole && narrow ? Math.max(across, Math.min(down, 0.8)) : down, 1.4);
    const fits = (bottom - top + 24) * scale <= clientHeight + 1;
    network.moveTo({ scale, position: { x: (left + right) / 2, y: fits ? (top + bottom) / 2 : top - 12 + clientHeight / scale / 2 } });
    network.redraw();
  };
  return {
    network, draw, recolour, bounds, theme, lines, filled, placedLabels, dotNames, spotted, isLarge, broad, fillOf, onColour, headingOf, readTheme,
    hover: (id) => { hovered = id; recolour(); at("canvas").style.cursor = id ? "pointer" : ""; },
    showAll: () => show(bounds(), true),
    showPanel: (panel, id) => {
      const [x, y, w, h] = view.boxes.get(id);
      const inside = { left: panel.x, top: panel.y, right: panel.x + panel.width, bottom: panel.y + panel.height };
      show(narrow ? inside : { left: Math.min(inside.left, x - w / 2), top: Math.min(inside.top, y - h / 2), right: Math.max(inside.right, x + w / 2), bottom: Math.max(inside.bottom, y + h / 2) });
    },
    centre: (id) => network.moveTo({ position: { x: view.boxes.get(id)[0], y: view.boxes.get(id)[1] + (narrow ? 120 : 0) } }),
  };
};
