import { describe, expect, it } from 'vitest';
import { estimateAdvantages, type ValuedStep } from '../../../../src/rl/planning/gae.ts';

const step = (reward: number, value: number, next: number, last = false): ValuedStep => ({ reward, value, next, last });

describe('advantages', () => {
  it('are one-step errors with λ 0', () => {
    const { advantages, returns } = estimateAdvantages([step(1, 2, 3), step(0, 3, 5, true)], 0.5, 0);
    expect(Array.from(advantages)).toEqual([0.5, -0.5]);
    expect(Array.from(returns)).toEqual([2.5, 2.5]);
  });

  it('are the discounted rewards minus the value with λ 1', () => {
    const steps = [step(1, 0.5, 0.25), step(2, 0.25, 0.75), step(4, 0.75, 8, true)];
    const { advantages, returns } = estimateAdvantages(steps, 0.5, 1);
    expect(Array.from(returns)).toEqual([1 + 1 + 1 + 1, 2 + 2 + 2, 4 + 4]);
    expect(Array.from(advantages)).toEqual([3.5, 5.75, 7.25]);
  });

  it('do not reach from one episode into the one before', () => {
    const alone = estimateAdvantages([step(1, 0, 0, true)], 0.9, 0.9).advantages[0];
    const followed = estimateAdvantages([step(1, 0, 0, true), step(7, 0, 0, true)], 0.9, 0.9).advantages[0];
    expect(followed).toBe(alone);
  });

  it('are empty for no steps', () => {
    expect(estimateAdvantages([], 0.9, 0.9).advantages).toHaveLength(0);
  });
});
