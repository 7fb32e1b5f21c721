import { describe, expect, it } from 'vitest';
import { isLadder, linear, roundTicks, valueScale } from '../../../../src/ui/figures/scale.ts';

describe('round ticks', () => {
  it.each([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [0, 1_500_000, 3, [0, 500_000, 1_000_000, 1_500_000]],
    [-1.5, 1.5, 4, [-2, -1, 0, 1, 2]],
    [3, 3, 5, [3]],
  ])('%d to %d in about %d steps', (low, high, most, ticks) => {
    expect(roundTicks(low, high, most)).toEqual(ticks);
  });

  it('cover the range', () => {
    for (const high of [0.07, 0.9, 1.01, 7.3, 99, 101, 12_345]) {
      const ticks = roundTicks(0, high, 5);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });
});

describe('the axis of values', () => {
  it('shows shares from nothing to all, whatever the data', () => {
    const { at, ticks } = valueScale(0.2, 0, true, [100, 0]);
    expect([at(0), at(0.25), at(1)]).toEqual([100, 75, 0]);
    expect(ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('begins other units at zero', () => {
    const { at, ticks } = valueScale(42, 30, false, [100, 0]);
    expect(ticks[0]).toBe(0);
    expect(at(0)).toBe(100);
    expect(at(42)).toBeGreaterThanOrEqual(0);
  });

  it('has room for negative values', () => {
    const { at } = valueScale(0, -3, false, [100, 0]);
    expect(at(-3)).toBeLessThanOrEqual(100);
    expect(at(0)).toBeLessThan(at(-3));
  });

  it('is there when everything is zero', () => {
    expect(valueScale(0, 0, false, [100, 0]).at(0)).toBe(100);
  });
});

it('puts a single value in the middle', () => {
  expect(linear([5, 5], [0, 80])(5)).toBe(40);
});

it.each([
  [[0.5, 1, 2, 4, 8, 16, 32], true],
  [[1, 2, 4, 8], true],
  [[1, 2, 3, 4], false],
  [[1, 2, 4], false],
  [[0, 1, 2, 4], false],
  [[1, 2, 4, 8, 24], false],
])('%j is a ladder of equal multiples: %s', (values, ladder) => {
  expect(isLadder(values)).toBe(ladder);
});
