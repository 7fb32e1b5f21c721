/** The engine suite's part on calls that overlap: nobody has to wait for one before making the next. */
import { describe, expect, it } from 'vitest';
import type { Completion, GenerateRequest, ModelState } from '../../src/model/engine.ts';
import { key } from '../../src/random/index.ts';
import {
  ALL_TERMS,
  distance,
  OBSERVE,
  request,
  someState,
  someTokens,
  TINY_WITH_VALUES,
  tokenBatch,
  trainBatch,
} from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';
import { expectSame } from './engine-suite-cache.ts';

export function engineOverlapSuite({ engine, tolerances }: EngineSuiteContext): void {
  const state = someState(TINY_WITH_VALUES, 14);
  const turns = (name: string, n: number): GenerateRequest[] =>
    Array.from({ length: n }, (_, i) =>
      request(`${name}${i}`, someTokens(TINY_WITH_VALUES, 500 + i, 3 + 5 * i), { maxTokens: 12 - 2 * i, key: key(i) }),
    );
  const names = (requests: readonly GenerateRequest[]) => requests.map(({ sequence }) => sequence);

  /** The completions of a model that nobody else uses. */
  async function alone(model: ModelState, requests: readonly GenerateRequest[]): Promise<Completion[]> {
    await engine().load(model);
    const completions = await engine().generate(requests);
    engine().release(names(requests));
    return completions;
  }

  function expectAllSame(actual: readonly Completion[], expected: readonly Completion[]): void {
    expect(actual).toHaveLength(expected.length);
    for (const [i, completion] of actual.entries()) expectSame(completion, expected[i], tolerances.batch);
  }

  describe('overlapping calls', () => {
    it('of generate give what they give one after the other', async () => {
      const [a, b] = [turns('a', 4), turns('b', 3)];
      const [first, second] = [await alone(state, a), await alone(state, b)];
      const early = engine().generate(a);
      const late = engine().generate(b);
      expectAllSame(await late, second);
      expectAllSame(await early, first);

      engine().release(names([...a, ...b]));
      const again = engine().generate(a);
      await new Promise((resolve) => setTimeout(resolve, 0));
      // The same sequences once more, while they are being written.
      const [joined, same] = [engine().generate(b), engine().generate(a)];
      expectAllSame(await again, first);
      expectAllSame(await joined, second);
      expectAllSame(await same, first);
    });

    it('of generate and train happen in some order', async () => {
      const batch = trainBatch(state, 20, [7, 9]);
      const step = { ...OBSERVE, loss: ALL_TERMS, learningRate: 0.02 };
      await engine().load(state);
      const stats = await engine().train(batch, step);
      const trained = await engine().state();
      const [before, after] = [await alone(state, turns('a', 3)), await alone(trained, turns('a', 3))];
      expect(before[0]!.logProbs).not.toEqual(after[0]!.logProbs);

      await engine().load(state);
      const early = engine().generate(turns('a', 3));
      const training = engine().train(batch, step);
      const late = engine().generate(turns('b', 3));
      expect(await training).toEqual(stats);
      expectOneOf(await early, before, after);
      expectOneOf(await late, before, after);
      expect(await engine().state()).toEqual(trained);
      expectAllSame(await engine().generate(turns('c', 3)), after);
    });

    it('of generate and load happen in some order', async () => {
      const other = someState(TINY_WITH_VALUES, 15);
      const [before, after] = [await alone(state, turns('a', 3)), await alone(other, turns('a', 3))];
      await engine().load(state);
      const early = engine().generate(turns('a', 3));
      const loading = engine().load(other);
      const late = engine().generate(turns('b', 3));
      await loading;
      expectOneOf(await early, before, after);
      expectAllSame(await late, after);
      expect(await engine().state()).toEqual(other);
      expectAllSame(await engine().generate(turns('c', 3)), after);
    });

    it('of generate and score change neither', async () => {
      const batch = tokenBatch(TINY_WITH_VALUES, 6, [9, 4, 12]);
      const expected = await alone(state, turns('a', 3));
      const scores = await engine().score(batch, 0.7);
      const writing = engine().generate(turns('b', 3));
      const scoring = engine().score(batch, 0.7);
      const { logProbs, entropies, values } = await scoring;
      expect(distance(logProbs, scores.logProbs)).toBeLessThanOrEqual(tolerances.batch);
      expect(distance(entropies, scores.entropies)).toBeLessThanOrEqual(tolerances.batch);
      expect(distance(values, scores.values)).toBeLessThanOrEqual(tolerances.batch);
      expectAllSame(await writing, expected);
    });

    /** The completions of one model or of the other, but of no mixture. */
    function expectOneOf(actual: readonly Completion[], before: readonly Completion[], after: readonly Completion[]) {
      const isBefore = distance(actual[0]!.logProbs, before[0]!.logProbs) <= tolerances.batch;
      expectAllSame(actual, isBefore ? before : after);
    }
  });
}
