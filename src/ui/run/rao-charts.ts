/** The charts of agents that delegate. Pure. */
import type { EvaluationResult, MetricRow } from '../../rl/records.ts';
import type { LineSeries } from '../charts/line-chart.tsx';
import { decimal, percent } from '../format.ts';
import {
  type ChartPhase,
  type ChartSpec,
  type DrawnChart,
  drawnCharts,
  ENTROPY,
  IMITATION_LOSS,
  resultsOf,
  TOKENS,
} from './chart-series.ts';

export const RAO_CHARTS: readonly ChartSpec[] = [
  IMITATION_LOSS,
  { id: 'imitation-entropy', phase: 'warm-start', ...ENTROPY },
  { id: 'imitation-tokens', phase: 'warm-start', ...TOKENS },
  {
    id: 'success',
    phase: 'training',
    title: 'Success',
    unit: 'of root tasks',
    series: [{ label: 'root tasks solved', metric: 'success/all' }],
    format: percent,
    range: [0, 1],
  },
  {
    id: 'reward',
    phase: 'training',
    title: 'Reward',
    unit: 'mean over agents',
    series: [{ label: 'reward', metric: 'reward/all/mean' }],
    format: decimal,
  },
  {
    id: 'agents',
    phase: 'training',
    title: 'Agents per tree',
    unit: '',
    series: [
      { label: 'agents', metric: 'delegation/agents' },
      { label: 'depth', metric: 'delegation/max_depth' },
    ],
    format: decimal,
  },
  { id: 'entropy', phase: 'training', ...ENTROPY },
  {
    id: 'loss',
    phase: 'training',
    title: 'Policy loss',
    unit: 'CISPO',
    series: [{ label: 'loss', metric: 'optim/loss' }],
    format: decimal,
  },
  { id: 'tokens', phase: 'training', ...TOKENS },
];

/** One array, so that a chart is not made anew for an equal one. */
const SHARE: readonly [number, number] = [0, 1];

/** `evaluations` are those of the run's own kind of agent. */
export function raoCharts(
  rows: readonly MetricRow[],
  evaluations: readonly EvaluationResult[],
  phase: ChartPhase,
  trained: readonly [min: number, max: number],
): DrawnChart[] {
  const success: DrawnChart = {
    id: 'held-out',
    title: 'Held-out success',
    unit: '',
    ...heldOut(evaluations, rows, phase, trained),
    format: percent,
    range: SHARE,
    awaited: 'Comes with the first evaluation.',
  };
  return [success, ...drawnCharts(RAO_CHARTS, rows, phase)];
}

/** Success on held-out tasks over a phase: on the difficulties that are trained on, and on deeper ones. */
export interface HeldOut {
  readonly steps: readonly number[];
  readonly series: readonly LineSeries[];
}

export function heldOut(
  results: readonly EvaluationResult[],
  rows: readonly MetricRow[],
  phase: ChartPhase,
  trained: readonly [min: number, max: number],
): HeldOut {
  const { own, before } = resultsOf(results, rows, phase);
  const success = (wanted: (difficulty: number) => boolean) =>
    own.map(({ byDifficulty }) => {
      const shown = byDifficulty.filter(({ difficulty }) => wanted(difficulty));
      const attempts = shown.reduce((sum, row) => sum + row.tasks * row.samples, 0);
      return attempts > 0 ? shown.reduce((sum, row) => sum + row.solved, 0) / attempts : null;
    });
  const series = [
    { label: 'trained on', values: success((difficulty) => difficulty >= trained[0] && difficulty <= trained[1]) },
    { label: 'deeper', values: success((difficulty) => difficulty > trained[1]) },
  ];
  return {
    steps: own.map(({ step }) => step - before),
    series: series.filter(({ values }, i) => i === 0 || values.some((value) => value !== null)),
  };
}
