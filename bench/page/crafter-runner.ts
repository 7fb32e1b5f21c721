/**
 * Takes samples of one case of Crafter. Every sample of a case is of the same games with the same actions, so samples
 * differ in their time only; what they compute is summed up as evidence.
 */
import { Batch } from '../../src/envs/crafter/batch.ts';
import { Game, type GameState, SYMBOLS } from '../../src/envs/crafter/game.ts';
import { EpisodeLuck } from '../../src/envs/crafter/luck.ts';
import { ACTIONS } from '../../src/envs/crafter/rules.ts';
import { between, derive, foldIn, key } from '../../src/random/index.ts';
import type { CrafterCase } from '../crafter/cases.mjs';
import type { CrafterSample } from './protocol.ts';

const KEY = derive(key(0), 'bench crafter');

/** Uniformly random actions, used over and over; a power of two of them. */
const CHOICES = Uint8Array.from({ length: 2 ** 16 }, (_, i) =>
  between(derive(KEY, 'action', i), 0, ACTIONS.length - 1),
);
/** Steps into the games that are copied, and copies made of each. */
const MIDDLE = 60;
const COPIES = 100;
/** Steps of a batch: about three episodes of a random player. */
const BATCH_STEPS = 500;

/** What is done in a sample: returns how much of it, and the evidence. */
type Work = () => { readonly count: number; readonly check: number };

export class CrafterRunner {
  /** Prepares a sample, which is not timed, and returns what is. */
  readonly #prepare: () => Work;

  constructor({ id, size }: CrafterCase) {
    this.#prepare = MAKERS[id](size);
  }

  sample(): CrafterSample {
    const work = this.#prepare();
    const start = performance.now();
    const done = work();
    return { milliseconds: performance.now() - start, ...done };
  }
}

/** Per case: what is prepared once, then per sample. */
const MAKERS: Readonly<Record<CrafterCase['id'], (size: number) => () => Work>> = {
  'crafter-steps': (size) => {
    const states = begin(size).map((game) => game.snapshot());
    return () => {
      const games = states.map(resume);
      return () => playOut(games);
    };
  },
  'crafter-episodes': (size) => () => {
    const batch = new Batch(KEY, size);
    return () => stepBatch(batch);
  },
  'crafter-resets': (size) => () => () => {
    let check = 0;
    for (const game of begin(size)) check += game.semantic(32, 34);
    return { count: size, check };
  },
  'crafter-snapshot': (size) => {
    const games = advance(begin(size));
    return () => () => copy(games, (game) => game.snapshot().bytes.length);
  },
  'crafter-restore': (size) => {
    const states = advance(begin(size)).map((game) => game.snapshot());
    return () => () => copy(states, (state, i) => resume(state, i).steps);
  },
  'crafter-fork': (size) => {
    const games = advance(begin(size));
    const luck = new EpisodeLuck(KEY);
    return () => () => copy(games, (game) => game.fork(luck).steps);
  },
};

function begin(size: number): Game[] {
  return Array.from({ length: size }, (_, i) => Game.begin(new EpisodeLuck(foldIn(KEY, i))));
}

function resume(state: GameState, i: number): Game {
  return Game.restore(state, new EpisodeLuck(foldIn(KEY, i)));
}

function advance(games: readonly Game[]): readonly Game[] {
  for (const [i, game] of games.entries()) for (let step = 0; step < MIDDLE; step++) game.step(choice(i, step));
  return games;
}

function choice(game: number, step: number): number {
  return CHOICES[(game * 7919 + step) & (CHOICES.length - 1)] as number;
}

function playOut(games: readonly Game[]): ReturnType<Work> {
  const symbols = new Uint8Array(SYMBOLS);
  let [count, check] = [0, 0];
  for (let i = 0; i < games.length; i++) {
    const game = games[i] as Game;
    for (let done = false; !done; count++) {
      ({ done } = game.step(choice(i, game.steps)));
      game.writeSymbols(symbols, 0);
      check += symbols[0] as number;
    }
  }
  return { count, check };
}

function stepBatch(batch: Batch): ReturnType<Work> {
  const actions = new Uint8Array(batch.size);
  let check = 0;
  for (let step = 0; step < BATCH_STEPS; step++) {
    for (let i = 0; i < actions.length; i++) actions[i] = choice(i, step);
    batch.step(actions);
    check += batch.observations[step % batch.observations.length] as number;
  }
  return { count: batch.size * BATCH_STEPS, check };
}

function copy<T>(originals: readonly T[], make: (original: T, i: number) => number): ReturnType<Work> {
  let check = 0;
  for (let round = 0; round < COPIES; round++) {
    for (let i = 0; i < originals.length; i++) check += make(originals[i] as T, i);
  }
  return { count: COPIES * originals.length, check };
}
