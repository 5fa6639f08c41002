// What the reader leaves out: classes, properties, years, what was inferred.

/**
 * @param {{ things: Things, model: Model }} parts
 */
export const makeFilters = ({ things, model }) => {
  /** @type {Set<string>} */
  let kinds = new Set();
  /** @type {Set<string>} */
  let props = new Set();
  let inferred = true;
  /** @type {Years | null} */
  let years = null;

  const kindOf = (/** @type {string} */ id) => things.get(id)?.kind || "";
  const isInYears = (/** @type {string} */ id) => {
    if (!years || model.isHub(id) || things.get(id)?.members) return true;
    const span = model.span(id);
    return !span || (span[0] <= years[1] && span[1] >= years[0]);
  };
  const toggle = (/** @type {Set<string>} */ set, /** @type {string} */ name) => {
    if (!set.delete(name)) set.add(name);
  };
  /** All years are no filter; those that the data does not reach are not kept. */
  const setYears = (/** @type {Years | null} */ chosen) => {
    const { first, last } = model;
    years = chosen && (chosen[0] !== first || chosen[1] !== last) ? chosen : null;
  };
  return {
    /** Whether there are years to choose from. */
    isTimed: Number.isFinite(model.first) && model.first < model.last,
    passes: (/** @type {string} */ id) => !kinds.has(kindOf(id)) && isInYears(id),
    allows: (/** @type {Link} */ link) => !props.has(link.property) && (inferred || !link.inferred),
    allowsFact: (/** @type {Fact} */ fact) =>
      !props.has(fact.property) && (inferred || !fact.inferred),
    /** @returns {FilterState} */
    get: () => ({ kinds: [...kinds], props: [...props], inferred, years }),
    set: (/** @type {Partial<FilterState>} */ state) => {
      kinds = new Set(state.kinds || []);
      props = new Set(state.props || []);
      inferred = state.inferred !== false;
      setYears(state.years || null);
    },
    setYears,
    setInferred: (/** @type {boolean} */ isShown) => {
      inferred = isShown;
    },
    toggleKind: (/** @type {string} */ kind) => toggle(kinds, kind),
    toggleProperty: (/** @type {string} */ property) => toggle(props, property),
    hidesKind: (/** @type {string} */ kind) => kinds.has(kind),
    hidesProperty: (/** @type {string} */ property) => props.has(property),
    /** Lets a thing in that the reader asks for. */
    unhide: (/** @type {string} */ id) => {
      kinds.delete(kindOf(id));
      if (!isInYears(id)) years = null;
    },
    /** Why some of the things are not shown: keys of words, with numbers. */
    reasons: (/** @type {string[]} */ ids) => {
      const byClass = ids.filter((id) => kinds.has(kindOf(id))).length;
      const byYear = ids.filter((id) => !kinds.has(kindOf(id)) && !isInYears(id)).length;
      return [
        { key: "hidden-class", count: byClass },
        { key: "hidden-years", count: byYear },
        { key: "hidden-properties", count: props.size },
        { key: "hidden-inferred", count: inferred ? 0 : 1 },
      ].filter(({ count }) => count > 0);
    },
  };
};
