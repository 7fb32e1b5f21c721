/** Only own tokens that count carry weight; the normalizer counts the own tokens of all traces. */
import { describe, expect, it } from 'vitest';
import { packImitationBatch, packPolicyBatch } from '../../../src/rl/batch.ts';
import type { CreditedTrace } from '../../../src/rl/credit.ts';
import { trace } from '../../support/traces.ts';

const long = trace('0', 1, {
  tokens: [1, 2, 3, 4, 5, 6],
  own: [0, 1, 1, 0, 1, 0],
  logProbs: [0, -1, -2, 0, -3, 0],
  entropies: [0, 0, 0, 0, 0, 0],
});
const short = trace('0.0', 0);

const credited = (t: typeof long, advantage: number, weight = 1): CreditedTrace => ({
  trace: t,
  reward: 0,
  advantage,
  weight,
});

describe('policy batch', () => {
  it('masks what the agent did not write and spreads the weighted advantage', () => {
    const batch = packPolicyBatch([credited(long, 0.5, 3), credited(short, -1)]);
    expect([batch.rows, batch.width, batch.normalizer]).toEqual([2, 6, 4]);
    expect(Array.from(batch.lengths)).toEqual([6, 3]);
    expect(Array.from(batch.weights)).toEqual([0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0]);
    expect(Array.from(batch.advantages.subarray(0, 6))).toEqual([0, 1.5, 1.5, 0, 1.5, 0]);
    expect(Array.from(batch.logProbs.subarray(0, 6))).toEqual([0, -1, -2, 0, -3, 0]);
  });

  it('leaves out rows without advantage but counts their tokens', () => {
    const batch = packPolicyBatch([credited(long, 0), credited(short, 1)]);
    expect(batch.rows).toBe(1);
    expect(batch.normalizer).toBe(4);
  });
});

describe('imitation batch', () => {
  it('skips noisy turns, by the position where they begin', () => {
    const batch = packImitationBatch([long], (_, position) => position === 1);
    expect(Array.from(batch.weights)).toEqual([0, 0, 0, 0, 1, 0]);
    expect(batch.normalizer).toBe(1);
  });
});
