import { describe, expect, it } from 'vitest';
import { estimate, isAbove, pointOf } from '../../../../src/experiments/reproduction/estimate.ts';

describe('an estimate over seeds', () => {
  it("has Student's 95 % interval", () => {
    // Mean 3, standard deviation √2.5, t(4) = 2.776.
    const { mean, interval } = estimate([1, 2, 3, 4, 5]) as NonNullable<ReturnType<typeof estimate>>;
    expect(mean).toBe(3);
    expect(interval?.[0]).toBeCloseTo(3 - 2.776445 * Math.sqrt(0.5), 5);
    expect(interval?.[1]).toBeCloseTo(3 + 2.776445 * Math.sqrt(0.5), 5);
  });

  it('has none from one seed, and is none from no seed', () => {
    expect(estimate([0.4])).toEqual({ mean: 0.4, interval: null, seeds: 1 });
    expect(estimate([])).toBeNull();
  });

  it('is above a limit only as a whole', () => {
    expect(isAbove({ mean: 1, interval: [0.1, 1.9], seeds: 5 }, 0)).toBe(true);
    expect(isAbove({ mean: 1, interval: [-0.1, 2.1], seeds: 5 }, 0)).toBe(false);
    expect(isAbove({ mean: 1, interval: null, seeds: 1 }, 0)).toBe(false);
  });

  it('stays within what a share can be when it is drawn', () => {
    const wide = { mean: 0.9, interval: [-0.2, 1.3], seeds: 2 } as const;
    expect(pointOf('hard', wide, 'share')).toEqual({ x: 'hard', y: 0.9, low: 0, high: 1 });
    expect(pointOf(4, wide, 'number')).toEqual({ x: 4, y: 0.9, low: 0, high: 1.3 });
    expect(pointOf(4, { mean: 0.5, interval: null, seeds: 1 }, 'share')).toEqual({ x: 4, y: 0.5 });
  });
});
