/**
 * Which metrics the run screen draws, and how: metric rows in, series out. The two phases of a run are drawn apart:
 * their losses are different quantities, and the trees of the warm start are the expert's, not the policy's.
 */
import type { EvaluationResult, MetricRow } from '../../rl/records.ts';
import type { LineSeries } from '../charts/line-chart.tsx';
import { count, decimal, percent } from '../format.ts';

export type ChartPhase = MetricRow['phase'];

export interface ChartSpec {
  readonly id: string;
  readonly phase: ChartPhase;
  readonly title: string;
  readonly unit: string;
  readonly series: readonly { readonly label: string; readonly metric: string }[];
  readonly format: (value: number) => string;
  readonly range?: readonly [number, number];
}

const ENTROPY = {
  title: 'Entropy',
  unit: 'nats per token',
  series: [{ label: 'entropy', metric: 'policy/entropy' }],
  format: decimal,
};
const TOKENS = {
  title: 'Tokens trained on',
  unit: '',
  series: [{ label: 'tokens', metric: 'rollout/trained_tokens' }],
  format: count,
};

export const CHARTS: readonly ChartSpec[] = [
  {
    id: 'imitation-loss',
    phase: 'warm-start',
    title: 'Imitation loss',
    unit: 'nats per token',
    series: [{ label: 'loss', metric: 'optim/loss' }],
    format: decimal,
  },
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

export interface ChartData {
  readonly phase: ChartPhase;
  /** Optimizer steps of the phase, from 1. */
  readonly steps: readonly number[];
  readonly byMetric: ReadonlyMap<string, readonly (number | null)[]>;
}

/** Columns of the metrics that the charts of a phase name. */
export function chartData(rows: readonly MetricRow[], phase: ChartPhase): ChartData {
  const own = rows.filter((row) => row.phase === phase);
  const before = (own[0]?.step ?? 1) - 1;
  const names = CHARTS.filter((chart) => chart.phase === phase).flatMap(({ series }) => series);
  return {
    phase,
    steps: own.map((row) => row.step - before),
    byMetric: new Map(names.map(({ metric }) => [metric, own.map((row) => finite(row.values[metric]))])),
  };
}

/** The series of one chart; those that no row has are left out, but never all of them. */
export function seriesOf(chart: ChartSpec, data: ChartData): LineSeries[] {
  const all = chart.series.map(({ label, metric }) => ({ label, values: data.byMetric.get(metric) ?? [] }));
  const present = all.filter(({ values }) => values.some((value) => value !== null));
  return present.length > 0 ? present : all.slice(0, 1);
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
  const first = rows.find((row) => row.phase === 'training')?.step ?? Number.POSITIVE_INFINITY;
  const before = phase === 'warm-start' ? 0 : first - 1;
  // The evaluation between the phases ends the one and begins the other.
  const own = results.filter(({ step }) => (phase === 'warm-start' ? step < first : step >= before));
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

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
