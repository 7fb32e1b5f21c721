/** Which metrics the run screen draws, and how: metric rows in, series out. */
import type { MetricRow } from '../../rl/records.ts';
import type { LineSeries } from '../charts/line-chart.tsx';
import { count, decimal, percent } from '../format.ts';

export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly series: readonly { readonly label: string; readonly metric: string }[];
  readonly format: (value: number) => string;
  /** True when it tells of the policy's own trees: those of the warm start are the expert's, and are not shown. */
  readonly ofPolicy: boolean;
  readonly range?: readonly [number, number];
}

export const CHARTS: readonly ChartSpec[] = [
  {
    id: 'success',
    title: 'Success',
    unit: 'of root tasks',
    series: [{ label: 'root tasks solved', metric: 'success/all' }],
    format: percent,
    ofPolicy: true,
    range: [0, 1],
  },
  {
    id: 'reward',
    title: 'Reward',
    unit: 'mean over agents',
    series: [{ label: 'reward', metric: 'reward/all/mean' }],
    format: decimal,
    ofPolicy: true,
  },
  {
    id: 'agents',
    title: 'Agents per tree',
    unit: '',
    series: [
      { label: 'agents', metric: 'delegation/agents' },
      { label: 'depth', metric: 'delegation/max_depth' },
    ],
    format: decimal,
    ofPolicy: true,
  },
  {
    id: 'entropy',
    title: 'Entropy',
    unit: 'nats per token',
    series: [{ label: 'entropy', metric: 'policy/entropy' }],
    format: decimal,
    ofPolicy: false,
  },
  {
    id: 'loss',
    title: 'Loss',
    unit: '',
    series: [{ label: 'loss', metric: 'optim/loss' }],
    format: decimal,
    ofPolicy: false,
  },
  {
    id: 'tokens',
    title: 'Tokens trained on',
    unit: 'this phase',
    series: [{ label: 'tokens', metric: 'rollout/trained_tokens' }],
    format: count,
    ofPolicy: false,
  },
];

export interface ChartData {
  readonly steps: readonly number[];
  readonly byMetric: ReadonlyMap<string, readonly (number | null)[]>;
  /** First step of reinforcement learning; null before there is one, or when there was no warm start. */
  readonly boundary: number | null;
}

/** Columns of the metrics that the charts name. */
export function chartData(rows: readonly MetricRow[]): ChartData {
  const byMetric = new Map(
    CHARTS.flatMap(({ series, ofPolicy }) =>
      series.map(({ metric }) => {
        const shown = (row: MetricRow) => !ofPolicy || row.phase === 'training';
        return [metric, rows.map((row) => (shown(row) ? finite(row.values[metric]) : null))] as const;
      }),
    ),
  );
  const first = rows.find((row) => row.phase === 'training');
  return {
    steps: rows.map((row) => row.step),
    byMetric,
    boundary: first && rows[0]?.phase === 'warm-start' ? first.step : null,
  };
}

/** The series of one chart; those that no row has are left out, but never all of them. */
export function seriesOf(chart: ChartSpec, data: ChartData): LineSeries[] {
  const all = chart.series.map(({ label, metric }) => ({ label, values: data.byMetric.get(metric) ?? [] }));
  const present = all.filter(({ values }) => values.some((value) => value !== null));
  return present.length > 0 ? present : all.slice(0, 1);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
