// Small helpers for lists and maps.

/**
 * @template K, V
 * @param {Map<K, V[]>} map
 * @param {K} key
 * @param {V} value
 */
export const push = (map, key, value) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/**
 * The values by key, in the order in which the keys come.
 *
 * @template K, V
 * @param {Iterable<V>} values
 * @param {(value: V) => K} keyOf
 */
export const groupBy = (values, keyOf) => {
  /** @type {Map<K, V[]>} */
  const groups = new Map();
  for (const value of values) push(groups, keyOf(value), value);
  return groups;
};

/**
 * How often each value comes.
 *
 * @template V
 * @param {Iterable<V>} values
 */
export const countOf = (values) => {
  /** @type {Map<V, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};

/**
 * @param {string} a
 * @param {string} b
 */
export const byText = (a, b) => (a < b ? -1 : 1);

/**
 * Keys with counts: the greatest count first, equal ones by text.
 *
 * @param {[string, number]} a
 * @param {[string, number]} b
 */
export const byCount = ([a, countA], [b, countB]) => countB - countA || byText(a, b);
