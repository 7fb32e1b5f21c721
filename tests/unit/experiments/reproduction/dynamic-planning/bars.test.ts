/** The bars on planning: each is met and missed by what it asks for, the conditions beside its limit included. */
import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../../../src/experiments/reproduction/bar.ts';
import { PLANNING_GOALS } from '../../../../../src/experiments/reproduction/dynamic-planning/bars.ts';
import type {
  ArmFigures,
  MeasurementFigures,
  PlanningReport,
  RunFigures,
} from '../../../../../src/experiments/reproduction/dynamic-planning/report.ts';
import { samplePlanningReport } from '../../../../support/sample-planning-report.ts';

const base = samplePlanningReport(['crafter-dynamic', 'crafter-never']);

const changed = (report: PlanningReport, id: string, change: (run: RunFigures) => Partial<RunFigures>) => ({
  ...report,
  arms: report.arms.map(
    (arm): ArmFigures => (arm.id === id ? { ...arm, runs: arm.runs.map((run) => ({ ...run, ...change(run) })) } : arm),
  ),
});

const measuring =
  (measurement: string, figures: (seed: number) => Partial<MeasurementFigures>) =>
  ({ seed, measurements }: RunFigures) => ({
    measurements: {
      ...measurements,
      [measurement]: { ...measurements[measurement], ...figures(seed) } as MeasurementFigures,
    },
  });

const bar = (report: Pick<PlanningReport, 'arms'>, id: string) =>
  barsOf(PLANNING_GOALS, report).find((one) => one.id === id);

it.each([
  [0.5, true],
  [0.49, false],
])('a mean score of %d meets the bar: %s', (score, met) => {
  const report = changed(
    base,
    'crafter-dynamic',
    measuring('own', () => ({ score })),
  );
  expect(bar(report, 'crafter-score')).toMatchObject({ value: expect.closeTo(score), met });
});

describe('the lead over never planning', () => {
  const scores = (dynamic: (seed: number) => number, never: number) =>
    changed(
      changed(
        base,
        'crafter-dynamic',
        measuring('own', (seed) => ({ score: dynamic(seed) })),
      ),
      'crafter-never',
      measuring('own', () => ({ score: never })),
    );

  it('has to be there in intervals that do not overlap', () => {
    expect(
      bar(
        scores(() => 0.55, 0.5),
        'crafter-over-never',
      ),
    ).toMatchObject({ unit: 'points', met: true });
    expect(
      bar(
        scores((seed) => 0.2 * seed, 0.5),
        'crafter-over-never',
      ),
    ).toMatchObject({ met: false });
    expect(
      bar(
        scores(() => 0.45, 0.5),
        'crafter-over-never',
      ),
    ).toMatchObject({ met: false });
  });

  it('goes by the intervals over episodes when there is one seed', () => {
    const one = (report: PlanningReport) => ({
      arms: report.arms.map((arm) => ({ ...arm, runs: arm.runs.slice(0, 1) })),
    });
    const apart = changed(
      base,
      'crafter-dynamic',
      measuring('own', () => ({ score: 0.6, low: 0.55, high: 0.65 })),
    );
    const never = (high: number) =>
      changed(
        apart,
        'crafter-never',
        measuring('own', () => ({ score: 0.5, low: 0.4, high })),
      );
    expect(bar(one(never(0.54)), 'crafter-over-never')?.met).toBe(true);
    expect(bar(one(never(0.56)), 'crafter-over-never')?.met).toBe(false);
  });
});

it.each([
  [0.04, true],
  [0.1, false],
  [0.2, false],
])('planning at %d of the steps in place of 0.1 is rarer: %s', (frequency, met) => {
  const report = changed(
    changed(
      base,
      'crafter-dynamic',
      measuring('own-primed', () => ({ frequency: 0.1 })),
    ),
    'crafter-dynamic',
    measuring('own', () => ({ frequency })),
  );
  expect(bar(report, 'crafter-frequency')?.met).toBe(met);
});

describe('the coached agent', () => {
  const best = (count: number, diamond: boolean) => {
    // The diamond is the first of the sample's milestones.
    const milestones = Array.from({ length: 22 }, (_, i) => (i === 0 ? diamond : i <= count));
    return { best: { score: count / 22, steps: 900, milestones } };
  };
  const with_ = (of: (seed: number) => ReturnType<typeof best>) =>
    changed(base, 'crafter-dynamic', measuring('coach', of));

  it('needs the diamond and 21 achievements with most seeds', () => {
    expect(
      bar(
        with_((seed) => best(seed > 2 ? 21 : 17, seed > 2)),
        'crafter-coached',
      ),
    ).toMatchObject({ value: 21, met: true });
    expect(
      bar(
        with_((seed) => best(seed > 3 ? 22 : 20, true)),
        'crafter-coached',
      ),
    ).toMatchObject({ value: 20, met: false });
    expect(
      bar(
        with_(() => best(21, false)),
        'crafter-coached',
      ),
    ).toMatchObject({ value: 21, met: false });
  });

  it('is judged by the worse half of two seeds', () => {
    const two = with_((seed) => best(seed === 1 ? 18 : 22, true));
    const report = { arms: two.arms.map((arm) => ({ ...arm, runs: arm.runs.slice(0, 2) })) };
    expect(bar(report, 'crafter-coached')?.value).toBe(18);
  });
});

describe('the time of a training', () => {
  it('is that of the longest seed', () => {
    const slow = changed(base, 'crafter-dynamic', ({ seed }) => ({ minutes: seed === 3 ? 21 : 15 }));
    expect(bar(slow, 'minutes')).toMatchObject({ value: 21, met: false });
  });

  it('leaves out those that shared the machine, if others did not', () => {
    const shared = changed(base, 'crafter-dynamic', ({ seed }) =>
      seed > 1 ? { minutes: 30, jobs: 2 } : { minutes: 15 },
    );
    expect(bar(shared, 'minutes')).toMatchObject({ value: 15, met: true });
    const all = changed(base, 'crafter-dynamic', () => ({ minutes: 30, jobs: 2 }));
    expect(bar(all, 'minutes')).toMatchObject({ value: 30, met: false });
  });
});

it('is not measured without the arms', () => {
  const alone = samplePlanningReport(['crafter-dynamic']);
  expect(bar(alone, 'crafter-over-never')).toMatchObject({ value: null, met: null });
  expect(bar(alone, 'crafter-score')?.value).not.toBeNull();
});
