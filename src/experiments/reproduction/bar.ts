/** What a reproduction has to reach, and whether it does. */
import type { Bar, Report } from './report.ts';

/** A bar that was set beforehand. `R` is the part of the report that it is read from. */
export interface Goal<R = Report> {
  readonly id: string;
  /** What is asked for, with the limit. */
  readonly text: string;
  readonly unit: Bar['unit'];
  /** In the unit; shares and points as fractions. */
  readonly limit: number;
  /** Whether less is better. */
  readonly atMost?: true;
  /** Null when the arms for it have not been run. */
  value(report: R): number | null;
  /** What has to hold besides the limit, for the value to be as good as it looks; only asked when there is one. */
  also?(report: R): boolean;
}

export function barsOf<R>(goals: readonly Goal<R>[], report: R): Bar[] {
  return goals.map((goal) => {
    const { id, text, unit, limit, atMost } = goal;
    const value = goal.value(report);
    if (value === null) return { id, text, unit, value, met: null };
    const within = atMost ? value <= limit : value >= limit;
    return { id, text, unit, value, met: within && (goal.also?.(report) ?? true) };
  });
}
