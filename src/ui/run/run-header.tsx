/** Top of the run screen: what runs, how it is doing in words, on which engine, and how long it still takes. */
import type { ComponentChildren } from 'preact';
import type { RunStatus } from '../../workers/protocol.ts';
import { duration, percent } from '../format.ts';
import type { RunSession } from '../session/run-session.ts';
import { storedRuns } from '../session/storage.ts';
import { EngineLine } from './engine-line.tsx';
import { statusWords } from './status-words.ts';

export function RunHeader({ session, children }: { session: RunSession; children: ComponentChildren }) {
  const status = session.status.value;
  const progress = session.progress.value;
  const experiment = session.experiment.value;
  const { state, detail } = statusWords(status, session.message.value, progress, experiment.method);
  const saved = session.savedStep.value;
  return (
    <header class="run-header">
      <div class="run-title">
        <h1>{nameOf(session)}</h1>
        <p class="eyebrow numeric">
          Seed {experiment.seed}
          {saved !== null && ` · saved at step ${saved}`}
        </p>
      </div>
      <div class="run-status" role="status">
        <p>
          <strong class={`state ${status}`}>{state}</strong> <span class="numeric">{detail}</span>
        </p>
      </div>
      {children}
      <ProgressBar
        fraction={progress?.fraction ?? 0}
        secondsLeft={status === 'done' ? 0 : (progress?.secondsLeft ?? null)}
        done={status === 'done'}
      />
      <EngineLine engine={session.engine.value} onMeasure={canMeasure(status) ? () => session.measureAgain() : null} />
    </header>
  );
}

/** Measuring again closes the run for a moment, which needs one that is open. */
function canMeasure(status: RunStatus): boolean {
  return status === 'running' || status === 'paused' || status === 'done';
}

/** The name in the library, which may have been changed there; the experiment's until it is stored. */
function nameOf(session: RunSession): string {
  const stored = storedRuns.value;
  const record = stored.state === 'ready' ? stored.runs.find((run) => run.id === session.runId) : undefined;
  return record?.name ?? session.experiment.value.name;
}

interface ProgressBarProps {
  readonly fraction: number;
  readonly secondsLeft: number | null;
  readonly done: boolean;
}

function ProgressBar({ fraction, secondsLeft, done }: ProgressBarProps) {
  const left = done ? 'complete' : secondsLeft === null ? 'time left not known yet' : `${duration(secondsLeft)} left`;
  return (
    <div class="run-progress">
      <progress
        value={fraction}
        max={1}
        aria-label="Progress of the run"
        aria-valuetext={`${percent(fraction)}, ${left}`}
      />
      <span class="numeric">
        {percent(fraction)}, {left}
      </span>
    </div>
  );
}
