/** Every claim's verdict follows from the report's numbers, both ways, and its words hold no number of their own. */
import { describe, expect, it } from 'vitest';
import { PLANNING_CLAIMS } from '../../../../../src/experiments/reproduction/dynamic-planning/claims.ts';
import { planningPaper } from '../../../../../src/experiments/reproduction/dynamic-planning/paper.ts';
import type {
  AdvantageFigures,
  ArmFigures,
  MeasurementFigures,
  PlanningReport,
} from '../../../../../src/experiments/reproduction/dynamic-planning/report.ts';
import type { Section } from '../../../../../src/experiments/reproduction/section.ts';
import { samplePlanningReport } from '../../../../support/sample-planning-report.ts';

const { sections, claimsNotRun } = planningPaper;
const base = samplePlanningReport();

type Change = (seed: number, found: MeasurementFigures) => Partial<MeasurementFigures>;

/** With as many seeds again. */
function doubled(arm: ArmFigures): ArmFigures {
  return { ...arm, runs: [...arm.runs, ...arm.runs.map((run) => ({ ...run, seed: run.seed + 5 }))] };
}

/** Changes one measurement of an arm's runs. */
function measuring(report: PlanningReport, id: string, measurement: string, change: Change): PlanningReport {
  const arms = report.arms.map((arm): ArmFigures => {
    if (arm.id !== id) return arm;
    const runs = arm.runs.map((run) => {
      const found = run.measurements[measurement] as MeasurementFigures;
      return { ...run, measurements: { ...run.measurements, [measurement]: { ...found, ...change(run.seed, found) } } };
    });
    return { ...arm, runs };
  });
  return { ...report, arms };
}

/** With a little luck per seed. */
const scores = (report: PlanningReport, id: string, byMeasurement: Readonly<Record<string, number>>): PlanningReport =>
  Object.entries(byMeasurement).reduce(
    (changed, [measurement, score]) =>
      measuring(changed, id, measurement, (seed) => ({ score: score + 0.004 * ((seed * measurement.length) % 3) })),
    report,
  );

const withSeeds = (report: PlanningReport, count: number): PlanningReport => ({
  ...report,
  arms: report.arms.map((arm) => ({ ...arm, runs: arm.runs.slice(0, count) })),
});

function section(report: PlanningReport, id: string): Section {
  const found = sections(report).find((one) => one.id === id);
  if (!found) throw new Error(`There is no section ${id}.`);
  return found;
}

const INSIDE = ['every-2', 'every-3', 'every-4', 'every-6', 'every-8', 'every-12', 'every-16'];
const sweep = (never: number, inside: number, always: number, suffix = '') =>
  Object.fromEntries([
    [`never${suffix}`, never],
    ...INSIDE.map((id, i) => [`${id}${suffix}`, inside - 0.02 * i]),
    [`every-1${suffix}`, always],
  ]) as Record<string, number>;

describe.each([
  ['graph-search', 'pogs-dynamic', '-primed'],
  ['crafter-intervals', 'crafter-dynamic', ''],
] as const)('%s', (id, arm, suffix) => {
  const bend = (never: number, inside: number, always: number) =>
    scores(base, arm, sweep(never, inside, always, suffix));

  it.each([
    [0.3, 0.6, 0.4, 'reproduced'],
    [0.3, 0.5, 0.6, 'partly'],
    [0.6, 0.5, 0.3, 'partly'],
    [0.6, 0.5, 0.6, 'not reproduced'],
  ] as const)('never %d, between %d, always %d is %s', (never, inside, always, verdict) => {
    expect(section(bend(never, inside, always), id).verdict).toBe(verdict);
  });

  it('is never more than partly reproduced by one seed', () => {
    expect(section(withSeeds(bend(0.3, 0.6, 0.4), 1), id).verdict).toBe('partly');
    expect(section(withSeeds(bend(0.6, 0.5, 0.4), 1), id).verdict).toBe('not reproduced');
  });

  it('does not take luck for a peak', () => {
    // Each seed is lucky with another interval; on average none is better than never and always.
    const lucky = INSIDE.reduce(
      (report, one, i) => measuring(report, arm, `${one}${suffix}`, (seed) => ({ score: seed === i + 1 ? 0.8 : 0.4 })),
      scores(base, arm, { [`never${suffix}`]: 0.45, [`every-1${suffix}`]: 0.45 }),
    );
    expect(section(lucky, id).verdict).toBe('not reproduced');
  });

  it('says what was measured, from never to always', () => {
    const { finding, figures } = section(bend(0.3, 0.6, 0.4), id);
    expect(finding).toMatch(/ 30(\.\d)? % of .* when it never plans, 60(\.\d)? % when it plans every 2 steps/);
    expect(figures[0]?.series[0]?.points.map(({ x }) => x)).toEqual([
      ...['never', '16', '12', '8', '6', '4', '3', '2', 'always'],
    ]);
  });
});

it('shows agents that were trained on one way of searching where they have been run', () => {
  expect(section(base, 'graph-search').tables).toHaveLength(2);
  expect(section(samplePlanningReport(['pogs-dynamic']), 'graph-search').tables).toHaveLength(1);
});

describe('imitation', () => {
  const bend = (kept: number, stripped: number) =>
    scores(scores(base, 'crafter-dynamic', { 'own-primed': kept }), 'crafter-never', { 'own-primed': stripped });

  it.each([
    [0.4, 0.3, 'reproduced'],
    [0.32, 0.3, 'partly'],
    [0.3, 0.3, 'not reproduced'],
    [0.2, 0.3, 'not reproduced'],
  ] as const)('%d with plans and %d without is %s', (kept, stripped, verdict) => {
    expect(section(bend(kept, stripped), 'imitation').verdict).toBe(verdict);
  });

  it('adds graph search where it has been run', () => {
    expect(section(base, 'imitation').tables[0]?.rows.map(([name]) => name)).toContain('Graph search');
    const crafter = samplePlanningReport(['crafter-dynamic', 'crafter-never']);
    expect(section(crafter, 'imitation').tables[0]?.rows).toHaveLength(2);
  });
});

describe('students', () => {
  const bend = (own: readonly number[]) =>
    ['crafter-dynamic', 'crafter-never', 'crafter-unprimed-never', 'crafter-unprimed'].reduce(
      (report, id, i) => scores(report, id, { own: own[i] as number }),
      base,
    );

  it.each([
    [[0.4, 0.33, 0.29, 0.2], 'reproduced'],
    [[0.4, 0.33, 0.2, 0.29], 'partly'],
    [[0.1, 0.2, 0.3, 0.4], 'not reproduced'],
  ] as const)('%s are %s', (own, verdict) => {
    expect(section(bend(own), 'students').verdict).toBe(verdict);
  });

  it('draws all four against steps of the world', () => {
    const [curves] = section(base, 'students').figures;
    expect(curves?.series.map(({ points }) => points.length > 10)).toEqual([true, true, true, true]);
    expect(curves?.xLabel).toBe('Steps of the world');
  });

  it('works with fewer seeds of some, and says so', () => {
    const fewer = {
      ...base,
      arms: base.arms.map((arm) => (arm.id.includes('unprimed') ? { ...arm, runs: arm.runs.slice(0, 2) } : arm)),
    };
    const { figures, tables, notes } = section(fewer, 'students');
    expect(figures[0]?.series.map(({ name }) => name).filter((name) => name.includes('(2 seeds)'))).toHaveLength(2);
    expect(tables[0]?.rows[2]?.[2]).toContain('; 2 seeds)');
    expect(notes.join(' ')).toContain('Means over 5 seeds, unless another number is given,');
  });

  it('tells what the seeds show that were added', () => {
    const constant = (arm: string, first: number, added: number) => (report: PlanningReport) =>
      measuring(report, arm, 'own', (seed) => ({ score: seed > 5 ? added : first }));
    const more = { ...base, arms: base.arms.map((arm) => (arm.id.startsWith('crafter') ? doubled(arm) : arm)) };
    const report = constant('crafter-dynamic', 0.6, 0.5)(constant('crafter-never', 0.3, 0.4)(more));
    const told = 'reaches 50 % (50 to 50; 5 seeds) and the one that never plans 40 % (40 to 40; 5 seeds).';
    expect(section(report, 'students').notes.join(' ')).toContain(told);
    expect(section(base, 'students').notes.join(' ')).not.toContain('that were added');
  });
});

describe('frequency', () => {
  const bend = (before: number, after: number, unprimed: number, free = after) => {
    const luck = (share: number) => (seed: number) => ({ frequency: share + 0.001 * (seed % 3) });
    const cheap = measuring(base, 'crafter-cost-none', 'own', luck(free));
    const primed = measuring(cheap, 'crafter-dynamic', 'own-primed', luck(before));
    return measuring(
      measuring(primed, 'crafter-dynamic', 'own', luck(after)),
      'crafter-unprimed',
      'own',
      luck(unprimed),
    );
  };

  it.each([
    [0.1, 0.05, 0.5, 'reproduced'],
    [0.1, 0.05, 0.01, 'partly'],
    [0.05, 0.1, 0.5, 'partly'],
    [0.05, 0.1, 0.01, 'not reproduced'],
  ] as const)('from %d to %d, unprimed to %d, is %s', (before, after, unprimed, verdict) => {
    expect(section(bend(before, after, unprimed), 'frequency').verdict).toBe(verdict);
  });

  it('is not reproduced as a whole by a price on plans', () => {
    const { verdict, finding } = section(bend(0.1, 0.05, 0.5, 0.2), 'frequency');
    expect(verdict).toBe('partly');
    expect(finding).toContain(
      'Where plans cost nothing, as in most of the paper’s runs, it goes from 10.2 % to 20.2 %.',
    );
  });

  it('draws plans per hundred steps, with both ends of the primed agent', () => {
    const [primed, unprimed] = section(bend(0.1, 0.05, 0.5), 'frequency').figures;
    expect(primed?.series[1]?.points.map(({ y }) => Math.round(y))).toEqual([10, 5]);
    expect(unprimed?.series[1]?.points.map(({ y }) => Math.round(y))).toEqual([50]);
  });
});

describe('tokens', () => {
  const bend = (own: number, fixed: number, lead = 0.02) => {
    const written = (tokens: number) => (seed: number) => ({ meanTokens: tokens + seed });
    const changed = measuring(
      measuring(base, 'crafter-dynamic', 'own', written(own)),
      'crafter-dynamic',
      'every-4',
      written(fixed),
    );
    return scores(changed, 'crafter-dynamic', { own: 0.5 + lead, 'every-4': 0.5 });
  };

  it.each([
    [300, 900, 0.02, 'reproduced'],
    [700, 900, 0.02, 'partly'],
    [900, 700, 0.02, 'not reproduced'],
    [300, 900, -0.1, 'partly'],
  ] as const)('%d against %d, with a lead of %d, is %s', (own, fixed, lead, verdict) => {
    expect(section(bend(own, fixed, lead), 'tokens').verdict).toBe(verdict);
  });

  it('writes a saving as a fall', () => {
    expect(section(bend(300, 900), 'tokens').finding).toMatch(/a change of −66\.\d %/);
  });
});

describe('cost', () => {
  const figures = (frequency: number, length: number, score: number) => ({
    ...{ frequency, score, meanSteps: 100 },
    meanPlanTokens: 100 * frequency * length,
  });
  const bend = (dear: Partial<MeasurementFigures>) =>
    measuring(
      measuring(base, 'crafter-cost-none', 'own', () => figures(0.2, 6, 0.5)),
      'crafter-cost-high',
      'own',
      () => dear,
    );

  it.each([
    [figures(0.1, 5, 0.49), 'reproduced'],
    [figures(0.1, 5.9, 0.49), 'partly'],
    [figures(0.1, 5, 0.47), 'partly'],
    [figures(0.1, 6, 0.3), 'partly'],
    [figures(0.3, 5, 0.49), 'not reproduced'],
  ])('%o is %s', (dear, verdict) => {
    expect(section(bend(dear), 'cost').verdict).toBe(verdict);
  });

  it('is never more than partly reproduced by one seed', () => {
    expect(section(withSeeds(bend(figures(0.1, 5, 0.49)), 1), 'cost').verdict).toBe('partly');
  });

  it('speaks of agents that have stopped planning', () => {
    const { finding, tables } = section(bend(figures(0, 0, 0.48)), 'cost');
    expect(finding).toContain('where they cost much, at 0 % of its steps.');
    expect(tables[0]?.rows.at(-1)?.at(-1)).toBe('not measured');
  });
});

describe('controls', () => {
  const bend = (shuffled: number, constant: number, random: number) =>
    scores(base, 'crafter-dynamic', { own: 0.5, shuffled, constant, random });

  it.each([
    [0.4, 0.4, 0.45, 'reproduced'],
    [0.4, 0.4, 0.5, 'partly'],
    [0.5, 0.5, 0.5, 'not reproduced'],
  ] as const)('%d, %d and %d are %s', (shuffled, constant, random, verdict) => {
    expect(section(bend(shuffled, constant, random), 'controls').verdict).toBe(verdict);
  });

  it('has rows of what was measured in each world', () => {
    const rows = section(base, 'controls').tables[0]?.rows.map(([name]) => name);
    expect(rows).toContain('Crafter: always the same plan');
    expect(rows).not.toContain('Graph search: always the same plan');
  });
});

describe('advantage', () => {
  const bend = (planned: number | null, kept: number, young: number, old: number) =>
    measuring(base, 'crafter-dynamic', 'advantage', (seed, { advantage }) => {
      const moments = (mean: number) => ({ moments: 10, mean: mean + 0.01 * (seed % 3), low: null, high: null });
      const found: AdvantageFigures = {
        ...(advantage as AdvantageFigures),
        byAge: [
          { from: 1, to: 8, ...moments(young) },
          { from: 9, to: 16, ...moments(old) },
        ],
        decided: { planned: planned === null ? null : moments(planned), kept: moments(kept) },
      };
      return { advantage: found };
    });

  it.each([
    [0.3, 0.1, -0.1, 0.2, 'reproduced'],
    [0.3, 0.1, 0.2, -0.1, 'partly'],
    [0.1, 0.3, -0.1, 0.2, 'partly'],
    [0.1, 0.3, 0.2, -0.1, 'not reproduced'],
    [null, 0.3, 0.2, -0.1, 'not reproduced'],
  ] as const)('planned %s, kept %d, young %d, old %d is %s', (planned, kept, young, old, verdict) => {
    expect(section(bend(planned, kept, young, old), 'advantage').verdict).toBe(verdict);
  });

  it('draws what is worth less than nothing below it', () => {
    const points = section(bend(0.3, 0.1, -0.1, 0.2), 'advantage').figures[0]?.series[0]?.points;
    expect(points?.map(({ x }) => x)).toEqual(['1 to 8', '9 to 16']);
    expect(points?.[0]?.low).toBeLessThan(0);
  });
});

describe('steering', () => {
  const bend = (coached: number, diamond: boolean, before: number, after: number) => {
    const luck = (share: number) => (seed: number) => ({ followed: share + 0.001 * (seed % 3) });
    const steered = measuring(base, 'crafter-dynamic', 'coach', (seed) => ({
      best: {
        score: (coached - (seed === 1 ? 1 : 0)) / 22,
        steps: 900,
        milestones: Array.from({ length: 22 }, (_, i) => (i === 0 ? diamond : i < coached)),
      },
    }));
    const given = measuring(steered, 'crafter-dynamic', 'shuffled-primed', luck(before));
    return measuring(given, 'crafter-dynamic', 'shuffled', luck(after));
  };

  it.each([
    [21, true, 0.1, 0.2, 'reproduced'],
    [21, false, 0.1, 0.2, 'partly'],
    [21, true, 0.2, 0.2, 'partly'],
    [12, false, 0.1, 0.2, 'partly'],
    [12, false, 0.2, 0.1, 'not reproduced'],
  ] as const)('%d coached, diamond %s, followed %d to %d is %s', (coached, diamond, before, after, verdict) => {
    expect(section(bend(coached, diamond, before, after), 'steering').verdict).toBe(verdict);
  });

  it('sets the coach against the best without it, however that was played', () => {
    const alone = measuring(bend(20, true, 0.1, 0.2), 'crafter-dynamic', 'alone', (_, { best }) => ({
      best: { ...best, score: 1 },
    }));
    expect(section(alone, 'steering').verdict).toBe('partly');
  });

  it('tells what no coached episode has', () => {
    expect(section(bend(21, false, 0.1, 0.2), 'steering').notes.join(' ')).toContain(
      'In no seed’s best coached episode: collect diamond and wake up.',
    );
  });
});

describe('scoreboard', () => {
  it.each([
    [0.5, 'reproduced'],
    [0.3, 'not reproduced'],
  ] as const)('%d of all achievements is %s', (own, verdict) => {
    expect(section(scores(base, 'crafter-dynamic', { own }), 'scoreboard').verdict).toBe(verdict);
  });

  it('is partly reproduced when only the mean is as high', () => {
    const wide = measuring(base, 'crafter-dynamic', 'own', (seed) => ({ score: 0.1 * (seed + 1) }));
    expect(section(wide, 'scoreboard').verdict).toBe('partly');
  });

  it('goes by the formula and takes its place among the public scores', () => {
    // exp(mean ln(1 + s)) - 1: half of them always and half of them never give √101 - 1.
    const half = measuring(base, 'crafter-dynamic', 'own', () => ({
      milestones: Array.from({ length: 22 }, (_, i) => (i < 11 ? 1 : 0)),
    }));
    const { finding, tables } = section(half, 'scoreboard');
    expect(finding).toContain('its score is 9 %');
    const names = tables[0]?.rows.map(([name]) => name) ?? [];
    const place = names.indexOf('Here: Primed, decides when to plan');
    expect(names.slice(0, place)).toContain('DreamerV2');
    expect(names.slice(place)).toContain('PPO');
  });
});

describe('all sections', () => {
  it('appear when their arms have runs, and are named as not run otherwise', () => {
    for (const { title, arms } of PLANNING_CLAIMS) {
      const own = samplePlanningReport(arms);
      expect(sections(own).map((one) => one.title)).toContain(title);
      const without = samplePlanningReport(arms.slice(1));
      expect(claimsNotRun(without)).toContain(title);
    }
  });

  it('have even tables, names, and numbers that can be drawn', () => {
    for (const count of [5, 2, 1]) {
      for (const { claim, finding, figures, tables, notes } of sections(withSeeds(base, count))) {
        for (const words of [claim, finding, ...notes]) expect(words).toMatch(/^[A-Z“].*[.]$/);
        expect([finding, ...notes, ...tables.flatMap(({ rows }) => rows.flat())].join()).not.toMatch(
          /NaN|undefined|null|Infinity/,
        );
        for (const { head, rows } of tables) for (const row of rows) expect(row).toHaveLength(head.length);
        for (const { series } of figures) {
          for (const { points } of series) {
            for (const { y, low = y, high = y } of points) {
              expect(low).toBeLessThanOrEqual(y + 1e-12);
              expect(high).toBeGreaterThanOrEqual(y - 1e-12);
            }
          }
        }
      }
    }
  });
});

it.each([
  ['controls', '100 and 500 episodes'],
  ['advantage', '100 episodes'],
  ['scoreboard', '500 episodes'],
])('%s: says on how many episodes it was measured', (id, episodes) => {
  const arms = base.arms.map((arm) => ({
    ...arm,
    runs: arm.runs.map((run) => ({
      ...run,
      measurements: Object.fromEntries(
        Object.entries(run.measurements).map(([name, one]) => [name, { ...one, episodes: name === 'own' ? 500 : 100 }]),
      ),
    })),
  }));
  expect(section({ ...base, arms }, id).notes.join(' ')).toContain(` on ${episodes} per seed`);
});
