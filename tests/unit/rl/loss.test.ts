/** The loss coefficients as defined, and the learning-rate schedule. */
import { describe, expect, it } from 'vitest';
import { lossCoefficient } from '../../../src/rl/loss.ts';
import { learningRate } from '../../../src/rl/schedule.ts';

describe('loss coefficient', () => {
  const cispo = { kind: 'cispo', low: 0, high: 5 } as const;

  it('is 1 for imitation, whatever the advantage', () => {
    expect(lossCoefficient({ kind: 'sft' }, -3, 0, 7)).toBe(1);
  });

  it('is the advantage on policy', () => {
    expect(lossCoefficient(cispo, -1.5, -1.5, -0.4)).toBe(-0.4);
  });

  it('clips the ratio, not the gradient', () => {
    expect(lossCoefficient(cispo, 0, -3, 2)).toBe(10);
    expect(lossCoefficient({ ...cispo, low: 0.5 }, -3, 0, 2)).toBe(1);
  });
});

describe('learning rate', () => {
  const schedule = { learningRate: 1, warmup: 4, decayTo: 0.2 };

  it('warms up linearly and decays with progress', () => {
    expect(learningRate(schedule, 0, 0)).toBe(0.25);
    expect(learningRate(schedule, 3, 0)).toBe(1);
    expect(learningRate(schedule, 10, 0.5)).toBeCloseTo(0.6, 12);
    expect(learningRate(schedule, 10, 1)).toBeCloseTo(0.2, 12);
    expect(learningRate(schedule, 10, 3)).toBeCloseTo(0.2, 12);
  });

  it('starts at the full rate without warm-up', () => {
    expect(learningRate({ ...schedule, warmup: 0 }, 0, 0)).toBe(1);
  });
});
