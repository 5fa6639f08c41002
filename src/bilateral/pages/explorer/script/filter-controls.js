// Legend, list of properties, and the years: what the reader sees and uses of the filters.
import { byCount, byText, countOf } from "./collections.js";
import { buttonById, byId, icon, inputById, make } from "./elements.js";

const STEP_OF_PLAY = 250; // milliseconds
const GROUP_CLASS = "Organization";

/**
 * @param {{
 *   things: Things, model: Model, words: Words, styles: Styles, overlays: Overlays,
 *   filters: Filters, ids: () => Iterable<string>, changed: (isMoving?: boolean) => void,
 * }} parts
 */
export const makeFilterControls = (parts) => {
  const { things, model, words, styles, overlays, filters, ids, changed } = parts;
  const time = makeTimeControls({ model, words, filters, changed });

  /** What a box stands for counts too. */
  const members = () => new Set([...ids()].flatMap((id) => things.get(id)?.members || [id]));
  /** What is hidden stays in the list, or nobody could show it again. */
  const withHidden = (
    /** @type {Map<string, number>} */ counts,
    /** @type {string[]} */ hidden,
  ) => {
    for (const name of hidden) if (!counts.has(name)) counts.set(name, 0);
    return counts;
  };
  const focusAgain = (/** @type {string} */ list, /** @type {string} */ selector) => {
    const element = byId(list).querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
  };

  const legendButton = (/** @type {string} */ kind, /** @type {number} */ count) => {
    const click = () => {
      filters.toggleKind(kind);
      changed();
      focusAgain("legend", `[data-kind="${CSS.escape(kind)}"]`);
    };
    const { shape, colour } = styles.of(kind);
    const isOn = String(!filters.hidesKind(kind));
    return make(
      "button",
      { type: "button", "data-kind": kind, "aria-pressed": isOn, click },
      icon(shape, overlays.hasGroups() ? "transparent" : colour),
      make("span", { text: `${words.kind(kind)} ${words.number(count)}` }),
    );
  };
  const drawLegend = (/** @type {Set<string>} */ shownIds) => {
    const kinds = countOf([...shownIds].map((id) => things.get(id)?.kind || ""));
    const counts = withHidden(kinds, filters.get().kinds);
    // Classes of one colour stand together.
    const order = (/** @type {string} */ kind) => styles.of(kind).colour + kind;
    const buttons = [...counts]
      .sort(([a], [b]) => byText(order(a), order(b)))
      .map(([kind, count]) => legendButton(kind, count));
    const { shape } = styles.of(GROUP_CLASS);
    const groups = overlays
      .groups()
      .map(({ name, colour }) =>
        make("span", { class: "group" }, icon(shape, colour), make("bdi", { text: name })),
      );
    byId("legend").replaceChildren(...buttons, ...groups);
  };

  const propertyLine = (/** @type {string} */ property, /** @type {number} */ count) => {
    const box = /** @type {HTMLInputElement} */ (
      make("input", { type: "checkbox", "data-property": property })
    );
    box.checked = !filters.hidesProperty(property);
    box.addEventListener("change", () => {
      filters.toggleProperty(property);
      changed();
      focusAgain("properties", `[data-property="${CSS.escape(property)}"]`);
    });
    const name = make("bdi", { text: words.term(property) });
    return make("label", {}, box, name, make("small", { text: words.number(count) }));
  };
  const drawProperties = (/** @type {Set<string>} */ shownIds) => {
    const properties = [...shownIds].flatMap((id) =>
      model
        .links(id)
        .filter(({ from, to }) => from === id && shownIds.has(to))
        .map(({ property }) => property),
    );
    const counts = withHidden(countOf(properties), filters.get().props);
    const lines = [...counts]
      .sort(byCount)
      .map(([property, count]) => propertyLine(property, count));
    byId("properties").replaceChildren(...lines);
  };

  const inferred = inputById("inferred");
  inferred.addEventListener("change", () => {
    filters.setInferred(inferred.checked);
    changed();
  });
  return {
    /** Shows the state of the filters, whoever set it. */
    draw: () => {
      const shownIds = members();
      drawLegend(shownIds);
      drawProperties(shownIds);
      inferred.checked = filters.get().inferred;
      time.draw();
    },
  };
};

/**
 * Two ends that cannot pass each other, and a play that lets the later one run.
 *
 * @param {{
 *   model: Model, words: Words, filters: Filters, changed: (isMoving?: boolean) => void,
 * }} parts
 */
const makeTimeControls = ({ model, words, filters, changed }) => {
  const { first, last } = model;
  const start = inputById("from-year");
  const end = inputById("to-year");
  const play = buttonById("play");
  let timer = 0;

  const drawPlay = () => {
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    play.textContent = timer ? "❚❚" : "▶";
    play.setAttribute("aria-label", words.t(timer ? "pause" : "play"));
  };
  const drawYears = () => {
    byId("years").textContent = `${start.value}–${end.value}`;
  };
  const moved = () => {
    filters.setYears([Number(start.value), Number(end.value)]);
    drawYears();
    changed(true);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    drawPlay();
    changed();
  };
  byId("time").hidden = !filters.isTimed;
  for (const input of [start, end]) {
    Object.assign(input, { min: first, max: last, step: 1 });
    input.addEventListener("input", () => {
      const other = input === start ? end : start;
      if (Number(start.value) > Number(end.value)) other.value = input.value;
      moved();
    });
    input.addEventListener("change", () => changed());
  }
  play.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    if (Number(end.value) >= last) end.value = start.value;
    timer = window.setInterval(() => {
      end.value = String(Math.min(last, Number(end.value) + 1));
      moved();
      if (Number(end.value) >= last) stop();
    }, STEP_OF_PLAY);
    drawPlay();
  });
  return {
    draw: () => {
      drawPlay();
      if (!filters.isTimed) return;
      const [from, to] = filters.get().years || [first, last];
      start.value = String(from);
      end.value = String(to);
      drawYears();
    },
  };
};
