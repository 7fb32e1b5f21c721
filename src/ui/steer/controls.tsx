/** Who plays, play and pause, a single step, the pace, and the way to another world. */
import { SpeedSlider } from '../crafter/speed-slider.tsx';
import { useFrames } from '../crafter/use-frames.ts';
import { PauseIcon, PlayIcon, StepIcon } from '../parts/icons.tsx';
import { type SteerGame, YOU } from './game.ts';

export function Controls({ game }: { game: SteerGame }) {
  const { session } = game;
  const yours = session.driver.value === YOU;
  const playing = game.playing.value;
  const over = session.ending.value !== null;
  useFrames(game.running.value, game.tick);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="steer-controls" role="group" aria-label="Controls of the game">
      <button
        type="button"
        class={yours ? 'button steer-play' : 'button primary steer-play'}
        disabled={over}
        onClick={() => (playing ? game.pause() : game.play())}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
        {playing ? 'Pause' : yours ? 'Let time run' : 'Play'}
      </button>
      <button type="button" class="button" disabled={over} onClick={() => game.stepOnce()}>
        <StepIcon />
        Step
      </button>
      <SpeedSlider pacer={game.pacer} />
    </div>
  );
}

export function WhoPlays({ game }: { game: SteerGame }) {
  const { session, offers } = game;
  const now = session.driver.value;
  const alone = offers.every(({ id }) => id === YOU);
  const panel = offers.find(({ id }) => id === now)?.panel;
  return (
    <section class="panel who-plays" aria-label="Who plays">
      <fieldset>
        <legend>Who plays</legend>
        {offers.map(({ id, label }) => (
          <label key={id} class={id === now ? 'choice chosen' : 'choice'}>
            <input type="radio" name="driver" checked={id === now} onChange={() => game.handTo(id)} />
            {label}
          </label>
        ))}
      </fieldset>
      <p class="who-hint">{hint(now, game.playing.value)}</p>
      {now !== YOU ? (
        <button type="button" class="button" onClick={() => game.handTo(YOU)}>
          Take over
        </button>
      ) : (
        !alone && (
          <button type="button" class="button" onClick={() => game.handBack()}>
            Hand back
          </button>
        )
      )}
      {panel?.()}
    </section>
  );
}

function hint(driver: string, playing: boolean): string {
  if (driver !== YOU) return 'Watch it, give it a plan, or take over at any moment.';
  const keys = 'Arrow keys or W, A, S, D move; the space bar acts on what is in front.';
  return `${playing ? 'Time runs, even while you do nothing.' : 'The world waits for your move.'} ${keys}`;
}
