/** The engine suite's part on writing turns: how tokens are drawn, what is said of them, and when a turn ends. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../src/model/config.ts';
import type { Completion, GenerateRequest, ModelState } from '../../src/model/engine.ts';
import { type Grammar, nextState } from '../../src/model/grammar.ts';
import { sampleToken } from '../../src/model/sampling.ts';
import { ALL_ADAPTED, distance, request, someState, someTokens, TINY, TINY_WITH_VALUES } from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';
import { referenceEntropy, referenceForward, referenceLogSoftmax } from './reference-model.ts';

/** Three states: even tokens; tokens above 5; four tokens, of which 10 is the only one that leaves the state. */
const GRAMMAR: Grammar = {
  next: Int32Array.from({ length: 3 * TINY.vocabulary }, (_, i) => {
    const token = i % TINY.vocabulary;
    if (i < TINY.vocabulary) return token % 2 === 0 ? (token / 2) % 3 : -1;
    if (i < 2 * TINY.vocabulary) return token > 5 ? 2 : -1;
    return [0, 3, 7].includes(token) ? 2 : token === 10 ? 0 : -1;
  }),
};

/** Ways to draw beside the temperature; each changes what is written. */
const DRAWS: Record<string, Partial<GenerateRequest>> = {
  'top-k 3': { topK: 3 },
  'top-k 1, which is greedy': { topK: 1 },
  'top-p 0.6': { topP: 0.6 },
  'top-k 6 and top-p 0.8 at temperature 1.5': { topK: 6, topP: 0.8, temperature: 1.5 },
  'a grammar': { grammar: { grammar: GRAMMAR, state: 0 } },
  'a grammar from another state, top-k 2': { grammar: { grammar: GRAMMAR, state: 1 }, topK: 2 },
  'a grammar and top-p 0.5': { grammar: { grammar: GRAMMAR, state: 2 }, topP: 0.5 },
  'a grammar at temperature 0': { grammar: { grammar: GRAMMAR, state: 0 }, temperature: 0 },
  'a forced beginning': { forced: [9, 9, 2, 0], temperature: 0.6 },
  'a forced beginning at temperature 0': { forced: [9], temperature: 0 },
  'a forced beginning that a grammar goes on from': { forced: [6, 10], grammar: { grammar: GRAMMAR, state: 0 } },
};

export function engineGenerateSuite({ engine, tolerances }: EngineSuiteContext): void {
  const state = someState(TINY, 11);
  const prompt = someTokens(TINY, 40, 5);

  function expectReference(actual: Completion, state: ModelState, asked: GenerateRequest): void {
    const expected = referenceCompletion(state, asked);
    expect(Array.from(actual.tokens)).toEqual(expected.tokens);
    for (const field of ['logProbs', 'entropies', 'values'] as const) {
      expect(distance(actual[field], expected[field]), field).toBeLessThan(tolerances.scores);
    }
  }

  describe('generate', () => {
    for (const temperature of [0, 0.6, 1]) {
      it(`draws from the float64 model's distribution at temperature ${temperature}`, async () => {
        await engine().load(state);
        const asked = request('a', prompt, { temperature, maxTokens: 30 });
        const [completion] = await engine().generate([asked]);
        expectReference(completion!, state, asked);
        expect(completion!.ended).toBe('length');
      });
    }

    it('draws with truncation, grammars and forced beginnings side by side', async () => {
      await engine().load(state);
      const asked = Object.entries(DRAWS).map(([title, draw]) => request(title, prompt, { maxTokens: 16, ...draw }));
      const completions = await engine().generate(asked);
      for (const [i, completion] of completions.entries()) {
        const { sequence, grammar, forced = [] } = asked[i]!;
        expectReference(completion, state, asked[i]!);
        expect(Array.from(completion.tokens.subarray(0, forced.length)), sequence).toEqual(forced);
        const { grammar: _, ...free } = asked[i]!;
        const plain = referenceCompletion(state, { ...free, topK: 0, topP: 1, forced: [] });
        expect(plain.tokens, `without ${sequence}`).not.toEqual(Array.from(completion.tokens));
        if (grammar) expectAllowed(completion, grammar.state, sequence);
      }
    });

    for (const [title, config] of [
      ['value head', TINY_WITH_VALUES],
      ['adapters and value head', ALL_ADAPTED],
    ] as const) {
      it(`says the value before each token (${title})`, async () => {
        const other = someState(config, 12);
        await engine().load(other);
        const asked = request('a', someTokens(config, 40, 5), { maxTokens: 20, temperature: 0.8 });
        const [completion] = await engine().generate([asked]);
        expectReference(completion!, other, asked);
        expect(Math.max(...completion!.values.map(Math.abs))).toBeGreaterThan(0.01);
      });
    }

    it('stops after any stop token, which it keeps', async () => {
      await engine().load(state);
      const [free] = await engine().generate([request('a', prompt, { maxTokens: 20 })]);
      const written = Array.from(free!.tokens);
      const [early, late] = [written[4]!, written.find((token) => !written.slice(0, 6).includes(token))!];
      for (const stop of [[late], [early, late], [late, early], [...Array(8).keys()]]) {
        const end = written.findIndex((token) => stop.includes(token));
        const [stopped] = await engine().generate([
          request(`stop ${stop}`, prompt, { maxTokens: 20, stop, key: request('a', []).key }),
        ]);
        expect(stopped!.ended).toBe('stop');
        expect(Array.from(stopped!.tokens)).toEqual(written.slice(0, end + 1));
        for (const field of ['logProbs', 'entropies', 'values'] as const) {
          expect(stopped![field]).toHaveLength(end + 1);
        }
      }
    });

    it('ends at a stop token or at maxTokens even where more was forced', async () => {
      await engine().load(state);
      const [stopped, cut] = await engine().generate([
        request('a', prompt, { forced: [3, 4, 5], stop: [4] }),
        request('b', prompt, { forced: [3, 4, 5], maxTokens: 2 }),
      ]);
      expect(Array.from(stopped!.tokens)).toEqual([3, 4]);
      expect(stopped!.ended).toBe('stop');
      expect(Array.from(cut!.tokens)).toEqual([3, 4]);
      expect(cut!.ended).toBe('length');
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

    it('records the log-probabilities that scoring finds: training starts at a ratio of 1', async () => {
      await engine().load(state);
      for (const temperature of [1, 0.6]) {
        const requests = [prompt, someTokens(TINY, 70, 20)].map((tokens, i) =>
          request(`${temperature} ${i}`, tokens, { maxTokens: 24, temperature, topK: 5 }),
        );
        const completions = await engine().generate(requests);
        for (const [i, { tokens, logProbs, entropies }] of completions.entries()) {
          const before = requests[i]!.tokens;
          const all = Int32Array.from([...Array.from(before), ...tokens]);
          const row = { rows: 1, width: all.length, tokens: all, lengths: Int32Array.of(all.length) };
          const scores = await engine().score(row, temperature);
          const error = distance(scores.logProbs.subarray(before.length), logProbs);
          expect(error).toBeLessThanOrEqual(tolerances.behaviour);
          expect(distance(scores.entropies.subarray(before.length), entropies)).toBeLessThan(1e-4);
        }
      }
    });

    it('accepts no requests', async () => {
      await engine().load(state);
      expect(await engine().generate([])).toEqual([]);
    });

    it('refuses requests that cannot be answered', async () => {
      await engine().load(state);
      const refuse = async (asked: GenerateRequest, words: RegExp) =>
        expect(engine().generate([asked])).rejects.toThrow(words);
      await refuse(request('a', []), /no tokens/);
      await refuse(request('a', [1, 11]), /position 1: token 11 is not in the vocabulary/);
      await refuse(request('a', someTokens(TINY, 1, TINY.context)), /no room/);
      await refuse(request('a', prompt, { temperature: Number.NaN }), /temperature/);
      await refuse(request('a', prompt, { grammar: { grammar: GRAMMAR, state: 3 } }), /cannot begin in 3/);
      await expect(engine().generate([request('a', prompt), request('a', prompt)])).rejects.toThrow(/twice/);
      expect(await engine().generate([request('a', prompt)])).toHaveLength(1);
    });
  });
}

function expectAllowed({ tokens }: Completion, start: number, title: string): void {
  let state = start;
  for (const token of tokens) {
    state = nextState(GRAMMAR, TINY.vocabulary, state, token);
    expect(state, title).toBeGreaterThanOrEqual(0);
  }
}

/** What a turn of `maxTokens` tokens should be, from float64 logits and the shared sampling rule. */
function referenceCompletion(
  { config, parameters }: { readonly config: ModelConfig; readonly parameters: ArrayLike<number> },
  asked: GenerateRequest,
): { tokens: number[]; logProbs: number[]; entropies: number[]; values: number[] } {
  const tokens = Array.from(asked.tokens);
  const result = {
    tokens: [] as number[],
    logProbs: [] as number[],
    entropies: [] as number[],
    values: [] as number[],
  };
  let state = asked.grammar?.state ?? 0;
  while (result.tokens.length < asked.maxTokens && tokens.length < config.context) {
    const last = tokens.length - 1;
    const { logits, values } = referenceForward(config, parameters, tokens);
    const single = Float32Array.from(logits[last]!);
    const drawn = sampleToken(single, 0, single.length, asked, state, asked.key, tokens.length);
    const token = asked.forced?.[result.tokens.length] ?? drawn.token;
    const distribution = referenceLogSoftmax(logits[last]!, asked.temperature > 0 ? asked.temperature : 1);
    result.tokens.push(token);
    result.logProbs.push(distribution[token]!);
    result.entropies.push(referenceEntropy(distribution));
    result.values.push(values[last]!);
    if (asked.grammar) state = nextState(asked.grammar.grammar, config.vocabulary, state, token);
    tokens.push(token);
  }
  return result;
}
