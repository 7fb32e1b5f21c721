/**
 * Buttons and a slider over a recording. Space plays and pauses while the slider has the focus; arrow keys, Home and End
 * work on it as on every slider.
 */
import { PauseIcon, PlayIcon } from '../parts/icons.tsx';
import { Scrubber } from '../views/scrubber.tsx';
import type { Playback } from './playback.ts';
import { SpeedSlider } from './speed-slider.tsx';
import { useFrames } from './use-frames.ts';

export function PlaybackBar({ playback }: { playback: Playback }) {
  const playing = playback.playing.value;
  const step = playback.step.value;
  useFrames(playing, playback.tick);
  const toggle = () => (playing ? playback.pause() : playback.play());
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="playback-bar" role="group" aria-label="Playback">
      <button type="button" class="button primary playback-play" onClick={toggle}>
        {playing ? <PauseIcon /> : <PlayIcon />}
        {playing ? 'Pause' : 'Play'}
      </button>
      <SpeedSlider pacer={playback.pacer} />
      <Scrubber
        turn={step}
        turns={playback.length}
        unit="step"
        onTurn={(to) => {
          playback.pause();
          playback.seek(to);
        }}
        onSpace={toggle}
        label="Step of the recording"
        text={`step ${step} of ${playback.length}`}
      />
    </div>
  );
}
