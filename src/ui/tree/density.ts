/**
 * How much room a node gets: the zoom of the tree is semantic, a step out shows less text per node instead of smaller
 * text. All sizes in CSS pixels.
 */
import type { Placement, TreeLayout } from './layout.ts';

export const DENSITIES = ['overview', 'compact', 'roomy'] as const;

export type Density = (typeof DENSITIES)[number];

/** Pixel measures under which a layout is drawn. */
export interface Geometry {
  readonly density: Density;
  /** Size of a node's box. */
  readonly width: number;
  readonly height: number;
  /** Distance from one column, one row to the next. */
  readonly columnPitch: number;
  readonly rowPitch: number;
  /** Empty border around the tree. */
  readonly margin: number;
  /** Where the trunk to the children stands, right of the box. */
  readonly trunk: number;
  /** Radius of the bend from trunk to arm. */
  readonly bend: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ROOMY: Geometry = {
  density: 'roomy',
  width: 176,
  height: 44,
  columnPitch: 216,
  rowPitch: 56,
  margin: 14,
  trunk: 16,
  bend: 10,
};

const COMPACT: Geometry = {
  density: 'compact',
  width: 116,
  height: 24,
  columnPitch: 144,
  rowPitch: 29,
  margin: 12,
  trunk: 11,
  bend: 7,
};

/** The geometry of a density; the overview's is stretched or squeezed so that the whole tree is in view. */
export function geometry(density: Density, layout: Pick<TreeLayout, 'columns' | 'rows'>, view: Size): Geometry {
  if (density === 'roomy') return ROOMY;
  if (density === 'compact') return COMPACT;
  const margin = 10;
  const rowPitch = clamp((view.height - 2 * margin) / Math.max(1, layout.rows), 5, 22);
  const size = clamp(rowPitch - 1.5, 4, 16);
  const columnPitch = clamp((view.width - 2 * margin - size) / Math.max(1, layout.columns - 1), size + 8, 96);
  return {
    density,
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
export function extent(layout: Pick<TreeLayout, 'columns' | 'rows'>, g: Geometry): Size {
  return {
    width: 2 * g.margin + Math.max(0, layout.columns - 1) * g.columnPitch + g.width,
    height: 2 * g.margin + Math.max(0, layout.rows - 1) * g.rowPitch + g.height,
  };
}

/** The roomiest density at which nothing needs to be scrolled; the overview when there is none. */
export function fittingDensity(layout: Pick<TreeLayout, 'columns' | 'rows'>, view: Size): Density {
  for (const density of ['roomy', 'compact'] as const) {
    const { width, height } = extent(layout, geometry(density, layout, view));
    if (width <= view.width && height <= view.height) return density;
  }
  return 'overview';
}

/** What is shown unasked: what fits, but never so small that the text goes; then one scrolls. */
export function readableDensity(layout: Pick<TreeLayout, 'columns' | 'rows'>, view: Size): Density {
  return fittingDensity(layout, view) === 'roomy' ? 'roomy' : 'compact';
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
