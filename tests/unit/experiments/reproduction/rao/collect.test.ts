/** From finished runs to the report: nothing is lost, nothing is made up, nothing is compared that cannot be. */
import { describe, expect, it } from 'vitest';
import type { Arm } from '../../../../../src/experiments/reproduction/arm.ts';
import { armExperiment } from '../../../../../src/experiments/reproduction/arm.ts';
import type { FinishedRun } from '../../../../../src/experiments/reproduction/collect.ts';
import { FINAL, RAO_ARMS } from '../../../../../src/experiments/reproduction/rao/arms.ts';
import { collectRao } from '../../../../../src/experiments/reproduction/rao/collect.ts';
import { parseRaoReport } from '../../../../../src/experiments/reproduction/rao/report.ts';
import type {
  Attempt,
  DifficultyResult,
  Evaluation,
  EvaluationResult,
  MetricRow,
} from '../../../../../src/rl/records.ts';
import { episodeEvaluation } from '../../../../support/episodes.ts';

const CIRCUMSTANCES = {
  date: '2026-03-04T05:06:07.000Z',
  machine: { cpu: 'CPU', cores: 2 },
  seeds: [1, 2],
  trial: [],
};

const arm = (id: string) => RAO_ARMS.find((one) => one.id === id) as Arm;

function attempt(task: string, score: number, turns: number): Attempt {
  const costs = { turns, criticalTurns: turns, tokens: 10 * turns, criticalTokens: 10 * turns };
  return { task, score, agents: 1, depth: 0, ...costs, parallelChildren: 0, refused: 0, router: false };
}

/** Two tasks of each difficulty; the first `solved` of them in all are solved. */
function evaluation(
  step: number,
  difficulties: readonly number[],
  success: number,
  attempts = false,
): EvaluationResult {
  return {
    step,
    delegation: true,
    byDifficulty: difficulties.map(
      (difficulty): DifficultyResult => ({
        difficulty,
        tasks: 2,
        samples: 1,
        solved: 2 * success,
        success,
        low: 0,
        high: 1,
        passAt: [success],
        score: success,
        scoreLow: 0,
        scoreHigh: 1,
        meanAgents: 1 / 3,
        meanTurns: 4,
        meanCriticalTurns: 4,
        meanTokens: 40,
        meanCriticalTokens: 40,
        parallelFraction: 0,
        routers: 0,
        depthHistogram: [2],
        ...(attempts && { attempts: [attempt(`a${difficulty}`, 1, 12), attempt(`b${difficulty}`, success, 4)] }),
      }),
    ),
  };
}

const final = (found: Evaluation) => new Map([[FINAL, found]]);

const row = (step: number, phase: MetricRow['phase'], tokens: number, seconds: number): MetricRow => ({
  step,
  phase,
  values: { 'rollout/trained_tokens': tokens, 'time/step': seconds, 'optim/loss': 1 },
});

function run(id: string, seed: number, changes: Partial<FinishedRun> = {}): FinishedRun {
  return {
    seed,
    experiment: armExperiment(arm(id), seed, ['engine=wasm']),
    engine: 'wasm',
    trainingSeconds: 90,
    evaluationSeconds: 30,
    jobs: 1,
    metrics: [row(1, 'warm-start', 100, 2), row(2, 'warm-start', 250, 3), row(3, 'training', 40, 4)],
    evaluations: [evaluation(0, [1, 2, 3], 0), evaluation(2, [1, 2, 3], 0.5), evaluation(3, [1, 2, 3, 4, 5, 6], 1)],
    measurements: final(evaluation(3, [1, 2, 3, 4, 5, 6], 0.5)),
    ...changes,
  };
}

describe('an arm', () => {
  const report = collectRao(CIRCUMSTANCES, [
    { arm: arm('small-recursive'), runs: [run('small-recursive', 1), run('small-recursive', 2)] },
    { arm: arm('small-single'), runs: [] },
  ]);

  it('is there when one of its runs is finished', () => {
    expect(report.arms.map(({ id, runs }) => [id, runs.map(({ seed }) => seed)])).toEqual([
      ['small-recursive', [1, 2]],
    ]);
  });

  it('says what differs from its preset but for the seed', () => {
    const [one] = report.arms;
    expect(one?.differences).toContain('evaluation.tasks=10');
    expect(one?.differences).toContain('engine=wasm');
    expect(one?.differences.some((difference) => difference.startsWith('seed'))).toBe(false);
    expect(one).toMatchObject({ environment: 'textcraft', trained: [1, 3], trial: [] });
    expect(one?.bands[0]).toEqual({ name: 'easy', low: 1, high: 2 });
  });

  it('adds up tokens and seconds of both phases along the curve', () => {
    expect(report.arms[0]?.runs[0]?.curve).toEqual([
      { update: 0, tokens: 0, seconds: 0, trained: 0, bands: { easy: 0 } },
      { update: 2, tokens: 250, seconds: 5, trained: 0.5, bands: { easy: 0.5 } },
      { update: 3, tokens: 290, seconds: 9, trained: 1, bands: { easy: 1, medium: 1, hard: 1 } },
    ]);
    expect(report.arms[0]?.runs[0]).toMatchObject({ minutes: 1.5, evaluationMinutes: 0.5, updates: 3, tokens: 290 });
  });

  it('leaves attempts out and keeps five digits', () => {
    const figures = report.arms[0]?.runs[0]?.byDifficulty[0];
    expect(figures).toMatchObject({ difficulty: 1, solved: 1, success: 0.5, meanAgents: 0.33333 });
    expect(figures).not.toHaveProperty('attempts');
  });

  it('leaves evaluations out of the curve that do not cover what is trained on', () => {
    const part = run('small-recursive', 1, { evaluations: [evaluation(0, [1, 2], 1), evaluation(3, [1, 2, 3], 1)] });
    const { arms } = collectRao(CIRCUMSTANCES, [{ arm: arm('small-recursive'), runs: [part] }]);
    expect(arms[0]?.runs[0]?.curve.map(({ update }) => update)).toEqual([3]);
  });

  it('says how many runs shared the machine, where it was more than one', () => {
    const both = [run('small-recursive', 1, { jobs: 2 }), run('small-recursive', 2)];
    const { arms } = collectRao(CIRCUMSTANCES, [{ arm: arm('small-recursive'), runs: both }]);
    expect(arms[0]?.runs.map(({ jobs }) => jobs)).toEqual([2, undefined]);
  });

  it('whose run lacks its measurement, or has one of another kind, is refused in words', () => {
    const wrong = (measurements: FinishedRun['measurements']) => () =>
      collectRao(CIRCUMSTANCES, [{ arm: arm('small-single'), runs: [run('small-single', 2, { measurements })] }]);
    expect(wrong(new Map())).toThrow('The arm small-single has no measurement "final" of seed 2.');
    expect(wrong(final(episodeEvaluation(3)))).toThrow(/evaluation of episodes/);
  });

  it('names what a trial changed', () => {
    const trial = ['training.updates=1'];
    const { arms } = collectRao({ ...CIRCUMSTANCES, trial }, [
      { arm: arm('small-recursive'), runs: [run('small-recursive', 1)] },
    ]);
    expect(arms[0]?.trial).toEqual(trial);
  });
});

describe('a comparison', () => {
  const attempted = (success: number) => evaluation(3, [1, 2], success, true);
  const collect = (recursive: EvaluationResult, single: EvaluationResult, seed = 1) =>
    collectRao(CIRCUMSTANCES, [
      { arm: arm('large-recursive'), runs: [run('large-recursive', 1, { measurements: final(recursive) })] },
      { arm: arm('large-single'), runs: [run('large-single', seed, { measurements: final(single) })] },
    ]).comparisons;

  it('is on the tasks that both solve', () => {
    const [one] = collect(attempted(1), attempted(0));
    expect(one).toMatchObject({ recursive: 'large-recursive', single: 'large-single', seed: 1 });
    expect(one?.byDifficulty[0]).toEqual({
      difficulty: 1,
      tasks: 2,
      both: 1,
      turns: { ratio: 1, tasks: 1 },
      criticalTurns: { ratio: 1, tasks: 1 },
      tokens: { ratio: 1, tasks: 1 },
      criticalTokens: { ratio: 1, tasks: 1 },
      seconds: null,
      parallelOverSerial: null,
    });
  });

  it('is only between runs of the same seed that kept their attempts', () => {
    expect(collect(attempted(1), attempted(1), 2)).toEqual([]);
    expect(collect(attempted(1), evaluation(3, [1, 2], 1))).toEqual([]);
  });
});

describe('the report', () => {
  const report = collectRao(CIRCUMSTANCES, [{ arm: arm('small-recursive'), runs: [run('small-recursive', 1)] }]);
  const bar = (id: string) => report.bars.find((one) => one.id === id);

  it('holds the bars, and says which were not run', () => {
    expect(bar('crafting-hard')).toMatchObject({ value: 0.5, met: false });
    expect(bar('minutes')).toMatchObject({ value: 1.5, met: true });
    expect(bar('crafting-single')).toMatchObject({ value: null, met: null });
  });

  it('survives its file', () => {
    expect(parseRaoReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it.each([
    [{}, /at "version"/],
    [null, /Write it again/],
    [{ ...report, arms: [{ ...report.arms[0], runs: [] }] }, /at "arms\.0\.runs"/],
    [{ ...report, date: 'yesterday' }, /at "date"/],
  ])('that is damaged is refused in words', (input, message) => {
    expect(() => parseRaoReport(input)).toThrow(message);
  });
});
