/**
 * Plays a recording back: buttons, a slider over its rounds or steps with a picture of them above it, the pace, and where
 * it stands in words. Arrow keys, Home and End work on the slider, Space plays and pauses.
 */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { PACES, type Pace, type Replay } from './use-replay.ts';
import './replay-controls.css';

export interface ReplayControlsProps {
  readonly replay: Replay;
  /** What one of them is called: "round", "step". */
  readonly unit: string;
  /** Where the recording stands. */
  readonly words: string;
  /** A picture over the slider, of the same width. */
  readonly children: ComponentChildren;
}

export function ReplayControls({ replay, unit, words, children }: ReplayControlsProps) {
  const { time, length, playing, pace, seek } = replay;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    if (playing) replay.pause();
    else replay.play();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="replay-bar" role="group" aria-label="Replay">
      <button type="button" class="button small replay-play" onClick={playing ? replay.pause : replay.play}>
        {playing ? 'Pause' : 'Replay'}
      </button>
      <button
        type="button"
        class="button small"
        aria-label={`One ${unit} back`}
        disabled={time === 0}
        onClick={() => seek(time - 1)}
      >
        ◂
      </button>
      <button
        type="button"
        class="button small"
        aria-label={`One ${unit} on`}
        disabled={time === length}
        onClick={() => seek(time + 1)}
      >
        ▸
      </button>
      <div class="replay-track">
        {children}
        <input
          type="range"
          min={0}
          max={length}
          step={1}
          value={time}
          aria-label="Moment of the replay"
          aria-valuetext={words}
          title="Arrow keys step, Home and End go to the ends, Space plays and pauses"
          onKeyDown={onKeyDown}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <label class="visually-hidden" for={id}>
        Pace
      </label>
      <select
        id={id}
        class="replay-pace"
        value={pace}
        onChange={(event) => replay.setPace(event.currentTarget.value as Pace)}
      >
        {PACES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <p class="replay-words">{words}</p>
    </div>
  );
}
