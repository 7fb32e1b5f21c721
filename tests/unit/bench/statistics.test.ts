import { describe, expect, it } from 'vitest';
import { spread } from '../../../bench/statistics.mjs';

describe('spread', () => {
  it('takes the middle one of an odd number, whatever their order', () => {
    expect(spread([9, 1, 5])).toEqual({ min: 1, median: 5, max: 9, n: 3 });
  });

  it('takes the mean of the middle two of an even number', () => {
    expect(spread([4, 1, 2, 100])).toEqual({ min: 1, median: 3, max: 100, n: 4 });
  });

  it('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    spread(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('sorts numbers as numbers', () => {
    expect(spread([10, 9, 100]).median).toBe(10);
  });

  it('refuses nothing, and what is not finite', () => {
    expect(() => spread([])).toThrow(RangeError);
    expect(() => spread([1, Number.NaN])).toThrow(RangeError);
  });
});
