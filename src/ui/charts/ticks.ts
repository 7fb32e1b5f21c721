/** Round numbers for a value axis. */
import { count } from '../format.ts';

/** From 0 in three to five steps of 1, 2, 2.5 or 5 times a power of ten up to at least `highest`. */
export function ticksUpTo(highest: number): number[] {
  if (!(highest > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(highest / 4));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size * 4 >= highest * 0.999) ?? highest;
  const steps = Math.max(1, Math.ceil((highest * 0.999) / step));
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** A tick without needless digits; from ten thousand on with a unit. */
export function tickText(tick: number): string {
  return tick >= 10_000 ? count(tick) : String(tick);
}
