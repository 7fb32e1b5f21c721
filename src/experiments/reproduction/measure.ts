/**
 * Quantities of a report's arms, seed by seed, so that arms can be compared on the same seed: what is paired with
 * what matters more than how large it is. Pure.
 */
import { type Estimate, estimate } from './estimate.ts';
import type { ReportArm } from './report.ts';

/** One value per seed that has it. */
export type PerSeed = ReadonlyMap<number, number>;

export function armOf<Arm extends Pick<ReportArm, 'id'>>(
  report: { readonly arms: readonly Arm[] },
  id: string,
): Arm | undefined {
  return report.arms.find((arm) => arm.id === id);
}

/** Seeds for which `value` is null are left out. */
export function perSeed<Run extends { readonly seed: number }>(
  arm: { readonly runs: readonly Run[] },
  value: (run: Run) => number | null,
): PerSeed {
  return new Map(
    arm.runs.flatMap((run): [number, number][] => {
      const found = value(run);
      return found === null ? [] : [[run.seed, found]];
    }),
  );
}

export function over(values: PerSeed): Estimate | null {
  return estimate([...values.values()]);
}

/** `combine` of the two values of every seed that has both. */
export function paired(a: PerSeed, b: PerSeed, combine: (a: number, b: number) => number): PerSeed {
  return new Map(
    [...a].flatMap(([seed, value]): [number, number][] => {
      const other = b.get(seed);
      return other === undefined ? [] : [[seed, combine(value, other)]];
    }),
  );
}

export function difference(a: PerSeed, b: PerSeed): Estimate | null {
  return over(paired(a, b, (x, y) => x - y));
}
