/** The Steer screen: a game of Crafter, who plays it, and the plans that a person gives. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Achievements } from '../crafter/achievements.tsx';
import { readings } from '../crafter/moment.ts';
import { PlaybackBar } from '../crafter/playback-bar.tsx';
import { WorldMap } from '../crafter/world-map.tsx';
import { navigate, replaceAddress } from '../router.ts';
import { ActionPad } from './action-pad.tsx';
import { After } from './after.tsx';
import { Controls, WhoPlays } from './controls.tsx';
import { EpisodeLog } from './episode-log.tsx';
import { forgetGame, gameOf, type Offer, type SteerGame, YOU } from './game.ts';
import { PlanBox } from './plan-box.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { anySeed, FIRST_SEED, steerAddress } from './seeds.ts';
import { Stage } from './stage.tsx';
import { WordsPanel } from './words-panel.tsx';
import { WorldPicker } from './world-picker.tsx';

interface SteerPageProps {
  /** The seed in the address; null without one, NaN when what stands there is none. */
  readonly seed: number | null;
  /** Who may play beside the person, made anew for every world. */
  readonly others: () => readonly Offer[];
}

export function SteerPage({ seed, others }: SteerPageProps) {
  const wanted = seed === null || Number.isNaN(seed) ? FIRST_SEED : seed;
  const [attempt, setAttempt] = useState(0);
  const game = useMemo(() => gameOf(wanted, others), [wanted, others, attempt]);
  useEffect(() => {
    if (seed === null) replaceAddress(steerAddress(wanted));
  }, [seed, wanted]);
  useEffect(() => () => game.leave(), [game]);
  const again = () => {
    forgetGame();
    setAttempt((n) => n + 1);
  };
  return (
    <div class="steer">
      <header class="steer-header">
        <div>
          <h1>Steer</h1>
          <p class="lede">Watch a player in a world of Crafter, write it a plan, or take the keys yourself.</p>
        </div>
        <WorldPicker
          key={wanted}
          seed={wanted}
          go={(to) => navigate(steerAddress(to))}
          newWorld={() => navigate(steerAddress(anySeed()))}
          again={again}
        />
      </header>
      {Number.isNaN(seed) && (
        <p class="notice problem" role="alert">
          The number of a world is a whole number from 0 up, and the address has another one. This is world {wanted}.
        </p>
      )}
      <GameView
        key={`${wanted} ${attempt}`}
        game={game}
        again={again}
        newWorld={() => navigate(steerAddress(anySeed()))}
      />
    </div>
  );
}

interface GameViewProps {
  readonly game: SteerGame;
  readonly newWorld: () => void;
  readonly again: () => void;
}

function GameView({ game, newWorld, again }: GameViewProps) {
  const { session } = game;
  const playback = game.playback.value;
  const moment = playback?.moment ?? session.moment;
  const shown = useMemo(() => readings(moment), [moment]);
  return (
    <div class="steer-table">
      <div class="steer-left">
        <Stage game={game} moment={moment}>
          {playback === null && <After game={game} newWorld={newWorld} again={again} />}
        </Stage>
        {playback === null ? (
          <Controls game={game} />
        ) : (
          <>
            <PlaybackBar playback={playback} />
            <button type="button" class="button back-to-game" onClick={() => game.stopWatching()}>
              Back to the game
            </button>
          </>
        )}
        {playback === null && session.driver.value === YOU && <ActionPad game={game} />}
        <section class="panel steer-achievements">
          <Achievements key={playback === null ? 'game' : 'recording'} readings={shown} />
        </section>
      </div>
      <div class="steer-right">
        <WhoPlays game={game} />
        <section class="panel steer-plans" aria-label="Plans">
          <PlanPanel session={session} />
          <PlanBox session={session} draft={game.draft} />
        </section>
        <section class="panel steer-log">
          <EpisodeLog session={session} offers={game.offers} />
        </section>
        <section class="panel steer-map">
          <h3>Map</h3>
          <WorldMap moment={moment} />
        </section>
      </div>
      <WordsPanel moment={moment} />
    </div>
  );
}
