import { FAMILY, isolated } from "./drawing.js";
import { CELL, DOT } from "./layouts.js";
import { POINTS, style } from "./shapes.js";
import { BIL } from "./words.js";

// Taking away what is shown: a picture (SVG, PNG) or data (Turtle, CSV).
export const makeTake = ({ things, model, words, overlay, data, view, drawing, visible, links, allows, marks, title }) => {
  const NS = "http://www.w3.org/2000/svg";
  const draw = (tag, attributes, text) => {
    const one = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
    if (text !== undefined) one.textContent = text;
    return one;
  };
  const svg = () => {
    const { theme } = drawing, rtl = words.rtl(), side = rtl ? -1 : 1;
    const { left, top, right, bottom } = drawing.bounds(), pad = 16, foot = 24;
    const root = draw("svg", { xmlns: NS, viewBox: [left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad + foot].map(Math.round).join(" "),
      width: Math.round(right - left + 2 * pad), height: Math.round(bottom - top + 2 * pad + foot), "font-family": FAMILY });
    // The picture draws Urdu as the page does.
    const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
    root.append(draw("style", {}, faces.map((rule) => rule.cssText).join("\n")));
    root.append(draw("title", {}, title()), draw("rect", { x: left - pad, y: top - pad, width: right - left + 2 * pad, height: bottom - top + 2 * pad + foot, fill: theme.paper }));
    // A line of the other direction must not turn its colon or its dots to the wrong end.
    const kept = (text) => (rtl || /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/.test(text) ? isolated(text) : text);
    const write = (x, y, text, size, fill, extra) => root.append(draw("text", { x, y, "font-size": size, fill, "dominant-baseline": "central", direction: rtl ? "rtl" : "ltr", "text-anchor": "start", ...extra }, kept(text)));
    for (const panel of view.panels.filter(drawing.filled)) {
      root.append(draw("rect", { x: panel.x, y: panel.y, width: panel.width, height: panel.height, rx: 12, fill: theme.panel }));
      write(rtl ? panel.x + panel.width - CELL.padding : panel.x + CELL.padding, panel.y + CELL.heading / 2, drawing.headingOf(panel), 14, theme.soft, { "font-weight": 700 });
    }
    const dotted = drawing.spotted();
    for (const { from, to, label, dashes, count } of links()) {
      const [a, b] = [view.boxes.get(from), view.boxes.get(to)];
      const quiet = !label && (model.busy(from) || model.busy(to) || dotted);
      root.append(draw("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: label ? theme.mark : theme.soft, "stroke-opacity": label ? 0.85 : quiet ? 0.06 : 0.3, "stroke-width": label ? 2 : drawing.broad(count), ...(dashes ? { "stroke-dasharray": "5 5" } : {}) }));
    }
    for (const { x, y, width: room, label, ahead } of drawing.placedLabels()) {
      // The picture has no arrowheads: the words say which way to read.
      const width = room + 16;
      root.append(draw("rect", { x: x - width / 2, y: y - 8, width, height: 16, fill: theme.paper }));
      write(x, y, ahead ? label + " →" : "← " + label, 12, theme.ink, { "text-anchor": "middle" });
    }
    for (const id of visible()) {
      const [x, y, width, height] = view.boxes.get(id), thing = things.get(id), large = drawing.isLarge(id, height);
      const colour = drawing.fillOf(id, large), [, shape] = style(thing.kind);
      const dot = width <= DOT, size = 5.5, at = dot ? [x, y] : [x - side * (width / 2 - 13), y];
      const group = draw("g", {});
      group.append(draw("title", {}, words.name(id)));
      if (!dot) group.append(draw("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: large ? 16 : 7, fill: large ? colour : theme.card, stroke: id === view.selected ? theme.mark : theme.line,
        "stroke-width": id === view.selected ? 3 : 1, ...(marks.opinion(id) ? { "stroke-dasharray": "5 4", stroke: theme.soft } : {}) }));
      if (!large) group.append(shape === "disc" ? draw("circle", { cx: at[0], cy: at[1], r: size * 1.1, fill: colour, stroke: theme.soft })
        : draw("polygon", { points: POINTS[shape].map(([dx, dy]) => `${Math.round((at[0] + dx * size) * 10) / 10},${Math.round((at[1] + dy * size) * 10) / 10}`).join(" "), fill: colour, stroke: theme.soft }));
      const share = overlay.share(id);
      if (!dot && !large && share !== null) group.append(draw("rect", { x: x - width / 2 + 6, y: y + height / 2 - 7, width: Math.max(1, (width - 12) * share), height: 4, fill: theme.mark }));
      root.append(group);
      if (dot) continue;
      const text = drawing.lines(id, large), step = large ? 22 : words.spoken(id) === "ur" ? 23 : 15;
      text.forEach((line, i) => write(large ? x : x - side * (width / 2 - 24), y + (i - (text.length - 1) / 2) * step, line, large ? (text.length > 1 ? 15 : 20) : 12.5,
        large ? drawing.onColour(colour) : theme.ink, large ? { "text-anchor": "middle", "font-weight": 700 } : {}));
      if (!large && marks.disputed(id)) write(x + side * (width / 2 - 9), y - height / 2 + 9, "≠", 15, theme.warn, { "text-anchor": "middle", "font-weight": 700 });
    }
    for (const { text, x, top: y, size, height } of drawing.dotNames(left, right))
      write(x, y + height / 2, text, size, theme.ink, { "text-anchor": "middle", "paint-order": "stroke", stroke: theme.paper, "stroke-width": size / 4 });
    write(rtl ? right : left, bottom + pad + 6, `${title()} · ${document.getElementById("count").textContent}`, 11, theme.soft, {});
    return new XMLSerializer().serializeToString(root);
  };
  const png = () => new Promise((done, failed) => {
    const text = svg(), image = new Image(), url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    image.onload = () => {
      // Browsers refuse larger canvases.
      const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large for this browser"))), "image/png");
    };
    image.onerror = () => failed(new Error("the picture could not be drawn"));
    image.src = url;
  });

  // The facts of what is shown: between things that are shown, and their texts and kinds.
  const shownFacts = () => {
    const ids = new Set(visible());
    return data.facts.filter((fact) => ids.has(fact.s) && (!things.has(fact.o) || ids.has(fact.o)) && allows(fact));
  };
  const places = (fact) => fact.c.map((one) => { const { s, t } = data.places[one]; return data.sources[s].slug + (t ? " " + t : ""); });
  const iri = (text) => `<${text.replace(/[\u0000-\u0020<>"{}|^\u0060\\]/g, (one) => "%" + one.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"))}>`;
  const literal = (text, type) => `"${text.replace(/[\\"\n\r\u0000-\u001f\u007f]/g, (one) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" })[one] || "\\u" + one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"))}"`
    + (type.startsWith("@") ? type : type ? "^^" + iri(type) : "");
  const comment = (text) => "# " + text.replace(/[\r\n]+/g, " ");
  const turtle = () => {
    const found = shownFacts(), folded = found.filter((fact) => fact.made).length, own = found.filter((fact) => !fact.made);
    const ids = visible().filter((id) => !things.get(id).members);
    const head = [comment(title()), comment(document.getElementById("count").textContent), comment("What follows by a rule is marked (inferred); after each triple stand the places that say it.")];
    if (folded) head.push(comment(`${folded} rows of the page put several triples into one (tenures, signatures, amounts) and are left out; the whole dataset has them.`));
    const lines = own.map((fact) => `${iri(fact.s)} ${iri(fact.p)} ${fact.o ? iri(fact.o) : literal(fact.v, fact.type)} . ${comment((fact.i ? "(inferred) " : "") + places(fact).join(", "))}`.trimEnd());
    const label = ids.map((id) => `${iri(id)} <http://www.w3.org/2004/02/skos/core#prefLabel> ${literal(things.get(id).label, "@en")} .`);
    const kind = ids.map((id) => (data.names.has(BIL + things.get(id).kind) ? `${iri(id)} a ${iri(BIL + things.get(id).kind)} .` : "")).filter(Boolean);
    return [...head, "", ...kind, ...label, ...lines, ""].join("\n");
  };
  const csv = () => {
    // A spreadsheet must not run what a source says.
    const safe = (text) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? "'" + text : text);
    const cell = (value) => { const text = safe(String(value)); return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
    const rows = shownFacts().map((fact) => [fact.s, words.name(fact.s), fact.p, words.term(fact.p), fact.o, fact.o ? words.name(fact.o) : fact.v, fact.n, fact.i ? "inferred" : "", places(fact).join("; ")]);
    return [["subject", "subjectLabel", "property", "propertyLabel", "object", "value", "note", "inferred", "sources"], ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  };
  const hand = (name, content, type) => {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const ways = {
    png: async () => hand("bilateral-view.png", await png()),
    svg: () => hand("bilateral-view.svg", svg(), "image/svg+xml"),
    turtle: () => hand("bilateral-view.ttl", turtle(), "text/turtle;charset=utf-8"),
    csv: () => hand("bilateral-view.csv", csv(), "text/csv;charset=utf-8"),
  };
  return { svg, png, turtle, csv, ways };
};
