// What a class looks like. Colour and shape say the same, for readers who see no colour.

/** Corners of the shapes, for a size of one. */
/** @type {Record<string, Point[]>} */
const CORNERS = {
  square: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  triangle: [
    [0, -1.2],
    [1.2, 1],
    [-1.2, 1],
  ],
  hexagon: [
    [-1.2, 0],
    [-0.6, -1.05],
    [0.6, -1.05],
    [1.2, 0],
    [0.6, 1.05],
    [-0.6, 1.05],
  ],
};
const DISC_RADIUS = 1.1;

/**
 * The mark that a shape is drawn with.
 *
 * @param {Shape} shape
 * @param {Point} centre
 * @param {number} size
 * @param {Paint} paint
 * @returns {Mark}
 */
export const shapeMark = (shape, [x, y], size, paint) =>
  shape === "disc"
    ? { type: "circle", x, y, radius: size * DISC_RADIUS, ...paint }
    : {
        type: "polygon",
        points: CORNERS[shape].map(([dx, dy]) => [x + dx * size, y + dy * size]),
        ...paint,
      };

// Relative luminance as the contrast rules of WCAG have it.
const luminance = (/** @type {string} */ colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** @param {StyleSheet} sheet */
export const makeStyles = (sheet) => ({
  of: (/** @type {string} */ kind) =>
    Object.hasOwn(sheet.classes, kind) ? sheet.classes[kind] : sheet.otherClass,
  /** The colours of groups: told apart by colour-blind readers too. */
  groups: sheet.groups,
  otherGroup: sheet.otherGroup,
  /** Black or white, whichever has more contrast to a fill. */
  textOn: (/** @type {string} */ fill) =>
    (luminance(fill) + 0.05) / 0.05 > 1.05 / (luminance(fill) + 0.05) ? "#000" : "#fff",
});
