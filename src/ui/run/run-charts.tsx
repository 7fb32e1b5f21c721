/** The live charts of a run: those of the phase it is in, or of the one that was picked. */
import { useMemo, useState } from 'preact/hooks';
import type { EvaluationResult, MetricRow } from '../../rl/records.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { percent } from '../format.ts';
import { CHARTS, type ChartPhase, chartData, heldOut, seriesOf } from './chart-series.ts';

/** One array, so that a chart is not made anew for an equal one. */
const SHARE: readonly [number, number] = [0, 1];

const PHASES: readonly { readonly phase: ChartPhase; readonly title: string }[] = [
  { phase: 'warm-start', title: 'Warm start' },
  { phase: 'training', title: 'Reinforcement learning' },
];

export interface RunChartsProps {
  readonly rows: readonly MetricRow[];
  /** Evaluations of the run's own kind of agent. */
  readonly evaluations: readonly EvaluationResult[];
  /** Difficulties that are trained on, both ends included. */
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
}

export function RunCharts({ rows, evaluations, minDifficulty, maxDifficulty }: RunChartsProps) {
  const [picked, setPicked] = useState<ChartPhase | null>(null);
  const phase = picked ?? rows.at(-1)?.phase ?? 'training';
  const both = rows[0]?.phase === 'warm-start' && rows.at(-1)?.phase === 'training';
  const data = useMemo(() => chartData(rows, phase), [rows, phase]);
  const charts = useMemo(
    () => CHARTS.filter((chart) => chart.phase === phase).map((chart) => ({ ...chart, drawn: seriesOf(chart, data) })),
    [phase, data],
  );
  const held = useMemo(
    () => heldOut(evaluations, rows, phase, [minDifficulty, maxDifficulty]),
    [evaluations, rows, phase, minDifficulty, maxDifficulty],
  );
  return (
    <section class="panel charts" aria-labelledby="charts-title">
      <header>
        <h2 id="charts-title">Learning</h2>
        <span class="eyebrow numeric">{rows.length === 0 ? 'no step yet' : `step ${rows.at(-1)?.step}`}</span>
        {both && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
          <div class="phases" role="group" aria-label="Phase of the run">
            {PHASES.map(({ phase: each, title }) => (
              <button
                key={each}
                type="button"
                class="button small"
                aria-pressed={each === phase}
                onClick={() => setPicked(each)}
              >
                {title}
              </button>
            ))}
          </div>
        )}
      </header>
      <div class="chart-grid">
        <LineChart
          title="Held-out success"
          unit=""
          steps={held.steps}
          series={held.series}
          format={percent}
          range={SHARE}
          awaited="Comes with the first evaluation."
        />
        {charts.map(({ drawn, range, ...chart }) => (
          <LineChart
            key={chart.id}
            title={chart.title}
            unit={chart.unit}
            steps={data.steps}
            series={drawn}
            format={chart.format}
            awaited="Comes after the first step."
            {...(range && { range })}
          />
        ))}
      </div>
      <p class="eyebrow chart-note">
        {phase === 'training' ? 'Across: updates of reinforcement learning.' : 'Across: steps of imitating the expert.'}
      </p>
    </section>
  );
}
