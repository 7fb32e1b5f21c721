/**
 * The contract of an environment: pure, synchronous, seeded, with state that survives structured cloning.
 * An environment owns its action grammar and its words; it never knows that anyone learns, and leaves delegation
 * (who runs a child, and when) to the agent loop, which it only tells that the agent asked for it.
 */
import type { Key } from '../random/index.ts';

/** An index into the environment's vocabulary. */
export type Token = number;

/** What an agent is asked to do, in the environment's own tokens. */
export type Goal = readonly Token[];

/** A request of the agent that the agent loop, not the environment, fulfils. */
export type Delegation = { readonly kind: 'spawn'; readonly goal: Goal } | { readonly kind: 'wait' };

/** What one turn did. `terminated` and `truncated` have Gymnasium's meaning. */
export interface Step {
  /** What the agent reads next. Empty when the agent loop words the reply (see `Environment.notice`). */
  readonly observation: Token[];
  /** Reward of this step alone; the verdict on the goal is `Environment.score`. */
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** Name of the tool that the turn called; absent when the turn could not be parsed. */
  readonly tool?: string;
  /** True when the turn was refused (grammar or rules) and changed nothing. */
  readonly error?: boolean;
  readonly delegation?: Delegation;
}

/** What the agent loop may have to say; each environment has words for it. Refusals are soft: the episode goes on. */
export type Notice =
  | 'launched'
  /** The depth cap is reached: no child was made. */
  | 'refused-depth'
  /** The budget of agents for this subtree is spent: no child was made. */
  | 'refused-agents'
  /** The turns of this subtree are spent (a budget that the whole tree shares): no child was made. */
  | 'refused-turns'
  /** All outstanding children have been joined; follows what `join` had to say about each of them. */
  | 'joined'
  /** `wait` with no child outstanding. */
  | 'nothing-to-wait-for'
  /** Delegation is switched off (the single-agent baseline). */
  | 'unavailable';

/** What came of merging a child's world into its parent's. */
export interface Join {
  /** What the parent reads about this child. */
  readonly observation: Token[];
  /** False when the child's net effect was no longer possible; then nothing of it was applied. */
  readonly applied: boolean;
}

/** What a sub-agent is told beside its goal; the agent loop collects it, the environment words it. */
export interface Inherited {
  /** Goals of the agents above, the parent's first. */
  readonly ancestors: readonly Goal[];
  /** The newest result of a tool that the parent has read, without the prompt that ended it. */
  readonly context: readonly Token[];
}

/** A running instance. `State` is plain data (structured-cloneable). */
export interface Environment<State = unknown> {
  /** What the agent reads first: its goal, what it inherits (nothing when absent), the prompt for its first turn. */
  observe(inherited?: Inherited): Token[];
  /** Carries out one turn: the tokens the agent wrote, without the end-of-turn token. */
  step(turn: readonly Token[]): Step;
  /** The words for an event of the agent loop. */
  notice(event: Notice): Token[];
  /** The verifier of this agent's goal, in [0, 1]; 0 until the agent has finished. */
  score(): number;
  /** A copy of the whole state; `spec.restore(snapshot())` continues identically. */
  snapshot(): State;
  /** A sub-agent's world: a copy of this one as it is now, with another goal. */
  fork(goal: Goal): Environment<State>;
  /** Applies the net effect of a child that `fork` made. Called in spawn order, once per child. */
  join(child: Environment<State>): Join;
}

/** A problem instance: the state in which its root agent starts. */
export interface Task<State = unknown> {
  readonly id: string;
  readonly difficulty: number;
  /** The root agent's goal; part of `state` too. */
  readonly goal: Goal;
  readonly state: State;
  /**
   * Turns of a single-handed solution by somebody who knows the rules: the fewest, where all that matters is in sight; of
   * the scripted search, where luck decides; all there are, where nothing is ever finished. For budgets and displays.
   */
  readonly goldSteps: number;
}

/** Which way a scripted expert works. */
export type ExpertStyle = 'recursive' | 'flat';

/** One setting of an environment: the data from which the UI, the URL codec and the validation are made. */
export interface Setting {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
}

export type Settings = Readonly<Record<string, number>>;

/** The closed vocabulary of an environment. Names are unique and free of spaces. */
export interface Vocabulary {
  readonly names: readonly string[];
  readonly pad: Token;
  readonly endOfTurn: Token;
}

/** Tasks of the two splits have nothing to do with each other beyond their rules: what is trained on is never asked. */
export type Split = 'train' | 'validation';

/** All tasks of a difficulty and split, where there is only a fixed set of them. Each is made when it is asked for. */
export interface FixedTasks<State = unknown> {
  /** At least 1. */
  readonly count: number;
  /** Task number `index`, from 0 to count − 1. */
  task(index: number): Task<State>;
}

/** A named range of difficulties, both ends included: the paper's easy, medium, hard, extreme. */
export interface Band {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** What an environment module exports: everything the rest of the project may know about it. */
export interface EnvironmentSpec<State = unknown> {
  readonly id: string;
  readonly title: string;
  /** Name of the panel that shows a state of it (`src/ui/views`). */
  readonly view: string;
  readonly settings: readonly Setting[];
  /** Throws a RangeError that says what to change when the settings contradict each other. */
  vocabulary(settings: Settings): Vocabulary;
  /** Difficulties that `generate` can make under these settings, ascending. */
  difficulties(settings: Settings): readonly number[];
  /** Names for ranges of difficulties under these settings, ascending and without gaps; none lies outside of them. */
  bands(settings: Settings): readonly Band[];
  /**
   * A solvable task; a pure function of its arguments. Environments that draw every task afresh keep the splits apart
   * by the key alone; those with a fixed set of tasks draw from that of `split` ('train' when absent).
   */
  generate(key: Key, difficulty: number, settings: Settings, split?: Split): Task<State>;
  /** The tasks that `generate` draws from, where they are a fixed set; null, or absent, where they are drawn afresh. */
  fixedTasks?(difficulty: number, settings: Settings, split: Split): FixedTasks<State> | null;
  restore(state: State): Environment<State>;
  /**
   * The scripted expert: the next turn (without end-of-turn) of an agent whose whole context is `transcript`. It
   * sees what a policy would see and nothing else, so what it does can be learned.
   */
  expert(style: ExpertStyle, transcript: readonly Token[], settings: Settings): Token[];
  /** A random turn that is well-formed but need not be wise; for noise during warm start. */
  randomTurn(key: Key, transcript: readonly Token[], settings: Settings): Token[];
}
