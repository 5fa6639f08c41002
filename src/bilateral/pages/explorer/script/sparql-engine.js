// The engine: a worker that is made from the page itself, because only a worker can be stopped.
import { byId } from "./elements.js";
import { sparqlWorker } from "./sparql-worker.js";
import { inflate } from "./unpack.js";

export const packedBytes = (/** @type {string} */ id) => inflate(byId(id).textContent || "");

/** The questions of the page, and what a worker needs. */
export const loadEngine = async () => {
  const parts = ["engine", "wasm", "quads", "questions"].map(packedBytes);
  const [script, wasm, quads, questions] = await Promise.all(parts);
  const catalogue = JSON.parse(new TextDecoder().decode(questions));
  const worker = [script, `\n(${sparqlWorker.toString()})();`];
  const url = URL.createObjectURL(new Blob(worker, { type: "text/javascript" }));
  return { url, wasm, quads, graph: catalogue.provenance, questions: catalogue.questions };
};

/**
 * @param {Awaited<ReturnType<typeof loadEngine>>} parts
 * @param {{
 *   ready: (triples: number) => void, answered: (answer: any) => void,
 *   failed: (message: string) => void,
 * }} listeners
 */
export const makeEngine = ({ url, wasm, quads, graph }, listeners) => {
  let isReady = false;
  /** @type {any} a query that waits for the data */
  let waiting = null;
  /** @type {Worker} */
  let worker;
  const send = () => {
    worker.postMessage(waiting);
    waiting = null;
  };
  const start = () => {
    isReady = false;
    worker = new Worker(url);
    worker.onmessage = ({ data }) => {
      if (data.error !== undefined) listeners.failed(data.error);
      else if (data.answer) listeners.answered(data.answer);
      else {
        isReady = true;
        listeners.ready(data.ready);
        if (waiting) send();
      }
    };
    worker.onerror = (event) => listeners.failed(event.message);
    worker.postMessage({ wasm, quads, graph });
  };
  start();
  return {
    ask: (/** @type {any} */ query) => {
      waiting = query;
      if (isReady) send();
    },
    /** A query cannot be asked to end: its worker is, and a new one reads the data again. */
    restart: () => {
      worker.terminate();
      waiting = null;
      start();
    },
  };
};
