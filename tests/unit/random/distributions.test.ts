import { describe, expect, it } from 'vitest';
import {
  between,
  bits,
  categorical,
  derive,
  foldIn,
  integer,
  key,
  normal,
  permutation,
  threefry2x32,
  uniform,
} from '../../../src/random/index.ts';

const ROOT = key(2024);
const keys = (n: number, purpose: string) => Array.from({ length: n }, (_, i) => derive(ROOT, purpose, i));

/** Pearson's statistic of counts against equal expectations. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, i) => sum + (count - (expected[i] as number)) ** 2 / (expected[i] as number), 0);
}

function tally(values: readonly number[], n: number): number[] {
  const counts = new Array<number>(n).fill(0);
  for (const value of values) counts[value] = (counts[value] as number) + 1;
  return counts;
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length };
}

describe('bits and uniform', () => {
  it('xor the two words of the block of their counter', () => {
    const [a, b] = threefry2x32(ROOT, [0, 6]);
    expect(bits(ROOT, 6)).toBe((a ^ b) >>> 0);
    expect(uniform(ROOT, 6)).toBe(bits(ROOT, 6) / 2 ** 32);
  });

  it('fill [0, 1) evenly', () => {
    const values = keys(4000, 'uniform').map((k) => uniform(k));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const { mean, variance } = moments(values);
    expect(mean).toBeCloseTo(1 / 2, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
    const counts = tally(
      values.map((v) => Math.floor(v * 20)),
      20,
    );
    // 19 degrees of freedom: above 43.8 once in a thousand.
    expect(chiSquare(counts, new Array(20).fill(200))).toBeLessThan(43.8);
  });
});

describe('integer and between', () => {
  it('draw every number equally often', () => {
    const counts = tally(
      keys(7000, 'integer').map((k) => integer(k, 7)),
      7,
    );
    expect(chiSquare(counts, new Array(7).fill(1000))).toBeLessThan(22.5);
  });

  it('have no modulo bias where it would be largest', () => {
    // For n = 3·2^30 plain modulo would hit the lowest third twice as often as the others.
    const n = 3 * 2 ** 30;
    const counts = tally(
      keys(3000, 'bias').map((k) => Math.floor(integer(k, n) / 2 ** 30)),
      3,
    );
    expect(chiSquare(counts, [1000, 1000, 1000])).toBeLessThan(13.8);
  });

  it('reject a draw above the last full multiple and take the next counter', () => {
    const n = 3 * 2 ** 30;
    const rejected = keys(50, 'reject').find((k) => bits(k, 0) >= n && bits(k, 1) < n);
    expect(rejected).toBeDefined();
    if (rejected) expect(integer(rejected, n)).toBe(bits(rejected, 1));
  });

  it('work at the ends of their ranges', () => {
    expect(integer(ROOT, 1)).toBe(0);
    expect(integer(ROOT, 2 ** 32)).toBe(bits(ROOT, 0));
    expect(between(ROOT, 5, 5)).toBe(5);
    const values = keys(200, 'between').map((k) => between(k, -2, 1));
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1]);
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('refuse integer(%s)', (n) => {
    expect(() => integer(ROOT, n)).toThrow(/integer\(\) draws from \[0, n\)/);
  });

  it.each([
    [2, 1],
    [0.5, 2],
    [0, Number.NaN],
    [0, 2 ** 32],
  ])('refuse between(%s, %s)', (low, high) => {
    expect(() => between(ROOT, low, high)).toThrow(/between\(\) draws from/);
  });
});

describe('categorical', () => {
  it('draws in proportion to the weights and never what has none', () => {
    const weights = [0, 1, 0, 3, 6, 0];
    const counts = tally(
      keys(5000, 'categorical').map((k) => categorical(k, weights)),
      6,
    );
    expect([counts[0], counts[2], counts[5]]).toEqual([0, 0, 0]);
    expect(chiSquare([counts[1] ?? 0, counts[3] ?? 0, counts[4] ?? 0], [500, 1500, 3000])).toBeLessThan(13.8);
  });

  it('does not depend on the scale of the weights, and takes typed arrays', () => {
    for (const k of keys(50, 'scale')) {
      expect(categorical(k, Float32Array.of(0.25, 0.5, 0.25))).toBe(categorical(k, [64, 128, 64]));
    }
  });

  it.each([{ weights: [] }, { weights: [0, 0] }, { weights: [1, Number.NaN] }, { weights: [Infinity, 1] }])(
    'refuses the weights $weights',
    ({ weights }) => {
      expect(() => categorical(ROOT, weights)).toThrow(/positive, finite sum/);
    },
  );

  it('refuses a negative weight by its index', () => {
    expect(() => categorical(ROOT, [2, -1])).toThrow(/weight 1 is -1/);
  });
});

describe('normal', () => {
  it('has the moments and the tails of the standard normal', () => {
    const values = keys(4000, 'normal').map((k) => normal(k));
    const { mean, variance } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(Math.abs(variance - 1)).toBeLessThan(0.08);
    const within = (limit: number) => values.filter((v) => Math.abs(v) < limit).length / values.length;
    expect(within(1)).toBeCloseTo(0.6827, 1);
    expect(within(2)).toBeCloseTo(0.9545, 1);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('gives independent draws for the counters of one key', () => {
    const pairs = keys(2000, 'pairs').map((k) => [normal(k, 0), normal(k, 1)] as const);
    const covariance = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length;
    expect(Math.abs(covariance)).toBeLessThan(0.08);
  });
});

describe('permutation', () => {
  it('is a permutation, the same for the same key', () => {
    for (const n of [0, 1, 2, 17]) {
      const order = permutation(ROOT, n);
      expect(order.slice().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(permutation(ROOT, n)).toEqual(order);
    }
  });

  it('draws all orders equally often', () => {
    const orders = keys(6000, 'permutation').map((k) => permutation(k, 4).join(''));
    const counts = new Map<string, number>();
    for (const order of orders) counts.set(order, (counts.get(order) ?? 0) + 1);
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: above 49.7 once in a thousand.
    expect(chiSquare([...counts.values()], new Array(24).fill(250))).toBeLessThan(49.7);
  });

  it.each([-1, 2.5, Number.NaN])('refuses the length %s', (n) => {
    expect(() => permutation(ROOT, n)).toThrow(/permutation\(\) orders/);
  });
});

describe('keys of different purposes', () => {
  it('give uncorrelated streams', () => {
    const pairs = Array.from({ length: 3000 }, (_, i) => [
      uniform(derive(ROOT, 'a', i)),
      uniform(derive(ROOT, 'b', i)),
    ]);
    const covariance = pairs.reduce((sum, [a = 0, b = 0]) => sum + (a - 0.5) * (b - 0.5), 0) / pairs.length;
    expect(Math.abs(covariance)).toBeLessThan(0.006);
  });

  it('make neighbouring keys as different as any', () => {
    const values = Array.from({ length: 2000 }, (_, i) => uniform(foldIn(ROOT, i)));
    const products = values.slice(1).map((v, i) => (v - 0.5) * ((values[i] as number) - 0.5));
    expect(Math.abs(products.reduce((a, b) => a + b, 0) / products.length)).toBeLessThan(0.007);
  });
});
