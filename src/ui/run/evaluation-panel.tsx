/** Success on held-out tasks by difficulty: this run against the newest comparable run of the other kind of agent. */
import { useEffect, useState } from 'preact/hooks';
import { trainedRange } from '../../experiments/trained-range.ts';
import { IntervalChart, type IntervalSeries, SeriesMark } from '../charts/interval-chart.tsx';
import { decimal, percent, plural } from '../format.ts';
import { type Comparison, findComparison, newest } from '../session/comparison.ts';
import type { RunSession } from '../session/run-session.ts';
import { store, storedRuns } from '../session/storage.ts';

export function EvaluationPanel({ session }: { session: RunSession }) {
  const experiment = session.experiment.value;
  const result = newest(session.evaluations.value, experiment.agent.delegation);
  const comparison = useComparison(session);
  const status = session.status.value;
  const canEvaluate = status === 'paused' || status === 'running' || status === 'done';
  const series: IntervalSeries[] = [];
  if (result) series.push({ label: agentWords(result.delegation, 'this run'), points: result.byDifficulty });
  if (comparison) {
    series.push({ label: agentWords(comparison.delegation, comparison.name), points: comparison.result.byDifficulty });
  }
  return (
    <section class="panel evaluation" aria-labelledby="evaluation-title">
      <header>
        <h2 id="evaluation-title">Held-out tasks</h2>
        <button type="button" class="button quiet small" disabled={!canEvaluate} onClick={() => session.evaluate()}>
          Evaluate now
        </button>
      </header>
      {result ? (
        <>
          <Legend series={series} />
          <IntervalChart
            series={series}
            trained={trainedRange(experiment)}
            label={`Success by difficulty. ${series.map(seriesWords).join(' ')}`}
          />
          <p class="eyebrow numeric">
            After step {result.step}, {plural(result.byDifficulty[0]?.tasks ?? 0, 'task')} per difficulty; bars are 95 %
            intervals. {!comparison && missingWords(experiment.agent.delegation)}
          </p>
          <NumbersTable result={result} />
        </>
      ) : (
        <p class="empty">
          No evaluation yet. It comes {experiment.evaluation.every > 0 ? 'during training and ' : ''}at the end, or when
          you ask for it.
        </p>
      )}
    </section>
  );
}

function Legend({ series }: { series: readonly IntervalSeries[] }) {
  return (
    <ul class="legend">
      {series.map(({ label }, i) => (
        <li key={label}>
          <svg width="14" height="14" class={`series series-${i + 1}`} aria-hidden="true">
            <SeriesMark index={i} x={7} y={7} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

function NumbersTable({ result }: { result: NonNullable<ReturnType<typeof newest>> }) {
  return (
    <details class="numbers">
      <summary>The numbers of this run</summary>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Difficulty</th>
              <th scope="col">Solved</th>
              <th scope="col">95 % interval</th>
              <th scope="col">Agents</th>
              <th scope="col">Turns</th>
              <th scope="col">Critical path</th>
              <th scope="col">Tokens</th>
            </tr>
          </thead>
          <tbody>
            {result.byDifficulty.map((row) => (
              <tr key={row.difficulty}>
                <th scope="row">{row.difficulty}</th>
                <td>
                  {row.solved} of {row.tasks}
                </td>
                <td>
                  {percent(row.low)} to {percent(row.high)}
                </td>
                <td>{decimal(row.meanAgents)}</td>
                <td>{decimal(row.meanTurns)}</td>
                <td>{decimal(row.meanCriticalTurns)}</td>
                <td>{decimal(row.meanTokens)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Looks again whenever the stored runs change; an unreadable store means nothing to compare with. */
function useComparison(session: RunSession): Comparison | null {
  const [found, setFound] = useState<Comparison | null>(null);
  const stored = storedRuns.value;
  const experiment = session.experiment.value;
  useEffect(() => {
    if (stored.state !== 'ready') return;
    let current = true;
    const others = stored.runs.filter((run) => run.id !== session.runId);
    findComparison(experiment, others, (runId) => store.evaluations(runId)).then(
      (comparison) => current && setFound(comparison),
      () => current && setFound(null),
    );
    return () => {
      current = false;
    };
  }, [stored, experiment, session.runId]);
  return found;
}

function agentWords(delegation: boolean, name: string): string {
  return `${delegation ? 'Recursive agent' : 'Single agent'} (${name})`;
}

function missingWords(delegation: boolean): string {
  const other = delegation ? 'single-agent baseline' : 'recursive agent';
  return `Train the ${other} with the same settings to see the two side by side.`;
}

function seriesWords({ label, points }: IntervalSeries): string {
  return `${label}: ${points.map((point) => `${percent(point.success)} at ${point.difficulty}`).join(', ')}.`;
}
