/** The engine suite's part on what must not matter: the rest of the batch, what was cached, and where from. */
import { describe, expect, it } from 'vitest';
import type { Completion } from '../../src/model/engine.ts';
import { key } from '../../src/random/index.ts';
import {
  distance,
  OBSERVE,
  request,
  someState,
  someTokens,
  TINY,
  TINY_WITH_VALUES,
  trainBatch,
} from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';

/** Same tokens and end; numbers within `tolerance`. */
export function expectSame(actual: Completion | undefined, expected: Completion | undefined, tolerance: number): void {
  expect(Array.from(actual!.tokens)).toEqual(Array.from(expected!.tokens));
  expect(actual!.ended).toBe(expected!.ended);
  for (const field of ['logProbs', 'entropies', 'values'] as const) {
    expect(distance(actual![field], expected![field]), field).toBeLessThanOrEqual(tolerance);
  }
}

export function engineCacheSuite({ engine, tolerances }: EngineSuiteContext): void {
  const state = someState(TINY, 11);
  const prompt = someTokens(TINY, 40, 5);
  const same = (a: Completion | undefined, b: Completion | undefined) => expectSame(a, b, tolerances.batch);

  describe('batches and caches', () => {
    it('gives the same answer every time', async () => {
      await engine().load(state);
      const first = await engine().generate([request('a', prompt)]);
      engine().release(['a', 'never heard of']);
      expect(await engine().generate([request('a', prompt)])).toEqual(first);
      await engine().load(state);
      expect(await engine().generate([request('a', prompt)])).toEqual(first);
    });

    it('does not let a sequence depend on the rest of the batch', async () => {
      await engine().load(state);
      const requests = Array.from({ length: 70 }, (_, i) =>
        request(`s${i}`, someTokens(TINY, 300 + i, 1 + ((i * 11) % 40)), {
          maxTokens: 1 + (i % 5),
          temperature: i % 4 === 0 ? 0 : 1,
        }),
      );
      const together = await engine().generate(requests);
      expect(together).toHaveLength(70);
      for (const i of [0, 17, 18, 42, 69]) {
        engine().release([`s${i}`]);
        const [alone] = await engine().generate([requests[i]!]);
        same(alone, together[i]);
      }
      engine().release(requests.map((r) => r.sequence));
      const reversed = await engine().generate(requests.slice(10, 40).reverse());
      for (let i = 10; i < 40; i++) same(reversed[39 - i], together[i]);
    });

    it('continues a sequence over turns as if it read everything anew', async () => {
      await engine().load(state);
      let tokens = prompt;
      for (let turn = 0; turn < 4; turn++) {
        const [continued] = await engine().generate([request('cached', tokens, { maxTokens: 4, key: key(turn) })]);
        const [fresh] = await engine().generate([request(`turn ${turn}`, tokens, { maxTokens: 4, key: key(turn) })]);
        same(continued, fresh);
        tokens = [...tokens, ...continued!.tokens, ...someTokens(TINY, 90 + turn, 4)];
      }
      expect(tokens.length).toBeGreaterThan(32);
    });

    it('notices when the history under a name has changed', async () => {
      await engine().load(state);
      await engine().generate([request('a', [...prompt, 1, 2, 3])]);
      for (const tokens of [[...prompt, 1, 4, 3, 2, 2], prompt, [3], [...prompt, 1, 2, 3]]) {
        const [reused] = await engine().generate([request('a', tokens, { key: key(1) })]);
        const [fresh] = await engine().generate([request('b', tokens, { key: key(1) })]);
        engine().release(['b']);
        same(reused, fresh);
      }
    });

    it('keeps forks of one prefix apart', async () => {
      await engine().load(state);
      const forks = [[1, 2], [1, 3], [4], []].map((tail, i) => request(`fork ${i}`, [...prompt, ...tail]));
      const together = await engine().generate(forks);
      for (const [i, fork] of forks.entries()) {
        await engine().load(state);
        const [alone] = await engine().generate([fork]);
        same(together[i], alone);
      }
    });

    it('forgets its caches when the parameters change', async () => {
      await engine().load(state);
      const asked = request('a', prompt, { maxTokens: 20 });
      await engine().generate([asked]);
      await engine().train(trainBatch(state, 20, [7, 9]), { ...OBSERVE, learningRate: 0.05 });
      const [reused] = await engine().generate([asked]);
      await engine().load(await engine().state());
      const [fresh] = await engine().generate([asked]);
      same(reused, fresh);
    });
  });

  describe('fork', () => {
    const told = someState(TINY_WITH_VALUES, 13);
    const history = someTokens(TINY_WITH_VALUES, 44, 20);
    const options = { maxTokens: 6, key: key(4) };

    /** What `tokens` give without any cache. */
    async function fresh(tokens: readonly number[]): Promise<Completion> {
      const [completion] = await engine().generate([request('fresh', tokens, options)]);
      engine().release(['fresh']);
      return completion!;
    }

    it('changes no completion, wherever it begins and however much is known', async () => {
      await engine().load(told);
      const [first] = await engine().generate([request('a', history, options)]);
      const known = [...history, ...first!.tokens];
      for (const length of [0, 1, 7, history.length, known.length, 1000]) {
        const tail = someTokens(TINY, 80 + length, 5);
        const tokens = [...known.slice(0, length), ...tail];
        engine().fork('a', `b${length}`, length);
        const [forked] = await engine().generate([request(`b${length}`, tokens, options)]);
        same(forked, await fresh(tokens));
      }
      engine().fork('nobody', 'c', 5);
      const [unknown] = await engine().generate([request('c', history, options)]);
      same(unknown, first);
      engine().fork('a', 'a', 3);
      const [continued] = await engine().generate([request('a', [...known, 2], options)]);
      same(continued, await fresh([...known, 2]));
    });

    it('keeps the new sequence apart from the old one, which may go on, be forked again or be released', async () => {
      await engine().load(told);
      await engine().generate([request('a', history, options)]);
      engine().fork('a', 'b', 10);
      engine().fork('b', 'c', 8);
      const onwards = [...history, ...someTokens(TINY, 91, 6)];
      const sideways = [...history.slice(0, 10), ...someTokens(TINY, 92, 12)];
      const third = [...history.slice(0, 8), 1, 2, 3];
      const [a, b] = await engine().generate([request('a', onwards, options), request('b', sideways, options)]);
      engine().release(['a', 'b']);
      const [c] = await engine().generate([request('c', third, options)]);
      same(a, await fresh(onwards));
      same(b, await fresh(sideways));
      same(c, await fresh(third));
    });

    it('replaces what was known of a name', async () => {
      await engine().load(told);
      const other = someTokens(TINY, 93, 12);
      await engine().generate([request('a', history, options), request('b', other, options)]);
      engine().fork('a', 'b', 15);
      const tokens = [...history.slice(0, 15), 4];
      const [forked] = await engine().generate([request('b', tokens, options)]);
      same(forked, await fresh(tokens));
      const [back] = await engine().generate([request('b', other, options)]);
      same(back, await fresh(other));
    });

    it('works while the old sequence is being written, and survives its release', async () => {
      await engine().load(told);
      const expected = await fresh([...history.slice(0, 12), 7]);
      const whole = await fresh(history);
      const underWay = engine().generate([request('a', history, options)]);
      engine().fork('a', 'b', 12);
      await new Promise((resolve) => setTimeout(resolve, 0));
      engine().fork('a', 'c', 12);
      engine().release(['a']);
      const both = engine().generate(['b', 'c'].map((name) => request(name, [...history.slice(0, 12), 7], options)));
      same((await underWay)[0], whole);
      for (const completion of await both) same(completion, expected);
    });
  });
}
