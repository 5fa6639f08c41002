// Every step can be undone: by the button, by the browser's own, and by the letter U.

// A long visit must not hold every step of it in memory.
const MOST_STEPS = 100;

/**
 * @template State
 * @param {{
 *   copy: () => State, address: () => string, restore: (state: State) => void,
 *   openAddress: () => void,
 * }} parts openAddress: goes to what the address names, where no step is known
 */
export const makeHistory = ({ copy, address, restore, openAddress }) => {
  /** @type {(State | null)[]} */
  const states = [];
  let current = -1;
  window.addEventListener("popstate", ({ state }) => {
    const earlier = state && states[state.step];
    if (state === null) openAddress();
    if (!earlier) return;
    current = state.step;
    restore(earlier);
  });
  return {
    canUndo: () => current > 0,
    undo: () => {
      if (current > 0) window.history.back();
    },
    keep: () => {
      states.length = current + 1;
      states.push(copy());
      if (states.length > MOST_STEPS) states[states.length - MOST_STEPS - 1] = null;
      current += 1;
      const url = address() || window.location.pathname + window.location.search;
      window.history[current ? "pushState" : "replaceState"]({ step: current }, "", url);
    },
  };
};
