// Comma-separated values.

// A spreadsheet must not run what a source says.
const harmless = (/** @type {string} */ text) =>
  /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
const cell = (/** @type {unknown} */ value) => {
  const text = harmless(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** @param {unknown[][]} rows */
export const toCsv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
