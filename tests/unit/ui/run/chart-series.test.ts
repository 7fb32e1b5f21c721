import { describe, expect, test } from 'vitest';
import { CHARTS, chartData, seriesOf } from '../../../../src/ui/run/chart-series.ts';
import { row } from '../session/fixtures.ts';

const rows = [
  row(1, 'warm-start', { 'optim/loss': 2, 'delegation/agents': 1 }),
  row(2, 'warm-start', { 'optim/loss': Number.NaN, 'delegation/agents': 2 }),
  row(3, 'training', { 'optim/loss': 0.5, 'delegation/agents': 3, 'reward/all/mean': 0.4 }),
];

describe('chartData', () => {
  test('one column per metric, with gaps where there is no finite value', () => {
    const data = chartData(rows);
    expect(data.steps).toEqual([1, 2, 3]);
    expect(data.byMetric.get('optim/loss')).toEqual([2, null, 0.5]);
    expect(data.byMetric.get('reward/all/mean')).toEqual([null, null, 0.4]);
  });

  test('trees of the warm start are the expert’s, and say nothing about the policy', () => {
    expect(chartData(rows).byMetric.get('delegation/agents')).toEqual([null, null, 3]);
  });

  test('the boundary is the first step of reinforcement learning after a warm start', () => {
    expect(chartData(rows).boundary).toBe(3);
    expect(chartData(rows.slice(0, 2)).boundary).toBeNull();
    expect(chartData(rows.slice(2)).boundary).toBeNull();
    expect(chartData([]).boundary).toBeNull();
  });
});

test('series without a value are left out, but a chart never loses all of them', () => {
  const data = chartData(rows);
  const labels = Object.fromEntries(CHARTS.map((chart) => [chart.id, seriesOf(chart, data).map(({ label }) => label)]));
  expect(labels.agents).toEqual(['agents']);
  expect(labels.success).toEqual(['root tasks solved']);
});
