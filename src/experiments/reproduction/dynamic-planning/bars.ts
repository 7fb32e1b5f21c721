/** What the reproduction of Learning When to Plan has to reach. */
import type { Goal } from '../bar.ts';
import { armOf, difference, over, type PerSeed } from '../measure.ts';
import { bestHas, bestOf, frequencyOf, scoreOf } from './measure.ts';
import type { ArmFigures, MeasurementFigures, PlanningReport, RunFigures } from './report.ts';

type Arms = Pick<PlanningReport, 'arms'>;
type Interval = readonly [low: number, high: number];

export const PLANNING_GOALS: readonly Goal<Arms>[] = [
  {
    id: 'crafter-score',
    text: 'Primed agent that decides when to plan: at least 50 % of Crafter’s achievements per held-out episode',
    unit: 'share',
    limit: 0.5,
    value: (report) => ofDynamic(report, (arm) => over(scoreOf(arm, 'own'))?.mean ?? null),
  },
  {
    id: 'crafter-over-never',
    text: 'Primed agent that decides when to plan: scores above the primed one that never plans, with 95 % intervals that do not overlap',
    unit: 'points',
    limit: 0,
    value: (report) => ofBoth(report, (dynamic, never) => difference(own(dynamic), own(never))?.mean ?? null),
    also: (report) => ofBoth(report, (dynamic, never) => scoreInterval(dynamic)[0] > scoreInterval(never)[1]) ?? false,
  },
  {
    id: 'crafter-frequency',
    text: 'Primed agent that decides when to plan, at the preset’s price on plans: plans less often after reinforcement learning than before (share of steps, after less before)',
    unit: 'points',
    limit: 0,
    atMost: true,
    value: (report) => ofDynamic(report, rarer),
    also: (report) => (ofDynamic(report, rarer) ?? 0) < 0,
  },
  {
    id: 'crafter-coached',
    text: 'With a coach’s plans: at least 21 of the 22 achievements in the best of 20 episodes, the diamond included (median over seeds)',
    unit: 'achievements',
    limit: 21,
    value: (report) => ofDynamic(report, (arm) => median(bestOf(arm, 'coach'))),
    also: (report) => ofDynamic(report, (arm) => median(bestHas(arm, 'coach', 'collect_diamond'))) === 1,
  },
  {
    id: 'minutes',
    text: 'One training of the primed agent that decides when to plan: at most 20 minutes',
    unit: 'minutes',
    limit: 20,
    atMost: true,
    value: (report) => ofDynamic(report, longest),
  },
];

function ofDynamic<Found>(report: Arms, found: (arm: ArmFigures) => Found): Found | null {
  const arm = armOf(report, 'crafter-dynamic');
  return arm ? found(arm) : null;
}

function ofBoth<Found>(report: Arms, found: (dynamic: ArmFigures, never: ArmFigures) => Found): Found | null {
  const [dynamic, never] = ['crafter-dynamic', 'crafter-never'].map((id) => armOf(report, id));
  return dynamic && never ? found(dynamic, never) : null;
}

function own(arm: ArmFigures): PerSeed {
  return scoreOf(arm, 'own');
}

/** Over seeds; from a single seed, over its episodes. */
function scoreInterval(arm: ArmFigures): Interval {
  const { measurements } = arm.runs[0] as RunFigures;
  const { low, high } = measurements.own as MeasurementFigures;
  return over(own(arm))?.interval ?? [low, high];
}

function rarer(arm: ArmFigures): number | null {
  return difference(frequencyOf(arm, 'own'), frequencyOf(arm, 'own-primed'))?.mean ?? null;
}

/** Of the runs that had the machine to themselves, if there are any: others took longer than they need. */
function longest({ runs }: ArmFigures): number {
  const alone = runs.filter(({ jobs = 1 }) => jobs === 1);
  return Math.max(...(alone.length > 0 ? alone : runs).map(({ minutes }) => minutes));
}

/** Of an even number, the lower of the two in the middle. */
function median(values: PerSeed): number | null {
  const sorted = [...values.values()].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
