/** From finished runs of agents that plan to their report: nothing is lost, nothing is made up. */
import { describe, expect, it } from 'vitest';
import { ACHIEVEMENTS } from '../../../../../src/envs/crafter/rules.ts';
import { type Arm, armExperiment } from '../../../../../src/experiments/reproduction/arm.ts';
import type { FinishedRun } from '../../../../../src/experiments/reproduction/collect.ts';
import { PLANNING_ARMS } from '../../../../../src/experiments/reproduction/dynamic-planning/arms.ts';
import { collectPlanning } from '../../../../../src/experiments/reproduction/dynamic-planning/collect.ts';
import { parsePlanningReport } from '../../../../../src/experiments/reproduction/dynamic-planning/report.ts';
import type { EpisodeEvaluation, Evaluation, MetricRow } from '../../../../../src/rl/records.ts';
import { episodeDifficulty, episodeEvaluation, planAdvantage } from '../../../../support/episodes.ts';

const CIRCUMSTANCES = {
  date: '2026-03-04T05:06:07.000Z',
  machine: { cpu: 'CPU', cores: 2 },
  seeds: [1, 2],
  trial: [],
};

const arm = (id: string) => PLANNING_ARMS.find((one) => one.id === id) as Arm;

const found = (more: Partial<EpisodeEvaluation> = {}) =>
  episodeEvaluation(9, { byDifficulty: [episodeDifficulty(1)], ...more });

const METRICS: readonly MetricRow[] = [
  { step: 1, phase: 'warm-start', values: { 'rollout/trained_tokens': 100, 'time/step': 2 } },
  { step: 2, phase: 'warm-start', values: { 'rollout/trained_tokens': 250, 'time/step': 3 } },
  {
    step: 3,
    phase: 'training',
    values: { 'rollout/trained_tokens': 40, 'time/step': 4, 'planning/frequency': 1 / 3, 'rollout/episodes': 0 },
  },
];

function run(id: string, seed: number, changes: Partial<FinishedRun> = {}): FinishedRun {
  const measurements: [string, Evaluation][] = arm(id).measurements.map((one) => [
    one.id,
    found(one.moments ? { advantage: planAdvantage() } : {}),
  ]);
  return {
    seed,
    experiment: armExperiment(arm(id), seed, ['engine=wasm']),
    engine: 'wasm',
    trainingSeconds: 90,
    evaluationSeconds: 30,
    jobs: 1,
    metrics: METRICS,
    evaluations: [],
    measurements: new Map(measurements),
    ...changes,
  };
}

const collect = (...runs: readonly [id: string, run: FinishedRun][]) =>
  collectPlanning(
    CIRCUMSTANCES,
    PLANNING_ARMS.map((one) => ({ arm: one, runs: runs.flatMap(([id, each]) => (id === one.id ? [each] : [])) })),
  );

describe('an arm', () => {
  const report = collect(
    ['crafter-dynamic', run('crafter-dynamic', 1)],
    ['crafter-dynamic', run('crafter-dynamic', 2)],
    ['crafter-unprimed', run('crafter-unprimed', 1, { metrics: METRICS.slice(2) })],
  );
  const [dynamic, unprimed] = report.arms;

  it('is there when one of its runs is finished', () => {
    expect(report.arms.map(({ id, runs }) => [id, runs.map(({ seed }) => seed)])).toEqual([
      ['crafter-dynamic', [1, 2]],
      ['crafter-unprimed', [1]],
    ]);
  });

  it('says what it is about', () => {
    const { training, warmStart } = armExperiment(arm('crafter-dynamic'), 1) as Extract<
      ReturnType<typeof armExperiment>,
      { method: 'dynamic-planning' }
    >;
    const { episodes, episodeSteps, plans } = warmStart;
    expect(dynamic).toMatchObject({ environment: 'crafter', milestones: ACHIEVEMENTS, planCost: training.planCost });
    expect(dynamic?.demonstrations).toEqual({ episodes, episodeSteps, plans });
    expect(unprimed?.demonstrations).toBeNull();
  });

  it('counts steps of the world in reinforcement learning, and tokens of both phases', () => {
    expect(dynamic?.runs[0]).toMatchObject({ steps: 192 * 16, primingTokens: 250, tokens: 290, updates: 3 });
    expect(unprimed?.runs[0]).toMatchObject({ steps: 192 * 16, primingTokens: 0, tokens: 40 });
    expect(dynamic?.runs[0]?.curve).toEqual([
      { update: 1, steps: 3072, tokens: 290, seconds: 9, score: null, frequency: 0.33333, tokensPerEpisode: null },
    ]);
  });

  it('holds every measurement without the scores of single episodes', () => {
    const measurements = dynamic?.runs[0]?.measurements ?? {};
    expect(Object.keys(measurements)).toEqual(arm('crafter-dynamic').measurements.map(({ id }) => id));
    expect(measurements.own).toMatchObject({
      ...{ episodes: 4, score: 0.625, low: 0.25, frequency: 0.125, completed: 0.5, followed: 0.75 },
      best: { score: 1, steps: 18, milestones: [true, true] },
    });
    expect(measurements.own).not.toHaveProperty('scores');
    expect(measurements.own).not.toHaveProperty('advantage');
    expect(measurements.advantage?.advantage).toMatchObject({
      moments: 40,
      mean: 0.25,
      decided: { kept: { mean: 0.1875 } },
    });
    expect(measurements.advantage?.advantage?.byAge.at(-1)).toMatchObject({ moments: 1, low: null, high: null });
  });

  it('survives its file', () => {
    expect(parsePlanningReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
});

it('notes as unknown what had nothing to be a share of', () => {
  const never = episodeDifficulty(1, { frequency: 0, completed: Number.NaN, followed: Number.NaN });
  const measurements = new Map(arm('pogs-never').measurements.map(({ id }) => [id, found({ byDifficulty: [never] })]));
  const { arms } = collect(['pogs-never', run('pogs-never', 1, { measurements })]);
  expect(arms[0]?.runs[0]?.measurements.own).toMatchObject({ frequency: 0, completed: null, followed: null });
  expect(arms[0]).toMatchObject({ environment: 'pogs', milestones: ['reach_target'] });
});

describe('refuses in words', () => {
  const pogs = (evaluation: Evaluation | null) => () =>
    collect([
      'pogs-never',
      run('pogs-never', 2, {
        measurements: new Map(evaluation ? arm('pogs-never').measurements.map(({ id }) => [id, evaluation]) : []),
      }),
    ]);

  it('a run that lacks a measurement', () => {
    expect(pogs(null)).toThrow('The arm pogs-never has no measurement "own" of seed 2.');
  });

  it('evaluations of trees, and of other difficulties than one', () => {
    expect(pogs({ step: 1, delegation: true, byDifficulty: [] })).toThrow(/evaluation of trees/);
    expect(pogs(episodeEvaluation(9))).toThrow(/"own" of the arm pogs-never has 2 difficulties/);
    expect(pogs(found({ byDifficulty: [] }))).toThrow(/has 0 difficulties/);
  });

  it('a report that is damaged', () => {
    const report = collect(['pogs-never', run('pogs-never', 1)]);
    const damaged = { ...report, arms: [{ ...report.arms[0], planCost: -1 }] };
    expect(() => parsePlanningReport(damaged)).toThrow(/at "arms\.0\.planCost"/);
  });
});
