/** The learning-rate schedule. */
import { describe, expect, it } from 'vitest';
import { learningRate } from '../../../src/rl/schedule.ts';

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
