/** The engine suite's part on writing turns: sampling, ends, caches, batches. */
import { describe, expect, it } from 'vitest';
import type { Completion, ModelState } from '../../src/model/engine.ts';
import { sampleToken } from '../../src/model/sampling.ts';
import { type derive, key } from '../../src/random/index.ts';
import { distance, OBSERVE, request, someState, someTokens, TINY, trainBatch } from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';
import { referenceEntropy, referenceForward, referenceLogSoftmax } from './reference-model.ts';

export function engineGenerateSuite({ engine, tolerances }: EngineSuiteContext): void {
  const state = someState(TINY, 11);
  const prompt = someTokens(TINY, 40, 5);

  /** Same tokens and end; numbers within the tolerance between batches. */
  function expectSame(actual: Completion | undefined, expected: Completion | undefined): void {
    expect(Array.from(actual!.tokens)).toEqual(Array.from(expected!.tokens));
    expect(actual!.ended).toBe(expected!.ended);
    expect(distance(actual!.logProbs, expected!.logProbs)).toBeLessThanOrEqual(tolerances.batch);
    expect(distance(actual!.entropies, expected!.entropies)).toBeLessThanOrEqual(tolerances.batch);
  }

  describe('generate', () => {
    for (const temperature of [0, 0.6, 1]) {
      it(`draws from the float64 model's distribution at temperature ${temperature}`, async () => {
        await engine().load(state);
        const asked = request('a', prompt, { temperature, maxTokens: 30 });
        const [completion] = await engine().generate([asked]);
        const expected = referenceCompletion(state, prompt, temperature, asked.key, 30);
        expect(Array.from(completion!.tokens)).toEqual(expected.tokens);
        expect(distance(completion!.logProbs, expected.logProbs)).toBeLessThan(tolerances.scores);
        expect(distance(completion!.entropies, expected.entropies)).toBeLessThan(tolerances.scores);
        expect(completion!.ended).toBe('length');
      });
    }

    it('stops after the stop token, which it keeps', async () => {
      await engine().load(state);
      const [free] = await engine().generate([request('a', prompt, { maxTokens: 20 })]);
      const stop = free!.tokens[4]!;
      const first = free!.tokens.indexOf(stop);
      await engine().load(state);
      const [stopped] = await engine().generate([request('a', prompt, { maxTokens: 20, stop: [stop] })]);
      expect(stopped!.ended).toBe('stop');
      expect(Array.from(stopped!.tokens)).toEqual(Array.from(free!.tokens.subarray(0, first + 1)));
      expect(stopped!.logProbs).toHaveLength(first + 1);
    });

    it('fills the context to its last token and says so', async () => {
      await engine().load(state);
      const [completion] = await engine().generate([request('a', prompt, { maxTokens: 1000 })]);
      expect(completion!.ended).toBe('context');
      expect(completion!.tokens).toHaveLength(TINY.context - prompt.length);
      const full = someTokens(TINY, 41, TINY.context - 1);
      const [last] = await engine().generate([request('b', full, { maxTokens: 1000 })]);
      expect(last!.tokens).toHaveLength(1);
      expect(last!.ended).toBe('context');
    });

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
        expectSame(alone, together[i]);
      }
      engine().release(requests.map((r) => r.sequence));
      const reversed = await engine().generate(requests.slice(10, 40).reverse());
      for (let i = 10; i < 40; i++) expectSame(reversed[39 - i], together[i]);
    });

    it('continues a sequence over turns as if it read everything anew', async () => {
      await engine().load(state);
      let tokens = prompt;
      for (let turn = 0; turn < 4; turn++) {
        const [continued] = await engine().generate([request('cached', tokens, { maxTokens: 4, key: key(turn) })]);
        const [fresh] = await engine().generate([request(`turn ${turn}`, tokens, { maxTokens: 4, key: key(turn) })]);
        expectSame(continued, fresh);
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
        expectSame(reused, fresh);
      }
    });

    it('keeps forks of one prefix apart', async () => {
      await engine().load(state);
      const forks = [[1, 2], [1, 3], [4], []].map((tail, i) => request(`fork ${i}`, [...prompt, ...tail]));
      const together = await engine().generate(forks);
      for (const [i, fork] of forks.entries()) {
        await engine().load(state);
        const [alone] = await engine().generate([fork]);
        expectSame(together[i], alone);
      }
    });

    it('records the log-probabilities that scoring finds: training starts at a ratio of 1', async () => {
      await engine().load(state);
      const requests = [prompt, someTokens(TINY, 70, 20)].map((tokens, i) =>
        request(`s${i}`, tokens, { maxTokens: 24 }),
      );
      const completions = await engine().generate(requests);
      for (const [i, { tokens, logProbs, entropies }] of completions.entries()) {
        const before = requests[i]!.tokens;
        const all = Int32Array.from([...Array.from(before), ...tokens]);
        const row = { rows: 1, width: all.length, tokens: all, lengths: Int32Array.of(all.length) };
        const scores = await engine().score(row);
        expect(distance(scores.logProbs.subarray(before.length), logProbs)).toBeLessThan(1e-4);
        expect(distance(scores.entropies.subarray(before.length), entropies)).toBeLessThan(1e-4);
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
      expectSame(reused, fresh);
    });

    it('accepts no requests', async () => {
      await engine().load(state);
      expect(await engine().generate([])).toEqual([]);
    });

    it('refuses requests that cannot be answered', async () => {
      await engine().load(state);
      const refuse = async (asked: ReturnType<typeof request>, words: RegExp) =>
        expect(engine().generate([asked])).rejects.toThrow(words);
      await refuse(request('a', []), /no tokens/);
      await refuse(request('a', [1, 11]), /position 1: token 11 is not in the vocabulary/);
      await refuse(request('a', [1, -1]), /token -1/);
      await refuse(request('a', someTokens(TINY, 1, TINY.context)), /no room/);
      await refuse(request('a', prompt, { maxTokens: 0 }), /maxTokens/);
      await refuse(request('a', prompt, { temperature: -1 }), /temperature/);
      await refuse(request('a', prompt, { temperature: Number.NaN }), /temperature/);
      await expect(engine().generate([request('a', prompt), request('a', prompt)])).rejects.toThrow(/twice/);
      expect(await engine().generate([request('a', prompt)])).toHaveLength(1);
    });
  });
}

/** What a turn should be, from float64 logits and the shared sampling rule. */
function referenceCompletion(
  state: ModelState,
  prompt: readonly number[],
  temperature: number,
  requestKey: ReturnType<typeof derive>,
  count: number,
): { tokens: number[]; logProbs: number[]; entropies: number[] } {
  const tokens = [...prompt];
  const logProbs: number[] = [];
  const entropies: number[] = [];
  for (let i = 0; i < count; i++) {
    const logits = referenceForward(state.config, state.parameters, tokens).logits[tokens.length - 1]!;
    const single = Float32Array.from(logits);
    const { token } = sampleToken(single, 0, single.length, { temperature }, 0, requestKey, tokens.length);
    const distribution = referenceLogSoftmax(logits, temperature > 0 ? temperature : 1);
    logProbs.push(distribution[token]!);
    entropies.push(referenceEntropy(distribution));
    tokens.push(token);
  }
  return { tokens: tokens.slice(prompt.length), logProbs, entropies };
}
