/** The live charts of a run: those of the phase it is in, or of the one that was picked. */
import { useMemo, useState } from 'preact/hooks';
import { warmStartTitle } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import type { MetricRow } from '../../rl/records.ts';
import { LineChart } from '../charts/line-chart.tsx';
import type { ChartPhase, DrawnChart } from './chart-series.ts';

export interface RunChartsProps {
  readonly method: Experiment['method'];
  readonly rows: readonly MetricRow[];
  /** The charts of a phase; another function when what they show has changed. */
  readonly draw: (phase: ChartPhase) => readonly DrawnChart[];
}

export function RunCharts({ method, rows, draw }: RunChartsProps) {
  const [picked, setPicked] = useState<ChartPhase | null>(null);
  const phase = picked ?? rows.at(-1)?.phase ?? 'training';
  const both = rows[0]?.phase === 'warm-start' && rows.at(-1)?.phase === 'training';
  const charts = useMemo(() => draw(phase), [draw, phase]);
  const phases: readonly { readonly phase: ChartPhase; readonly title: string }[] = [
    { phase: 'warm-start', title: warmStartTitle(method) },
    { phase: 'training', title: 'Reinforcement learning' },
  ];
  return (
    <section class="panel charts" aria-labelledby="charts-title">
      <header>
        <h2 id="charts-title">Learning</h2>
        <span class="eyebrow numeric">{rows.length === 0 ? 'no step yet' : `step ${rows.at(-1)?.step}`}</span>
        {both && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
          <div class="phases" role="group" aria-label="Phase of the run">
            {phases.map(({ phase: each, title }) => (
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
        {charts.map(({ id, range, ...chart }) => (
          <LineChart key={id} {...chart} {...(range && { range })} />
        ))}
      </div>
      <p class="eyebrow chart-note">{noteOf(method, phase)}</p>
    </section>
  );
}

function noteOf(method: Experiment['method'], phase: ChartPhase): string {
  if (phase === 'training') return 'Across: updates of reinforcement learning.';
  return `Across: steps of imitating the ${method === 'rao' ? 'expert' : 'scripted player'}.`;
}
