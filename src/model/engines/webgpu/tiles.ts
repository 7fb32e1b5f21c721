/**
 * How much of a product one lane computes. Tiles change how fast a kernel is and no bit of what it computes: every
 * element is one chain of fused multiply-adds in the same order.
 */

export interface Tile {
  /** Lanes of a workgroup, side by side along the columns. */
  readonly lanes: number;
  /** Groups of columns per lane (columns, where a kernel has no groups). */
  readonly columns: number;
  /** Rows per lane. */
  readonly rows: number;
}

export interface Tiles {
  /** x · w. */
  readonly product: Tile;
  /** The products whose lanes hold two groups of columns that belong together: q, k and v, and the gated layer. */
  readonly fused: Omit<Tile, 'columns'>;
  /** x · wᵀ. */
  readonly transposed: Tile;
  /** xᵀ · y; its rows are those of the matrix. */
  readonly weight: Tile;
  /** Lanes of a workgroup of attention. */
  readonly attention: number;
  /** Whether the lanes of a workgroup share a row of a norm, which takes a barrier, or have one each. */
  readonly sharedRows: boolean;
}

/** What drivers differ in: one that simulates lanes on a processor, or a graphics card. */
export type Hardware = 'processor' | 'graphics';

/** Row counts up to this are those of decoding: rows are shared out more finely there. */
const FEW_ROWS = 256;

/** Tiles for passes of up to `rows` rows. */
export function tilesFor(hardware: Hardware, rows: number): Tiles {
  if (hardware === 'processor') return PROCESSOR;
  return rows <= FEW_ROWS ? GRAPHICS_FEW : GRAPHICS;
}

/** Measured on SwiftShader, as processor time: every load is a gather there, so that large tiles win. */
const PROCESSOR: Tiles = {
  product: { lanes: 8, columns: 4, rows: 8 },
  fused: { lanes: 4, rows: 12 },
  transposed: { lanes: 4, columns: 8, rows: 8 },
  weight: { lanes: 8, columns: 2, rows: 16 },
  attention: 8,
  sharedRows: false,
};

/** Reasoned, not measured: a lane's tile fits its registers, and side by side lanes read whole lines of memory. */
const GRAPHICS: Tiles = {
  product: { lanes: 32, columns: 1, rows: 8 },
  fused: { lanes: 32, rows: 8 },
  transposed: { lanes: 32, columns: 4, rows: 8 },
  weight: { lanes: 32, columns: 1, rows: 8 },
  attention: 32,
  sharedRows: true,
};

/** As much work for 64 rows as there are lanes to do it. */
const GRAPHICS_FEW: Tiles = {
  ...GRAPHICS,
  product: { lanes: 32, columns: 1, rows: 2 },
  fused: { lanes: 32, rows: 2 },
  transposed: { lanes: 32, columns: 1, rows: 4 },
};
