// What the scripts of the pages pass to each other. Read by TypeScript only: make lint-js.

/** Centre, width and height. */
type Box = [x: number, y: number, width: number, height: number];
type Point = [x: number, y: number];
type Years = [first: number, last: number];
type Fold = (text: string) => string;

interface FoldingTables {
  longest: number;
  marks: [first: number, last: number][];
  letters: Record<string, string>;
  apostrophes: string;
  zeros: number[];
  cases: Record<string, string>;
  katakana: [first: number, last: number, distance: number];
}

type Shape = "disc" | "square" | "diamond" | "triangle" | "hexagon";
interface ClassStyle {
  colour: string;
  shape: Shape;
}
interface StyleSheet {
  classes: Record<string, ClassStyle>;
  otherClass: ClassStyle;
  groups: string[];
  otherGroup: string;
}

/** A thing of the dataset, or (with members) a box that stands for many of them. */
interface Thing {
  id: string;
  kind: string;
  group: string;
  label: string;
  aliases: string[];
  date: string;
  at: Point | null;
  community: number | null;
  members?: string[];
  isCommunity?: boolean;
  /** What the members have in common, in the language of the page. */
  heading?: () => string;
  /** Labels in other languages than English. */
  names?: Record<string, string>;
}
interface Link {
  from: string;
  to: string;
  property: string;
  inferred: boolean;
}
interface Fact {
  subject: string;
  property: string;
  object: string;
  text: string;
  datatype: string;
  note: string;
  inferred: boolean;
  /** Put together for reading out of several triples. */
  composed: boolean;
  places: number[];
}
interface Overlay {
  label: string;
  note: string;
  values: Record<string, number | string>;
}
interface Dispute {
  things: string[];
  property: string;
  positions: [value: string, isPreferred: number, places: number[]][];
  reason: string;
}
interface Place {
  source: string;
  passage: string;
}
interface Source {
  slug: string;
  title: string;
  publisher: string;
  date: string;
  link: string;
}
type Things = Map<string, Thing>;
type Translations = Record<string, Record<string, string>>;

/** All that a page brings. */
interface PageData {
  title: string;
  focus: string;
  options: string;
  ui: Translations;
  /** Those that labels are in, English first. */
  languages: string[];
  folding: FoldingTables;
  style: StyleSheet;
  fields: string[];
  left: Record<string, number>;
  communities: Point[];
  wide: Start;
  narrow: Start;
  things: Things;
  links: Link[];
  facts: Fact[];
  overlays: Overlay[];
  disputes: Dispute[];
  stances: Map<string, string>;
  names: Map<string, string[]>;
  places: Place[];
  sources: Record<string, Source>;
}
interface Start {
  boxes: Record<string, Box>;
  panels: Panel[];
}

interface Panel {
  heading: string;
  ids: string[];
  x: number;
  y: number;
  width: number;
  height: number;
  visible: number;
  total: number;
  /** Its boxes are dots. */
  small?: boolean;
  /** The thing that it was expanded from. */
  owner?: string;
}
interface Layout {
  boxes: Map<string, Box>;
  panels: Panel[];
}
/** Heading, things, and how many there are in all. */
type Group = [heading: string, ids: string[], total?: number];

interface FilterState {
  kinds: string[];
  props: string[];
  inferred: boolean;
  years: Years | null;
}

/** What is shown, and how the reader came to it. */
interface View extends Layout {
  expanded: Set<string>;
  routes: string[][];
  base: "overview" | "all" | "around" | "ways" | "answer";
  layout: string;
  selected: string | null;
  from: string | null;
  ends: string[];
  note: string;
}

/** A line of the map. */
interface Edge {
  from: string;
  to: string;
  dashes: boolean;
  label?: string;
  count?: number;
}

interface Paint {
  fill?: string;
  stroke?: string;
  strokeWidth?: number;
  dash?: number[];
  opacity?: number;
}
interface RectMark extends Paint {
  type: "rect";
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
}
interface CircleMark extends Paint {
  type: "circle";
  x: number;
  y: number;
  radius: number;
}
interface PolygonMark extends Paint {
  type: "polygon";
  points: Point[];
}
interface LineMark extends Paint {
  type: "line";
  from: Point;
  to: Point;
}
interface TextMark extends Paint {
  type: "text";
  x: number;
  /** The middle of the line. */
  y: number;
  text: string;
  size: number;
  weight: number;
  anchor: "start" | "middle";
  isRightToLeft: boolean;
  longest?: number;
}
/** What a painter draws. */
type Mark = RectMark | CircleMark | PolygonMark | LineMark | TextMark;
type Theme = Record<"paper" | "card" | "ink" | "soft" | "line" | "panel" | "mark" | "warn", string>;
type MeasureText = (text: string, font: { size: number; weight: number }) => number;

type Model = ReturnType<typeof import("./explorer/script/model.js").makeModel>;
type Words = ReturnType<typeof import("./explorer/script/words.js").makeWords>;
type Styles = ReturnType<typeof import("./explorer/script/styles.js").makeStyles>;
type Overlays = ReturnType<typeof import("./explorer/script/overlays.js").makeOverlays>;
type Filters = ReturnType<typeof import("./explorer/script/filters.js").makeFilters>;
type Groupings = ReturnType<typeof import("./explorer/script/groupings.js").makeGroupings>;
type Clusters = ReturnType<typeof import("./explorer/script/clusters.js").makeClusters>;
type Layouts = ReturnType<typeof import("./explorer/script/layouts.js").makeLayouts>;
type Edges = ReturnType<typeof import("./explorer/script/edges.js").makeEdges>;
type Scene = ReturnType<typeof import("./explorer/script/scene.js").makeScene>;
type NetworkMap = ReturnType<typeof import("./explorer/script/map.js").makeMap>;
type Navigation = ReturnType<typeof import("./explorer/script/navigation.js").makeNavigation>;
type History = ReturnType<typeof import("./explorer/script/history.js").makeHistory>;
type Explorer = Awaited<ReturnType<typeof import("./explorer/script/explorer.js").explore>>;

// The libraries that a page holds, and what a page leaves for tests to look at.
declare const vis: any;
declare const Yasqe: any;
interface Window {
  explorer: any;
  ask: any;
}
// Of the search page of the site.
declare const FOLDING: FoldingTables;
declare const INDEX: [
  folded: string[],
  label: string,
  kind: string,
  href: string,
  names: string[],
][];
// Of the engine, in its worker.
declare const namedNode: (iri: string) => any;
declare const Store: any;
declare const __wbg_init: (options: { module_or_path: Uint8Array }) => Promise<void>;
