/** The live charts of a run. */
import { useMemo } from 'preact/hooks';
import type { MetricRow } from '../../rl/records.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { CHARTS, chartData, seriesOf } from './chart-series.ts';

export function RunCharts({ rows }: { rows: readonly MetricRow[] }) {
  const data = useMemo(() => chartData(rows), [rows]);
  const series = useMemo(() => CHARTS.map((chart) => seriesOf(chart, data)), [data]);
  return (
    <section class="panel charts" aria-labelledby="charts-title">
      <header>
        <h2 id="charts-title">Learning</h2>
        <span class="eyebrow numeric">{rows.length === 0 ? 'no step yet' : `step ${rows.at(-1)?.step}`}</span>
      </header>
      <div class="chart-grid">
        {CHARTS.map((chart, i) => (
          <LineChart
            key={chart.id}
            title={chart.title}
            unit={chart.unit}
            steps={data.steps}
            series={series[i] ?? []}
            boundary={data.boundary}
            format={chart.format}
            awaited={chart.ofPolicy ? 'Comes with reinforcement learning.' : 'Comes after the first step.'}
            {...(chart.range && { range: chart.range })}
          />
        ))}
      </div>
    </section>
  );
}
