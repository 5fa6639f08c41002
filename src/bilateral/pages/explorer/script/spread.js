// Boxes pushed apart until none covers another.

const ROUNDS = 400;
const TOUCHING = 0.01;
const NEXT_CELLS = [-1, 0, 1].flatMap((across) => [-1, 0, 1].map((down) => [across, down]));

/**
 * Moves the boxes, all of one size, in place.
 *
 * @param {Box[]} boxes
 * @param {number} gap
 */
export const spread = (boxes, gap) => {
  if (!boxes.length) return;
  const width = boxes[0][2] + gap;
  const height = boxes[0][3] + gap;
  let rounds = ROUNDS;
  while (rounds && pushOnce(boxes, width, height)) rounds--;
  for (const box of boxes) {
    // The library of the map knows whole units only: a box must stand where its lines end.
    box[0] = Math.trunc(box[0]);
    box[1] = Math.trunc(box[1]);
  }
};

/** Pushes each pair that is too close; returns whether there was one. */
const pushOnce = (
  /** @type {Box[]} */ boxes,
  /** @type {number} */ width,
  /** @type {number} */ height,
) => {
  const columnOf = (/** @type {Box} */ box) => Math.floor(box[0] / width);
  const rowOf = (/** @type {Box} */ box) => Math.floor(box[1] / height);
  // By cells of their size, so that each box is compared with those next to it only.
  /** @type {Map<string, number[]>} */
  const cells = new Map();
  for (const [i, box] of boxes.entries()) {
    const key = `${columnOf(box)}:${rowOf(box)}`;
    if (cells.has(key)) cells.get(key)?.push(i);
    else cells.set(key, [i]);
  }
  let isMoved = false;
  for (const [i, box] of boxes.entries()) {
    const near = NEXT_CELLS.flatMap(
      ([across, down]) => cells.get(`${columnOf(box) + across}:${rowOf(box) + down}`) || [],
    );
    for (const j of near) {
      if (j > i && pushPair(box, boxes[j], { width, height, order: j - i })) isMoved = true;
    }
  }
  return isMoved;
};

/** Along the shorter way out; equals part by their order, never by chance. */
const pushPair = (
  /** @type {Box} */ a,
  /** @type {Box} */ b,
  /** @type {{ width: number, height: number, order: number }} */ { width, height, order },
) => {
  const distances = [b[0] - a[0], b[1] - a[1]];
  const overlaps = [width - Math.abs(distances[0]), height - Math.abs(distances[1])];
  if (overlaps[0] <= TOUCHING || overlaps[1] <= TOUCHING) return false;
  const axis = overlaps[0] / width < overlaps[1] / height ? 0 : 1;
  const push = ((distances[axis] || order) > 0 ? 1 : -1) * (overlaps[axis] / 2);
  a[axis] -= push;
  b[axis] += push;
  return true;
};
