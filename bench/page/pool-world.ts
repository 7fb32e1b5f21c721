/**
 * A world for measuring the pool that does next to nothing: it knows how many agents a tree is to have in all, lets an
 * agent hand shares of that number on, idle, wait and finish.
 */
import type { Environment, EnvironmentSpec, Goal, Join, Step, Token } from '../../src/envs/environment.ts';

const END = 1;
const READY = 2;
export const IDLE = 3;
export const SPAWN = 4;
export const WAIT = 5;
export const FINISH = 6;
/** The number n is the token NUMBER + n. */
export const NUMBER = 10;

interface World {
  readonly goal: Goal;
  readonly finished: boolean;
}

class Counting implements Environment<World> {
  #state: World;

  constructor(state: World) {
    this.#state = state;
  }

  observe(): Token[] {
    return [...this.#state.goal, READY];
  }

  step(turn: readonly Token[]): Step {
    const step = { observation: [] as Token[], reward: 0, terminated: false, truncated: false };
    switch (turn[0]) {
      case IDLE:
        return { ...step, observation: [READY] };
      case SPAWN:
        return { ...step, delegation: { kind: 'spawn', goal: turn.slice(1) } };
      case WAIT:
        return { ...step, delegation: { kind: 'wait' } };
      case FINISH:
        this.#state = { ...this.#state, finished: true };
        return { ...step, terminated: true };
      default:
        return { ...step, observation: [READY], error: true };
    }
  }

  notice(): Token[] {
    return [READY];
  }

  score(): number {
    return this.#state.finished ? 1 : 0;
  }

  snapshot(): World {
    return this.#state;
  }

  fork(goal: Goal): Environment<World> {
    return new Counting({ goal, finished: false });
  }

  join(child: Environment<World>): Join {
    return { observation: [...child.snapshot().goal], applied: true };
  }
}

export const COUNTING: EnvironmentSpec<World> = {
  id: 'counting',
  title: 'Counting agents',
  view: 'none',
  settings: [],
  vocabulary: () => ({ names: ['pad', 'end', 'ready', 'idle', 'spawn', 'wait', 'finish'], pad: 0, endOfTurn: END }),
  bands: () => [],
  difficulties: () => [1],
  generate: (_key, difficulty) => {
    const goal = [NUMBER + difficulty];
    return { id: `counting-${difficulty}`, difficulty, goal, goldSteps: difficulty, state: { goal, finished: false } };
  },
  restore: (state) => new Counting(state),
  expert: () => [FINISH],
  randomTurn: () => [IDLE],
};
