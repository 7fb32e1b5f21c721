import { describe, expect, it } from 'vitest';
import { chunksOf, eachPrediction } from '../../../../../src/model/engines/tfjs/chunks.ts';
import { rowTokens, TINY, tokenBatch } from '../../../../support/engine-fixtures.ts';

describe('chunksOf', () => {
  const lengths = Array.from({ length: 150 }, (_, row) => 1 + ((row * 13) % 40));
  const batch = tokenBatch(TINY, 1, lengths);

  it('covers every prediction once, with its input and target', () => {
    const seen = new Set<number>();
    for (const chunk of chunksOf(batch, TINY.context)) {
      eachPrediction(chunk, batch, (inChunk, inBatch) => {
        expect(seen.has(inBatch)).toBe(false);
        seen.add(inBatch);
        expect(chunk.inputs[inChunk]).toBe(batch.tokens[inBatch - 1]);
        expect(chunk.targets[inChunk]).toBe(batch.tokens[inBatch]);
      });
    }
    expect(seen.size).toBe(lengths.reduce((sum, n) => sum + n - 1, 0));
  });

  it('puts rows of similar length together, at most 64, and pads little', () => {
    const chunks = chunksOf(batch, TINY.context);
    expect(chunks.map((chunk) => chunk.rows.length)).toEqual([64, 64, 18]);
    for (const { rows, width, inputs } of chunks) {
      const longest = Math.max(...rows.map((row) => rowTokens(batch, row).length - 1));
      expect(width).toBe(Math.ceil(longest / 8) * 8);
      expect(inputs).toHaveLength(rows.length * width);
    }
  });

  it('is never wider than the context', () => {
    expect(chunksOf(tokenBatch(TINY, 1, [44]), 44)[0]?.width).toBe(44);
  });

  it('leaves out rows with nothing to predict, and rows that are not wanted', () => {
    const few = tokenBatch(TINY, 1, [1, 3, 5]);
    expect(chunksOf(few, TINY.context)[0]?.rows).toEqual([1, 2]);
    expect(chunksOf(few, TINY.context, (row) => row !== 1)[0]?.rows).toEqual([2]);
    expect(chunksOf(few, TINY.context, () => false)).toEqual([]);
  });
});
