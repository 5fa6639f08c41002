// Buttons, menus, pointer and keyboard.
export const makeControls = ({ at, view, model, network, visible, drawing, actions, take, words, t, narrow, redraw, select, toggle, step, overview, everything, relay, drawTable, speak, say, keep, filters }) => {
  at("overview").addEventListener("click", () => step(() => { filters.set({}); view.layout = "fields"; overview(); }));
  at("all").addEventListener("click", () => step(() => { if (view.layout === "fields") view.layout = "network"; everything(); }));
  at("layout").addEventListener("change", () => step(() => { view.layout = at("layout").value; relay(); }));
  at("language").addEventListener("change", () => {
    speak(at("language").value);
    step(() => relay(true));
  });
  at("as-table").addEventListener("click", () => {
    const on = at("table").hidden;
    at("table").hidden = !on;
    at("canvas").hidden = on;
    at("as-table").setAttribute("aria-pressed", String(on));
    if (on) drawTable(); else drawing.showAll();
  });
  // Light, dark, or as the system has it; kept for the next visit where the browser allows.
  const THEMES = ["auto", "dark", "light"];
  const paint = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    at("theme").value = theme;
    drawing.readTheme();
    drawing.recolour();
  };
  const stored = () => { try { return localStorage.getItem("bilateral-theme"); } catch { return null; } };
  at("theme").addEventListener("change", () => {
    paint(at("theme").value);
    try { localStorage.setItem("bilateral-theme", at("theme").value); } catch { /* a page from a file may have no store */ }
  });
  paint(THEMES.includes(stored()) ? stored() : "auto");
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawing.readTheme(); drawing.recolour(); });
  // Dark boxes on white paper would be unreadable.
  let before = "auto";
  window.addEventListener("beforeprint", () => { before = at("theme").value; paint("light"); });
  window.addEventListener("afterprint", () => paint(before));
  for (const [name, way] of Object.entries(take.ways)) at("take-" + name).addEventListener("click", async () => {
    at("saving").open = false;
    try { await way(); } catch (error) { at("count").textContent = String(error.message || error); }
  });
  // A menu closes like one: with Escape, and when the reader goes elsewhere.
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation(); } });
    document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  }

  network.on("hoverNode", ({ node }) => drawing.hover(node));
  network.on("blurNode", () => drawing.hover(null));
  // The first click of two opens the details and may move the box from under the pointer.
  let last = { id: null, time: -Infinity };
  network.on("click", ({ nodes: [id], event }) => {
    const time = event.srcEvent.timeStamp;
    if (time - last.time < 400) return;
    last = { id, time };
    if (id) actions.open(id); else actions.close();
  });
  at("canvas").addEventListener("dblclick", () => { if (last.id) toggle(last.id); });
  at("canvas").addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way) {
      const [x, y] = view.boxes.get(view.selected) || [-1e4, 0];
      const ahead = visible().filter((id) => id !== view.selected).map((id) => {
        const dx = view.boxes.get(id)[0] - x, dy = view.boxes.get(id)[1] - y;
        return [dx * way[0] + dy * way[1], Math.abs(dx * way[1]) + Math.abs(dy * way[0]), id];
      }).filter(([forth]) => forth > 4).sort((a, b) => a[0] + 3 * a[1] - b[0] - 3 * b[1]);
      if (ahead.length) { actions.open(ahead[0][2]); at("canvas").focus(); }
    } else if (event.key === "Enter" && view.selected) at("details").focus();
    else if (event.key.toLowerCase() === "e" && view.selected) toggle(view.selected);
    else if (event.key.toLowerCase() === "o" && view.selected) actions.only(view.selected);
    else if (event.key.toLowerCase() === "p" && view.selected) actions.from(view.selected);
    else if (event.key.toLowerCase() === "u") at("undo").click();
    else if (event.key === "Escape") actions.close();
    else return;
    event.preventDefault();
  });
  at("details").addEventListener("keydown", (event) => { if (event.key === "Escape") { actions.close(); at("canvas").focus(); } });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); at("search").focus(); }
  });
  window.addEventListener("resize", () => drawing.showAll());
};
