/** What went wrong in a run, in words, and what can be done about it. Nothing when all is well. */
import type { Experiment } from '../../experiments/experiment.ts';
import type { RunSession } from '../session/run-session.ts';

export interface RunTroublesProps {
  readonly session: RunSession;
  /** Starts a new run of an experiment. */
  readonly onRestart: (experiment: Experiment) => void;
}

export function RunTroubles({ session, onRestart }: RunTroublesProps) {
  const warnings = session.warnings.value;
  const experiment = session.experiment.value;
  const status = session.status.value;
  const failed = status === 'failed';
  return (
    <>
      {failed && (
        <div class="notice problem" role="alert">
          <p>
            <strong>The run stopped.</strong> {session.message.value}
          </p>
          <p>What was saved before is still in the library.</p>
          <p class="actions">
            <button type="button" class="button" onClick={() => window.location.reload()}>
              Continue from the last saved state
            </button>
            {experiment.engine !== 'auto' && (
              <button type="button" class="button" onClick={() => onRestart({ ...experiment, engine: 'auto' })}>
                Start again and let Espalier choose the engine
              </button>
            )}
          </p>
        </div>
      )}
      {status === 'closed' && (
        <div class="notice">
          <p>This run is closed. {session.message.value}</p>
          <button type="button" class="button" onClick={() => window.location.reload()}>
            Open it again
          </button>
        </div>
      )}
      {warnings.length > 0 && (
        <div class="notice warning" role="status">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
          <p>
            <button type="button" class="button small" onClick={() => session.dismissWarnings()}>
              Understood
            </button>
          </p>
        </div>
      )}
    </>
  );
}
