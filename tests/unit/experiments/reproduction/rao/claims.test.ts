/** Every claim's verdict follows from the report's numbers, both ways, and its words hold no number of their own. */
import { describe, expect, it } from 'vitest';
import { raoPaper } from '../../../../../src/experiments/reproduction/rao/paper.ts';
import type {
  ArmFigures,
  CurvePoint,
  DifficultyFigures,
  RaoReport,
  RunFigures,
} from '../../../../../src/experiments/reproduction/rao/report.ts';
import type { Section } from '../../../../../src/experiments/reproduction/section.ts';
import { sampleReport } from '../../../../support/sample-report.ts';

const { sections, claimsNotRun } = raoPaper;

type Change = (run: RunFigures, arm: ArmFigures) => RunFigures;

function changed(report: RaoReport, ids: readonly string[], change: Change): RaoReport {
  const arms = report.arms.map((arm) =>
    ids.includes(arm.id) ? { ...arm, runs: arm.runs.map((run) => change(run, arm)) } : arm,
  );
  return { ...report, arms };
}

const eachDifficulty =
  (change: (one: DifficultyFigures, seed: number) => Partial<DifficultyFigures>): Change =>
  (run) => ({ ...run, byDifficulty: run.byDifficulty.map((one) => ({ ...one, ...change(one, run.seed) })) });

const eachPoint =
  (change: (point: CurvePoint, i: number) => Partial<CurvePoint>): Change =>
  (run) => ({ ...run, curve: run.curve.map((point, i) => ({ ...point, ...change(point, i) })) });

/** Success and score, with a little luck per seed. */
const succeeds = (share: (difficulty: number) => number) =>
  eachDifficulty(({ difficulty }, seed) => {
    const success = Math.min(1, Math.max(0, share(difficulty) - 0.002 * (seed % 3)));
    return { success, score: success };
  });

const withSeeds = (report: RaoReport, count: number): RaoReport => ({
  ...report,
  seeds: report.seeds.slice(0, count),
  arms: report.arms.map((arm) => ({ ...arm, runs: arm.runs.slice(0, count) })),
  comparisons: report.comparisons.filter(({ seed }) => seed <= count),
});

function section(report: RaoReport, id: string): Section {
  const found = sections(report).find((one) => one.id === id);
  if (!found) throw new Error(`There is no section ${id}.`);
  return found;
}

const base = sampleReport();

describe.each([
  ['small-window', 'small', 0],
  ['large-window', 'large', 0.2],
] as const)('%s', (id, prefix, paperSingle) => {
  const bend = (recursive: number, single: number) =>
    changed(
      changed(
        base,
        [`${prefix}-recursive`],
        succeeds(() => recursive),
      ),
      [`${prefix}-single`],
      succeeds(() => single),
    );

  it.each([
    [0.9, paperSingle, 'reproduced'],
    [0.3, 0.1, 'partly'],
    [0.5, 0.5, 'not reproduced'],
    [0.1, 0.9, 'not reproduced'],
  ] as const)('%d against %d is %s', (recursive, single, verdict) => {
    expect(section(bend(recursive, single), id).verdict).toBe(verdict);
  });

  it('says what was measured, and that it is not the claim', () => {
    const { finding } = section(bend(0.5, 0.5), id);
    expect(finding).toContain('the recursive agent solves 50 % and the single agent 50 %');
    expect(finding).toContain('does not reproduce here');
  });

  it('is never more than partly reproduced by one seed', () => {
    expect(section(withSeeds(bend(1, 0), 1), id).verdict).toBe('partly');
  });
});

describe('efficiency', () => {
  const four = ['small-recursive', 'small-single', 'large-recursive', 'large-single'];
  const level = changed(
    base,
    four,
    eachPoint((_, i) => ({ trained: i / 12, seconds: i })),
  );

  it('is reproduced when the recursive agent is ahead against everything in both windows', () => {
    const ahead = changed(
      level,
      ['small-recursive', 'large-recursive'],
      eachPoint(({ trained }, i) => ({ trained: trained + 0.03 * (i > 0 ? 1 : 0) })),
    );
    expect(section(ahead, 'efficiency').verdict).toBe('reproduced');
  });

  it('is partly reproduced when it takes longer for each update', () => {
    const slow = changed(
      level,
      ['small-recursive', 'large-recursive'],
      eachPoint(({ trained }, i) => ({ trained: Math.min(1, trained + 0.03), seconds: 5 * i })),
    );
    const { verdict, finding } = section(slow, 'efficiency');
    expect(verdict).toBe('partly');
    expect(finding).toMatch(/not surely ahead in the small window by .* per second; in the large window/);
  });

  it('is not reproduced when both learn alike', () => {
    expect(section(level, 'efficiency').verdict).toBe('not reproduced');
  });

  it('draws success against updates, tokens and seconds for all four', () => {
    const { figures } = section(base, 'efficiency');
    expect(figures.map(({ series }) => series.filter(({ points }) => points.length > 10).length)).toEqual([4, 4, 4]);
  });
});

describe('deeper tasks', () => {
  const bend = (hard: number) =>
    changed(
      base,
      ['medium-recursive'],
      succeeds((difficulty) => (difficulty < 5 ? 1 : hard)),
    );

  it.each([
    [0.97, 'reproduced'],
    [0.7, 'partly'],
    [0.3, 'not reproduced'],
    [0, 'not reproduced'],
  ] as const)('keeping %d is %s', (hard, verdict) => {
    expect(section(bend(hard), 'deeper-tasks').verdict).toBe(verdict);
  });
});

describe('long inputs', () => {
  const bend = (far: number, scatter = 0) =>
    changed(
      base,
      ['oolong-recursive'],
      eachDifficulty(({ difficulty }, seed) => ({ score: difficulty < 7 ? 1 : far + scatter * (seed % 2) })),
    );

  it.each([
    [0.9, 0, 'reproduced'],
    [0.4, 0.4, 'partly'],
    [0.3, 0, 'not reproduced'],
  ] as const)('keeping %d is %s', (far, scatter, verdict) => {
    expect(section(bend(far, scatter), 'long-inputs').verdict).toBe(verdict);
  });

  it('names the lengths of the inputs', () => {
    const { tables, finding } = section(bend(0.9), 'long-inputs');
    expect(tables[0]?.head).toEqual(['Agent', '½', '1', '2', '4', '8', '16', '32']);
    expect(finding).toContain('keeps 90 %');
  });
});

describe('speed', () => {
  const bend = (seconds: number | null, turns = 1.8, criticalTurns = 0.7, both = 20): RaoReport => ({
    ...base,
    comparisons: base.comparisons.map((one) => ({
      ...one,
      byDifficulty: one.byDifficulty.map((row) => {
        const ratio = (value: number | null) =>
          value === null || both === 0 ? null : { ratio: value * (1 + 0.001 * one.seed), tasks: both };
        return {
          ...row,
          both: row.difficulty > 2 ? both : row.both,
          turns: ratio(turns),
          criticalTurns: ratio(criticalTurns),
          seconds: ratio(seconds),
        };
      }),
    })),
  });

  it.each([
    [0.5, 1.8, 0.7, 'reproduced'],
    [1.4, 1.8, 0.7, 'partly'],
    [null, 1.8, 0.7, 'partly'],
    [0.5, 0.8, 1.2, 'not reproduced'],
    [1.4, 1.8, 1.3, 'not reproduced'],
  ] as const)('%d of the seconds, %d of the turns and %d of those in a row is %s', (seconds, turns, path, verdict) => {
    expect(section(bend(seconds, turns, path), 'speed').verdict).toBe(verdict);
  });

  it('says how much faster', () => {
    expect(section(bend(0.5), 'speed').finding).toContain('2 times as fast by the clock');
  });

  it('says so when there is nothing that both solve', () => {
    const { verdict, finding } = section(bend(0.5, 1.8, 0.7, 0), 'speed');
    expect(verdict).toBe('not reproduced');
    expect(finding).toContain('no medium or hard task that both agents solve');
  });

  it('weighs difficulties by the tasks that both solve', () => {
    const uneven: RaoReport = {
      ...base,
      comparisons: base.comparisons.map((one) => ({
        ...one,
        byDifficulty: one.byDifficulty.map((row) => ({
          ...row,
          turns: row.difficulty === 5 ? { ratio: 4, tasks: 30 } : { ratio: 1, tasks: 10 },
        })),
      })),
    };
    const hard = section(uneven, 'speed').tables[0]?.rows.find(([name]) => name === 'hard');
    // 4 to the power of 3/4.
    expect(hard?.[2]).toBe('2.8 (2.8 to 2.8)');
  });
});

describe('credit', () => {
  const arms = ['ablation-local-batch', 'ablation-local-off', 'ablation-root-batch', 'ablation-root-off'];
  const bend = (heights: readonly number[]) =>
    arms.reduce(
      (report, id, arm) =>
        changed(
          report,
          [id],
          eachPoint((_, i) => ({ trained: ((heights[arm] as number) * i) / 11 })),
        ),
      base,
    );

  it.each([
    [[0.9, 0.8, 0.7, 0.6], 'reproduced'],
    [[0.9, 0.9, 0.7, 0.7], 'partly'],
    [[0.9, 0.8, 0.9, 0.8], 'partly'],
    [[0.8, 0.8, 0.8, 0.8], 'not reproduced'],
    [[0.6, 0.7, 0.8, 0.9], 'not reproduced'],
  ] as const)('%j is %s', (heights, verdict) => {
    expect(section(bend(heights), 'credit').verdict).toBe(verdict);
  });

  it('says when something does harm', () => {
    expect(section(bend([0.6, 0.7, 0.8, 0.9]), 'credit').finding).toMatch(/own goal does harm, −10 points/);
  });

  it('tells the two differences apart', () => {
    expect(section(bend([0.9, 0.9, 0.7, 0.7]), 'credit').finding).toMatch(
      /own goal helps, by \+10 points .* weighting depths makes no sure difference, 0 points/,
    );
  });
});

describe('bonus', () => {
  const bend = (agents: number, turns: number) =>
    changed(
      base,
      ['bonus-count'],
      eachDifficulty((one) => ({ meanAgents: one.meanAgents * agents, meanTurns: one.meanTurns * turns })),
    );

  it.each([
    [2, 2, 'reproduced'],
    [2, 1, 'partly'],
    [1, 1, 'not reproduced'],
    [0.5, 0.5, 'not reproduced'],
  ] as const)('%d times the agents and %d times the turns is %s', (agents, turns, verdict) => {
    expect(section(bend(agents, turns), 'bonus').verdict).toBe(verdict);
  });
});

describe('parallelism', () => {
  const bend = (oolong: number, deepdive: number) =>
    changed(
      changed(
        base,
        ['oolong-recursive', 'small-recursive'],
        eachDifficulty((_, seed) => ({ parallelFraction: oolong - 0.001 * seed })),
      ),
      ['deepdive-recursive'],
      eachDifficulty(() => ({ parallelFraction: deepdive })),
    );

  it.each([
    [0.9, 0, 'reproduced'],
    [0.4, 0.1, 'partly'],
    [0.5, 0.6, 'not reproduced'],
  ] as const)('%d against %d is %s', (independent, chained, verdict) => {
    expect(section(bend(independent, chained), 'parallelism').verdict).toBe(verdict);
  });

  it('is judged by the nearer of the two', () => {
    const report = changed(
      bend(0.9, 0),
      ['small-recursive'],
      eachDifficulty(() => ({ parallelFraction: 0.3 })),
    );
    expect(section(report, 'parallelism').verdict).toBe('partly');
  });

  it('counts sub-agents, not tasks', () => {
    const report = changed(
      base,
      ['deepdive-recursive'],
      eachDifficulty(({ difficulty }) => ({
        meanAgents: difficulty === 8 ? 31 : 2,
        parallelFraction: difficulty / 10,
      })),
    );
    // (0.1 + … + 0.7 + 30 · 0.8) / 37
    expect(section(report, 'parallelism').finding).toContain('72 % (Recursive, DeepDive)');
  });
});

describe('many hops', () => {
  const bend = (recursive: number, single: number) =>
    changed(
      changed(
        base,
        ['deepdive-recursive'],
        succeeds((hops) => (hops < 6 ? 1 : recursive)),
      ),
      ['deepdive-single'],
      succeeds((hops) => (hops < 6 ? 1 : single)),
    );

  it.each([
    [0.8, 0.5, 'reproduced'],
    [0.55, 0.5, 'partly'],
    [0.5, 0.5, 'not reproduced'],
  ] as const)('%d against %d is %s', (recursive, single, verdict) => {
    expect(section(bend(recursive, single), 'many-hops').verdict).toBe(verdict);
  });
});

describe('sections', () => {
  it('leaves claims out whose arms are missing, and names them', () => {
    const report = sampleReport(['small-recursive', 'small-single']);
    expect(sections(report).map(({ id }) => id)).toEqual(['small-window']);
    expect(claimsNotRun(report)).toHaveLength(9);
    expect(claimsNotRun(base)).toEqual([]);
  });

  it('have tables whose rows are as long as their heads, and figures with points', () => {
    for (const { id, tables, figures } of sections(base)) {
      for (const { head, rows } of tables) for (const row of rows) expect(row, id).toHaveLength(head.length);
      for (const { series } of figures)
        expect(
          series.some(({ points }) => points.length > 0),
          id,
        ).toBe(true);
    }
  });

  it('say nothing that is not a number or a word', () => {
    for (const report of [base, withSeeds(base, 1), withSeeds(base, 2)]) {
      expect(JSON.stringify(sections(report))).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it('say so when the evaluation left out what a claim is about', () => {
    const shallow = changed(
      base,
      base.arms.map(({ id }) => id),
      (run) => ({ ...run, byDifficulty: run.byDifficulty.slice(0, 4) }),
    );
    const found = sections(shallow).filter(({ id }) => ['small-window', 'deeper-tasks', 'many-hops'].includes(id));
    expect(found.map(({ verdict }) => verdict)).toEqual(['not reproduced', 'not reproduced', 'not reproduced']);
    for (const { finding } of found) expect(finding).toContain('an unknown share');
    expect(JSON.stringify(sections(shallow))).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('say over how many seeds, and what the arms change', () => {
    const { notes } = section(withSeeds(base, 3), 'large-window');
    expect(notes.join(' ')).toContain('Means over 3 seeds');
    expect(notes.join(' ')).toContain('model.context=640');
    expect(notes.join(' ')).not.toContain('evaluation.every');
  });
});
