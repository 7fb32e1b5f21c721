/** An episode of Crafter as agents live in it: under the project's own luck, read and acted on in tokens. */
import type { Key } from '../../random/index.ts';
import type { Token } from '../environment.ts';
import type { Outcome, World } from '../planning.ts';
import { Game } from './game.ts';
import { EpisodeLuck } from './luck.ts';
import { observe } from './observation.ts';
import { ACHIEVEMENTS, ACTIONS } from './rules.ts';
import type { Scene } from './scene.ts';
import { type CrafterState, checkState } from './state-check.ts';
import { ACTION_WORDS } from './vocabulary.ts';

export type { CrafterState } from './state-check.ts';

const NOOP = ACTIONS.indexOf('noop');

export class CrafterWorld implements World<CrafterState> {
  private readonly episode: Key;
  private readonly game: Game;
  private seen: Token[] | null = null;

  private constructor(episode: Key, game: Game) {
    this.episode = episode;
    this.game = game;
  }

  /** A new episode of at most `length` steps. */
  static begin(episode: Key, length: number): CrafterWorld {
    return new CrafterWorld(episode, Game.begin(new EpisodeLuck(episode), { length }));
  }

  /** Goes on from a state of whatever origin; throws a RangeError that says what is wrong when it is not one. */
  static restore(state: CrafterState): CrafterWorld {
    const { episode, game } = checkState(state);
    return new CrafterWorld(episode, Game.restore(game, new EpisodeLuck(episode)));
  }

  /** The game as it is to be looked at; it changes with every action. */
  get scene(): Scene {
    return this.game;
  }

  observe(): Token[] {
    this.seen ??= observe(this.game);
    return [...this.seen];
  }

  act(token: Token): Outcome {
    const action = ACTION_WORDS.indexOf(token);
    const { reward, done, dead } = this.game.step(action < 0 ? NOOP : action);
    this.seen = null;
    return { reward, terminated: dead, truncated: done && !dead };
  }

  score(): number {
    return this.milestones().filter(Boolean).length / ACHIEVEMENTS.length;
  }

  milestones(): boolean[] {
    return Array.from(this.game.achievements, (count) => count > 0);
  }

  snapshot(): CrafterState {
    return { episode: this.episode, game: this.game.snapshot() };
  }
}

/** The scene of a world of this environment; throws a TypeError for another's. */
export function sceneOf(world: World<CrafterState>): Scene {
  if (!(world instanceof CrafterWorld)) throw new TypeError('This is not a world of Crafter.');
  return world.scene;
}
