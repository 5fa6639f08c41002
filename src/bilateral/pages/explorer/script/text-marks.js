// Text as a mark of the drawing model, in the direction of the page.

/**
 * @param {Words} words
 */
export const makeTextMark =
  (words) =>
  /**
   * @param {Point} at
   * @param {string} text
   * @param {{ size: number, weight: number }} type
   * @param {Partial<TextMark>} rest
   * @returns {TextMark}
   */
  ([x, y], text, { size, weight }, rest) => ({
    ...{ type: "text", x, y, text, size, weight, anchor: "start" },
    isRightToLeft: words.isRightToLeft(),
    ...rest,
  });
