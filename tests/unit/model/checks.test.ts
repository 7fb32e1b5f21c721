/** What engines refuse, and in which words: each says what to do. */
import { describe, expect, it } from 'vitest';
import { checkRequests, checkStepConfig, checkTemperature, checkTrainBatch } from '../../../src/model/checks.ts';
import { type GenerateRequest, type LossConfig, MAX_STOPS, type TrainBatch } from '../../../src/model/engine.ts';
import { OBSERVE, request, someState, TINY, TINY_WITH_VALUES, trainBatch } from '../../support/engine-fixtures.ts';

describe('checkRequests', () => {
  const check = (changes: Partial<GenerateRequest>) => () => checkRequests(TINY, [request('a', [1, 2], changes)]);
  // One state, which allows the tokens 0 to 4.
  const grammar = { grammar: { next: Int32Array.from({ length: 11 }, (_, i) => (i < 5 ? 0 : -1)) }, state: 0 };

  it('accepts what can be answered', () => {
    for (const changes of [
      {},
      { stop: [...Array(MAX_STOPS).keys()] },
      { topK: 0, topP: 1 },
      { topK: 1000, topP: 1e-9 },
      { grammar, forced: [0, 4, 4] },
      { forced: Int32Array.of(10, 0) },
    ]) {
      expect(check(changes)).not.toThrow();
    }
  });

  it.each<[string, Partial<GenerateRequest>, RegExp]>([
    ['too many stop tokens', { stop: new Array(9).fill(1) }, /"a" has 9 stop tokens; at most 8/],
    ['an unknown stop token', { stop: [11] }, /"a", stop: token 11 is not in the vocabulary/],
    ['a topK of half a token', { topK: 2.5 }, /topK must be a whole number of at least 1, or 0 for all/],
    ['a negative topK', { topK: -1 }, /topK/],
    ['a topP of 0', { topP: 0 }, /topP must be above 0 and at most 1/],
    ['a topP above 1', { topP: 1.1 }, /topP/],
    ['a topP that is no number', { topP: Number.NaN }, /topP/],
    ['a grammar for another vocabulary', { grammar: { grammar: { next: new Int32Array(12) }, state: 0 } }, /row of 11/],
    ['a state that the grammar lacks', { grammar: { ...grammar, state: 1 } }, /cannot begin in 1/],
    ['an unknown forced token', { forced: [0, 11] }, /forced token 1: token 11 is not in the vocabulary/],
    ['a forbidden forced token', { forced: [4, 5], grammar }, /forced token 1: the grammar does not allow token 5/],
  ])('refuses %s', (_, changes, words) => {
    expect(check(changes)).toThrow(words);
    expect(check(changes)).toThrow(RangeError);
  });
});

describe('checkTemperature', () => {
  it('wants a positive number', () => {
    expect(() => checkTemperature(0.1)).not.toThrow();
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => checkTemperature(bad)).toThrow(/temperature of scores must be a positive number/);
    }
  });
});

describe('checkStepConfig', () => {
  const check = (loss: LossConfig) => () => checkStepConfig({ ...OBSERVE, loss });
  const ppo = { kind: 'ppo', low: 0.8, high: 1.2, dual: 0 } as const;

  it('accepts every kind of loss', () => {
    for (const loss of [
      { kind: 'sft' },
      { kind: 'reinforce', kl: 0, entropy: -0.5, value: { weight: 0, clip: 0 } },
      { ...ppo, low: 0, high: 1, dual: 1.01, kl: 3 },
      { kind: 'cispo', low: 0, high: 0 },
    ] as const) {
      expect(check(loss)).not.toThrow();
    }
  });

  it.each<[LossConfig, RegExp]>([
    [{ kind: 'cispo', low: -1, high: 1 }, /0 ≤ low ≤ high/],
    [{ ...ppo, low: 1.1 }, /0 ≤ low ≤ 1 ≤ high .* got 1.1 and 1.2/],
    [{ ...ppo, high: 0.9 }, /0 ≤ low ≤ 1 ≤ high/],
    [{ ...ppo, low: -0.1 }, /0 ≤ low ≤ 1 ≤ high/],
    [{ ...ppo, dual: 1 }, /step\.loss\.dual must be above 1, or 0/],
    [{ ...ppo, dual: -2 }, /step\.loss\.dual/],
    [{ kind: 'sft', kl: -1 }, /step\.loss\.kl must be a number of at least 0/],
    [{ kind: 'sft', kl: Number.NaN }, /step\.loss\.kl/],
    [{ kind: 'sft', entropy: Number.POSITIVE_INFINITY }, /step\.loss\.entropy must be a number/],
    [{ kind: 'sft', value: { weight: -1, clip: 0 } }, /step\.loss\.value\.weight/],
    [{ kind: 'sft', value: { weight: 1, clip: -0.1 } }, /step\.loss\.value\.clip must be a number of at least 0/],
  ])('refuses %j', (loss, words) => {
    expect(check(loss)).toThrow(words);
  });
});

describe('checkTrainBatch', () => {
  const full = trainBatch(someState(TINY_WITH_VALUES, 1), 2, [3, 4]);
  const value = (clip: number): LossConfig => ({ kind: 'sft', value: { weight: 1, clip } });
  const without = (...fields: (keyof TrainBatch)[]) =>
    Object.fromEntries(Object.entries(full).filter(([name]) => !fields.includes(name as keyof TrainBatch))) as never;

  it('asks only for what the loss reads', () => {
    const bare = without('references', 'returns', 'values');
    expect(() => checkTrainBatch(TINY, bare, { kind: 'sft', kl: 0, entropy: 1 })).not.toThrow();
    expect(() => checkTrainBatch(TINY_WITH_VALUES, without('values'), value(0))).not.toThrow();
  });

  it('says what is missing', () => {
    const check = (batch: TrainBatch, loss: LossConfig) => () => checkTrainBatch(TINY_WITH_VALUES, batch, loss);
    expect(check(without('references'), { kind: 'sft', kl: 0.1 })).toThrow(/batch\.references is missing/);
    expect(check(without('returns'), value(0))).toThrow(/batch\.returns is missing/);
    expect(check(without('values'), value(0.2))).toThrow(/batch\.values is missing/);
    expect(() => checkTrainBatch(TINY, full, value(0))).toThrow(/no value head; set model\.valueHead/);
  });

  it('wants arrays of the batch size, used or not', () => {
    for (const field of ['advantages', 'references', 'returns', 'values'] as const) {
      const check = () => checkTrainBatch(TINY_WITH_VALUES, { ...full, [field]: new Float32Array(3) }, { kind: 'sft' });
      expect(check).toThrow(new RegExp(`batch\\.${field} has 3 numbers; 2 rows of 4 need 8`));
    }
  });
});
