// The form in which names are compared, as Python's `bilateral.find.fold.fold` makes it.
// The tables come from there (`folding_tables`): letters are listed in one place only.

const VOID = /[\p{P}\p{S}\p{Z}\p{C}]/u;

/**
 * @param {FoldingTables} tables
 * @returns {(text: string) => string}
 */
export const makeFold = ({ longest, marks, letters, apostrophes, zeros, cases, katakana }) => {
  const isDropped = (/** @type {string} */ char) => {
    const code = /** @type {number} */ (char.codePointAt(0));
    return /\p{Cf}/u.test(char) || marks.some(([first, last]) => first <= code && code <= last);
  };
  const lower = (/** @type {string} */ char) =>
    Object.hasOwn(cases, char) ? cases[char] : char.toLowerCase();
  const plain = (/** @type {string} */ char) => {
    if (apostrophes.includes(char)) return char;
    if (/\p{Nd}/u.test(char)) return digit(/** @type {number} */ (char.codePointAt(0)));
    return VOID.test(char) ? " " : char;
  };
  const digit = (/** @type {number} */ code) =>
    String(code - Math.max(...zeros.filter((zero) => zero <= code)));
  const letter = (/** @type {string} */ char) =>
    Object.hasOwn(letters, char) ? letters[char] : char;
  const hiragana = (/** @type {string} */ char) => {
    const code = /** @type {number} */ (char.codePointAt(0));
    const [first, last, distance] = katakana;
    return first <= code && code <= last ? String.fromCodePoint(code - distance) : char;
  };
  return (text) => {
    // By code points, as Python counts, not by the units of UTF-16.
    const start = [...text.slice(0, 2 * longest)].slice(0, longest).join("");
    const folded = [...[...start.normalize("NFKD")].map(lower).join("")]
      .filter((char) => !isDropped(char))
      .map((char) => letter(plain(char)))
      .join("")
      .normalize("NFC");
    return [...folded].map(hiragana).join("").split(/\s+/).filter(Boolean).join(" ");
  };
};
