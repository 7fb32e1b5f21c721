/**
 * A minimal world for agents that carry plans: a hall with a door at either end. A sign says which is the right one, and
 * only the first observation shows it; after that every place looks alike. Who walks through the right door earns 1,
 * who walks through the other loses 1, so without memory half of all episodes are lost.
 */
import type { Settings, Token } from '../../src/envs/environment.ts';
import type { Outcome, PlanningSpec, PlanTracker, TurnWords, World } from '../../src/envs/planning.ts';
import { derive, integer, uniform } from '../../src/random/index.ts';

const PAD = 0;
const END = 1;
export const OPEN = 2;
export const CLOSE = 3;
export const LEFT = 4;
export const RIGHT = 5;
export const TO_LEFT = 6;
export const TO_RIGHT = 7;
const SIGN_LEFT = 8;
export const SIGN_RIGHT = 9;
export const HALL = 10;
const VOCABULARY = 11;

/** Steps to either door; episodes are truncated after `TIME` steps. */
const REACH = 3;
const TIME = 8;

export interface ToyState {
  readonly right: boolean;
  readonly place: number;
  readonly step: number;
}

/** Rows are states: 0 anything, 1 a plan, 2 an action, 3 inside of a plan, 4 its end. */
const NEXT = new Int32Array(5 * VOCABULARY).fill(-1);
for (const [state, token, to] of [
  [0, OPEN, 3],
  [0, LEFT, 0],
  [0, RIGHT, 0],
  [1, OPEN, 3],
  [2, LEFT, 0],
  [2, RIGHT, 0],
  [3, TO_LEFT, 4],
  [3, TO_RIGHT, 4],
  [4, CLOSE, 2],
] as const) {
  NEXT[state * VOCABULARY + token] = to;
}

export const TOY_WORDS: TurnWords = {
  open: OPEN,
  close: CLOSE,
  actions: [LEFT, RIGHT],
  grammar: { next: NEXT, free: 0, plan: 1, act: 2 },
  longestObservation: 1,
  longestPlan: 1,
};

export class ToyWorld implements World<ToyState> {
  #state: ToyState;

  constructor(state: ToyState) {
    this.#state = state;
  }

  observe(): Token[] {
    if (this.#state.step > 0) return [HALL];
    return [this.#state.right ? SIGN_RIGHT : SIGN_LEFT];
  }

  act(action: Token): Outcome {
    const { right, place, step } = this.#state;
    const to = place + (action === RIGHT ? 1 : action === LEFT ? -1 : 0);
    this.#state = { right, place: to, step: step + 1 };
    const terminated = Math.abs(to) === REACH;
    const reward = terminated ? (to > 0 === right ? 1 : -1) : 0;
    return { reward, terminated, truncated: !terminated && step + 1 >= TIME };
  }

  score(): number {
    return this.#state.place === (this.#state.right ? REACH : -REACH) ? 1 : 0;
  }

  milestones(): boolean[] {
    return [this.score() === 1];
  }

  snapshot(): ToyState {
    return this.#state;
  }
}

/** Reads the sign at the beginning, says so in a plan every few steps, and walks. */
export const toyPlanning: PlanningSpec<ToyState> = {
  id: 'toy-planning',
  title: 'Toy',
  view: 'none',
  settings: [],
  milestones: ['door'],
  vocabulary: () => ({ names: Array.from({ length: VOCABULARY }, (_, i) => `t${i}`), pad: PAD, endOfTurn: END }),
  words: () => TOY_WORDS,
  difficulties: () => [1],
  bands: () => [{ name: 'all', low: 1, high: 1 }],
  generate: (key, difficulty) => {
    const state: ToyState = { right: uniform(derive(key, 'side')) < 0.5, place: 0, step: 0 };
    return { id: `toy-${key[0]}-${key[1]}`, difficulty, goal: [], state, goldSteps: REACH };
  },
  restore: (state) => new ToyWorld(state),
  styles: ['plain'],
  player: (key, { interval: [least, most], noise }) => {
    let side: Token = TO_LEFT;
    let wait = 0;
    let step = 0;
    return {
      next: (world) => {
        const [sight] = world.observe();
        if (sight !== HALL) side = sight === SIGN_RIGHT ? TO_RIGHT : TO_LEFT;
        const isNoise = uniform(derive(key, step, 'noise')) < noise;
        const plan = wait === 0 ? [side] : null;
        if (plan) wait = least + integer(derive(key, step, 'interval'), most - least + 1);
        wait--;
        step++;
        const [way, other] = side === TO_RIGHT ? [RIGHT, LEFT] : [LEFT, RIGHT];
        return { plan, action: isNoise ? other : way, noise: isNoise };
      },
    };
  },
  coach: () => {
    let side: Token = TO_LEFT;
    return {
      watch: (world) => {
        const [sight] = world.observe();
        if (sight !== HALL) side = sight === SIGN_RIGHT ? TO_RIGHT : TO_LEFT;
      },
      advise: () => [side],
    };
  },
  readPlan: () => ({ problem: 'Nobody types here.', from: 0, to: 0, suggestions: [] }),
  wordPlan: ([side]) => (side === TO_RIGHT ? 'right' : 'left'),
  randomPlan: (key) => [uniform(key) < 0.5 ? TO_RIGHT : TO_LEFT],
  track: ([side]): PlanTracker<ToyState> => {
    let reached = false;
    return {
      see: (world) => {
        reached = world.snapshot().place === (side === TO_RIGHT ? REACH : -REACH);
      },
      progress: () => ({ reached: [reached], followed: reached ? true : null }),
    };
  },
};

export const NO_SETTINGS: Settings = {};
