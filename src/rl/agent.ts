/**
 * The agent loop as a state machine: a pure function from (task, inputs so far) to outputs. It carries turns out in its
 * own environment, enforces the limits, and asks for what others must do: a turn, a child, the outcome of its children.
 * It never waits and draws nothing, so it can live on any thread and be replayed from its inputs. What it reads it says
 * once: the transcript is kept by the rollout.
 */
import type { Environment, EnvironmentSpec, Goal, Inherited, Notice, Token, Vocabulary } from '../envs/environment.ts';
import type { AgentConfig } from './config.ts';
import type { AgentEnd } from './trace.ts';

/** Limits that hold for every agent of a tree. */
export interface AgentLimits extends Omit<AgentConfig, 'descendants'> {
  /** Context window in tokens. */
  readonly context: number;
}

/** What an agent may use up. */
export interface Budget {
  /** Turns, its own and, where a tree shares them, those of all below it. */
  readonly turns: number;
  /** Agents below it. */
  readonly descendants: number;
}

/** A node of the execution tree, before it runs. Plain data. */
export interface AgentTask {
  readonly depth: number;
  readonly spawnTurn: number;
  readonly goal: Goal;
  /** Environment snapshot that the agent starts from (its goal is part of it). */
  readonly state: unknown;
  readonly limits: AgentLimits;
  readonly budget: Budget;
  /** What it reads beside its goal; absent for a root, and where children read nothing else. */
  readonly inherited?: Inherited;
}

/** What a parent learns of a child. */
export interface ChildOutcome {
  /** The child's world when it ended. */
  readonly state: unknown;
  /** What is left of its budget. */
  readonly unspent: Budget;
}

export type AgentInput =
  | { readonly kind: 'start' }
  /** What it wrote; `full` says that the context window is full now. */
  | { readonly kind: 'turn'; readonly tokens: readonly Token[]; readonly full: boolean }
  /** Outcomes of all outstanding children, in spawn order. */
  | { readonly kind: 'children'; readonly outcomes: readonly ChildOutcome[] };

/** How a parent's `wait` dealt with a child. */
export interface JoinRecord {
  /** Number among its children, in spawn order. */
  readonly child: number;
  readonly joinTurn: number;
  readonly joined: boolean;
}

/** How an agent's run ended. */
export interface Ending {
  readonly end: AgentEnd;
  /** Turns taken. */
  readonly turns: number;
  readonly score: number;
}

/** What can go wrong with a turn: the agent loop refused it a sub-agent, or the environment the whole turn. */
export type Mishap = 'refused' | 'error';

export interface AgentOutput {
  /** Tokens read since the last output. */
  readonly observed: readonly Token[];
  /** What went wrong with the turn that this answers. */
  readonly mishap: Mishap | null;
  /** Children joined since the last output. */
  readonly joins: readonly JoinRecord[];
  /** A child to start now. */
  readonly spawned: AgentTask | null;
  /** What is needed to go on: a turn, or the outcomes of all outstanding children; or how it ended. */
  readonly next: 'turn' | 'wait' | Ending;
}

/** Share of what is left of a budget that a child gets; what it leaves comes back when it is joined. */
const CHILD_SHARE = 0.5;

/** Turns that a parent keeps back when it lends some: to wait for the child, and to finish. */
const TURNS_TO_JOIN = 2;

export class Agent {
  readonly #task: AgentTask;
  readonly #spec: EnvironmentSpec;
  readonly #endOfTurn: Token;
  readonly #env: Environment;
  /** What the next output has to say. */
  #observed: Token[] = [];
  #mishap: Mishap | null = null;
  #joins: JoinRecord[] = [];
  /** Tokens in the context, read or written. */
  #length = 0;
  /** Children launched, and how many of them were joined: those that are outstanding are the newest. */
  #children = 0;
  #joined = 0;
  /** What is left of its budget, without what is lent to children that are out. */
  #turnsLeft: number;
  #descendantsLeft: number;
  /** The newest result of a tool, without the prompt that ended it. */
  #context: readonly Token[] = [];
  #turns = 0;

  constructor(spec: EnvironmentSpec, vocabulary: Vocabulary, task: AgentTask) {
    this.#spec = spec;
    this.#endOfTurn = vocabulary.endOfTurn;
    this.#task = task;
    this.#env = spec.restore(task.state);
    this.#turnsLeft = task.budget.turns;
    this.#descendantsLeft = task.budget.descendants;
  }

  /** Takes the input that the last output asked for ('start' first) and says what is needed next. */
  advance(input: AgentInput): AgentOutput {
    switch (input.kind) {
      case 'start':
        this.#read(this.#env.observe(this.#task.inherited));
        return this.#nextTurn();
      case 'turn':
        return this.#takeTurn(input);
      case 'children':
        return this.#join(input.outcomes);
      default:
        return input satisfies never;
    }
  }

  /** The agent's world and budgets as they are now; its parent may ask once it has ended. */
  outcome(): ChildOutcome {
    return { state: this.#env.snapshot(), unspent: { turns: this.#turnsLeft, descendants: this.#descendantsLeft } };
  }

  #read(observation: readonly Token[]): void {
    this.#observed.push(...observation);
    this.#length += observation.length;
  }

  #takeTurn(input: Extract<AgentInput, { kind: 'turn' }>): AgentOutput {
    this.#length += input.tokens.length;
    if (input.full) return this.#done('context');
    const step = this.#env.step(input.tokens.filter((token) => token !== this.#endOfTurn));
    const turnIndex = this.#turns++;
    this.#turnsLeft--;
    if (step.error) this.#mishap = 'error';
    else if (!step.delegation) this.#context = step.observation.slice(0, -1);
    this.#read(step.observation);
    if (step.terminated) return this.#done('finished');
    if (step.truncated) return this.#done('turns');
    if (step.delegation?.kind === 'spawn') {
      return this.#nextTurn(this.#spawn(step.delegation.goal, turnIndex));
    }
    if (step.delegation?.kind === 'wait') {
      if (!this.#task.limits.delegation) this.#refuse('unavailable');
      else if (this.#children === this.#joined) this.#read(this.#env.notice('nothing-to-wait-for'));
      else return this.#output('wait');
    }
    return this.#nextTurn();
  }

  #spawn(goal: Goal, turnIndex: number): AgentTask | null {
    const { limits, depth } = this.#task;
    if (!limits.delegation) return this.#refuse('unavailable');
    if (depth + 1 > limits.depthCap) return this.#refuse('refused-depth');
    if (this.#descendantsLeft < 1) return this.#refuse('refused-agents');
    const turns = this.#turnsFor(limits);
    if (turns < 1) return this.#refuse('refused-turns');
    const descendants = Math.floor((this.#descendantsLeft - 1) * CHILD_SHARE);
    this.#descendantsLeft -= 1 + descendants;
    if (limits.turnBudget === 'tree') this.#turnsLeft -= turns;
    this.#children++;
    this.#read(this.#env.notice('launched'));
    return {
      depth: depth + 1,
      spawnTurn: turnIndex,
      goal,
      state: this.#env.fork(goal).snapshot(),
      limits,
      budget: { turns, descendants },
      ...this.#bequest(limits),
    };
  }

  /** Turns for a child to be launched now: as many as every agent has, or a share of what this one can spare. */
  #turnsFor({ turnBudget, turns }: AgentLimits): number {
    return turnBudget === 'agent' ? turns : Math.floor((this.#turnsLeft - TURNS_TO_JOIN) * CHILD_SHARE);
  }

  /** What a child to be launched now reads beside its goal. */
  #bequest({ childSees }: AgentLimits): { inherited?: Inherited } {
    const { goal, inherited } = this.#task;
    switch (childSees) {
      case 'goal':
        return {};
      case 'context':
        return { inherited: { ancestors: [], context: this.#context } };
      case 'ancestors':
        return { inherited: { ancestors: [goal, ...(inherited?.ancestors ?? [])], context: [] } };
      default:
        return childSees satisfies never;
    }
  }

  #refuse(notice: Notice): null {
    this.#mishap = 'refused';
    this.#read(this.#env.notice(notice));
    return null;
  }

  #join(outcomes: readonly ChildOutcome[]): AgentOutput {
    const expected = this.#children - this.#joined;
    if (outcomes.length !== expected) {
      throw new Error(`An agent that waits for ${expected} children was given the outcomes of ${outcomes.length}.`);
    }
    for (const outcome of outcomes) {
      const join = this.#env.join(this.#spec.restore(outcome.state));
      this.#descendantsLeft += outcome.unspent.descendants;
      if (this.#task.limits.turnBudget === 'tree') this.#turnsLeft += outcome.unspent.turns;
      this.#joins.push({ child: this.#joined++, joinTurn: this.#turns - 1, joined: join.applied });
      this.#read(join.observation);
    }
    this.#read(this.#env.notice('joined'));
    return this.#nextTurn();
  }

  #nextTurn(spawned: AgentTask | null = null): AgentOutput {
    const { limits } = this.#task;
    if (this.#length >= limits.context) return this.#done('context', spawned);
    if (this.#turnsLeft < 1) return this.#done('turns', spawned);
    return this.#output('turn', spawned);
  }

  #done(end: AgentEnd, spawned: AgentTask | null = null): AgentOutput {
    return this.#output({ end, turns: this.#turns, score: this.#env.score() }, spawned);
  }

  #output(next: AgentOutput['next'], spawned: AgentTask | null = null): AgentOutput {
    const [observed, mishap, joins] = [this.#observed, this.#mishap, this.#joins];
    this.#observed = [];
    this.#mishap = null;
    this.#joins = [];
    return { observed, mishap, joins, spawned, next };
  }
}
