// The line that says what is shown, and what is not.

/**
 * @param {{
 *   data: PageData, words: Words, filters: Filters, overlays: Overlays, view: View,
 *   visible: () => string[],
 * }} parts
 */
export const makeCountLine = ({ data, words, filters, overlays, view, visible }) => {
  const { things } = data;
  const { t, number } = words;
  const total = things.size;
  const left = Object.values(data.left).reduce((a, b) => a + b, 0);
  /** @returns {string} */
  return () => {
    const count = visible().filter((id) => !things.get(id)?.members).length;
    const isClustered = view.base === "all" && !count;
    const isStart = view.base === "overview" && view.layout === "fields";
    const counted = t("count", { n: number(count), total: number(total) });
    const from = view.base === "ways" ? null : view.from;
    const reasons = filters.reasons([...view.boxes.keys()]);
    const parts = [
      isClustered ? "" : counted + (isStart ? t("chosen") : ""),
      from ? t("path-choose", { name: words.name(from) }) : view.note,
      ...reasons.map((reason) => t(reason.key, { n: number(reason.count) })),
      left ? t("left-out", { n: number(left) }) : "",
      overlays.note().trim(),
    ];
    return parts.filter(Boolean).join(" · ");
  };
};
