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
  /** x · w; queries, keys and values, and the gated layer, take `rows` from here and have their own columns. */
  readonly product: Tile;
  readonly fused: Tile;
  /** x · wᵀ. */
  readonly transposed: Tile;
  /** xᵀ · y. */
  readonly weight: Tile;
  /** Lanes of a workgroup of attention. */
  readonly attention: number;
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

const PROCESSOR: Tiles = {
  product: { lanes: 8, columns: 2, rows: 8 },
  fused: { lanes: 8, columns: 2, rows: 8 },
  transposed: { lanes: 8, columns: 4, rows: 8 },
  weight: { lanes: 8, columns: 2, rows: 8 },
  attention: 8,
};

const GRAPHICS: Tiles = {
  product: { lanes: 32, columns: 1, rows: 8 },
  fused: { lanes: 32, columns: 2, rows: 8 },
  transposed: { lanes: 32, columns: 4, rows: 8 },
  weight: { lanes: 32, columns: 1, rows: 8 },
  attention: 32,
};

const GRAPHICS_FEW: Tiles = {
  product: { lanes: 32, columns: 1, rows: 2 },
  fused: { lanes: 32, columns: 2, rows: 2 },
  transposed: { lanes: 32, columns: 1, rows: 4 },
  weight: { lanes: 32, columns: 1, rows: 8 },
  attention: 32,
};
