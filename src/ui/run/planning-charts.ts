/**
 * The charts of agents that plan. Where the same quantity is measured while learning and on held-out episodes, both are
 * in one chart; the evaluation between the phases stands at step 0 of reinforcement learning. Pure.
 */
import { type EpisodeSummary, summarizeDifficulties } from '../../experiments/episode-summary.ts';
import type { EpisodeEvaluation, MetricRow } from '../../rl/records.ts';
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

const LEARNING = 'learning';

/** Left out as long as it is 0: without a pull to that policy it is not measured. */
const REFERENCE_KL = 'reference-kl';

/** Charts to which held-out episodes have something to say. */
const SCORE = { id: 'score', title: 'Score', unit: 'per episode', format: percent } as const;
const FREQUENCY = { id: 'frequency', title: 'Planning', unit: 'plans per step', format: decimal } as const;
const EPISODE_TOKENS = { id: 'episode-tokens', title: 'Tokens', unit: 'written per episode', format: decimal } as const;

const PLANNING_CHARTS: readonly ChartSpec[] = [
  { ...SCORE, phase: 'warm-start', series: [] },
  { ...FREQUENCY, phase: 'warm-start', series: [] },
  IMITATION_LOSS,
  { id: 'imitation-entropy', phase: 'warm-start', ...ENTROPY },
  { id: 'imitation-tokens', phase: 'warm-start', ...TOKENS },
  { ...SCORE, phase: 'training', series: [{ label: LEARNING, metric: 'score/all' }] },
  { ...FREQUENCY, phase: 'training', series: [{ label: LEARNING, metric: 'planning/frequency' }] },
  {
    id: 'reward',
    phase: 'training',
    title: 'Reward',
    unit: 'per step',
    series: [{ label: 'reward', metric: 'rollout/reward_per_step' }],
    format: decimal,
  },
  { ...EPISODE_TOKENS, phase: 'training', series: [{ label: LEARNING, metric: 'rollout/episode_tokens' }] },
  {
    id: REFERENCE_KL,
    phase: 'training',
    title: 'Distance to the primed policy',
    unit: 'KL, nats per token',
    series: [{ label: 'KL', metric: 'optim/reference_kl' }],
    format: decimal,
  },
  {
    id: 'value-loss',
    phase: 'training',
    title: 'Value loss',
    unit: '',
    series: [{ label: 'loss', metric: 'optim/value_loss' }],
    format: decimal,
  },
  { id: 'entropy', phase: 'training', ...ENTROPY },
];

const HELD_OUT: Readonly<Record<string, (summary: EpisodeSummary) => number>> = {
  [SCORE.id]: ({ score }) => score,
  [FREQUENCY.id]: ({ frequency }) => frequency,
  [EPISODE_TOKENS.id]: ({ meanTokens }) => meanTokens,
};

/** `evaluations` are those of the run's own kind of agent, one per step, ascending. */
export function planningCharts(
  rows: readonly MetricRow[],
  evaluations: readonly EpisodeEvaluation[],
  phase: ChartPhase,
  trained: readonly [min: number, max: number],
): DrawnChart[] {
  const { own, before } = resultsOf(evaluations, rows, phase);
  const steps = own.map(({ step }) => step - before);
  const summaries = (wanted: (difficulty: number) => boolean) =>
    own.map(({ byDifficulty }) => summarizeDifficulties(byDifficulty.filter(({ difficulty }) => wanted(difficulty))));
  const within = summaries((difficulty) => difficulty >= trained[0] && difficulty <= trained[1]);
  const harder = summaries((difficulty) => difficulty > trained[1]);
  const charts = drawnCharts(PLANNING_CHARTS, rows, phase).filter(
    (chart) => chart.id !== REFERENCE_KL || isSomething(chart),
  );
  return charts.map((chart) => {
    const value = HELD_OUT[chart.id];
    if (!value) return chart;
    const intervals = chart.id === SCORE.id;
    const held = heldOutSeries('held out', within, value, intervals);
    const more = harder.some((summary) => summary !== null) ? [heldOutSeries('harder', harder, value, intervals)] : [];
    const learned = chart.series.filter(({ values }) => values.some((one) => one !== null));
    const all = [...new Set([...chart.steps, ...steps])].sort((a, b) => a - b);
    return {
      ...chart,
      steps: all,
      series: [
        ...learned.map((one) => spread(one, chart.steps, all)),
        ...[held, ...more].map((one) => spread(one, steps, all)),
      ],
      awaited: 'Comes with the first evaluation.',
    };
  });
}

function isSomething({ series }: DrawnChart): boolean {
  return series.some(({ values }) => values.some((value) => value !== null && value !== 0));
}

function heldOutSeries(
  label: string,
  summaries: readonly (EpisodeSummary | null)[],
  value: (summary: EpisodeSummary) => number,
  intervals: boolean,
): LineSeries {
  return {
    label,
    values: summaries.map((summary) => summary && value(summary)),
    points: true,
    ...(intervals && { intervals: summaries.map((summary) => summary && ([summary.low, summary.high] as const)) }),
  };
}

/** A series over `steps` as one over `all`, which holds them. */
function spread(series: LineSeries, steps: readonly number[], all: readonly number[]): LineSeries {
  const at = new Map(steps.map((step, i) => [step, i]));
  const over = <Value>(values: readonly (Value | null)[]) =>
    all.map((step) => {
      const i = at.get(step);
      return i === undefined ? null : (values[i] ?? null);
    });
  return {
    ...series,
    values: over(series.values),
    ...(series.intervals && { intervals: over(series.intervals) }),
  };
}
