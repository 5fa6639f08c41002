// A file for the reader, made by the page.
import { make } from "./elements.js";

const RELEASE_AFTER = 10_000; // milliseconds, for browsers that read it late

/**
 * @param {string} name
 * @param {BlobPart | Blob} content
 * @param {string} [type]
 */
export const download = (name, content, type) => {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), RELEASE_AFTER);
};
