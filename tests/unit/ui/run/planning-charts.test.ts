/** The charts of planning runs: learning and held-out episodes in one picture, phase by phase. */
import { expect, test } from 'vitest';
import { planningCharts } from '../../../../src/ui/run/planning-charts.ts';
import { episodeDifficulty, episodeEvaluation } from '../../../support/episodes.ts';
import { row } from '../session/fixtures.ts';

const rows = [
  row(1, 'warm-start', { 'optim/loss': 2 }),
  row(2, 'warm-start', { 'optim/loss': 1 }),
  row(3, 'training', { 'planning/frequency': 0.4, 'rollout/reward_per_step': 0.1, 'optim/reference_kl': 0 }),
  row(4, 'training', { 'planning/frequency': 0.2, 'score/all': 0.5, 'optim/reference_kl': 0 }),
];
const at = (step: number, ...difficulties: number[]) =>
  episodeEvaluation(step, { byDifficulty: difficulties.map((difficulty) => episodeDifficulty(difficulty)) });
const chartOf = (id: string, ...args: Parameters<typeof planningCharts>) =>
  planningCharts(...args).find((chart) => chart.id === id);

test('score has held-out points with their intervals, those between the phases at step 0', () => {
  const score = chartOf('score', rows, [at(0, 1), at(2, 1), at(4, 1)], 'training', [1, 1]);
  expect(score?.steps).toEqual([0, 1, 2]);
  expect(score?.series).toEqual([
    { label: 'learning', values: [null, null, 0.5] },
    {
      label: 'held out',
      values: [0.625, null, 0.625],
      points: true,
      intervals: [[0.25, 0.875], null, [0.25, 0.875]],
    },
  ]);
});

test('harder difficulties than those trained on are a series of their own', () => {
  const labels = (...difficulties: number[]) =>
    chartOf('frequency', rows, [at(2, ...difficulties)], 'training', [1, 2])?.series.map(({ label }) => label);
  expect(labels(1, 2)).toEqual(['learning', 'held out']);
  expect(labels(1, 2, 3)).toEqual(['learning', 'held out', 'harder']);
});

test('in priming only held-out episodes have a score', () => {
  const score = chartOf('score', rows, [at(0, 1), at(2, 1)], 'warm-start', [1, 1]);
  expect(score?.steps).toEqual([0, 1, 2]);
  expect(score?.series.map(({ label }) => label)).toEqual(['held out']);
  expect(chartOf('imitation-loss', rows, [], 'warm-start', [1, 1])?.series).toEqual([
    { label: 'loss', values: [2, 1] },
  ]);
});

test('the distance to the primed policy shows once there is one', () => {
  expect(chartOf('reference-kl', rows, [], 'training', [1, 1])).toBeUndefined();
  const pulled = [...rows, row(5, 'training', { 'optim/reference_kl': 0.01 })];
  expect(chartOf('reference-kl', pulled, [], 'training', [1, 1])?.series[0]?.values).toEqual([0, 0, 0.01]);
});

test('nothing yet is nothing, and says when it comes', () => {
  const charts = planningCharts([], [], 'training', [1, 1]);
  expect(charts.map(({ title }) => title)).toEqual(['Score', 'Planning', 'Reward', 'Tokens', 'Value loss', 'Entropy']);
  for (const { series, awaited } of charts) {
    expect(series.flatMap(({ values }) => values)).toEqual([]);
    expect(awaited).toMatch(/\.$/);
  }
});
