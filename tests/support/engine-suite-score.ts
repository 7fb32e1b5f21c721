/** The engine suite's part on loading and scoring. */
import { describe, expect, it } from 'vitest';
import {
  ADAPTED,
  ALL_ADAPTED,
  distance,
  referenceScores,
  rowTokens,
  someState,
  TINY,
  TINY_WITH_VALUES,
  tokenBatch,
} from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';

export function engineScoreSuite({ engine, tolerances }: EngineSuiteContext): void {
  describe('score', () => {
    for (const [title, config, temperature] of [
      ['2 layers, 2 heads', TINY, undefined],
      ['1 layer, value head, temperature 0.7', TINY_WITH_VALUES, 0.7],
      ['1 head, another rotary base', { ...TINY, heads: 1, ropeBase: 100 }, 1],
      ['adapters on some matrices', ADAPTED, 1],
      ['adapters on all matrices, value head, temperature 1.5', ALL_ADAPTED, 1.5],
    ] as const) {
      it(`agrees with the float64 model (${title})`, async () => {
        const state = someState(config, 1);
        await engine().load(state);
        const batch = tokenBatch(config, 10, [9, 1, 2, config.context, 11]);
        const scores = await engine().score(batch, temperature);
        for (let row = 0; row < batch.rows; row++) {
          const expected = referenceScores(state, batch, row, temperature);
          for (const field of ['logProbs', 'entropies', 'values'] as const) {
            const actual = scores[field].subarray(row * batch.width, row * batch.width + batch.lengths[row]!);
            expect(distance(actual, expected[field]), `${field} of row ${row}`).toBeLessThan(tolerances.scores);
          }
        }
      });
    }

    it('is 0 at position 0, in padding, and for values without a value head', async () => {
      await engine().load(someState(TINY, 1));
      const batch = tokenBatch(TINY, 10, [3, 5], 7);
      const { logProbs, entropies, values } = await engine().score(batch);
      for (const scores of [logProbs, entropies]) {
        expect(scores).toHaveLength(14);
        for (const at of [0, 3, 4, 5, 6, 7, 12, 13]) expect(scores[at]).toBe(0);
        for (const at of [1, 2, 8, 9, 10, 11]) expect(scores[at]).not.toBe(0);
      }
      expect(Array.from(values)).toEqual(new Array(14).fill(0));
    });

    it('scores a row alike among many rows and alone', async () => {
      await engine().load(someState(TINY, 1));
      const lengths = Array.from({ length: 70 }, (_, row) => 1 + ((row * 7) % 30));
      const batch = tokenBatch(TINY, 50, lengths);
      const together = await engine().score(batch);
      for (const row of [4, 33, 69]) {
        const length = lengths[row]!;
        const tokens = Int32Array.from(rowTokens(batch, row));
        const alone = await engine().score({ rows: 1, width: length, tokens, lengths: Int32Array.of(length) });
        const start = row * batch.width;
        expect(distance(together.logProbs.subarray(start, start + length), alone.logProbs)).toBeLessThan(1e-5);
      }
    });

    it('accepts an empty batch', async () => {
      await engine().load(someState(TINY, 1));
      const none = { rows: 0, width: 0, tokens: new Int32Array(0), lengths: new Int32Array(0) };
      expect((await engine().score(none)).logProbs).toHaveLength(0);
    });

    it('refuses batches that make no sense', async () => {
      await engine().load(someState(TINY, 1));
      const good = tokenBatch(TINY, 1, [4, 4]);
      await expect(engine().score({ ...good, lengths: Int32Array.of(4, 5) })).rejects.toThrow(/length 5/);
      await expect(engine().score({ ...good, lengths: Int32Array.of(4, 0) })).rejects.toThrow(/length 0/);
      await expect(engine().score({ ...good, rows: 3 })).rejects.toThrow(/8 numbers/);
      await expect(engine().score({ ...good, tokens: good.tokens.map(() => 11) })).rejects.toThrow(
        /not in the vocabulary/,
      );
      await expect(engine().score(tokenBatch(TINY, 1, [TINY.context + 1]))).rejects.toThrow(/context of 44/);
      await expect(engine().score(good, 0)).rejects.toThrow(/temperature/);
    });
  });

  describe('load and state', () => {
    it('gives back what was loaded, as copies on both ways', async () => {
      const state = someState(TINY_WITH_VALUES, 2);
      const parameters = state.parameters.slice();
      await engine().load({ ...state, parameters });
      parameters.fill(7);
      const first = await engine().state();
      expect(first).toEqual(state);
      first.parameters.fill(7);
      expect(await engine().state()).toEqual(state);
    });

    it('replaces a model by one of another shape', async () => {
      await engine().load(someState(TINY, 1));
      const state = someState(TINY_WITH_VALUES, 2);
      await engine().load(state);
      const batch = tokenBatch(TINY_WITH_VALUES, 3, [6]);
      const { values } = await engine().score(batch);
      expect(distance(values, referenceScores(state, batch, 0).values)).toBeLessThan(tolerances.scores);
    });

    it('refuses buffers that do not fit the configuration', async () => {
      const state = someState(TINY, 1);
      await expect(engine().load({ ...state, config: TINY_WITH_VALUES })).rejects.toThrow(/parameters/);
      await expect(engine().load({ ...state, config: { ...TINY, heads: 3 } })).rejects.toThrow(/model\.heads/);
    });
  });
}
