/** Intervals against tabulated values, and where they must not be surer than the data. */
import { describe, expect, it } from 'vitest';
import { meanInterval, meanRatio, student95, studentInterval, wilsonInterval } from '../../../src/rl/intervals.ts';

describe("Wilson's interval", () => {
  it('matches tabulated values', () => {
    const [low, high] = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(wilsonInterval(10, 10)[1]).toBe(1);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(30, 30)[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('interval of a mean', () => {
  it("is Wilson's for values that are 0 or 1", () => {
    const values = [1, 1, 0, 1, 0, 1, 1, 1, 1, 1];
    const [low, high] = meanInterval(values);
    const [wilsonLow, wilsonHigh] = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(wilsonLow, 12);
    expect(high).toBeCloseTo(wilsonHigh, 12);
    expect(meanInterval(Array(10).fill(1))).toEqual(wilsonInterval(10, 10));
    expect(meanInterval(Array(10).fill(0))).toEqual(wilsonInterval(0, 10));
  });

  it('comes close to the normal one for many values of partial credit', () => {
    const values = Array.from({ length: 400 }, (_, i) => 0.4 + 0.3 * ((i * 7) % 11) * 0.1);
    const mean = values.reduce((a, b) => a + b, 0) / 400;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 399);
    const [low, high] = meanInterval(values);
    expect(high - low).toBeCloseTo((2 * 1.96 * deviation) / 20, 4);
    expect((high + low) / 2).toBeCloseTo(mean, 4);
  });

  it('is never narrower than as many trials as there were attempts', () => {
    // Two attempts at each of two tasks, one of them solved each time: the spread is 0 by chance.
    expect(meanInterval([0.5, 0.5], 4)).toEqual(wilsonInterval(2, 4));
    expect(meanInterval([0.5, 0.5, 0.5, 0.25], 8)).toEqual(wilsonInterval(3.5, 8));
  });

  it('is wider where attempts of one task agree', () => {
    const width = ([low, high]: readonly [number, number]) => high - low;
    // All or nothing: four attempts say no more than one.
    expect(meanInterval([1, 0, 1, 0, 1, 0, 1, 0], 32)).toEqual(wilsonInterval(4, 8));
    expect(width(meanInterval([0.25, 0.75, 0.5, 0.5, 0.75, 0.25, 0.5, 0.5], 32))).toBeLessThan(
      width(wilsonInterval(4, 8)),
    );
  });

  it('knows little from one value and nothing from none', () => {
    expect(meanInterval([0.7])).toEqual(wilsonInterval(0.7, 1));
    expect(meanInterval([])).toEqual([0, 1]);
  });
});

describe('mean ratio', () => {
  it('is the geometric mean, with an interval over the logarithms', () => {
    const found = meanRatio([
      [2, 1],
      [8, 1],
    ]);
    expect(found?.ratio).toBeCloseTo(4, 12);
    expect(found?.tasks).toBe(2);
    // Logarithms 1 and 3 in base 2: mean 2, standard error 1, t with one degree of freedom 12.706.
    expect(Math.log2(found?.interval?.[1] ?? 0)).toBeCloseTo(2 + 12.7062, 3);
    expect(Math.log2(found?.interval?.[0] ?? 0)).toBeCloseTo(2 - 12.7062, 3);
  });

  it('has no interval from one pair, and is nothing without any', () => {
    expect(meanRatio([[3, 2]])).toEqual({ ratio: Math.exp(Math.log(1.5)), interval: null, tasks: 1 });
    expect(meanRatio([])).toBeNull();
  });

  it('is inverted when the pairs are', () => {
    const pairs: [number, number][] = [
      [3, 2],
      [5, 4],
      [7, 9],
    ];
    const there = meanRatio(pairs);
    const back = meanRatio(pairs.map(([a, b]) => [b, a]));
    expect((there?.ratio ?? 0) * (back?.ratio ?? 0)).toBeCloseTo(1, 12);
    expect((there?.interval?.[0] ?? 0) * (back?.interval?.[1] ?? 0)).toBeCloseTo(1, 12);
  });
});

describe('the interval of a mean without bounds', () => {
  it("is Student's", () => {
    // Mean 2, standard error 1, one degree of freedom.
    const [low, high] = studentInterval([1, 3]);
    expect(low).toBeCloseTo(2 - 12.7062, 3);
    expect(high).toBeCloseTo(2 + 12.7062, 3);
    expect(studentInterval([-4, -4, -4])).toEqual([-4, -4]);
  });

  it('is unknown from fewer than two values', () => {
    expect(studentInterval([])).toEqual([Number.NaN, Number.NaN]);
    expect(studentInterval([1])).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("Student's t", () => {
  it.each([
    [1, 12.7062],
    [4, 2.7764],
    [5, 2.5706],
    [6, 2.4469],
    [9, 2.2622],
    [29, 2.0452],
    [1000, 1.9623],
  ])('with %i degrees of freedom is %f', (freedom, expected) => {
    expect(student95(freedom)).toBeCloseTo(expected, 2);
  });
});
