// All shortest routes from one thing to another.

// "The agency is judged to help, and so is the state" connects nothing.
const OPINIONS = new Set(["Assessment"]);

/**
 * @param {{
 *   things: Things,
 *   links: (id: string) => Link[],
 *   ranked: (ids: Iterable<string>) => string[],
 *   isHub: (id: string) => boolean,
 * }} graph
 */
export const makeRoutes = ({ things, links, ranked, isHub }) => {
  const isOpinion = (/** @type {string} */ id) => OPINIONS.has(things.get(id)?.kind || "");
  // Routes through hubs and opinions are taken only where there is no other.
  const avoidances = [
    (/** @type {string} */ id) => isHub(id) || isOpinion(id),
    isOpinion,
    () => false,
  ];

  /**
   * How many steps things are away from *from*, as far as *to*.
   *
   * @param {string} from
   * @param {string} to
   * @param {(link: Link) => boolean} allows
   * @param {(id: string) => boolean} avoids
   */
  const stepsTo = (from, to, allows, avoids) => {
    const steps = new Map([[from, 0]]);
    let rim = [from];
    while (rim.length && !steps.has(to)) {
      /** @type {string[]} */
      const next = [];
      for (const id of rim) {
        for (const link of links(id)) {
          const other = otherEnd(link, id);
          if (steps.has(other) || !allows(link) || (other !== to && avoids(other))) continue;
          steps.set(other, /** @type {number} */ (steps.get(id)) + 1);
          next.push(other);
        }
      }
      rim = ranked(next);
    }
    return steps;
  };

  /**
   * @param {string} from
   * @param {string} to
   * @param {(link: Link) => boolean} allows
   * @param {number} most
   * @returns {string[][]}
   */
  const routes = (from, to, allows, most) => {
    if (from === to) return [];
    for (const avoids of avoidances) {
      const steps = stepsTo(from, to, allows, avoids);
      if (!steps.has(to)) continue;
      /** @type {string[][]} */
      const complete = [];
      const walkBack = (/** @type {string} */ id, /** @type {string[]} */ tail) => {
        if (complete.length >= most) return;
        if (id === from) {
          complete.push([from, ...tail]);
          return;
        }
        const nearer = links(id)
          .filter(allows)
          .map((link) => otherEnd(link, id))
          .filter((other) => steps.get(other) === /** @type {number} */ (steps.get(id)) - 1)
          .filter((other) => other === from || !avoids(other));
        for (const other of ranked(new Set(nearer))) walkBack(other, [id, ...tail]);
      };
      walkBack(to, []);
      return complete;
    }
    return [];
  };
  return routes;
};

/**
 * @param {Link} link
 * @param {string} id
 */
export const otherEnd = (link, id) => (link.from === id ? link.to : link.from);
