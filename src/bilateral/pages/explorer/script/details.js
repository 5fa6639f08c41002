// The panel at the side: what is said of a thing, each line with the place that says it.
import { byId, icon, make, outward } from "./elements.js";

/** Of a box that stands for many, the most linked. */
const MOST_MEMBERS = 40;
const FACTS_OF_A_STEP = 3;
const DESCRIPTION = "/description";
// Facts in which the thing is the object.
const BACKWARDS = "<";

/**
 * @typedef {object} Actions
 * @property {(id: string) => void} open
 * @property {() => void} close
 * @property {(id: string) => void} toggle
 * @property {(id: string) => string[]} more
 * @property {(id: string) => void} only
 * @property {(id: string) => void} from
 */

/**
 * @param {{
 *   data: PageData, model: Model, words: Words, styles: Styles, overlays: Overlays, view: View,
 *   filters: Filters, actions: Actions,
 * }} parts
 */
export const makeDetails = ({ data, model, words, styles, overlays, view, filters, actions }) => {
  const { t } = words;
  const { things, stances } = data;
  const mark = (/** @type {string} */ text) => make("span", { class: "mark", text });
  const small = (/** @type {string} */ text) => make("small", { text });
  const button = (
    /** @type {string} */ id,
    /** @type {string} */ text,
    /** @type {() => void} */ click,
  ) => make("button", { type: "button", id, text, click });

  const citation = (/** @type {number} */ number) => {
    const { source: iri, passage } = data.places[number];
    const { slug, title, link } = data.sources[iri];
    const [paragraph, sentence] = passage.split(".");
    const where = passage ? `, ${t("place", { paragraph, sentence })}` : "";
    const text = passage ? `${slug} ${passage}` : slug;
    return outward(link, { class: "cite", dir: "ltr", title: title + where, text });
  };
  const named = (/** @type {string} */ id) =>
    things.has(id)
      ? make("button", {
          ...{ type: "button", class: "link", dir: "auto", lang: words.languageOf(id) },
          text: words.name(id),
          click: () => actions.open(id),
        })
      : make("span", { dir: "auto", text: words.term(id) });

  /** Notes down the sources of what is written. */
  const addSources = (/** @type {Set<string>} */ used, /** @type {number[]} */ places) => {
    for (const number of places) used.add(data.places[number].source);
  };

  const factLine = (/** @type {Fact} */ fact, /** @type {string} */ other) =>
    make(
      "dd",
      {},
      other ? named(other) : make("span", { dir: "auto", text: fact.text }),
      fact.note && make("small", { dir: "auto", text: ` (${fact.note})` }),
      stances.has(other) && mark(words.term(String(stances.get(other)))),
      fact.inferred && mark(t("inferred")),
      ...fact.places.map(citation),
    );
  const factList = (/** @type {string} */ id, /** @type {Set<string>} */ used) => {
    /** @type {Map<string, HTMLElement[]>} */
    const lines = new Map();
    for (const fact of model.facts(id)) {
      if (fact.inferred && !filters.get().inferred) continue;
      const isOut = fact.subject === id;
      const key = (isOut ? "" : BACKWARDS) + fact.property;
      addSources(used, fact.places);
      const line = factLine(fact, isOut ? fact.object : fact.subject);
      lines.set(key, [...(lines.get(key) || []), line]);
    }
    // The description first, and last what others say of it.
    const rank = (/** @type {string} */ key) =>
      Number(key.startsWith(BACKWARDS)) - 2 * Number(key.endsWith(DESCRIPTION));
    const arrow = words.isRightToLeft() ? "→ " : "← ";
    const heading = (/** @type {string} */ key) =>
      key.startsWith(BACKWARDS) ? arrow + words.term(key.slice(1)) : words.term(key);
    const list = make("dl");
    for (const [key, values] of [...lines].sort(([a], [b]) => rank(a) - rank(b))) {
      list.append(make("dt", { dir: "auto", text: heading(key) }), ...values);
    }
    return list;
  };

  const disputes = (/** @type {string} */ id, /** @type {Set<string>} */ used) =>
    model.disputes(id).map(({ property, positions, reason }) => {
      const items = positions.map(([value, isPreferred, places]) => {
        addSources(used, places);
        const text = make("bdi", { text: value });
        return make("li", {}, text, isPreferred && mark(t("preferred")), ...places.map(citation));
      });
      return make(
        "section",
        { class: "dispute" },
        make("h3", { text: `≠ ${t("disagree")}: ${words.term(property)}` }),
        make("ul", {}, ...items),
        reason && make("p", { dir: "auto", lang: "en", text: reason }),
      );
    });

  const sourceList = (/** @type {Set<string>} */ used) => {
    if (!used.size) return [];
    const items = [...used].sort().map((iri) => {
      const { title, slug, publisher, date, link } = data.sources[iri];
      const text = [title || slug, publisher, date].filter(Boolean).join(", ");
      return make("li", { dir: "auto" }, outward(link, { text }));
    });
    return [make("h3", { text: t("sources") }), make("ul", { class: "sources" }, ...items)];
  };

  const factsBetween = (/** @type {string} */ a, /** @type {string} */ b) =>
    model
      .facts(a)
      .filter(
        ({ subject, object }) => (subject === a && object === b) || (subject === b && object === a),
      )
      .filter(filters.allowsFact);
  /** The routes that are drawn, step by step, with the sentence behind each. */
  const routes = () => {
    /** @type {Set<string>} */
    const used = new Set();
    const step = (/** @type {string} */ from, /** @type {string} */ to) => {
      const facts = factsBetween(from, to).slice(0, FACTS_OF_A_STEP);
      const lines = facts.map((fact) => {
        addSources(used, fact.places);
        return make(
          "div",
          {},
          named(fact.subject),
          make("span", { class: "step", text: ` ${words.term(fact.property)} ` }),
          named(fact.object),
          fact.inferred && mark(t("inferred")),
          ...fact.places.map(citation),
        );
      });
      return make("li", {}, ...lines);
    };
    const sections = view.routes.map((route, i) => {
      const heading = t("way", { n: i + 1, steps: route.length - 1 });
      const steps = route.slice(1).map((to, j) => step(route[j], to));
      return make("section", {}, make("h3", { text: heading }), make("ol", {}, ...steps));
    });
    return [...sections, ...sourceList(used)];
  };

  const members = (/** @type {string[]} */ ids) => {
    const items = ids.slice(0, MOST_MEMBERS).map((id) => make("li", {}, named(id)));
    const values = { n: words.number(MOST_MEMBERS), total: words.number(ids.length) };
    return [
      make("ul", { class: "members" }, ...items),
      ids.length > MOST_MEMBERS && make("p", {}, small(t("of", values))),
    ];
  };

  const buttons = (/** @type {Thing} */ { id, members: cluster }) => {
    const hidden = actions.more(id).length;
    const isExpanded = view.expanded.has(id);
    const count = { n: words.number(hidden) };
    const expand = isExpanded ? t("collapse") : t(cluster ? "open-group" : "expand", count);
    const path = view.from === id ? t("path-cancel") : t("path-from");
    return make(
      "div",
      { class: "bar" },
      (hidden || isExpanded) && button("expand", expand, () => actions.toggle(id)),
      !cluster && button("only", t("only"), () => actions.only(id)),
      !cluster && button("path", path, () => actions.from(id)),
    );
  };
  const marks = (/** @type {string} */ id) => {
    const analysis = `${overlays.heading()}: ${overlays.text(id)}`;
    return make(
      "div",
      { class: "bar" },
      stances.has(id) && mark(words.term(String(stances.get(id)))),
      overlays.text(id) && make("span", { class: "mark", dir: "auto", text: analysis }),
    );
  };

  const body = (/** @type {string} */ id) => {
    /** @type {Set<string>} */
    const used = new Set();
    const isEnd = view.base === "ways" && view.routes.some((route) => route.at(-1) === id);
    const facts = factList(id, used);
    const disagreements = disputes(id, used);
    const before = isEnd ? routes() : [];
    return [...before, ...disagreements, facts, ...(isEnd ? [] : sourceList(used))];
  };

  /** Shows a thing, or hides the panel where there is none. */
  const draw = (/** @type {string | null} */ id) => {
    const panel = byId("details");
    const thing = id === null ? undefined : things.get(id);
    panel.replaceChildren();
    panel.hidden = !thing;
    if (!thing || id === null) return;
    const date = thing.date ? `, ${thing.date}` : "";
    const { shape, colour } = styles.of(thing.kind);
    const content = [
      make("button", {
        ...{ type: "button", class: "close", "aria-label": t("close"), text: "×" },
        click: () => actions.close(),
      }),
      make("div", {}, icon(shape, colour), small(` ${words.kind(thing.kind)}${date}`)),
      make("h2", { dir: "auto", lang: words.languageOf(id), text: words.name(id) }),
      marks(id),
      buttons(thing),
      ...(thing.members ? members(thing.members) : body(id)),
      !thing.members && make("p", { class: "iri" }, make("small", { dir: "ltr", text: id })),
    ];
    panel.append(.../** @type {HTMLElement[]} */ (content.filter(Boolean)));
  };
  return { draw };
};
