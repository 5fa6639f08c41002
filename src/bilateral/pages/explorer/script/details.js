import { make, picture } from "./shapes.js";

// The panel at the side: what is said of a thing, each line with the place that says it.
export const makeDetails = ({ at, make, things, model, words, overlay, data, view, filters, actions }) => {
  const t = words.t;
  const MEMBERS = 40; // of a box that stands for many, the most linked
  const cite = (number) => {
    const place = data.places[number], source = data.sources[place.s];
    const text = place.t ? `${source.slug} ${place.t}` : source.slug;
    const [paragraph, sentence] = place.t.split(".");
    const tip = source.title + (place.t ? `, ${t("place", { paragraph, sentence })}` : "");
    return source.link
      ? make("a", { class: "cite", dir: "ltr", href: source.link, target: "_blank", rel: "noopener noreferrer", title: tip, text })
      : make("span", { class: "cite", dir: "ltr", title: tip, text });
  };
  const named = (id) => (things.has(id)
    ? make("button", { type: "button", class: "link", dir: "auto", lang: words.spoken(id), text: words.name(id), click: () => actions.open(id) })
    : make("span", { dir: "auto", text: words.term(id) }));
  const back = () => (words.rtl() ? "→ " : "← ");
  const button = (id, text, click) => make("button", { type: "button", id, text, click });

  const factList = (id, used) => {
    const rows = new Map();
    for (const fact of model.about(id)) {
      if (fact.i && !filters.get().inferred) continue;
      const out = fact.s === id, other = out ? fact.o : fact.s;
      const key = (out ? "" : "<") + fact.p;
      fact.c.forEach((one) => used.add(data.places[one].s));
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(make("dd", {},
        other ? named(other) : make("span", { dir: "auto", text: fact.v }),
        fact.n && make("small", { dir: "auto", text: ` (${fact.n})` }),
        data.stances.has(other) && make("span", { class: "mark", text: words.term(data.stances.get(other)) }),
        fact.i && make("span", { class: "mark", text: t("inferred") }),
        ...fact.c.map(cite)));
    }
    const first = (key) => key.endsWith("/description");
    const list = make("dl");
    for (const [key, values] of [...rows].sort(([a], [b]) => first(b) - first(a) || (a[0] === "<") - (b[0] === "<")))
      list.append(make("dt", { dir: "auto", text: key[0] === "<" ? back() + words.term(key.slice(1)) : words.term(key) }), ...values);
    return list;
  };
  const disputes = (id, used) => model.disputes(id).map((one) => make("section", { class: "dispute" },
    make("h3", { text: `≠ ${t("disagree")}: ${words.term(one.p)}` }),
    make("ul", {}, ...one.positions.map(([value, preferred, places]) => {
      places.forEach((place) => used.add(data.places[place].s));
      return make("li", {}, make("bdi", { text: value }), preferred && make("span", { class: "mark", text: t("preferred") }), ...places.map(cite));
    })), one.reason && make("p", { dir: "auto", lang: "en", text: one.reason })));
  const sources = (used) => (!used.size ? [] : [make("h3", { text: t("sources") }), make("ul", { class: "sources" }, ...[...used].sort().map((iri) => {
    const source = data.sources[iri], text = [source.title || source.slug, source.publisher, source.date].filter(Boolean).join(", ");
    return make("li", { dir: "auto" }, source.link ? make("a", { href: source.link, target: "_blank", rel: "noopener noreferrer", text }) : make("span", { text }));
  }))]);
  const factsBetween = (a, b) => model.about(a).filter((fact) => (fact.s === a && fact.o === b) || (fact.s === b && fact.o === a))
    .filter((fact) => !filters.get().props.includes(fact.p) && (filters.get().inferred || !fact.i));
  // The ways that are drawn, step by step, with the sentence behind each.
  const ways = () => {
    const used = new Set();
    const list = view.routes.map((route, i) => make("section", {}, make("h3", { text: t("way", { n: i + 1, steps: route.length - 1 }) }),
      make("ol", {}, ...route.slice(1).map((to, j) => {
        const from = route[j];
        return make("li", {}, ...factsBetween(from, to).slice(0, 3).flatMap((fact) => {
          fact.c.forEach((one) => used.add(data.places[one].s));
          return [make("div", {}, named(fact.s), make("span", { class: "step", text: ` ${words.term(fact.p)} ` }), named(fact.o), fact.i && make("span", { class: "mark", text: t("inferred") }), ...fact.c.map(cite))];
        }));
      }))));
    return [...list, ...sources(used)];
  };
  const draw = (id) => {
    const panel = at("details"), thing = things.get(id);
    panel.replaceChildren();
    panel.hidden = !thing;
    if (!thing) return;
    const used = new Set(), hiddenOnes = actions.more(id).length, expanded = view.expanded.has(id);
    const inWays = view.base === "ways" && view.routes.some((route) => route.at(-1) === id);
    const facts = thing.members ? null : factList(id, used), disagreements = disputes(id, used);
    panel.append(...[
      make("button", { type: "button", class: "close", "aria-label": t("close"), text: "×", click: () => actions.close() }),
      make("div", {}, picture(thing.kind), make("small", { text: " " + words.kind(thing.kind) + (thing.date ? ", " + thing.date : "") })),
      make("h2", { dir: "auto", lang: words.spoken(id), text: words.name(id) }),
      make("div", { class: "bar" },
        data.stances.has(id) && make("span", { class: "mark", text: words.term(data.stances.get(id)) }),
        overlay.text(id) && make("span", { class: "mark", dir: "auto", text: `${overlay.heading()}: ${overlay.text(id)}` })),
      make("div", { class: "bar" },
        (hiddenOnes || expanded) && button("expand", expanded ? t("collapse") : t(thing.members ? "open-group" : "expand", { n: words.number(hiddenOnes) }), () => actions.toggle(id)),
        !thing.members && button("only", t("only"), () => actions.only(id)),
        !thing.members && button("path", view.from === id ? t("path-cancel") : t("path-from"), () => actions.from(id))),
      ...(inWays ? ways() : []), ...disagreements, ...(facts ? [facts] : []), ...(inWays ? [] : sources(used)),
      thing.members && make("ul", { class: "members" }, ...thing.members.slice(0, MEMBERS).map((one) => make("li", {}, named(one)))),
      thing.members && thing.members.length > MEMBERS && make("p", {}, make("small", { text: t("of", { n: words.number(MEMBERS), total: words.number(thing.members.length) }) })),
      !thing.members && make("p", { class: "iri" }, make("small", { dir: "ltr", text: id })),
    ].filter(Boolean));
  };
  return { draw };
};
