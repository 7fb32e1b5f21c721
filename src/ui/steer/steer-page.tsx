/** The Steer screen: a game of Crafter, who plays it, and the plans that a person gives. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Achievements } from '../crafter/achievements.tsx';
import { readings } from '../crafter/moment.ts';
import { PlaybackBar } from '../crafter/playback-bar.tsx';
import { WorldMap } from '../crafter/world-map.tsx';
import { navigate, replaceAddress } from '../router.ts';
import { ActionPad } from './action-pad.tsx';
import { After } from './after.tsx';
import { Announcer } from './announcer.tsx';
import { Controls, WhoPlays } from './controls.tsx';
import { EpisodeLog } from './episode-log.tsx';
import { beginAgain, gameOf, type Offer, type SteerGame, YOU } from './game.ts';
import { PlanBox } from './plan-box.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { anySeed, steerAddress } from './seeds.ts';
import { Stage } from './stage.tsx';
import { WordsPanel } from './words-panel.tsx';
import { WorldPicker } from './world-picker.tsx';

interface SteerPageProps {
  /** The seed in the address; null without one, NaN when what stands there is none. */
  readonly seed: number | null;
  /** Who may play beside the person. */
  readonly others: () => readonly Offer[];
}

export function SteerPage({ seed, others }: SteerPageProps) {
  const wanted = Number.isNaN(seed) ? null : seed;
  const [attempt, setAttempt] = useState(0);
  const game = useMemo(() => gameOf(wanted, others), [wanted, others, attempt]);
  const found = useRef(game);
  const world = game.session.seed;
  // The link to this screen takes the seed out of the address whenever it is followed.
  useEffect(() => {
    if (seed === null) replaceAddress(steerAddress(world));
  });
  useEffect(() => () => game.leave(), [game]);
  const again = () => {
    beginAgain();
    setAttempt((n) => n + 1);
  };
  const newWorld = () => navigate(steerAddress(anySeed()));
  return (
    <div class="steer">
      <header class="steer-header">
        <div>
          <h1>Steer</h1>
          <p class="lede">Watch a player in a world of Crafter, write it a plan, or take the keys yourself.</p>
        </div>
        <WorldPicker
          key={world}
          seed={world}
          go={(to) => navigate(steerAddress(to))}
          newWorld={newWorld}
          again={again}
        />
      </header>
      {Number.isNaN(seed) && (
        <p class="notice problem" role="alert">
          The number of a world is a whole number from 0 up, and the address has another one. This is world {world}.
        </p>
      )}
      <GameView
        key={`${world} ${attempt}`}
        game={game}
        fresh={game !== found.current}
        again={again}
        newWorld={newWorld}
      />
    </div>
  );
}

interface GameViewProps {
  readonly game: SteerGame;
  /** Whether it began while the screen was in view: then it takes the keyboard. */
  readonly fresh: boolean;
  readonly newWorld: () => void;
  readonly again: () => void;
}

function GameView({ game, fresh, newWorld, again }: GameViewProps) {
  const { session } = game;
  const stage = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const toStage = () => stage.current?.focus({ preventScroll: true });
  const toWriting = () => field.current?.focus();
  useEffect(() => {
    if (fresh) stage.current?.focus({ preventScroll: true });
  }, [fresh]);
  const playback = game.playback.value;
  const moment = playback?.moment ?? session.moment;
  const shown = useMemo(() => readings(moment), [moment]);
  const watch = () => {
    game.watchAgain();
    toStage();
  };
  const stopWatching = () => {
    game.stopWatching();
    toStage();
  };
  return (
    <div class="steer-table">
      <div class="steer-left">
        <Stage game={game} moment={moment} box={stage}>
          {playback === null && <After game={game} watch={watch} again={again} newWorld={newWorld} />}
        </Stage>
        {playback === null ? (
          <Controls game={game} />
        ) : (
          <>
            <PlaybackBar playback={playback} />
            <button type="button" class="button back-to-game" onClick={stopWatching}>
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
        <WhoPlays game={game} toStage={toStage} />
        <section class="panel steer-plans" aria-label="Plans">
          <PlanPanel session={session} toWriting={toWriting} />
          <PlanBox session={session} draft={game.draft} field={field} toWriting={toWriting} />
        </section>
        <section class="panel steer-log">
          <EpisodeLog session={session} players={game.players} />
        </section>
        <section class="panel steer-map">
          <h3>Map</h3>
          <WorldMap moment={moment} />
        </section>
      </div>
      <WordsPanel moment={moment} />
      <Announcer game={game} />
    </div>
  );
}
