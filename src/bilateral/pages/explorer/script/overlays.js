import { make } from "./shapes.js";

// What an analysis says of each thing: numbers as bars, groups as colours.
export const makeOverlays = (list, select, t, changed) => {
  // Okabe and Ito: told apart by colour-blind readers.
  const PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"];
  const REST = "#999999";
  let chosen = null, most = 1, groups = [];
  const has = (id) => chosen !== null && Object.hasOwn(chosen.values, id);
  const value = (id) => (has(id) ? chosen.values[id] : null);
  const choose = (number) => {
    chosen = number < 0 ? null : list[number];
    const values = chosen ? Object.values(chosen.values) : [];
    most = Math.max(1e-9, ...values.filter((one) => typeof one === "number"));
    const counts = new Map();
    for (const one of values) if (typeof one === "string") counts.set(one, (counts.get(one) || 0) + 1);
    groups = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([one]) => one);
  };
  const relabel = () => {
    const options = [["-1", t("colours-by-class")], ...list.map((one, i) => [String(i), one.label])];
    const held = select.value || "-1";
    select.replaceChildren(...options.map(([value, text]) => make("option", { value, text })));
    select.value = held;
  };
  relabel();
  select.hidden = !list.length;
  select.addEventListener("change", () => { choose(Number(select.value)); changed(chosen); });
  return {
    // The colour of a group, none for what is in no group, or null where the class decides.
    colour: (id) => (!groups.length ? null : has(id) ? PALETTE[groups.indexOf(value(id))] || REST : "transparent"),
    // The part of the greatest value, or null where there is no number.
    share: (id) => (typeof value(id) === "number" ? value(id) / most : null),
    text: (id) => (has(id) ? String(value(id)) : ""),
    // The groups that have a colour of their own, with it.
    groups: () => groups.slice(0, PALETTE.length).map((name, i) => [name, PALETTE[i]]),
    heading: () => (chosen ? chosen.label : ""),
    relabel,
    choose: (number) => { select.value = number; choose(Number(number)); },
    added: () => (groups.length ? t("also-group") : t("also-high", { name: chosen.label })),
    note: () => (chosen ? ` ${chosen.note}` : ""),
    // The things that it says most of, at most so many.
    first: (count) => (chosen ? Object.entries(chosen.values).sort(([a, m], [b, n]) =>
      (typeof n === "number" ? n - m : groups.indexOf(m) - groups.indexOf(n)) || (a < b ? -1 : 1)).slice(0, count).map(([id]) => id) : []),
    size: () => (chosen ? Object.keys(chosen.values).length : 0),
  };
};
