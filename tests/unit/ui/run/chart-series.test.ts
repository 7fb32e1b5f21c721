import { describe, expect, test } from 'vitest';
import { chartData, seriesOf } from '../../../../src/ui/run/chart-series.ts';
import { heldOut, RAO_CHARTS, raoCharts } from '../../../../src/ui/run/rao-charts.ts';
import { evaluation, row } from '../session/fixtures.ts';

const rows = [
  row(1, 'warm-start', { 'optim/loss': 2, 'delegation/agents': 1 }),
  row(2, 'warm-start', { 'optim/loss': Number.NaN, 'delegation/agents': 2 }),
  row(3, 'training', { 'optim/loss': 0.5, 'delegation/agents': 3, 'reward/all/mean': 0.4 }),
];

describe('chartData', () => {
  test('one column per metric of the phase, with gaps where there is no finite value', () => {
    const data = chartData(RAO_CHARTS, rows, 'warm-start');
    expect(data.steps).toEqual([1, 2]);
    expect(data.byMetric.get('optim/loss')).toEqual([2, null]);
  });

  test('trees of the warm start are the expert’s, and say nothing about the policy', () => {
    expect(chartData(RAO_CHARTS, rows, 'warm-start').byMetric.has('delegation/agents')).toBe(false);
    expect(chartData(RAO_CHARTS, rows, 'training').byMetric.get('delegation/agents')).toEqual([3]);
  });

  test('updates of reinforcement learning are counted from one', () => {
    expect(chartData(RAO_CHARTS, rows, 'training').steps).toEqual([1]);
    expect(chartData(RAO_CHARTS, [], 'training').steps).toEqual([]);
  });
});

test('series without a value are left out, but a chart never loses all of them', () => {
  const data = chartData(RAO_CHARTS, rows, 'training');
  const labels = Object.fromEntries(
    RAO_CHARTS.map((chart) => [chart.id, seriesOf(chart, data).map(({ label }) => label)]),
  );
  expect(labels.agents).toEqual(['agents']);
  expect(labels.success).toEqual(['root tasks solved']);
});

describe('success on held-out tasks', () => {
  const results = [evaluation(0, true, [1, 2]), evaluation(2, true, [1, 2, 3]), evaluation(3, true, [1, 2, 3])];

  test('the evaluation between the phases belongs to both', () => {
    expect(heldOut(results, rows, 'warm-start', [1, 2]).steps).toEqual([0, 2]);
    expect(heldOut(results, rows, 'training', [1, 2]).steps).toEqual([0, 1]);
  });

  test('deeper difficulties are a series of their own, where there are any', () => {
    expect(heldOut(results, rows, 'training', [1, 2]).series).toEqual([
      { label: 'trained on', values: [0.5, 0.5] },
      { label: 'deeper', values: [0.5, 0.5] },
    ]);
    expect(heldOut(results.slice(0, 1), rows, 'warm-start', [1, 2]).series.map(({ label }) => label)).toEqual([
      'trained on',
    ]);
  });

  test('nothing yet is nothing', () => {
    expect(heldOut([], [], 'training', [1, 2])).toEqual({ steps: [], series: [{ label: 'trained on', values: [] }] });
  });
});

test('the charts of a phase begin with held-out success', () => {
  const titles = (phase: 'warm-start' | 'training') => raoCharts(rows, [], phase, [1, 2]).map(({ title }) => title);
  expect(titles('warm-start')).toEqual(['Held-out success', 'Imitation loss', 'Entropy', 'Tokens trained on']);
  expect(titles('training').slice(0, 3)).toEqual(['Held-out success', 'Success', 'Reward']);
});
