/**
 * Many games that are stepped in one call, over flat arrays: actions in; observations, rewards and ends out. A game that
 * has ended begins anew within the same call, so its observation is the first of the next episode; the last one of the
 * episode before is kept beside it. Which game it is and which episode decide its luck, never the order of anything.
 */
import { foldIn, type Key } from '../../random/index.ts';
import { checkAction, Game, type GameOptions, SYMBOLS } from './game.ts';
import { EpisodeLuck } from './luck.ts';

/** The key of an episode of a game; both count from 0. */
export function episodeKey(key: Key, game: number, episode: number): Key {
  return foldIn(foldIn(key, game), episode);
}

export class Batch {
  /** `SYMBOLS` bytes per game; see `Game.writeSymbols`. */
  readonly observations: Uint8Array;
  /** The same at the end of each game's last episode: where time was up, what value is left is that of this observation. */
  readonly finalObservations: Uint8Array;
  /** Of the last step, per game. */
  readonly rewards: Float64Array;
  /** 1 where the last step ended an episode: by death, or only because time was up. */
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Which episode each game is in, from 0. */
  readonly episodes: Uint32Array;
  private readonly games: Game[] = [];
  private readonly key: Key;
  private readonly options: GameOptions;

  constructor(key: Key, size: number, options: GameOptions = {}) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`A batch is of a whole number of games from 1 up; got ${size}.`);
    }
    this.key = key;
    this.options = options;
    this.observations = new Uint8Array(size * SYMBOLS);
    this.finalObservations = new Uint8Array(size * SYMBOLS);
    this.rewards = new Float64Array(size);
    this.terminated = new Uint8Array(size);
    this.truncated = new Uint8Array(size);
    this.episodes = new Uint32Array(size);
    for (let i = 0; i < size; i++) this.begin(i);
  }

  get size(): number {
    return this.rewards.length;
  }

  /** Steps every game; `actions` has one for each. Throws a RangeError, before any game moves, when one is none. */
  step(actions: ArrayLike<number>): void {
    if (actions.length !== this.size) {
      throw new RangeError(`A batch of ${this.size} games takes as many actions; got ${actions.length}.`);
    }
    for (let i = 0; i < actions.length; i++) checkAction(actions[i] as number);
    for (let i = 0; i < actions.length; i++) {
      const game = this.games[i] as Game;
      const { reward, done, dead } = game.step(actions[i] as number);
      this.rewards[i] = reward;
      this.terminated[i] = dead ? 1 : 0;
      this.truncated[i] = done && !dead ? 1 : 0;
      if (done) {
        game.writeSymbols(this.finalObservations, i * SYMBOLS);
        this.episodes[i] = (this.episodes[i] as number) + 1;
        this.begin(i);
      } else {
        game.writeSymbols(this.observations, i * SYMBOLS);
      }
    }
  }

  private begin(i: number): void {
    const luck = new EpisodeLuck(episodeKey(this.key, i, this.episodes[i] as number));
    const game = Game.begin(luck, this.options);
    this.games[i] = game;
    game.writeSymbols(this.observations, i * SYMBOLS);
  }
}
