/**
 * An episode as the reference environment plays it for a seed: the same world, and the same luck in every step. There,
 * drawing a picture at night draws from the luck of the game, so whether pictures are drawn is part of what happens.
 */
import { Game, type StepResult } from '../game.ts';
import { type Action, EPISODE_STEPS, VIEW_HEIGHT, VIEW_WIDTH } from '../rules.ts';
import { NumpyRandom } from './numpy-random.ts';
import { worldSeed } from './world-seed.ts';

export interface ReferenceOptions {
  /** Of the environment, any whole number. */
  readonly seed: number | bigint;
  /** The how many-th of its episodes this is, from 1. */
  readonly episode?: number;
  /** Steps after which time is up, or null for never. */
  readonly length?: number | null;
  /** The width and height in pixels of the picture that every step draws, or null for none. */
  readonly picture?: readonly [width: number, height: number] | null;
}

/** The view in a picture is this many tiles high: below the map stands the inventory. */
const PICTURE_ROWS = VIEW_HEIGHT + 2;

/** Pictures of darker worlds than this are noisy. */
const DARK = 0.5;

/** A random double is made of two words. */
const WORDS = 2;

export class ReferenceEpisode {
  readonly game: Game;
  /** Words that one picture draws in the dark. */
  private readonly noise: number;

  constructor(
    { seed, episode = 1, length = EPISODE_STEPS, picture = null }: ReferenceOptions,
    readonly random: NumpyRandom = new NumpyRandom(worldSeed(seed, episode)),
  ) {
    this.noise = picture === null ? 0 : WORDS * mapPixels(picture);
    this.game = Game.begin(random, { length });
    this.draw();
  }

  /** Carries out one step; the result is the same object every time. */
  step(action: Action): StepResult {
    const result = this.game.step(action);
    this.draw();
    return result;
  }

  private draw(): void {
    if (this.noise > 0 && this.game.daylight < DARK) this.random.skip(this.noise);
  }
}

/** Pixels of a picture that show the map: whole pixels per tile, the rest is border. */
function mapPixels([width, height]: readonly [number, number]): number {
  return VIEW_WIDTH * Math.floor(width / VIEW_WIDTH) * VIEW_HEIGHT * Math.floor(height / PICTURE_ROWS);
}
