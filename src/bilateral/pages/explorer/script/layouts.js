// Where boxes stand. Every layout is computed from the data alone, so it is the same each time.
export const CELL = { width: 172, height: 56, gap: 10, heading: 34, padding: 12, between: 26 };
export const DOT = 12;
// Of more boxes than this no name could be read: they become dots, and headings stay readable.
const READABLE = 300;
const SPOT = { ...CELL, width: DOT, height: DOT, gap: 12 };
const TALL = { ...CELL, height: 1.4 * CELL.height }; // for the longer names of communities
export const makeLayouts = ({ things, model, words, narrow, places }) => {
  // Groups as panels, in columns of about equal height.
  const arrange = (groups, inOrder, large = CELL) => {
    const filled = groups.filter(([, ids]) => ids.length);
    const count = filled.reduce((sum, [, ids]) => sum + ids.length, 0);
    const cell = count > READABLE ? SPOT : large;
    const cells = cell === SPOT ? Math.max(13, Math.round(1.3 * Math.sqrt(count / filled.length)))
      : narrow ? 2 : Math.max(2, Math.min(8, Math.round(Math.sqrt(count / filled.length / 3))));
    const width = cells * (cell.width + cell.gap) - cell.gap + 2 * cell.padding;
    const tall = ([, ids]) => cell.heading + Math.ceil(ids.length / cells) * (cell.height + cell.gap) + cell.padding + cell.between;
    const heights = filled.map(tall), sum = heights.reduce((a, b) => a + b, 0), highest = Math.max(0, ...heights);
    // As many columns as make the whole about as wide as a screen.
    let columns = 1;
    while (!narrow && columns < filled.length && columns * width < 1.5 * Math.max(highest, sum / columns)) columns++;
    const bottoms = new Array(columns).fill(0), boxes = new Map(), panels = [];
    const share = Math.max(highest, sum / columns);
    let current = 0;
    for (const [i, [heading, ids, total]] of filled.entries()) {
      // In reading order down the columns, or wherever there is most room.
      if (inOrder && current < columns - 1 && bottoms[current] && bottoms[current] + heights[i] / 2 > share) current++;
      const column = inOrder ? current : bottoms.indexOf(Math.min(...bottoms));
      const panel = placed(boxes, { heading, ids, total: total || ids.length, x: column * (width + CELL.between), y: bottoms[column], cells, width, cell });
      panels.push(panel);
      bottoms[column] += panel.height + CELL.between;
    }
    return { boxes, panels };
  };
  const placed = (boxes, { heading, ids, total, x, y, cells, width, owner, cell = CELL }) => {
    const rows = Math.ceil(ids.length / cells);
    ids.forEach((id, i) => boxes.set(id, [
      x + cell.padding + (i % cells) * (cell.width + cell.gap) + cell.width / 2,
      y + cell.heading + Math.floor(i / cells) * (cell.height + cell.gap) + cell.height / 2, cell.width, cell.height]));
    return { heading, owner, ids, x, y, width, small: cell === SPOT, shown: ids.length, total, height: cell.heading + rows * (cell.height + cell.gap) - cell.gap + cell.padding };
  };
  const grouped = (ids, key) => {
    const found = new Map();
    for (const id of ids) { const one = key(id); if (!found.has(one)) found.set(one, []); found.get(one).push(id); }
    return found;
  };
  const FIELDS = ["States", "Agreements", "Visits & meetings", "History & events", "Aid & projects", "Dialogues & security", "Culture & education", "Organizations", "People & posts", "More"];
  const byField = (ids) => {
    const found = grouped(ids, (id) => things.get(id).group);
    return FIELDS.map((group) => [words.group(group), found.get(group) || []]);
  };
  const byClass = (ids) => [...grouped(ids, (id) => words.kind(things.get(id).kind))].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1));
  const fields = (ids) => arrange(byField(ids));
  const classes = (ids) => arrange(byClass(ids));
  // One panel for each decade, or for each year where all is within two decades.
  const byDecade = (ids) => {
    const spans = ids.filter((id) => model.span(id) && !model.busy(id)).map((id) => model.span(id)[0]);
    const step = spans.length && Math.max(...spans) - Math.min(...spans) < 20 ? 1 : 10;
    const sorted = [...ids].sort((a, b) => (things.get(a).date || "9") < (things.get(b).date || "9") ? -1 : 1);
    const found = grouped(sorted, (id) => (model.busy(id) || !model.span(id) ? Infinity : Math.floor(model.span(id)[0] / step) * step));
    const heading = (one) => (one === Infinity ? words.t("undated") : step === 1 ? String(one) : words.t("decade", { year: one }));
    return [...found].sort(([a], [b]) => a - b).map(([one, held]) => [heading(one), held]);
  };
  const time = (ids) => arrange(byDecade(ids), true);
  // One panel for each community, named by what has the most links in it.
  const whole = grouped(things.keys(), (id) => things.get(id).community);
  for (const [one, ids] of whole) whole.set(one, model.ranked(ids));
  const near = (one) => (one === null ? words.group("More") : words.t("around", { name: words.name(whole.get(one)[0]) }));
  const byCommunity = (ids) => {
    const found = grouped(ids, (id) => things.get(id).community);
    return [...found].sort(([a], [b]) => (a === null) - (b === null) || a - b);
  };
  const communities = (ids) => arrange(byCommunity(ids).map(([one, held]) =>
    [near(one), held, whole.get(one).length]));
  // By links: the places that come with the page, then boxes pushed apart until none covers another.
  const network = (ids) => {
    const known = ids.filter((id) => things.get(id).at && things.get(id).at.length);
    if (known.length < ids.length) return fields(ids);
    const small = ids.length > READABLE, boxes = new Map();
    const room = small ? 1.7 : Math.max(1, Math.sqrt(ids.length / 40)), size = small ? [DOT, DOT] : [CELL.width, CELL.height];
    for (const id of ids) { const [x, y] = things.get(id).at; boxes.set(id, [x * room, y * room * 0.62, ...size]); }
    apart([...boxes.values()], small ? 6 : CELL.gap);
    return { boxes, panels: [] };
  };
  const apart = (list, gap) => {
    for (let round = 0; round < 400; round++) {
      let moved = false;
      const cells = new Map(), [width, height] = [list[0][2] + gap, list[0][3] + gap];
      list.forEach((box, i) => { const key = Math.floor(box[0] / width) + ":" + Math.floor(box[1] / height); if (!cells.has(key)) cells.set(key, []); cells.get(key).push(i); });
      list.forEach((a, i) => {
        const [cx, cy] = [Math.floor(a[0] / width), Math.floor(a[1] / height)];
        for (let u = -1; u <= 1; u++) for (let v = -1; v <= 1; v++) for (const j of cells.get((cx + u) + ":" + (cy + v)) || []) {
          if (j <= i) continue;
          const b = list[j], dx = b[0] - a[0], dy = b[1] - a[1];
          const [ox, oy] = [width - Math.abs(dx), height - Math.abs(dy)];
          if (ox <= 0.01 || oy <= 0.01) continue;
          moved = true;
          // Along the shorter way out; equals part by their order, never by chance.
          if (ox / width < oy / height) { const push = (dx || (j - i)) > 0 ? ox / 2 : -ox / 2; a[0] -= push; b[0] += push; }
          else { const push = (dy || (j - i)) > 0 ? oy / 2 : -oy / 2; a[1] -= push; b[1] += push; }
        }
      });
      if (!moved) return;
    }
  };
  // One thing and what is next to it, a panel for each property.
  const around = (id, links, most) => {
    const found = new Map(), taken = new Set([id]);
    for (const link of links) {
      const out = link.from === id, other = out ? link.to : link.from;
      const heading = (out ? "" : words.rtl() ? "→ " : "← ") + words.term(link.p);
      if (!found.has(heading)) found.set(heading, new Set());
      if (!taken.has(other)) found.get(heading).add(other);
      taken.add(other);
    }
    const all = [...found].sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1));
    const share = Math.max(4, Math.floor(most / Math.max(1, all.length)));
    let left = most;
    const groups = all.map(([heading, ids]) => { const some = model.ranked(ids).slice(0, Math.min(left, all.length === 1 ? most : share)); left -= some.length; return [heading, some, ids.size]; });
    const rest = arrange(groups);
    const right = Math.max(CELL.width, ...rest.panels.map((panel) => panel.x + panel.width));
    rest.boxes.set(id, [right / 2, -CELL.height - CELL.between, CELL.width * 1.3, CELL.height * 1.3]);
    return { ...rest, total: taken.size };
  };
  // Ways between two things: a column for each step.
  const ways = (routes) => {
    const depth = new Map();
    for (const route of routes) route.forEach((id, i) => depth.set(id, i));
    const columns = grouped([...depth.keys()], (id) => depth.get(id)), boxes = new Map();
    for (const [step, ids] of columns) ids.forEach((id, i) => {
      const [along, across] = [step * (narrow ? 130 : 300), (i - (ids.length - 1) / 2)];
      const side = words.rtl() && !narrow ? -1 : 1;
      boxes.set(id, narrow ? [across * (CELL.width + CELL.gap), along, CELL.width, CELL.height] : [along * side, across * (CELL.height + 34), CELL.width, CELL.height]);
    });
    return { boxes, panels: [] };
  };
  // What one picture cannot hold: boxes that stand for many things, to be opened.
  const common = (ids, field) => (grouped(ids, (id) => things.get(id)[field]).size === 1 ? things.get(ids[0])[field] : "");
  const boxed = (key, ids, said, of) => {
    const id = "~" + key;
    // Always anew: a filter changes what a box stands for.
    things.set(id, { id, kind: common(ids, "kind"), group: common(ids, "group"), label: "", aliases: [], date: "", at: null, community: null, communal: false, ...of, said, members: model.ranked(ids) });
    return id;
  };
  // In each panel a box for each class, or, where the panels are classes, for each field.
  const boxedBy = (layout, panels, field, said) => panels.map(([heading, ids], i) => [heading, [...grouped(ids, (id) => things.get(id)[field])].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([one, held]) => boxed(`${layout}|${i}|${one}`, held, () => said(one)))]);
  const boxedCommunities = (ids) => {
    const found = byCommunity(ids), room = Math.sqrt(found.length / 60);
    const names = found.map(([one, held]) => boxed(`community|${one}`, held, () => near(one), { kind: "", group: "More", communal: true }));
    // On a phone they stand in rows: there a map would be too small to read.
    if (narrow) return arrange([[words.t("by-communities"), names]], true, TALL);
    const boxes = new Map(found.map(([one], i) => {
      const [x, y] = one === null ? [0, 1000] : places[one];
      return [names[i], [x * room, y * room * 0.62, TALL.width, TALL.height]];
    }));
    apart([...boxes.values()], CELL.gap);
    return { boxes, panels: [] };
  };
  const folded = (ids, layout) => {
    if (layout === "time") return arrange(boxedBy(layout, byDecade(ids), "kind", words.kind), true);
    if (layout === "classes") return arrange(boxedBy(layout, byClass(ids), "group", words.group));
    if (layout === "fields" || !places.length) return arrange(boxedBy("fields", byField(ids), "kind", words.kind));
    return boxedCommunities(ids);
  };
  return { fields, classes, time, network, communities, around, ways, folded, placed };
};
