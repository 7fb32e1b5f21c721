/**
 * How much room a node gets: the zoom of the tree is semantic, a step out shows less text per node instead of smaller
 * text. All sizes in CSS pixels.
 */
import type { LayoutStyle, Placement, TreeLayout } from './layout.ts';

export const DENSITIES = ['overview', 'compact', 'roomy'] as const;

export type Density = (typeof DENSITIES)[number];

/** Pixel measures under which a layout is drawn. */
export interface Geometry {
  readonly density: Density;
  /** Children stand below their parent, indented, instead of to its right. */
  readonly outline: boolean;
  /** Characters of a goal that have room in a box; a longer one is shortened. */
  readonly letters: number;
  /** Size of a node's box. */
  readonly width: number;
  readonly height: number;
  /** Distance from one column, one row to the next. */
  readonly columnPitch: number;
  readonly rowPitch: number;
  /** Empty border around the tree. */
  readonly margin: number;
  /** Where the trunk to the children stands: this far right of the box, or in an outline right of its left edge. */
  readonly trunk: number;
  /** Radius of the bend from trunk to arm. */
  readonly bend: number;
}

/** Numbers of columns and rows. */
export type Extents = Pick<TreeLayout, 'columns' | 'rows'>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes for the shortest of goals: boxes grow with the longest of a tree, up to `LETTERS.most`. */
const LETTERS = { least: 6, most: 14 };

const ROOMY: Geometry = {
  density: 'roomy',
  outline: false,
  letters: LETTERS.least,
  width: 176,
  height: 58,
  columnPitch: 216,
  rowPitch: 72,
  margin: 14,
  trunk: 14,
  bend: 10,
};

const COMPACT: Geometry = {
  density: 'compact',
  outline: false,
  letters: LETTERS.least,
  width: 148,
  height: 24,
  columnPitch: 178,
  rowPitch: 29,
  margin: 12,
  trunk: 9,
  bend: 7,
};

/** Below this width of the view columns would run out of it at once: the tree is written as an outline instead. */
export const OUTLINE_WIDTH = 520;

/** An outline is twice as high as the same tree in columns: in a wide view it may take so many views at most. */
const OUTLINE_VIEWS = 1.6;

/**
 * How the nodes of a density are laid out: in columns, or as an outline where these would run out of the view and the
 * outline does not, or where the view is narrow. The overview has no text and needs no outline.
 */
export function styleOf(density: Density, tree: ExtentsByStyle, view: Size, letters?: number): LayoutStyle {
  if (density === 'overview') return 'level';
  if (view.width < OUTLINE_WIDTH) return 'outline';
  const columns = extent(tree.level, geometry(density, 'level', tree.level, view, letters));
  const outline = extent(tree.outline, geometry(density, 'outline', tree.outline, view, letters));
  return columns.width > view.width && outline.height <= OUTLINE_VIEWS * view.height ? 'outline' : 'level';
}

/**
 * The geometry of a density; the overview's is stretched or squeezed so that the whole tree is in view. `letters` is the
 * length of the longest goal.
 */
export function geometry(
  density: Density,
  style: LayoutStyle,
  extents: Extents,
  view: Size,
  letters = LETTERS.least,
): Geometry {
  if (density === 'overview') return overview(extents, view);
  const base = widened(density === 'roomy' ? ROOMY : COMPACT, letters);
  if (style === 'level') return base;
  const columnPitch = 22;
  const free = view.width - 2 * base.margin - (extents.columns - 1) * columnPitch;
  const narrowest = density === 'roomy' ? ROOMY : COMPACT;
  // At least as wide as its text: beyond that one has to scroll.
  const width = clamp(free, narrowest.width + 30, 268);
  return {
    ...base,
    outline: true,
    letters: LETTERS.least + Math.floor((width - narrowest.width) / letterWidth(base)),
    width,
    columnPitch,
    trunk: 12,
    bend: 6,
  };
}

/** Room for goals of so many letters. */
function widened(base: Geometry, letters: number): Geometry {
  const shown = clamp(letters, LETTERS.least, LETTERS.most);
  const more = Math.ceil((shown - LETTERS.least) * letterWidth(base));
  return { ...base, letters: shown, width: base.width + more, columnPitch: base.columnPitch + more };
}

function letterWidth({ density }: Geometry): number {
  return density === 'roomy' ? 8.4 : 7.5;
}

function overview({ columns, rows }: Extents, view: Size): Geometry {
  const margin = 10;
  const smallest = 4;
  const rowPitch = clamp((view.height - 2 * margin - smallest) / Math.max(1, rows), 3, 22);
  const size = clamp(rowPitch - 1, smallest, 16);
  const columnPitch = clamp((view.width - 2 * margin - size) / Math.max(1, columns - 1), size + 8, 120);
  return {
    density: 'overview',
    outline: false,
    letters: 0,
    width: size,
    height: size,
    columnPitch,
    rowPitch,
    margin,
    trunk: Math.min(12, (columnPitch - size) / 2),
    bend: Math.min(5, rowPitch / 2),
  };
}

/** Size of the whole drawing. */
export function extent({ columns, rows }: Extents, g: Geometry): Size {
  return {
    width: 2 * g.margin + Math.max(0, columns - 1) * g.columnPitch + g.width,
    height: 2 * g.margin + Math.max(0, rows - 1) * g.rowPitch + g.height,
  };
}

/** The extents that a tree has under each style. */
export type ExtentsByStyle = Readonly<Record<LayoutStyle, Extents>>;

/** The roomiest density at which nothing needs to be scrolled; the overview when there is none. */
export function fittingDensity(tree: ExtentsByStyle, view: Size, letters?: number): Density {
  for (const density of ['roomy', 'compact'] as const) {
    const style = styleOf(density, tree, view, letters);
    const { width, height } = extent(tree[style], geometry(density, style, tree[style], view, letters));
    if (width <= view.width && height <= view.height) return density;
  }
  return 'overview';
}

/** What is shown unasked: what fits, but never so small that the text goes; then one scrolls. */
export function readableDensity(tree: ExtentsByStyle, view: Size, letters?: number): Density {
  return fittingDensity(tree, view, letters) === 'roomy' ? 'roomy' : 'compact';
}

/** The coarser of two densities. */
export function coarser(a: Density, b: Density): Density {
  return DENSITIES.indexOf(a) < DENSITIES.indexOf(b) ? a : b;
}

/** Left edge and vertical centre of a node's box. */
export function position(placement: Pick<Placement, 'column' | 'row'>, g: Geometry): { x: number; y: number } {
  return {
    x: g.margin + placement.column * g.columnPitch,
    y: g.margin + g.height / 2 + placement.row * g.rowPitch,
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
