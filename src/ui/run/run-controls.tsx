/** Play, pause, single step, speed and reset. */
import { useId } from 'preact/hooks';
import { PauseIcon, PlayIcon, ResetIcon, StepIcon } from '../parts/icons.tsx';
import { pause, play, step } from '../session/active.ts';
import type { RunSession } from '../session/run-session.ts';
import { SPEEDS, speedAt, speedIndex, speedText } from './speed.ts';

export function RunControls({ session, onReset }: { session: RunSession; onReset: () => void }) {
  const status = session.status.value;
  const running = status === 'running';
  const ready = status === 'paused' || running;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="run-controls" role="group" aria-label="Controls of the run">
      <button
        type="button"
        class="button primary play"
        disabled={!ready}
        onClick={() => (running ? pause(session) : play(session))}
      >
        {running ? <PauseIcon /> : <PlayIcon />}
        {running ? 'Pause' : 'Play'}
      </button>
      <button
        type="button"
        class="button"
        disabled={status !== 'paused'}
        title="One optimizer step, then pause"
        onClick={() => step(session)}
      >
        <StepIcon />
        Step
      </button>
      <button
        type="button"
        class="button"
        title="Train the same settings again from the start, as a new run"
        onClick={onReset}
      >
        <ResetIcon />
        Reset
      </button>
      <Speed session={session} />
    </div>
  );
}

function Speed({ session }: { session: RunSession }) {
  const id = useId();
  const delay = session.roundDelayMs.value;
  return (
    <span class="speed">
      <label for={id}>Speed</label>
      <input
        id={id}
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={speedIndex(delay)}
        aria-valuetext={speedText(delay)}
        onInput={(event) => session.setSpeed(speedAt(Number(event.currentTarget.value)))}
      />
      <output for={id} class="numeric">
        {speedText(delay)}
      </output>
    </span>
  );
}
