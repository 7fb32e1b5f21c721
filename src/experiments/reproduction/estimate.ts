/** Means over seeds with Student's 95 % interval. The seed is what is repeated, so it is what intervals are over. */
import { student95 } from '../../rl/intervals.ts';
import type { Point } from './section.ts';

export interface Estimate {
  readonly mean: number;
  /** Null from a single seed. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly seeds: number;
}

/** Null without values. */
export function estimate(values: readonly number[]): Estimate | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  if (n === 1) return { mean, interval: null, seeds: n };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const margin = student95(n - 1) * Math.sqrt(variance / n);
  return { mean, interval: [mean - margin, mean + margin], seeds: n };
}

/** Whether the interval lies above `limit` as a whole; a single seed shows nothing. */
export function isAbove(estimated: Estimate, limit: number): boolean {
  return estimated.interval !== null && estimated.interval[0] > limit;
}

/** As a point of a figure; shares stay within 0 and 1. */
export function pointOf(x: Point['x'], { mean, interval }: Estimate, unit: 'share' | 'number' | 'seconds'): Point {
  if (interval === null) return { x, y: mean };
  const [low, high] = interval;
  return { x, y: mean, low: Math.max(0, low), high: unit === 'share' ? Math.min(1, high) : high };
}
