"use strict";
(() => {
  const data = unpack(JSON.parse(document.getElementById("data").textContent));
  const page = data.page;
  const at = (id) => document.getElementById(id);
  const things = new Map(data.nodes.map((node) => [node.id, node]));
  const narrow = window.innerWidth < 720;
  const start = narrow ? page.narrow : page.wide;
  const LIMIT = 24; // boxes that one expansion adds at most
  const CELL = { width: 172, height: 56, gap: 10, heading: 34, padding: 12 };


  // Facts by thing, from both ends.
  const about = new Map();
  const near = new Map();
  const push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  for (const fact of page.facts) {
    if (!things.has(fact.s)) continue;
    push(about, fact.s, fact);
    if (things.has(fact.o)) {
      push(about, fact.o, fact);
      for (const [a, b] of [[fact.s, fact.o], [fact.o, fact.s]]) {
        if (!near.has(a)) near.set(a, new Set());
        if (a !== b) near.get(a).add(b);
      }
    }
  }
  const neighbours = (id) => near.get(id) || new Set();

  // What is shown: boxes by thing, panels behind them.
  let boxes, panels, expanded, hiddenKinds = new Set(), selected = null, hovered = null;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let theme = {};
  const readTheme = () => {
    const css = getComputedStyle(document.documentElement);
    for (const name of ["paper", "card", "ink", "soft", "line", "panel", "mark"]) theme[name] = css.getPropertyValue("--" + name).trim();
  };
  readTheme();
  const font = (size, weight) => `${weight || 400} ${size}px system-ui, "Noto Sans", "Noto Sans CJK JP", "Noto Nastaliq Urdu", sans-serif`;
  const isolated = (text) => "\u2068" + text + "\u2069"; // keeps right-to-left names in order

  const active = () => hovered || selected;
  const lit = (id) => !active() || id === active() || neighbours(active()).has(id) || id === selected;

  const overlay = makeOverlays(page.overlays, at("overlay"), (chosen) => {
    overview();
    const missing = overlay.first(LIMIT).filter((id) => things.has(id) && !boxes.has(id));
    if (chosen && missing.length) addPanel("overlay", overlay.added(), missing, missing.length);
    draw();
    showAll();
  });

  const drawBox = ({ ctx, id, x, y }) => {
    const thing = things.get(id), box = boxes.get(id);
    const [, , width, height] = box;
    const large = height > CELL.height;
    const [own, shape] = style(thing.kind);
    const colour = (!large && overlay.colour(id)) || own, share = overlay.share(id);
    return {
      drawNode() {
        ctx.save();
        ctx.globalAlpha = lit(id) ? 1 : 0.3;
        ctx.beginPath();
        ctx.roundRect(x - width / 2, y - height / 2, width, height, large ? 16 : 7);
        ctx.fillStyle = large ? colour : theme.card;
        ctx.fill();
        ctx.lineWidth = id === selected ? 3 : id === hovered ? 2 : 1;
        ctx.strokeStyle = id === selected || id === hovered ? theme.mark : theme.line;
        ctx.stroke();
        const light = large && ["#F0E442", "#E69F00", "#56B4E9"].includes(colour);
        const pad = large ? 8 : 24;
        if (!large) {
          glyph(ctx, shape, x - width / 2 + 13, y, 5.5);
          ctx.fillStyle = colour;
          ctx.fill();
          ctx.lineWidth = 1;
          ctx.strokeStyle = theme.soft;
          ctx.stroke();
          if (share !== null) {
            ctx.fillStyle = theme.mark;
            ctx.fillRect(x - width / 2 + 6, y + height / 2 - 7, Math.max(1, (width - 12) * share), 4);
          }
        }
        const step = large ? 22 : 15, lines = thing.lines;
        ctx.fillStyle = large ? (light ? "#000" : "#fff") : theme.ink;
        ctx.font = large ? font(lines.length > 1 ? 15 : 20, 700) : font(12.5);
        ctx.textBaseline = "middle";
        ctx.textAlign = large ? "center" : "left";
        ctx.direction = "ltr";
        lines.forEach((line, i) => ctx.fillText(isolated(line), large ? x : x - width / 2 + pad,
          y + (i - (lines.length - 1) / 2) * step, width - pad - 6));
        ctx.restore();
      },
      nodeDimensions: { width, height },
    };
  };

  const network = new vis.Network(at("canvas"), { nodes, edges }, {
    ...JSON.parse(data.options), autoResize: true,
    nodes: { shape: "custom", ctxRenderer: drawBox, chosen: false },
  });
  network.on("beforeDrawing", (ctx) => {
    for (const panel of panels) {
      ctx.beginPath();
      ctx.roundRect(panel.x, panel.y, panel.width, panel.height, 12);
      ctx.fillStyle = theme.panel;
      ctx.fill();
      ctx.fillStyle = theme.soft;
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      ctx.font = font(14, 700);
      const room = panel.width - 2 * CELL.padding;
      const count = panel.shown < panel.total ? ` (${panel.shown} of ${panel.total})` : "";
      ctx.fillText(isolated(panel.heading) + count, panel.x + CELL.padding, panel.y + CELL.heading / 2, room);
    }
  });

  const visible = () => [...boxes.keys()].filter((id) => !hiddenKinds.has(things.get(id).kind));
  const busy = (id) => things.get(id).kind === "State" || things.get(id).kind === "BilateralRelationship";
  const colourEdges = () => edges.update(edges.get().map((edge) => {
    const on = active() && (edge.from === active() || edge.to === active());
    // Nearly everything is linked to both states: those lines show on request only.
    const rest = active() ? 0.06 : busy(edge.from) || busy(edge.to) ? 0.06 : 0.25;
    return { id: edge.id, width: on ? 2 : 1, color: { color: on ? theme.mark : theme.soft, opacity: on ? 0.85 : rest, inherit: false } };
  }));
  const draw = () => {
    const ids = new Set(visible());
    nodes.clear();
    edges.clear();
    nodes.add([...ids].map((id) => ({ id, x: boxes.get(id)[0], y: boxes.get(id)[1] })));
    const pairs = new Set();
    for (const { from, to } of data.edges) {
      const key = from < to ? from + " " + to : to + " " + from;
      if (from !== to && ids.has(from) && ids.has(to) && !pairs.has(key)) {
        pairs.add(key);
        edges.add({ id: key, from, to, chosen: false });
      }
    }
    colourEdges();
    drawLegend();
    if (!at("table").hidden) drawTable();
    at("count").textContent = `${ids.size} shown of ${things.size}, chosen by links and citing sentences.${overlay.note()}`;
  };

  const bounds = () => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (x, y, w, h) => { left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, x + w); bottom = Math.max(bottom, y + h); };
    for (const [x, y, w, h] of boxes.values()) take(x - w / 2, y - h / 2, w, h);
    for (const p of panels) take(p.x, p.y, p.width, p.height);
    return { left, top, right, bottom };
  };
  const show = ({ left, top, right, bottom }, whole) => {
    const { clientWidth, clientHeight } = at("canvas");
    if (!clientWidth || !clientHeight) return;
    resized(); // the legend may have grown a line since the last drawing
    const across = clientWidth / (right - left + 24), down = clientHeight / (bottom - top + 24);
    // A phone shows the full width and is scrolled down, rather than everything too small.
    const scale = Math.min(across, whole && narrow ? across : down, 1.4);
    const fits = (bottom - top + 24) * scale <= clientHeight + 1;
    network.moveTo({ scale, position: { x: (left + right) / 2, y: fits ? (top + bottom) / 2 : top - 12 + clientHeight / scale / 2 } });
  };
  const showAll = () => show(bounds(), true);
  const showPanel = (panel, id) => {
    const [x, y, w, h] = boxes.get(id);
    const inside = { left: panel.x, top: panel.y, right: panel.x + panel.width, bottom: panel.y + panel.height };
    show(narrow ? inside : { left: Math.min(inside.left, x - w / 2), top: Math.min(inside.top, y - h / 2), right: Math.max(inside.right, x + w / 2), bottom: Math.max(inside.bottom, y + h / 2) });
  };

  // Expanding: the neighbours that are not shown get a panel of their own below.
  const addPanel = (owner, heading, ids, total) => {
    const { left, right, bottom } = bounds();
    const columns = Math.max(1, Math.min(ids.length, Math.floor((right - left - 2 * CELL.padding) / (CELL.width + CELL.gap))));
    const rows = Math.ceil(ids.length / columns);
    const panel = {
      heading, owner, ids, x: left, y: bottom + 26, shown: ids.length, total,
      width: Math.max(columns * (CELL.width + CELL.gap) - CELL.gap + 2 * CELL.padding, 300),
      height: CELL.heading + rows * (CELL.height + CELL.gap) - CELL.gap + CELL.padding,
    };
    ids.forEach((id, i) => boxes.set(id, [
      panel.x + CELL.padding + (i % columns) * (CELL.width + CELL.gap) + CELL.width / 2,
      panel.y + CELL.heading + Math.floor(i / columns) * (CELL.height + CELL.gap) + CELL.height / 2, CELL.width, CELL.height]));
    panels.push(panel);
    return panel;
  };
  const more = (id) => [...neighbours(id)].filter((one) => !boxes.has(one)).sort((a, b) =>
    neighbours(b).size - neighbours(a).size || (a < b ? -1 : 1));
  const expand = (id) => {
    const found = more(id);
    if (!found.length || expanded.has(id)) return;
    const panel = addPanel(id, "Next to " + things.get(id).label, found.slice(0, LIMIT), found.length);
    expanded.add(id);
    draw();
    select(id);
    showPanel(panel, id);
  };
  const collapse = (id) => {
    const gone = new Set([id]);
    // What was expanded from a box that goes away goes with it.
    for (let size = 0; size !== gone.size;) {
      size = gone.size;
      for (const panel of panels) if (panel.owner && gone.has(panel.owner)) panel.ids.forEach((one) => gone.add(one));
    }
    for (const panel of panels.filter((one) => gone.has(one.owner))) {
      panel.ids.forEach((one) => boxes.delete(one));
      expanded.delete(panel.owner);
    }
    panels = panels.filter((one) => !one.owner || !gone.has(one.owner));
    draw();
    select(id);
    showAll();
  };
  const toggle = (id) => (expanded.has(id) ? collapse(id) : expand(id));
  const overview = () => {
    boxes = new Map(Object.entries(start.boxes));
    panels = [...start.panels];
    expanded = new Set();
    // First the boxes: a redraw must not meet one that is gone.
    draw();
    select(null);
    showAll();
  };

  // Details, by textContent only: whatever a source says is text.
  const cite = (number) => {
    const place = page.places[number], source = page.sources[place.s];
    const text = place.t ? `${source.slug} ${place.t}` : source.slug;
    const tip = source.title + (place.t ? `, paragraph ${place.t.replace(".", ", sentence ")}` : "");
    return source.link
      ? make("a", { class: "cite", href: source.link, target: "_blank", rel: "noopener noreferrer", title: tip, text })
      : make("span", { class: "cite", title: tip, text });
  };
  const drawDetails = (id) => {
    const panel = at("details"), thing = things.get(id);
    panel.replaceChildren();
    panel.hidden = !thing;
    if (!thing) return;
    const hiddenOnes = more(id).length;
    const rows = new Map();
    const used = new Set();
    for (const fact of about.get(id) || []) {
      const out = fact.s === id;
      const other = out ? fact.o : fact.s;
      const heading = out ? fact.p : "← " + fact.p;
      fact.c.forEach((one) => used.add(page.places[one].s));
      const text = out ? fact.v : things.get(other).label;
      push(rows, heading, make("dd", {},
        things.has(other) ? make("button", { type: "button", class: "link", dir: "auto", text, click: () => focusOn(other) })
          : make("span", { dir: "auto", text }),
        fact.n && make("small", { dir: "auto", text: ` (${fact.n})` }),
        Object.hasOwn(page.stances, other) && make("span", { class: "mark", text: page.stances[other] }),
        fact.i && make("span", { class: "mark", text: "inferred" }),
        ...fact.c.map(cite)));
    }
    const list = make("dl");
    for (const [heading, values] of [...rows].sort(([a], [b]) => (a !== "in short") - (b !== "in short") || (a[0] === "←") - (b[0] === "←")))
      list.append(make("dt", { dir: "auto", text: heading }), ...values);
    panel.append(
      make("button", { type: "button", class: "close", "aria-label": "Close details", text: "×", click: () => { select(null); showAll(); } }),
      make("div", {}, picture(thing.kind), make("small", { text: " " + thing.kind_label + (thing.date ? ", " + thing.date : "") })),
      make("h2", { dir: "auto", text: thing.label }),
      make("div", { class: "bar" },
        overlay.text(id) && make("span", { class: "mark", dir: "auto", text: `${overlay.heading()}: ${overlay.text(id)}` }),
        (hiddenOnes || expanded.has(id)) && make("button", { type: "button", id: "expand", text: expanded.has(id) ? "Collapse" : `Expand neighbours (${hiddenOnes})`, click: () => toggle(id) })),
      list);
    if (used.size) {
      panel.append(make("dt", { text: "Sources" }), make("ul", { class: "sources" }, ...[...used].sort().map((iri) => {
        const source = page.sources[iri];
        const text = [source.title || source.slug, source.publisher, source.date].filter(Boolean).join(", ");
        return make("li", { dir: "auto" }, source.link ? make("a", { href: source.link, target: "_blank", rel: "noopener noreferrer", text }) : make("span", { text }));
      })));
    }
  };
  const select = (id) => {
    const was = at("details").hidden;
    selected = id;
    hovered = null;
    drawDetails(id);
    colourEdges();
    const hash = id ? "#focus=" + encodeURIComponent(id) : "";
    if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname + location.search);
    network.redraw();
    return was !== at("details").hidden;
  };
  const resized = () => { network.setSize("100%", "100%"); network.redraw(); };
  const focusOn = (id) => {
    if (!things.has(id)) return;
    hiddenKinds.delete(things.get(id).kind);
    if (!boxes.has(id)) {
      const panel = addPanel(id + "#", "Found", [id], 1);
      panel.owner = id;
      expanded.add(id);
      const rest = more(id);
      if (rest.length) { panels.pop(); boxes.delete(id); Object.assign(panel, addPanel(id, "Around " + things.get(id).label, [id, ...rest.slice(0, LIMIT)], rest.length + 1)); }
      draw();
      select(id);
      showPanel(panel, id);
    } else {
      draw();
      const changed = select(id);
      if (changed && !narrow) showAll();
      if (narrow) network.moveTo({ position: { x: boxes.get(id)[0], y: boxes.get(id)[1] + 120 } });
    }
    at("details").scrollTop = 0;
  };

  // Legend, table, search.
  const drawLegend = () => {
    const counts = new Map();
    for (const id of boxes.keys()) counts.set(things.get(id).kind, (counts.get(things.get(id).kind) || 0) + 1);
    const word = new Map([...things.values()].map((thing) => [thing.kind, thing.kind_label]));
    at("legend").replaceChildren(...[...counts].sort(([a], [b]) => (style(a)[0] + a < style(b)[0] + b ? -1 : 1)).map(([kind, count]) =>
      make("button", { type: "button", "data-kind": kind, "aria-pressed": String(!hiddenKinds.has(kind)), click: () => {
        if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
        draw();
        document.querySelector(`#legend [data-kind="${CSS.escape(kind)}"]`).focus();
      } }, picture(kind, overlay.groups().length ? "transparent" : ""), make("span", { text: `${word.get(kind)} ${count}` }))),
    ...overlay.groups().map(([name, colour]) => make("span", { class: "group" }, picture("Organization", colour), make("bdi", { text: name }))));
  };
  const drawTable = () => {
    const overlayColumn = overlay.heading() ? [overlay.heading()] : [];
    const head = make("tr", {}, ...["Name", "Class", "Date", "Field", "Links", ...overlayColumn].map((text) => make("th", { scope: "col", text })));
    at("table").replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...visible().map((id) => {
      const thing = things.get(id);
      return make("tr", {}, make("td", {}, make("button", { type: "button", class: "link", dir: "auto", text: thing.label, click: () => focusOn(id) })),
        ...[thing.kind_label, thing.date, thing.group, neighbours(id).size, ...overlayColumn.map(() => overlay.text(id))].map((text) => make("td", { dir: "auto", text })));
    }))));
  };
  at("as-table").addEventListener("click", () => {
    const on = at("table").hidden;
    at("table").hidden = !on;
    at("canvas").hidden = on;
    at("as-table").setAttribute("aria-pressed", String(on));
    if (on) drawTable(); else { showAll(); }
  });
  at("overview").addEventListener("click", () => { hiddenKinds.clear(); overview(); showAll(); });

  makeSearch({ at, make, things, neighbours, take: focusOn });

  // Pointer and keyboard on the map.
  const hover = (id) => { hovered = id; colourEdges(); at("canvas").style.cursor = id ? "pointer" : ""; };
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  // The first click of two opens the details and may move the box from under the pointer.
  let last = { id: null, time: -Infinity };
  network.on("click", ({ nodes: [id], event }) => {
    const time = event.srcEvent.timeStamp;
    if (time - last.time < 400) return;
    last = { id, time };
    if (id) focusOn(id); else if (select(null)) { showAll(); }
  });
  at("canvas").addEventListener("dblclick", () => { if (last.id) toggle(last.id); });
  at("canvas").addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) {
      const [x, y] = boxes.get(selected) || [-1e4, 0];
      const ahead = visible().filter((id) => id !== selected).map((id) => {
        const dx = boxes.get(id)[0] - x, dy = boxes.get(id)[1] - y;
        return [dx * way[0] + dy * way[1], Math.abs(dx * way[1]) + Math.abs(dy * way[0]), id];
      }).filter(([forth]) => forth > 4).sort((a, b) => a[0] + 3 * a[1] - b[0] - 3 * b[1]);
      if (ahead.length) focusOn(ahead[0][2]);
    } else if (event.key === "Enter" && selected) at("details").focus();
    else if (event.key.toLowerCase() === "e" && selected) toggle(selected);
    else if (event.key === "Escape") { select(null); showAll(); }
    else return;
    event.preventDefault();
  });
  at("details").addEventListener("keydown", (event) => { if (event.key === "Escape") { select(null); showAll(); at("canvas").focus(); } });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); at("search").focus(); }
  });
  const linked = () => {
    const found = /^#focus=(.+)$/.exec(location.hash);
    if (!found) return;
    try { focusOn(decodeURIComponent(found[1])); } catch (error) { if (!(error instanceof URIError)) throw error; }
  };
  window.addEventListener("hashchange", linked);
  window.addEventListener("resize", () => { showAll(); });
  dark.addEventListener("change", () => { readTheme(); colourEdges(); network.redraw(); });

  const given = location.hash;
  overview();
  if (given) { history.replaceState(null, "", given); linked(); } else if (page.focus && !narrow) focusOn(page.focus);
  window.explorer = { network, boxes: () => Object.fromEntries(boxes), shown: visible };
})();
