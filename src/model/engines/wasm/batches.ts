/** Cuts a batch into passes: whole rows, in order, without padding, at most `capacity` tokens together. */
import type { TokenBatch } from '../../engine.ts';
import type { Reading, ScoredRow } from './network.ts';

/** One pass over some rows of a batch. */
export interface BatchPass {
  readonly readings: readonly Reading[];
  readonly picks: readonly ScoredRow[];
  /** Index in the batch's arrays of the token that each pick predicts. */
  readonly indices: Int32Array;
}

/**
 * The passes that predict every token at a position ≥ 1 for which `wanted(index)` holds. Of a row, only what its last
 * wanted token depends on is read; rows without one are left out.
 */
export function* batchPasses(
  batch: TokenBatch,
  capacity: number,
  wanted: (index: number) => boolean,
): Generator<BatchPass> {
  let readings: Reading[] = [];
  let picks: ScoredRow[] = [];
  let indices: number[] = [];
  let rows = 0;
  for (let row = 0; row < batch.rows; row++) {
    const start = row * batch.width;
    const positions: number[] = [];
    for (let p = 1; p < (batch.lengths[row] as number); p++) if (wanted(start + p)) positions.push(p);
    const end = positions[positions.length - 1];
    if (end === undefined) continue;
    if (rows + end > capacity) {
      yield { readings, picks, indices: Int32Array.from(indices) };
      readings = [];
      picks = [];
      indices = [];
      rows = 0;
    }
    for (const p of positions) {
      picks.push({ reading: readings.length, position: p - 1 });
      indices.push(start + p);
    }
    readings.push({ tokens: batch.tokens.subarray(start, start + end), first: 0, end, slot: null });
    rows += end;
  }
  if (rows > 0) yield { readings, picks, indices: Int32Array.from(indices) };
}
