/** Axes: from values to pixels, and the round values that are marked on them. */

export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Whole multiples of 1, 2 or 5 times a power of ten that cover a range in at most about `most` steps. */
export function roundTicks(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? rough;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Through text, so that 3 × 0.1 is 0.3.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export function linear(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  if (high === low) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** The axis of values: shares from nothing to all, other units from zero to a round value above the highest. */
export function valueScale(
  highest: number,
  lowest: number,
  share: boolean,
  pixels: readonly [number, number],
  most = 5,
): Scale {
  if (share) return { at: linear([0, 1], pixels), ticks: most >= 4 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1] };
  const ticks = roundTicks(Math.min(0, lowest), highest > 0 ? highest : lowest < 0 ? 0 : 1, most);
  return { at: linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], pixels), ticks };
}

/**
 * Whether values are the steps of a ladder on which each is the same multiple of the one before (1, 2, 4, 8): then they
 * are drawn at equal distances, on a logarithmic axis.
 *
 * @param values ascending, without repetitions
 */
export function isLadder(values: readonly number[]): boolean {
  const [first, second] = values;
  if (values.length < 4 || first === undefined || second === undefined || first <= 0) return false;
  const ratio = second / first;
  return (
    ratio >= 1.5 && values.every((value, i) => i === 0 || Math.abs(value / (values[i - 1] ?? 1) / ratio - 1) < 0.01)
  );
}
