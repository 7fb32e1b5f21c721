/** What the measured advantages of new plans come to: over all moments, by the age of the plan, by what was decided. Pure. */
import { studentInterval } from '../intervals.ts';
import { mean } from '../metrics.ts';
import type { MomentMean, PlanAdvantageResult } from '../records.ts';

/** One moment. */
export interface MeasuredMoment {
  /** In units of the world's reward. */
  readonly advantage: number;
  /** Steps that the plan had been carried for, at least 1. */
  readonly age: number;
  /** Whether the agent itself planned there. */
  readonly planned: boolean;
}

export function summarizeAdvantage(
  measured: readonly MeasuredMoment[],
  { rollouts, steps }: Pick<PlanAdvantageResult, 'rollouts' | 'steps'>,
): PlanAdvantageResult {
  const decided = (planned: boolean) => {
    const those = measured.filter((moment) => moment.planned === planned);
    return those.length > 0 ? meanOf(those) : null;
  };
  return {
    ...meanOf(measured),
    rollouts,
    steps,
    positive: averageOf(measured.map(({ advantage }) => (advantage > 0 ? 1 : 0))),
    byAge: byAge(measured),
    decided: { planned: decided(true), kept: decided(false) },
  };
}

/** 1, 2, 3 to 4, 5 to 8 and so on: the older a plan is, the less a step more of it matters. */
function byAge(measured: readonly MeasuredMoment[]): PlanAdvantageResult['byAge'] {
  const oldest = measured.reduce((most, { age }) => Math.max(most, age), 0);
  const bins: { from: number; to: number }[] = [];
  for (let from = 1, to = 1; from <= oldest; [from, to] = [to + 1, 2 * to]) bins.push({ from, to });
  return bins.flatMap(({ from, to }) => {
    const those = measured.filter(({ age }) => age >= from && age <= to);
    return those.length > 0 ? [{ from, to, ...meanOf(those) }] : [];
  });
}

function meanOf(measured: readonly MeasuredMoment[]): MomentMean {
  const values = measured.map(({ advantage }) => advantage);
  const [low, high] = studentInterval(values);
  return { moments: values.length, mean: averageOf(values), low, high };
}

/** NaN of nothing, which is neither good nor bad. */
function averageOf(values: readonly number[]): number {
  return values.length > 0 ? mean(values) : Number.NaN;
}
