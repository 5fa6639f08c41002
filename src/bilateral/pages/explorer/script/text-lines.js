// Text in lines that fit a width: at spaces, and inside words of scripts without them.

/**
 * The last line ends with "…" where there is more text than lines.
 *
 * @param {string} text
 * @param {number} most lines
 * @param {(text: string) => boolean} isShort whether a text fits one line
 * @returns {string[]}
 */
export const breakLines = (text, most, isShort) => {
  const lines = allLines(text, isShort);
  if (lines.length <= most) return lines.length ? lines : [""];
  let end = [...lines[most - 1]];
  while (end.length > 1 && !isShort(`${end.join("")}…`)) end = end.slice(0, -1);
  return [...lines.slice(0, most - 1), `${end.join("").trimEnd()}…`];
};

const allLines = (/** @type {string} */ text, /** @type {(text: string) => boolean} */ isShort) => {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const joined = line ? `${line} ${word}` : word;
    if (isShort(joined)) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    const pieces = cutWord(word, isShort);
    lines.push(...pieces.slice(0, -1));
    line = pieces[pieces.length - 1];
  }
  if (line) lines.push(line);
  return lines;
};

/** A word in pieces that are short enough. */
const cutWord = (/** @type {string} */ word, /** @type {(text: string) => boolean} */ isShort) => {
  const pieces = [];
  let letters = [...word];
  while (letters.length && !isShort(letters.join(""))) {
    let count = letters.length;
    while (count > 1 && !isShort(letters.slice(0, count).join(""))) count--;
    pieces.push(letters.slice(0, count).join(""));
    letters = letters.slice(count);
  }
  return letters.length ? [...pieces, letters.join("")] : pieces;
};
