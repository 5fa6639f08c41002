// The map: vis-network moves and zooms, and draws lines; boxes come from the drawing model.
import { byId } from "./elements.js";
import { CELL, TYPE, fontOf } from "./measures.js";
import { paintCanvas } from "./paint-canvas.js";
import { NO_FOCUS } from "./scene-boxes.js";

const URDU = "\u0627\u0631\u062f\u0648";
const LARGEST = 1.4;
// A phone shows the full width and is scrolled down, rather than everything too small.
const READABLE_SCALE = 0.8;
/** The panel with details covers the lower part of a phone. */
const ABOVE_DETAILS = 120;

/** Measures text as the canvas of the map draws it. */
export const canvasMeasure = () => {
  const context = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  return /** @type {MeasureText} */ (
    (text, font) => {
      context.font = fontOf(font);
      return context.measureText(text).width;
    }
  );
};

/**
 * @param {{
 *   scene: Scene, view: View, options: string, isNarrow: boolean,
 *   visible: () => string[], edges: () => Edge[],
 * }} parts
 */
export const makeMap = ({ scene, view, options, isNarrow, visible, edges }) => {
  const canvas = byId("canvas");
  const nodes = new vis.DataSet();
  const lines = new vis.DataSet();
  /** @type {string | null} */
  let hovered = null;
  const focus = () => ({ hovered, active: hovered || view.selected });

  const drawBox = (/** @type {any} */ { ctx, id }) => {
    const [, , width, height] = view.boxes.get(id) || [0, 0, CELL.width, CELL.height];
    const drawNode = () => {
      // Between two views the library may still draw a box that is gone.
      if (!view.boxes.has(id)) return;
      const { marks, opacity } = scene.box(id, focus());
      paintCanvas(ctx, marks, opacity);
    };
    return { drawNode, nodeDimensions: { width, height } };
  };
  const network = new vis.Network(
    canvas,
    { nodes, edges: lines },
    {
      ...JSON.parse(options),
      autoResize: true,
      nodes: { shape: "custom", ctxRenderer: drawBox, chosen: false },
    },
  );
  // A canvas draws with what is loaded: once Urdu's type is, all is measured and drawn anew.
  for (const weight of [400, 700]) {
    document.fonts.load(fontOf({ size: TYPE.name.size, weight }), URDU).then(
      (faces) => {
        if (!faces.length) return;
        scene.forgetLines();
        network.redraw();
      },
      () => {},
    );
  }

  /** What part of the map is in sight, for names of dots. */
  const sight = () => {
    const [left, right] = [0, canvas.clientWidth].map((x) => network.DOMtoCanvas({ x, y: 0 }).x);
    return { scale: network.getScale(), left, right };
  };
  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) =>
    paintCanvas(ctx, scene.panelMarks()),
  );
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    paintCanvas(ctx, scene.dotNameMarks({ ...sight(), focus: focus() }));
    if (view.base === "ways") paintCanvas(ctx, scene.labelMarks());
  });

  const recolour = () => {
    const updates = lines.get().map((/** @type {any} */ line) => {
      const { stroke, strokeWidth, opacity } = scene.edgeMark(line, focus());
      return {
        id: line.id,
        width: strokeWidth,
        color: { color: stroke, opacity, inherit: false },
      };
    });
    lines.update(updates);
    network.redraw();
  };
  const draw = () => {
    hovered = null;
    nodes.clear();
    lines.clear();
    nodes.add(
      visible().map((id) => {
        const [x, y] = /** @type {Box} */ (view.boxes.get(id));
        return { id, x, y };
      }),
    );
    lines.add(
      edges().map(({ from, to, label, dashes, count }) => {
        const arrows = label ? { arrows: { to: { enabled: true, scaleFactor: 0.6 } } } : {};
        return { id: `${from} ${to}`, from, to, dashes, chosen: false, count, ...arrows };
      }),
    );
    recolour();
  };

  /** @typedef {ReturnType<Scene["bounds"]>} Bounds */
  const show = (/** @type {Bounds} */ bounds, isWhole = false) => {
    const { left, top, right, bottom } = bounds;
    const { clientWidth, clientHeight } = canvas;
    if (!clientWidth || !clientHeight) return;
    network.setSize("100%", "100%"); // the legend may have grown a line since the last drawing
    const across = clientWidth / (right - left + scene.rim);
    const down = clientHeight / (bottom - top + scene.rim);
    const tall = isWhole && isNarrow ? Math.max(across, Math.min(down, READABLE_SCALE)) : down;
    const scale = Math.min(across, tall, LARGEST);
    const isAllInSight = (bottom - top + scene.rim) * scale <= clientHeight + 1;
    const fromTop = top - scene.rim / 2 + clientHeight / scale / 2;
    const y = isAllInSight ? (top + bottom) / 2 : fromTop;
    network.moveTo({ scale, position: { x: (left + right) / 2, y } });
    network.redraw();
  };
  return {
    network,
    draw,
    recolour,
    /** The names of dots as they stand now, for a picture of all between left and right. */
    dotNameMarks: (/** @type {number} */ left, /** @type {number} */ right) =>
      scene.dotNameMarks({ scale: network.getScale(), left, right, focus: NO_FOCUS }),
    hover: (/** @type {string | null} */ id) => {
      hovered = id;
      recolour();
      canvas.style.cursor = id ? "pointer" : "";
    },
    showAll: () => show(scene.bounds(), true),
    showPanel: (/** @type {Panel} */ panel, /** @type {string} */ id) => {
      const [x, y, width, height] = /** @type {Box} */ (view.boxes.get(id));
      const [right, bottom] = [panel.x + panel.width, panel.y + panel.height];
      if (isNarrow) {
        show({ left: panel.x, top: panel.y, right, bottom });
        return;
      }
      show({
        left: Math.min(panel.x, x - width / 2),
        top: Math.min(panel.y, y - height / 2),
        right: Math.max(right, x + width / 2),
        bottom: Math.max(bottom, y + height / 2),
      });
    },
    centre: (/** @type {string} */ id) => {
      const [x, y] = /** @type {Box} */ (view.boxes.get(id));
      network.moveTo({ position: { x, y: y + (isNarrow ? ABOVE_DETAILS : 0) } });
    },
  };
};
