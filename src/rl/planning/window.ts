/**
 * The context of an agent that carries a plan. An episode is far longer than any context, so it is read in windows: each
 * begins with the plan in force and the last few actions, and then holds observation and turn, observation and turn, for
 * as many steps as it may. What came before is forgotten; only the plan lives on. A window is one sequence for an
 * engine and one row of a batch.
 */
import type { Token } from '../../envs/environment.ts';
import type { TurnWords } from '../../envs/planning.ts';

export interface WindowLimits {
  /** Steps that a window may hold, at least 1. */
  readonly steps: number;
  /** Actions from before the window that it begins with. */
  readonly actions: number;
  /** Tokens that a window may hold: the model's context. */
  readonly context: number;
}

/** A window's tokens with who wrote them. The per-token arrays have the length of `tokens`. */
export interface WindowTrace {
  /** Its name for an engine. */
  readonly sequence: string;
  readonly tokens: readonly Token[];
  /** 1 where the agent itself wrote the token, 0 where it read it. */
  readonly own: readonly (0 | 1)[];
  /** Behaviour log-probability of own tokens, 0 elsewhere. */
  readonly logProbs: readonly number[];
  /** Entropy in nats of the distribution that own tokens were drawn from, 0 elsewhere. */
  readonly entropies: readonly number[];
  /** Value estimate before own tokens, 0 elsewhere. */
  readonly values: readonly number[];
  /** Where the turn of each of its steps begins, ascending; a turn ends before the next observation. */
  readonly turns: readonly number[];
}

/** What an agent wrote, token by token. */
export interface Written {
  readonly tokens: ArrayLike<Token>;
  readonly logProbs: ArrayLike<number>;
  readonly entropies: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Most tokens of one turn: a plan in its brackets, and an action. */
function longestTurn({ longestPlan }: Pick<TurnWords, 'longestPlan'>): number {
  return longestPlan + 3;
}

/** Tokens that any window of one step fits in: the least context for these words. */
export function leastContext(words: Pick<TurnWords, 'longestObservation' | 'longestPlan'>, actions: number): number {
  return words.longestPlan + 2 + actions + words.longestObservation + longestTurn(words);
}

export class ContextWindow implements WindowTrace {
  readonly sequence: string;
  readonly tokens: Token[] = [];
  readonly own: (0 | 1)[] = [];
  readonly logProbs: number[] = [];
  readonly entropies: number[] = [];
  readonly values: number[] = [];
  readonly turns: number[] = [];

  /** `plan` without brackets, null for none; of `actions`, the oldest first, it begins with the last few. */
  constructor(
    sequence: string,
    { open, close }: Pick<TurnWords, 'open' | 'close'>,
    { actions: most }: Pick<WindowLimits, 'actions'>,
    plan: readonly Token[] | null,
    actions: readonly Token[],
  ) {
    this.sequence = sequence;
    if (plan) this.read([open, ...plan, close]);
    this.read(actions.slice(Math.max(0, actions.length - most)));
  }

  /** Whether one more step fits: its observation, and the longest turn. */
  hasRoom(observation: readonly Token[], words: Pick<TurnWords, 'longestPlan'>, limits: WindowLimits): boolean {
    const tokens = this.tokens.length + observation.length + longestTurn(words);
    return this.turns.length < limits.steps && tokens <= limits.context;
  }

  /** Begins a step. */
  observe(observation: readonly Token[]): void {
    this.read(observation);
    this.turns.push(this.tokens.length);
  }

  /** Tokens that the agent did not write. */
  read(tokens: readonly Token[]): void {
    for (const token of tokens) this.#add(token, 0, 0, 0, 0);
  }

  /** Tokens of the agent's own. */
  write({ tokens, logProbs, entropies, values }: Written): void {
    for (let i = 0; i < tokens.length; i++) {
      this.#add(tokens[i] as Token, 1, logProbs[i] as number, entropies[i] as number, values[i] as number);
    }
  }

  #add(token: Token, own: 0 | 1, logProb: number, entropy: number, value: number): void {
    this.tokens.push(token);
    this.own.push(own);
    this.logProbs.push(logProb);
    this.entropies.push(entropy);
    this.values.push(value);
  }
}
