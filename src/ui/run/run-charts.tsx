/** The live charts of a run: those of the phase it is in, or of the one that was picked. */
import { useMemo, useState } from 'preact/hooks';
import type { MetricRow } from '../../rl/records.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { CHARTS, type ChartPhase, chartData, seriesOf } from './chart-series.ts';

const PHASES: readonly { readonly phase: ChartPhase; readonly title: string }[] = [
  { phase: 'warm-start', title: 'Warm start' },
  { phase: 'training', title: 'Reinforcement learning' },
];

export function RunCharts({ rows }: { rows: readonly MetricRow[] }) {
  const [picked, setPicked] = useState<ChartPhase | null>(null);
  const phase = picked ?? rows.at(-1)?.phase ?? 'training';
  const both = rows[0]?.phase === 'warm-start' && rows.at(-1)?.phase === 'training';
  const data = useMemo(() => chartData(rows, phase), [rows, phase]);
  const charts = useMemo(
    () => CHARTS.filter((chart) => chart.phase === phase).map((chart) => ({ ...chart, drawn: seriesOf(chart, data) })),
    [phase, data],
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
        {charts.map(({ drawn, range, ...chart }) => (
          <LineChart
            key={chart.id}
            title={chart.title}
            unit={chart.unit}
            steps={data.steps}
            series={drawn}
            format={chart.format}
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
