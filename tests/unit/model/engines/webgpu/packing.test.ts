/** Batches cut into passes: what is read, what is predicted, and what the loss is told of it. */
import { describe, expect, it } from 'vitest';
import { RowWords } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { packBatch } from '../../../../../src/model/engines/webgpu/packing.ts';
import {
  PREDICTION_WORDS,
  packPredictions,
  SETTINGS_WORDS,
} from '../../../../../src/model/engines/webgpu/predictions.ts';
import { someState, TINY, tokenBatch, trainBatch } from '../../../../support/engine-fixtures.ts';

describe('packBatch', () => {
  const batch = tokenBatch(TINY, 1, [6, 1, 4, 9], 10);

  it('reads each sequence up to the last token that a wanted prediction depends on', () => {
    const wanted = new Set([2, 4, 20 + 3, 30 + 1]);
    const [pass, ...others] = packBatch(batch, 64, (index) => wanted.has(index));
    expect(others).toEqual([]);
    expect(Array.from(pass!.indices)).toEqual([2, 4, 23, 31]);
    expect(pass).toMatchObject({ rows: 4 + 3 + 1, picked: 4 });
    const word = (row: number, name: keyof typeof RowWords) => pass!.words[row * RowWords.count + RowWords[name]];
    for (const [i, index] of pass!.indices.entries()) {
      const row = word(i, 'picked')!;
      // The row before the token that is predicted.
      expect(word(row, 'token')).toBe(batch.tokens[index - 1]);
      expect(word(row, 'position')).toBe((index % batch.width) - 1);
      expect(word(row, 'pickOf')).toBe(i);
    }
  });

  it('fills passes in the order of the rows, never beyond the capacity, and cuts no sequence', () => {
    const passes = packBatch(batch, 9, () => true);
    expect(passes.map(({ rows }) => rows)).toEqual([8, 8]);
    const indices = passes.flatMap((pass) => Array.from(pass.indices));
    expect(indices).toEqual([1, 2, 3, 4, 5, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 38]);
    expect(packBatch(batch, 64, () => true)).toHaveLength(1);
  });

  it('makes no pass where nothing is wanted', () => {
    expect(packBatch(batch, 64, () => false)).toEqual([]);
  });
});

describe('packPredictions', () => {
  const batch = trainBatch(someState(TINY, 2), 5, [5, 7]);
  const indices = Int32Array.of(1, 3, 9);

  it('tells token and temperature, and nothing else, of tokens that are only scored', () => {
    const words = packPredictions(batch.tokens, indices, 0.5, null);
    expect(words).toHaveLength(SETTINGS_WORDS + 3 * PREDICTION_WORDS);
    const floats = new Float32Array(words.buffer);
    expect(floats[8]).toBe(2);
    const told = Array.from(words.keys()).filter((at) => words[at] !== 0 && at >= SETTINGS_WORDS);
    expect(told.every((at) => (at - SETTINGS_WORDS) % PREDICTION_WORDS === 0)).toBe(true);
    expect(Array.from(indices, (_, i) => words[SETTINGS_WORDS + i * PREDICTION_WORDS])).toEqual(
      Array.from(indices, (index) => batch.tokens[index]),
    );
  });

  it('tells the loss what it reads of each token', () => {
    const loss = { kind: 'ppo', low: 0.75, high: 1.5, dual: 3, kl: 0.5, entropy: 0.25, value: { weight: 2, clip: 1 } };
    const words = packPredictions(batch.tokens, indices, 1, { batch, loss: loss as never });
    const floats = new Float32Array(words.buffer);
    expect(words[0]).toBe(2);
    expect(Array.from(floats.subarray(1, 9))).toEqual([0.75, 1.5, 3, 0.5, 0.25, 2, 1, 1]);
    expect(words[9]).toBe(1);
    for (const [i, index] of indices.entries()) {
      const at = SETTINGS_WORDS + i * PREDICTION_WORDS;
      expect(Array.from(floats.subarray(at + 1, at + 7))).toEqual([
        Math.fround(batch.weights[index]! / batch.normalizer),
        batch.advantages[index],
        batch.logProbs[index],
        batch.references[index],
        batch.returns[index],
        batch.values[index],
      ]);
    }
  });
});
