/** Where a batch is cut: whole rows, in order, balanced, and by nothing but the batch. */
import { describe, expect, it } from 'vitest';
import type { TrainBatch } from '../../../../../src/model/engine.ts';
import { cutBatch, divide, partOf } from '../../../../../src/model/engines/wasm/parts.ts';
import { someState, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';

function batchOf(rows: number, width: number): TrainBatch {
  const size = rows * width;
  const floats = () => new Float32Array(size).fill(1);
  return {
    rows,
    width,
    tokens: new Int32Array(size),
    lengths: new Int32Array(rows).fill(width),
    weights: floats().map((w, at) => (at % width === 0 ? 0 : w)),
    advantages: floats(),
    logProbs: floats(),
    normalizer: 1,
  };
}

describe('cutBatch', () => {
  it('gives two threads work for batches of the sizes that matter', () => {
    expect(cutBatch(batchOf(4, 128)).map(({ tokens }) => tokens)).toEqual([127, 127, 127, 127]);
    expect(cutBatch(batchOf(8, 32)).map(({ tokens }) => tokens)).toEqual([62, 62, 62, 62]);
  });

  it('covers every row once, in order, in at most 16 parts', () => {
    for (const rows of [1, 3, 17, 100]) {
      const parts = cutBatch(batchOf(rows, 40));
      expect(parts.length).toBeLessThanOrEqual(16);
      expect(parts[0]?.first).toBe(0);
      expect(parts.at(-1)?.end).toBe(rows);
      for (const [i, part] of parts.entries()) if (i > 0) expect(part.first).toBe(parts[i - 1]?.end);
    }
  });

  it('counts what is read: rows up to their last weighted token, none without', () => {
    const batch = batchOf(6, 100);
    batch.weights.fill(0, 100, 300);
    batch.weights.fill(0, 330, 400);
    const parts = cutBatch(batch);
    expect(parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(99 + 29 + 99 + 99);
    expect(cutBatch({ ...batch, weights: new Float32Array(600) })).toEqual([]);
    expect(cutBatch(batchOf(0, 0))).toEqual([]);
  });
});

describe('divide', () => {
  it('keeps the order and balances tokens', () => {
    const items = [5, 5, 10, 20, 20, 20].map((tokens) => ({ tokens }));
    expect(divide(items, 2).map((group) => group.map(({ tokens }) => tokens))).toEqual([
      [5, 5, 10, 20],
      [20, 20],
    ]);
    expect(divide(items, 1)).toEqual([items]);
    expect(divide([], 3)).toEqual([[], [], []]);
  });
});

describe('partOf', () => {
  it('is a view of the rows, with everything the loss may need', () => {
    const batch = trainBatch(someState(TINY, 1), 2, [5, 9, 3, 7]);
    const part = partOf(batch, { first: 1, end: 3, tokens: 0 });
    expect(part.rows).toBe(2);
    expect([...part.lengths]).toEqual([9, 3]);
    for (const field of ['tokens', 'weights', 'advantages', 'logProbs', 'references', 'returns', 'values'] as const) {
      expect(part[field]).toEqual(batch[field].subarray(9, 27));
      expect(part[field]?.buffer).toBe(batch[field].buffer);
    }
    expect('values' in partOf(batchOf(4, 4), { first: 0, end: 1, tokens: 0 })).toBe(false);
  });
});
