/** The newest runs of this browser, one line each, on the first screen. */
import { closestPreset, formatRunHash } from '../../experiments/url.ts';
import type { RunRecord } from '../../store/types.ts';
import { ago } from '../format.ts';
import { runStage } from '../run/stage.ts';
import { storedRuns } from '../session/storage.ts';

const SHOWN = 3;

export function RecentRuns() {
  const stored = storedRuns.value;
  if (stored.state === 'refused') {
    return (
      <p class="notice warning">
        <strong>Runs cannot be saved here.</strong> {stored.message}
      </p>
    );
  }
  if (stored.state === 'loading' || stored.runs.length === 0) return null;
  const recent = [...stored.runs].sort((a, b) => b.updatedAt - a.updatedAt).slice(0, SHOWN);
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Recent runs</h2>
      <ul>
        {recent.map((run) => (
          <li key={run.id}>
            <a href={runAddress(run)}>{run.name}</a>
            <span>{runStage(run.cursor, run.experiment.method)}</span>
            <span class="numeric">{ago(run.updatedAt, Date.now())}</span>
          </li>
        ))}
      </ul>
      {stored.runs.length > SHOWN && (
        <p>
          <a href="#/library">All {stored.runs.length} runs</a>
        </p>
      )}
    </section>
  );
}

/** Where a stored run is looked at. */
export function runAddress(run: RunRecord): string {
  return formatRunHash({
    runId: run.id,
    preset: closestPreset(run.experiment),
    experiment: run.experiment,
    hidden: [],
  });
}
