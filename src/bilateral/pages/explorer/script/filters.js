import { style, make, picture } from "./shapes.js";

// What the reader leaves out: classes, properties, years, what was inferred.
export const makeFilters = ({ at, make, things, model, words, overlay, shown, changed }) => {
  let kinds = new Set(), props = new Set(), inferred = true, years = null;
  const [first, last] = [model.first, model.last];
  const timed = Number.isFinite(first) && first < last;
  const inYears = (id) => {
    if (!years || model.busy(id) || things.get(id).members) return true;
    const span = model.span(id);
    return !span || (span[0] <= years[1] && span[1] >= years[0]);
  };
  const passes = (id) => !kinds.has(things.get(id).kind) && inYears(id);
  const allows = (link) => !props.has(link.p) && (inferred || !link.i);

  // What a box stands for is shown too.
  const shownOrHeld = () => new Set([...shown()].flatMap((id) => things.get(id).members || [id]));
  const drawLegend = (ids) => {
    const counts = new Map();
    for (const id of ids) counts.set(things.get(id).kind, (counts.get(things.get(id).kind) || 0) + 1);
    // A class that is hidden stays in the row, or nobody could show it again.
    for (const kind of kinds) if (!counts.has(kind)) counts.set(kind, 0);
    at("legend").replaceChildren(...[...counts].sort(([a], [b]) => (style(a)[0] + a < style(b)[0] + b ? -1 : 1)).map(([kind, count]) =>
      make("button", { type: "button", "data-kind": kind, "aria-pressed": String(!kinds.has(kind)), click: () => {
        if (!kinds.delete(kind)) kinds.add(kind);
        changed();
        const again = document.querySelector(`#legend [data-kind="${CSS.escape(kind)}"]`);
        if (again) again.focus();
      } }, picture(kind, overlay.groups().length ? "transparent" : ""), make("span", { text: `${words.kind(kind)} ${words.number(count)}` }))),
    ...overlay.groups().map(([name, colour]) => make("span", { class: "group" }, picture("Organization", colour), make("bdi", { text: name }))));
  };
  const drawProperties = (ids) => {
    const counts = new Map();
    for (const id of ids) for (const link of model.links(id)) {
      if (link.from === id && ids.has(link.to)) counts.set(link.p, (counts.get(link.p) || 0) + 1);
    }
    for (const p of props) if (!counts.has(p)) counts.set(p, 0);
    at("properties").replaceChildren(...[...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([p, count]) => {
      const box = make("input", { type: "checkbox", "data-property": p });
      box.checked = !props.has(p);
      box.addEventListener("change", () => {
        if (!props.delete(p)) props.add(p);
        changed();
        at("properties").querySelector(`[data-property="${CSS.escape(p)}"]`).focus();
      });
      return make("label", {}, box, make("bdi", { text: words.term(p) }), make("small", { text: words.number(count) }));
    }));
  };
  at("inferred").addEventListener("change", () => { inferred = at("inferred").checked; changed(); });

  // Time: two ends that cannot pass each other, and a play that lets the later one run.
  let running = 0;
  const [start, end] = [at("from-year"), at("to-year")];
  at("time").hidden = !timed;
  for (const input of [start, end]) {
    input.min = first; input.max = last; input.step = 1;
    input.addEventListener("input", () => {
      if (Number(start.value) > Number(end.value)) (input === start ? end : start).value = input.value;
      setYears();
    });
    input.addEventListener("change", () => changed());
  }
  const setYears = (quiet) => {
    const whole = Number(start.value) === first && Number(end.value) === last;
    years = whole ? null : [Number(start.value), Number(end.value)];
    at("years").textContent = `${start.value}–${end.value}`;
    if (!quiet) changed(true);
  };
  const stop = () => { clearInterval(running); running = 0; showPlay(); };
  const showPlay = () => {
    at("play").setAttribute("aria-pressed", String(Boolean(running)));
    at("play").textContent = running ? "❚❚" : "▶";
    at("play").setAttribute("aria-label", words.t(running ? "pause" : "play"));
  };
  at("play").addEventListener("click", () => {
    if (running) { stop(); changed(); return; }
    if (Number(end.value) >= last) end.value = start.value;
    running = setInterval(() => {
      end.value = Math.min(last, Number(end.value) + 1);
      setYears();
      if (Number(end.value) >= last) { stop(); changed(); }
    }, 250);
    showPlay();
  });
  const set = (given) => {
    kinds = new Set(given.kinds || []); props = new Set(given.props || []); inferred = given.inferred !== false;
    at("inferred").checked = inferred;
    if (timed) {
      const [a, b] = given.years || [first, last];
      start.value = a; end.value = b;
      setYears(true);
      // What the page cannot hold (a year before the first) is not kept either.
    }
  };
  set({});
  return {
    passes, allows, set, showPlay,
    get: () => ({ kinds: [...kinds], props: [...props], inferred, years }),
    unhide: (id) => { kinds.delete(things.get(id).kind); if (!inYears(id)) set({ kinds: [...kinds], props: [...props], inferred }); },
    draw: () => { const ids = shownOrHeld(); drawLegend(ids); drawProperties(ids); showPlay(); },
    any: () => Boolean(kinds.size || props.size || years || !inferred),
    // Why so many of the given things are not shown.
    why: (ids) => {
      const byClass = ids.filter((id) => kinds.has(things.get(id).kind)).length;
      const byYear = ids.filter((id) => !kinds.has(things.get(id).kind) && !inYears(id)).length;
      return [byClass && words.t("hidden-class", { n: words.number(byClass) }), byYear && words.t("hidden-years", { n: words.number(byYear) }),
        props.size && words.t("hidden-properties", { n: words.number(props.size) }), !inferred && words.t("hidden-inferred")].filter(Boolean);
    },
  };
};
