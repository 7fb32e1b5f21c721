/** Who plays, play and pause, a single step, and the pace. */
import { SpeedSlider } from '../crafter/speed-slider.tsx';
import { useFrames } from '../crafter/use-frames.ts';
import { PauseIcon, PlayIcon, StepIcon } from '../parts/icons.tsx';
import { type SteerGame, YOU } from './game.ts';

export function Controls({ game }: { game: SteerGame }) {
  const { session } = game;
  const yours = session.driver.value === YOU;
  const playing = game.playing.value;
  const over = session.end.value !== null;
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

/**
 * Buttons rather than a group of radio buttons, in which whoever looks through it by keyboard chooses everyone on the
 * way. `toStage` puts the keyboard on the game, for who takes it over or hands it back.
 */
export function WhoPlays({ game, toStage }: { game: SteerGame; toStage: () => void }) {
  const { session, players } = game;
  const now = session.driver.value;
  const over = session.end.value !== null;
  const alone = players.every(({ id }) => id === YOU);
  const panel = players.find(({ id }) => id === now)?.panel;
  const takeOver = () => {
    game.handTo(YOU);
    toStage();
  };
  const handBack = () => {
    game.handBack();
    toStage();
  };
  return (
    <section class="panel who-plays" aria-label="Who plays">
      <fieldset disabled={over}>
        <legend>Who plays</legend>
        {players.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="choice"
            aria-pressed={id === now}
            onClick={id === YOU ? takeOver : () => game.handTo(id)}
          >
            <span aria-hidden="true">{id === now ? '●' : '○'}</span>
            {label}
          </button>
        ))}
      </fieldset>
      <p class="who-hint">{over ? OVER : hint(now, game.playing.value)}</p>
      {now !== YOU ? (
        <button type="button" class="button" disabled={over} onClick={takeOver}>
          Take over
        </button>
      ) : (
        !alone && (
          <button type="button" class="button" disabled={over} onClick={handBack}>
            Hand back
          </button>
        )
      )}
      {panel?.()}
    </section>
  );
}

const OVER = 'This game has ended. Watch it again, or begin another one.';

function hint(driver: string, playing: boolean): string {
  if (driver !== YOU) return 'Watch it, give it a plan, or take over at any moment.';
  const keys = 'Arrow keys or W, A, S, D move; the space bar acts on what is in front.';
  return `${playing ? 'Time runs, even while you do nothing.' : 'The world waits for your move.'} ${keys}`;
}
