/** Values of figures in words: the same on axes, beside bars, in tables and in descriptions. */
import type { Figure, Point } from '../../experiments/reproduction/section.ts';
import { percent, seconds, significant } from '../../experiments/reproduction/words.ts';

/** A value with its unit, rounded as in the sentences and tables beside the figure: "97 %", "1,230", "62 s". */
export function written(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'share':
      return percent(value);
    case 'seconds':
      return seconds(value);
    case 'number':
      return significant(value);
    default:
      return unit satisfies never;
  }
}

/** A value with its interval: "97 % (95 to 99)". */
export function withInterval({ y, low, high }: Point, unit: Figure['unit']): string {
  if (low === undefined || high === undefined) return written(y, unit);
  const bare = (end: number) => (unit === 'share' ? String(Math.round(end * 100)) : significant(end));
  return `${written(y, unit)} (${bare(low)} to ${bare(high)})`;
}

/** A place on the horizontal axis: a name as it is, thousands and millions shortened ("1.5 M"). */
export function place(x: number | string): string {
  return typeof x === 'string' ? x : shortened(x);
}

/** A label of the vertical axis. */
export function tickLabel(value: number, unit: Figure['unit']): string {
  return unit === 'number' ? shortened(value) : unit === 'seconds' ? `${shortened(value)} s` : written(value, unit);
}

function shortened(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (size >= 10_000) return `${Number((value / 1000).toPrecision(3))} k`;
  return String(Number(value.toPrecision(4)));
}
