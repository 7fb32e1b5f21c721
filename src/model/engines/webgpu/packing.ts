/**
 * Batches as passes: each sequence cut behind the last token that a wanted prediction depends on, and a prediction
 * only where one is wanted.
 */
import type { TokenBatch } from '../../engine.ts';
import { type PassRows, packRows, type RowSequence } from './pass-rows.ts';

/** One pass over some rows of a batch. */
export interface BatchPass extends PassRows {
  /** Index in the batch's arrays of the token that each prediction is of. */
  readonly indices: Int32Array;
}

/**
 * The passes, in a fixed order and of at most `capacity` rows each, that predict every token at a position ≥ 1 for
 * which `wanted(index)` holds. The capacity must be at least the longest sequence.
 */
export function packBatch(batch: TokenBatch, capacity: number, wanted: (index: number) => boolean): BatchPass[] {
  const passes: BatchPass[] = [];
  let sequences: RowSequence[] = [];
  let indices: number[] = [];
  let rows = 0;
  const close = () => {
    if (rows > 0) passes.push({ ...packRows(sequences), indices: Int32Array.from(indices) });
    sequences = [];
    indices = [];
    rows = 0;
  };
  for (let row = 0; row < batch.rows; row++) {
    const start = row * batch.width;
    const picked: number[] = [];
    for (let p = 1; p < (batch.lengths[row] as number); p++) if (wanted(start + p)) picked.push(p - 1);
    const last = picked[picked.length - 1];
    if (last === undefined) continue;
    if (rows + last + 1 > capacity) close();
    for (const position of picked) indices.push(start + position + 1);
    sequences.push({ tokens: batch.tokens.subarray(start, start + last + 1), picked });
    rows += last + 1;
  }
  close();
  return passes;
}
