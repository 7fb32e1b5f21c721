/**
 * Cuts a batch into chunks of rows of similar length, so that padding stays small and memory stays flat however many
 * rows a step has. A chunk holds the inputs of the network and, for each, what it should predict: the next token.
 */
import type { TokenBatch } from '../../engine.ts';

/** Most rows per chunk. */
const CHUNK_ROWS = 64;

/** Chunk widths are multiples of this, so that a GPU backend sees few shapes. */
const WIDTH_STEP = 8;

/** B rows of T inputs. Index b·T + t concerns the batch's row `rows[b]`, position t + 1 (the one predicted). */
export interface Chunk {
  /** Row numbers in the batch, shortest row first. */
  readonly rows: readonly number[];
  /** T: inputs per row; padded with token 0. */
  readonly width: number;
  /** [B·T] */
  readonly inputs: Int32Array;
  /** [B·T]: the next tokens; 0 where there is none. */
  readonly targets: Int32Array;
}

/**
 * The batch's chunks, in a fixed order (by length, then by row). Rows without a token to predict and rows that
 * `wanted` turns down are in none.
 */
export function chunksOf(batch: TokenBatch, context: number, wanted: (row: number) => boolean = () => true): Chunk[] {
  const length = (row: number) => batch.lengths[row] as number;
  const order = Array.from({ length: batch.rows }, (_, row) => row)
    .filter((row) => length(row) > 1 && wanted(row))
    .sort((a, b) => length(a) - length(b) || a - b);
  const chunks: Chunk[] = [];
  for (let i = 0; i < order.length; i += CHUNK_ROWS) {
    const rows = order.slice(i, i + CHUNK_ROWS);
    const longest = length(rows[rows.length - 1] as number) - 1;
    const width = Math.min(context, Math.ceil(longest / WIDTH_STEP) * WIDTH_STEP);
    const inputs = new Int32Array(rows.length * width);
    const targets = new Int32Array(rows.length * width);
    for (const [b, row] of rows.entries()) {
      const start = row * batch.width;
      inputs.set(batch.tokens.subarray(start, start + length(row) - 1), b * width);
      targets.set(batch.tokens.subarray(start + 1, start + length(row)), b * width);
    }
    chunks.push({ rows, width, inputs, targets });
  }
  return chunks;
}

/** Calls `visit(index in the chunk, index in the batch)` for every predicted position, in order. */
export function eachPrediction(
  chunk: Chunk,
  batch: TokenBatch,
  visit: (inChunk: number, inBatch: number) => void,
): void {
  for (const [b, row] of chunk.rows.entries()) {
    for (let p = 1; p < (batch.lengths[row] as number); p++) visit(b * chunk.width + p - 1, row * batch.width + p);
  }
}
