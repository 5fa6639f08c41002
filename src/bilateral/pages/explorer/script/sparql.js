// The page that answers SPARQL: the explorer, and beside it an editor and an engine.
import { groupBy } from "./collections.js";
import { download } from "./download.js";
import { buttonById, byId, inputById, make, selectById } from "./elements.js";
import { explore } from "./explorer.js";
import { MOST_ROWS, makeAnswer } from "./sparql-answer.js";
import { loadEngine, makeEngine, packedBytes } from "./sparql-engine.js";
import { hasChainedOperators, makeValues } from "./sparql-values.js";

const OWN_QUERY = "SELECT * WHERE { ?s ?p ?o } LIMIT 10\n";
const SECONDS = 20;

/** The editor is a library of its own, packed like the engine. */
const loadEditor = async () => {
  const script = new Blob([await packedBytes("editor-script")], { type: "text/javascript" });
  const element = make("script", { src: URL.createObjectURL(script) });
  await new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error("the editor could not be read"));
    document.head.append(element);
  });
  // Its own completions would ask other hosts.
  Yasqe.defaults.autocompleters = [];
  return new Yasqe(byId("editor"), {
    ...{ persistenceId: null, showQueryButton: false, createShareableLink: null },
    ...{ resizeable: false, value: "" },
  });
};

/**
 * @param {NonNullable<Explorer>} explorer
 * @param {Awaited<ReturnType<typeof loadEngine>>} parts
 */
const startSparql = async (explorer, parts) => {
  const { words, things, names, sources, fold } = explorer;
  const { t } = words;
  const questions = new Map(parts.questions.map((/** @type {any} */ item) => [item.name, item]));
  const values = makeValues({ things, names, fold, t });
  const table = makeAnswer({
    ...{ words, things, sources },
    open: (id) => {
      toggle(false);
      window.location.hash = `#focus=${encodeURIComponent(id)}`;
    },
  });
  /** @type {any} */
  let chosen = null;
  /** @type {any} */
  let answer = null;
  let isRunning = false;
  let timer = 0;
  let readyAt = 0;

  const say = (/** @type {string} */ text, isError = false) => {
    byId("told").textContent = text;
    byId("told").classList.toggle("error", isError);
  };
  const setRunning = (/** @type {boolean} */ isOn) => {
    isRunning = isOn;
    clearTimeout(timer);
    buttonById("run").disabled = isOn;
    buttonById("stop").disabled = !isOn;
  };
  const show = (/** @type {any} */ result) => {
    answer = result;
    buttonById("draw-answer").disabled = !table.things(answer).length;
    buttonById("take-answer").disabled = !answer.rows;
    table.show(answer);
    const count = answer.rows ? answer.rows.length : 1;
    const first = count > MOST_ROWS ? ` ${t("first-rows", { n: words.number(MOST_ROWS) })}` : "";
    const isDoubtful = answer.rows && hasChainedOperators(editor.getValue());
    const warning = isDoubtful ? ` · ${t("parentheses")}` : "";
    const time = { n: words.number(count), ms: Math.round(answer.time) };
    say(t("answered", time) + first + warning);
  };

  say(t("ask-starting"));
  const engine = makeEngine(parts, {
    ready: (triples) => {
      readyAt = performance.now();
      if (window.ask) window.ask.ready = readyAt;
      if (isRunning) startTimer();
      else say(t("ask-ready", { n: words.number(triples) }));
    },
    answered: (result) => {
      setRunning(false);
      show(result);
    },
    failed: (message) => {
      setRunning(false);
      say(message || t("ask-broken"), true);
    },
  });
  const halt = (/** @type {string} */ reason) => {
    setRunning(false);
    say(reason, true);
    engine.restart();
  };
  const startTimer = () => {
    const seconds = Math.max(1, Number(inputById("limit").value) || SECONDS);
    const stop = () => halt(t("timed-out", { n: inputById("limit").value }));
    timer = window.setTimeout(stop, 1000 * seconds);
  };
  const editor = await loadEditor();

  const bound = (/** @type {string} */ text) =>
    values.bind(text, chosen ? chosen.parameters : [], (name) => inputById(`value-${name}`).value);
  const query = () => {
    const text = editor.getValue();
    // Sources are known for the rows of a question that the reader left as it is.
    const recipe = chosen && text === chosen.text && chosen.cites;
    const cites = recipe ? { text: bound(recipe.text), patterns: recipe.patterns } : null;
    return { text: bound(text), cites };
  };
  const run = () => {
    if (isRunning) return;
    try {
      const next = query();
      setRunning(true);
      say(t("running"));
      if (readyAt) startTimer();
      engine.ask(next);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true);
    }
  };

  const valueField = (/** @type {import("./sparql-values.js").Parameter} */ parameter) => {
    const { name, description, example, required } = parameter;
    const field = /** @type {HTMLInputElement} */ (
      make("input", {
        ...{ id: `value-${name}`, name, dir: "auto", autocomplete: "off" },
        placeholder: parameter.default || example,
      })
    );
    if (required && !parameter.default) field.value = example;
    return make("label", {}, make("span", { text: `${name}: ${description}` }), field);
  };
  const choose = (/** @type {string} */ name) => {
    chosen = questions.get(name) || null;
    editor.setValue(chosen ? chosen.text : OWN_QUERY);
    byId("values").replaceChildren(...(chosen ? chosen.parameters : []).map(valueField));
  };
  /** The menu of questions, in the language of the page. */
  const drawMenu = () => {
    const menu = selectById("question");
    const { value } = menu;
    const lang = words.lang();
    const groups = groupBy(questions.values(), ({ group }) => group);
    const option = (/** @type {any} */ { name, title }) =>
      make("option", { value: name, text: title[lang] || title.en });
    menu.replaceChildren(
      make("option", { value: "", text: t("own-query") }),
      ...[...groups].map(([label, items]) => make("optgroup", { label }, ...items.map(option))),
    );
    menu.value = value;
    editor.getInputField().setAttribute("aria-label", t("editor"));
  };
  const toggle = (/** @type {boolean} */ isOn) => {
    byId("ask").hidden = !isOn;
    byId("canvas").hidden = isOn || !byId("table").hidden;
    byId("as-ask").setAttribute("aria-pressed", String(isOn));
    if (isOn) editor.refresh();
    else window.dispatchEvent(new Event("resize"));
  };

  byId("as-ask").addEventListener("click", () => toggle(byId("ask").hidden));
  byId("question").addEventListener("change", () => choose(selectById("question").value));
  byId("run").addEventListener("click", run);
  byId("values").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  byId("stop").addEventListener("click", () => halt(t("stopped")));
  byId("draw-answer").addEventListener("click", () => {
    toggle(false);
    explorer.showThings(table.things(answer));
  });
  byId("take-answer").addEventListener("click", () =>
    download("answer.csv", table.csv(answer), "text/csv;charset=utf-8"),
  );
  explorer.onLanguage(drawMenu);
  drawMenu();
  choose("");
  window.ask = {
    ready: readyAt,
    rows: () => answer,
    choose: (/** @type {string} */ name) => {
      selectById("question").value = name;
      choose(name);
    },
    run,
    csv: () => table.csv(answer),
    editor,
  };
};

(async () => {
  // The engine is unpacked while the map is drawn.
  const parts = loadEngine();
  const explorer = await explore();
  if (explorer) await startSparql(explorer, await parts);
})();
