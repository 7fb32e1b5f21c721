/**
 * What the charts of every method are made of: metric rows in, series out. The two phases of a run are drawn apart, since
 * their losses are different quantities, and what is played in the warm start is the expert's, not the policy's. Pure.
 */
import type { MetricRow } from '../../rl/records.ts';
import type { LineSeries } from '../charts/line-chart.tsx';
import { count, decimal } from '../format.ts';

export type ChartPhase = MetricRow['phase'];

/** A chart of metrics. */
export interface ChartSpec {
  readonly id: string;
  readonly phase: ChartPhase;
  readonly title: string;
  readonly unit: string;
  readonly series: readonly { readonly label: string; readonly metric: string }[];
  readonly format: (value: number) => string;
  readonly range?: readonly [number, number];
}

/** A chart as it is drawn. */
export interface DrawnChart extends Pick<ChartSpec, 'id' | 'title' | 'unit' | 'format' | 'range'> {
  /** Optimizer steps of the phase. */
  readonly steps: readonly number[];
  readonly series: readonly LineSeries[];
  /** When values will come. */
  readonly awaited: string;
}

export const IMITATION_LOSS = {
  id: 'imitation-loss',
  phase: 'warm-start',
  title: 'Imitation loss',
  unit: 'nats per token',
  series: [{ label: 'loss', metric: 'optim/loss' }],
  format: decimal,
} as const satisfies ChartSpec;

export const ENTROPY = {
  title: 'Entropy',
  unit: 'nats per token',
  series: [{ label: 'entropy', metric: 'policy/entropy' }],
  format: decimal,
} as const;

export const TOKENS = {
  title: 'Tokens trained on',
  unit: '',
  series: [{ label: 'tokens', metric: 'rollout/trained_tokens' }],
  format: count,
} as const;

export interface ChartData {
  readonly phase: ChartPhase;
  /** Optimizer steps of the phase, from 1. */
  readonly steps: readonly number[];
  readonly byMetric: ReadonlyMap<string, readonly (number | null)[]>;
}

/** Columns of the metrics that the charts of a phase name. */
export function chartData(charts: readonly ChartSpec[], rows: readonly MetricRow[], phase: ChartPhase): ChartData {
  const own = rows.filter((row) => row.phase === phase);
  const before = (own[0]?.step ?? 1) - 1;
  const names = charts.filter((chart) => chart.phase === phase).flatMap(({ series }) => series);
  return {
    phase,
    steps: own.map((row) => row.step - before),
    byMetric: new Map(names.map(({ metric }) => [metric, own.map((row) => finite(row.values[metric]))])),
  };
}

/** The series of one chart; those that no row has are left out, but never all of them. */
export function seriesOf(chart: Pick<ChartSpec, 'series'>, data: ChartData): LineSeries[] {
  const all = chart.series.map(({ label, metric }) => ({ label, values: data.byMetric.get(metric) ?? [] }));
  const present = all.filter(({ values }) => values.some((value) => value !== null));
  return present.length > 0 ? present : all.slice(0, 1);
}

/** The charts of a phase. */
export function drawnCharts(charts: readonly ChartSpec[], rows: readonly MetricRow[], phase: ChartPhase): DrawnChart[] {
  const data = chartData(charts, rows, phase);
  return charts
    .filter((chart) => chart.phase === phase)
    .map(({ phase: _, ...chart }) => ({
      ...chart,
      steps: data.steps,
      series: seriesOf(chart, data),
      awaited: 'Comes after the first step.',
    }));
}

/**
 * Of the results of a run those that belong to a phase, and how many steps came before it. The evaluation between the
 * phases ends the one and begins the other.
 */
export function resultsOf<Result extends { readonly step: number }>(
  results: readonly Result[],
  rows: readonly MetricRow[],
  phase: ChartPhase,
): { readonly own: readonly Result[]; readonly before: number } {
  const first = rows.find((row) => row.phase === 'training')?.step ?? Number.POSITIVE_INFINITY;
  const before = phase === 'warm-start' ? 0 : first - 1;
  return { own: results.filter(({ step }) => (phase === 'warm-start' ? step < first : step >= before)), before };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
