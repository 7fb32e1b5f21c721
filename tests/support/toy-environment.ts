/**
 * A minimal environment for tests of the agent loop and the rollout: a counter. The goal [n] is met when the agent's
 * counter has grown by n. Turns: [ADD], [SPAWN, NUMBER + n], [WAIT], [FINISH]; a child's growth is joined into its parent.
 * A child that inherits is told numbers: the goals above it, or the counter when its parent last added.
 */
import type {
  Environment,
  EnvironmentSpec,
  Goal,
  Inherited,
  Join,
  Notice,
  Step,
  Token,
} from '../../src/envs/environment.ts';
import type { Completion, GenerateRequest } from '../../src/model/engine.ts';
import type { Policy } from '../../src/rl/policy.ts';

const PAD = 0;
export const EOT = 1;
export const READY = 2;
export const ADD = 3;
export const SPAWN = 4;
export const WAIT = 5;
export const FINISH = 6;
export const REFUSED = 7;
export const NO_TURNS = 8;
/** Number n is token NUMBER + n. */
export const NUMBER = 10;

interface ToyState {
  readonly goal: Goal;
  readonly start: number;
  readonly count: number;
  readonly finished: boolean;
}

class Toy implements Environment<ToyState> {
  #state: ToyState;

  constructor(state: ToyState) {
    this.#state = state;
  }

  observe(inherited?: Inherited): Token[] {
    const goals = [this.#state.goal, ...(inherited?.ancestors ?? [])].map(([n]) => NUMBER + (n ?? 0));
    return [...goals, ...(inherited?.context ?? []), READY];
  }

  step(turn: readonly Token[]): Step {
    const nothing = { observation: [READY], reward: 0, terminated: false, truncated: false };
    switch (turn[0]) {
      case ADD:
        this.#state = { ...this.#state, count: this.#state.count + 1 };
        return { ...nothing, observation: [NUMBER + this.#state.count, READY] };
      case SPAWN:
        return { ...nothing, observation: [], delegation: { kind: 'spawn', goal: [(turn[1] as number) - NUMBER] } };
      case WAIT:
        return { ...nothing, observation: [], delegation: { kind: 'wait' } };
      case FINISH:
        this.#state = { ...this.#state, finished: true };
        return { ...nothing, observation: [], terminated: true };
      default:
        return { ...nothing, error: true };
    }
  }

  notice(event: Notice): Token[] {
    if (event === 'refused-turns') return [REFUSED, NO_TURNS, READY];
    return event === 'launched' || event === 'joined' ? [READY] : [REFUSED, READY];
  }

  score(): number {
    const { goal, start, count, finished } = this.#state;
    return finished && count - start >= (goal[0] as number) ? 1 : 0;
  }

  snapshot(): ToyState {
    return this.#state;
  }

  fork(goal: Goal): Environment<ToyState> {
    return new Toy({ goal, start: this.#state.count, count: this.#state.count, finished: false });
  }

  join(child: Environment<ToyState>): Join {
    const { start, count } = child.snapshot();
    this.#state = { ...this.#state, count: this.#state.count + count - start };
    return { observation: [NUMBER + count - start], applied: true };
  }
}

export const TOY: EnvironmentSpec<ToyState> = {
  id: 'toy',
  title: 'Counting',
  view: 'none',
  settings: [],
  vocabulary: () => ({ names: Array.from({ length: 40 }, (_, i) => `t${i}`), pad: PAD, endOfTurn: EOT }),
  bands: () => [],
  difficulties: () => [1],
  generate: (_key, difficulty) => ({
    id: `toy-${difficulty}`,
    difficulty,
    goal: [difficulty],
    goldSteps: difficulty,
    state: { goal: [difficulty], start: 0, count: 0, finished: false },
  }),
  restore: (state) => new Toy(state),
  expert: () => [FINISH],
  randomTurn: () => [ADD],
};

/** A policy from a function of the context; records how many requests each batch had. */
export function scripted(turn: (tokens: number[], sequence: string) => number[]): Policy & { batches: string[][] } {
  const batches: string[][] = [];
  return {
    batches,
    async complete(requests: readonly GenerateRequest[]): Promise<Completion[]> {
      batches.push(requests.map((request) => request.sequence));
      return requests.map((request) => {
        const tokens = Int32Array.from([...turn(Array.from(request.tokens), request.sequence), EOT]);
        const values = new Float32Array(tokens.length).fill(-0.5);
        return { tokens, logProbs: values, entropies: values, values, ended: 'stop' };
      });
    },
    release() {},
  };
}
