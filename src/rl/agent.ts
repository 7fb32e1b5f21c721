/**
 * The agent loop as a state machine: a pure function from (task, inputs so far) to outputs. It writes turns, carries
 * them out in its own environment, enforces the limits, and asks for what others must do: a completion, a child, the
 * outcome of its children. It never waits, so it can live on any thread and be replayed from its inputs.
 */
import type { Environment, EnvironmentSpec, Goal, Notice, Token, Vocabulary } from '../envs/environment.ts';
import type { GenerateRequest } from '../model/engine.ts';
import { derive, type Key } from '../random/index.ts';
import type { AgentEnd, Trace } from './trace.ts';

/** Limits that hold for every agent of a tree. */
export interface AgentLimits {
  readonly delegation: boolean;
  readonly turns: number;
  readonly turnTokens: number;
  readonly depthCap: number;
  /** Context window in tokens. */
  readonly context: number;
  readonly temperature: number;
}

/** A node of the execution tree, before it runs. Plain data. */
export interface AgentTask {
  /** Unique among all agents of a rollout: tree name, '/', path. */
  readonly id: string;
  readonly path: string;
  readonly depth: number;
  readonly spawnTurn: number;
  readonly goal: Goal;
  /** Environment snapshot that the agent starts from (its goal is part of it). */
  readonly state: unknown;
  readonly limits: AgentLimits;
  /** Descendants that this agent may have in all. */
  readonly descendants: number;
  readonly key: Key;
}

/** What a parent learns of a child. */
export interface ChildOutcome {
  readonly id: string;
  /** The child's world when it ended. */
  readonly state: unknown;
  /** What is left of the descendants it was given. */
  readonly unspent: number;
}

export type AgentInput =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'completion';
      readonly tokens: ArrayLike<number>;
      readonly logProbs: ArrayLike<number>;
      readonly entropies: ArrayLike<number>;
      /** The context window is full. */
      readonly full: boolean;
    }
  /** Outcomes of all outstanding children, in spawn order. */
  | { readonly kind: 'children'; readonly outcomes: readonly ChildOutcome[] };

/** How a parent's `wait` dealt with a child. */
export interface JoinRecord {
  readonly id: string;
  readonly joinTurn: number;
  readonly joined: boolean;
}

export interface AgentOutput {
  readonly agent: string;
  /** Children to start now; their order is the order of their spawns. */
  readonly spawned: readonly AgentTask[];
  readonly next:
    | { readonly kind: 'complete'; readonly request: GenerateRequest }
    | { readonly kind: 'wait' }
    | {
        readonly kind: 'done';
        /** `joinTurn` and `joined` are the parent's to know; the rollout fills them in. */
        readonly trace: Trace;
        readonly outcome: ChildOutcome;
        readonly joins: readonly JoinRecord[];
      };
}

/** Share of the remaining budget of descendants that a child gets; what it leaves comes back when it is joined. */
const CHILD_SHARE = 0.5;

export class Agent {
  readonly #task: AgentTask;
  readonly #spec: EnvironmentSpec;
  readonly #endOfTurn: Token;
  readonly #env: Environment;
  readonly #tokens: number[] = [];
  readonly #own: (0 | 1)[] = [];
  readonly #logProbs: number[] = [];
  readonly #entropies: number[] = [];
  readonly #joins: JoinRecord[] = [];
  /** Children launched and not yet joined, with their worlds' origin, in spawn order. */
  #outstanding: string[] = [];
  #children = 0;
  #descendants: number;
  #turns = 0;
  #refused = 0;
  #errors = 0;

  constructor(spec: EnvironmentSpec, vocabulary: Vocabulary, task: AgentTask) {
    this.#spec = spec;
    this.#endOfTurn = vocabulary.endOfTurn;
    this.#task = task;
    this.#env = spec.restore(task.state);
    this.#descendants = task.descendants;
  }

  /** Takes the input that the last output asked for ('start' first) and says what is needed next. */
  advance(input: AgentInput): AgentOutput {
    switch (input.kind) {
      case 'start':
        this.#read(this.#env.observe());
        return this.#nextTurn([]);
      case 'completion':
        return this.#takeTurn(input);
      case 'children':
        return this.#join(input.outcomes);
      default:
        return input satisfies never;
    }
  }

  #read(observation: readonly Token[]): void {
    for (const token of observation) this.#append(token, 0, 0, 0);
  }

  #append(token: number, own: 0 | 1, logProb: number, entropy: number): void {
    this.#tokens.push(token);
    this.#own.push(own);
    this.#logProbs.push(logProb);
    this.#entropies.push(entropy);
  }

  #takeTurn(input: Extract<AgentInput, { kind: 'completion' }>): AgentOutput {
    const turn: number[] = [];
    for (let i = 0; i < input.tokens.length; i++) {
      const token = input.tokens[i] as number;
      this.#append(token, 1, input.logProbs[i] as number, input.entropies[i] as number);
      if (token !== this.#endOfTurn) turn.push(token);
    }
    if (input.full) return this.#done('context');
    const step = this.#env.step(turn);
    const turnIndex = this.#turns++;
    if (step.error) this.#errors++;
    this.#read(step.observation);
    if (step.terminated) return this.#done('finished');
    if (step.truncated) return this.#done('turns');
    if (step.delegation?.kind === 'spawn') {
      const child = this.#spawn(step.delegation.goal, turnIndex);
      return this.#nextTurn(child ? [child] : []);
    }
    if (step.delegation?.kind === 'wait') {
      if (!this.#task.limits.delegation) this.#refuse('unavailable');
      else if (this.#outstanding.length === 0) this.#read(this.#env.notice('nothing-to-wait-for'));
      else return { agent: this.#task.id, spawned: [], next: { kind: 'wait' } };
    }
    return this.#nextTurn([]);
  }

  #spawn(goal: Goal, turnIndex: number): AgentTask | null {
    const { limits, depth, path, id, key } = this.#task;
    if (!limits.delegation) return this.#refuse('unavailable');
    if (depth + 1 > limits.depthCap) return this.#refuse('refused-depth');
    if (this.#descendants < 1) return this.#refuse('refused-agents');
    const share = Math.floor((this.#descendants - 1) * CHILD_SHARE);
    this.#descendants -= 1 + share;
    const index = this.#children++;
    const child: AgentTask = {
      id: `${id}.${index}`,
      path: `${path}.${index}`,
      depth: depth + 1,
      spawnTurn: turnIndex,
      goal,
      state: this.#env.fork(goal).snapshot(),
      limits,
      descendants: share,
      key: derive(key, 'child', index),
    };
    this.#outstanding.push(child.id);
    this.#read(this.#env.notice('launched'));
    return child;
  }

  #refuse(notice: Notice): null {
    this.#refused++;
    this.#read(this.#env.notice(notice));
    return null;
  }

  #join(outcomes: readonly ChildOutcome[]): AgentOutput {
    const expected = this.#outstanding;
    if (outcomes.length !== expected.length || outcomes.some((o, i) => o.id !== expected[i])) {
      throw new Error(`Agent ${this.#task.id} waits for [${expected}] but was given [${outcomes.map((o) => o.id)}].`);
    }
    this.#outstanding = [];
    for (const outcome of outcomes) {
      const join = this.#env.join(this.#spec.restore(outcome.state));
      this.#descendants += outcome.unspent;
      this.#joins.push({ id: outcome.id, joinTurn: this.#turns - 1, joined: join.applied });
      this.#read(join.observation);
    }
    this.#read(this.#env.notice('joined'));
    return this.#nextTurn([]);
  }

  #nextTurn(spawned: readonly AgentTask[]): AgentOutput {
    const { id, limits, key } = this.#task;
    if (this.#tokens.length >= limits.context) return this.#done('context', spawned);
    if (this.#turns >= limits.turns) return this.#done('turns', spawned);
    const request: GenerateRequest = {
      sequence: id,
      tokens: this.#tokens.slice(),
      maxTokens: limits.turnTokens,
      stop: [this.#endOfTurn],
      temperature: limits.temperature,
      key: derive(key, 'token'),
    };
    return { agent: id, spawned, next: { kind: 'complete', request } };
  }

  #done(end: AgentEnd, spawned: readonly AgentTask[] = []): AgentOutput {
    const { id, path, depth, goal, spawnTurn, limits } = this.#task;
    // An observation may overrun the window; what the agent could not read any more is not part of its context.
    const length = Math.min(this.#tokens.length, limits.context);
    const trace: Trace = {
      path,
      depth,
      goal,
      tokens: this.#tokens.slice(0, length),
      own: this.#own.slice(0, length),
      logProbs: this.#logProbs.slice(0, length),
      entropies: this.#entropies.slice(0, length),
      turns: this.#turns,
      spawnTurn,
      joinTurn: -1,
      end,
      score: this.#env.score(),
      refused: this.#refused,
      errors: this.#errors,
      joined: depth === 0,
    };
    const outcome: ChildOutcome = { id, state: this.#env.snapshot(), unspent: this.#descendants };
    return { agent: id, spawned, next: { kind: 'done', trace, outcome, joins: this.#joins } };
  }
}
