/**
 * 95 % intervals: of a share (Wilson), of the mean of independent values in [0, 1] (Wilson with the effective number
 * of trials) or without bounds (Student's t), and of a ratio over paired tasks (Student's t over the logarithms). Pure
 * arithmetic.
 */

/** z of a two-sided 95 % interval. */
const Z95 = 1.959963984540054;
/** Student's t for 1 to 4 degrees of freedom, where the expansion below is not good enough. */
const T95 = [12.706204736, 4.3026527297, 3.1824463053, 2.7764451052];

export type Interval = readonly [low: number, high: number];

/** How one quantity compares with another over the same tasks. */
export interface Ratio {
  /** Geometric mean of the tasks' ratios. */
  readonly ratio: number;
  /** Its 95 % interval; null from fewer than two tasks. */
  readonly interval: Interval | null;
  readonly tasks: number;
}

/** Wilson's score interval for `successes` of `trials` (Wilson 1927); [0, 1] without trials. Both may be fractions. */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const p = successes / trials;
  const z2 = (Z95 * Z95) / trials;
  const centre = (p + z2 / 2) / (1 + z2);
  const margin = (Z95 / (1 + z2)) * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials));
  // At the ends the bound is exact; rounding would miss it by a hair.
  return [successes === 0 ? 0 : centre - margin, successes === trials ? 1 : centre + margin];
}

/**
 * Interval of the mean of independent values in [0, 1]: Wilson's for as many yes-or-no trials as would give the same
 * standard error (Korn and Graubard 1998). At least one trial per value; at most `most`, since values that agree by
 * chance look surer than they are. For values that are 0 or 1 it is Wilson's interval itself.
 */
export function meanInterval(values: readonly number[], most = Number.POSITIVE_INFINITY): Interval {
  const n = values.length;
  if (n === 0) return [0, 1];
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = n > 1 ? values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) : 0;
  const effective = variance > 0 ? (n * mean * (1 - mean)) / variance : n > 1 && mean > 0 && mean < 1 ? most : n;
  const trials = Math.max(n, Math.min(most, effective));
  return Number.isFinite(trials) ? wilsonInterval(mean * trials, trials) : [mean, mean];
}

/** Geometric mean of `pairs`' first over second value; null without pairs. All values must be positive. */
export function meanRatio(pairs: readonly (readonly [number, number])[]): Ratio | null {
  const n = pairs.length;
  if (n === 0) return null;
  const logs = pairs.map(([a, b]) => Math.log(a / b));
  const mean = logs.reduce((a, b) => a + b, 0) / n;
  const ratio = Math.exp(mean);
  if (n === 1) return { ratio, interval: null, tasks: 1 };
  const [low, high] = studentInterval(logs);
  return { ratio, interval: [Math.exp(low), Math.exp(high)], tasks: n };
}

/** Interval of the mean of independent values without bounds; NaN from fewer than two. */
export function studentInterval(values: readonly number[]): Interval {
  const n = values.length;
  if (n < 2) return [Number.NaN, Number.NaN];
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const margin = student95(n - 1) * Math.sqrt(variance / n);
  return [mean - margin, mean + margin];
}

/** Student's t of a two-sided 95 % interval with `freedom` degrees of freedom: tabulated, then Cornish and Fisher's. */
export function student95(freedom: number): number {
  const tabulated = T95[freedom - 1];
  if (tabulated !== undefined) return tabulated;
  const z = Z95;
  const v = freedom;
  return (
    z +
    (z ** 3 + z) / (4 * v) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3)
  );
}
