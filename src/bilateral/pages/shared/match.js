// How well a name matches what a reader types.

export const NO_MATCH = 9;

/**
 * The rank of a name for a text, both folded: the smaller the better.
 *
 * @param {string} name
 * @param {string} text
 */
export const rankOf = (name, text) => {
  if (name === text) return 0;
  if (name.startsWith(text)) return 1;
  if (name.includes(` ${text}`)) return 2;
  return name.includes(text) ? 3 : NO_MATCH;
};
