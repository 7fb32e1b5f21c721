/**
 * The contract of an environment for agents that carry a plan: long episodes, one observation and one action per step,
 * and a plan that may be written before the action and then stays in the agent's context until the next one. Pure,
 * synchronous, seeded, plain state, like `Environment`; but nobody is delegated to. The environment owns the words of
 * observations, actions and plans; whether and when to plan is the agent's business, so the world never reads a plan.
 */
import type { Key } from '../random/index.ts';
import type { Band, Setting, Settings, Split, Task, Token, Vocabulary } from './environment.ts';

/** What one action did. `terminated` and `truncated` have Gymnasium's meaning. */
export interface Outcome {
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/** One episode under way. */
export interface World<State = unknown> {
  /** What the agent sees at this step, in tens of tokens; the same until the next action. */
  observe(): Token[];
  /** Carries out one action; a token that is none does nothing, but takes its time. */
  act(action: Token): Outcome;
  /** How much of what an episode offers has been achieved, in [0, 1]. */
  score(): number;
  /** Which of `spec.milestones` have been reached in this episode. */
  milestones(): boolean[];
  /** A copy of the whole state; `spec.restore(snapshot())` continues identically. */
  snapshot(): State;
}

/**
 * What a turn may look like, as an automaton over the vocabulary: `next[state · vocabulary + token]` is the state after
 * `token`, or -1 where it may not be written. A turn ends with its action; then only end-of-turn may be written.
 */
export interface TurnGrammar {
  readonly next: Int32Array;
  /** Where a turn begins that may begin with a plan, that must, and that must not. */
  readonly free: number;
  readonly plan: number;
  readonly act: number;
}

/** The words of turns: `open` goal … `close` action, or the action alone. */
export interface TurnWords {
  readonly open: Token;
  readonly close: Token;
  readonly actions: readonly Token[];
  readonly grammar: TurnGrammar;
  /** Most tokens of an observation, and of a plan without its brackets. */
  readonly longestObservation: number;
  readonly longestPlan: number;
}

/** A plan as a person typed it: understood, or what is wrong with it and what could have been meant. */
export type PlanReading =
  | { readonly plan: readonly Token[] }
  | {
      readonly problem: string;
      /** Where in the text the part stands that was not understood. */
      readonly from: number;
      readonly to: number;
      /** Replacements for that part, the likeliest first. */
      readonly suggestions: readonly string[];
    };

/** What has become of a plan so far. */
export interface PlanProgress {
  /** Goals of the plan, in its order: reached or not. */
  readonly reached: readonly boolean[];
  /** Whether the first thing that was achieved since was a goal of the plan; null while nothing was. */
  readonly followed: boolean | null;
}

/** Watches a world for what becomes of one plan. */
export interface PlanTracker<State = unknown> {
  /** Told after every action. */
  see(world: World<State>): void;
  progress(): PlanProgress;
}

/** What a scripted player does at one step. */
export interface PlayerTurn {
  /** The plan that it writes now (without brackets); null when it goes on with the last one. */
  readonly plan: readonly Token[] | null;
  readonly action: Token;
  /** True when the action is a random one that should not be imitated. */
  readonly noise: boolean;
}

/** A scripted player of one episode. It sees what an agent may see, and remembers all of it. */
export interface Player<State = unknown> {
  /** Called once per step, before the action that it returns is carried out. */
  next(world: World<State>): PlayerTurn;
}

/**
 * A scripted stand-in for a person who writes plans for somebody else: looks on at one episode from its beginning,
 * remembers it, and never acts.
 */
export interface PlanCoach<State = unknown> {
  /** Called once per step, before the turn. */
  watch(world: World<State>): void;
  /** A plan for what was watched last, without brackets; it depends on all that was watched, and on nothing else. */
  advise(): Token[];
}

export interface PlayerOptions {
  /** How plans are worded: an index into `PlanningSpec.styles`. */
  readonly style: number;
  /** Probability that an action is replaced by a random one. */
  readonly noise: number;
  /**
   * It plans anew after K steps at the latest, K drawn uniformly from these, both included, after every plan; sooner
   * when the plan has come to be wrong, in styles whose plans can.
   */
  readonly interval: readonly [least: number, most: number];
}

/** What an environment module exports: everything the rest of the project may know about it. */
export interface PlanningSpec<State = unknown> {
  readonly id: string;
  readonly title: string;
  /** Name of the panel that shows a state of it (`src/ui/views`). */
  readonly view: string;
  readonly settings: readonly Setting[];
  /** Names of what can be achieved in an episode; `World.score` is mostly the share of them. */
  readonly milestones: readonly string[];
  /** Throws a RangeError that says what to change when the settings contradict each other. */
  vocabulary(settings: Settings): Vocabulary;
  words(settings: Settings): TurnWords;
  /** Difficulties that `generate` can make under these settings, ascending. */
  difficulties(settings: Settings): readonly number[];
  bands(settings: Settings): readonly Band[];
  /** The beginning of an episode; a pure function of its arguments. */
  generate(key: Key, difficulty: number, settings: Settings, split?: Split): Task<State>;
  /** States may be stored and sent, and come back damaged; throws a RangeError that says so for what is none. */
  restore(state: State): World<State>;
  /** Names of the ways in which the scripted player words its plans. */
  readonly styles: readonly string[];
  /** A scripted player for an episode from its beginning; all its luck comes from `key`. */
  player(key: Key, options: PlayerOptions, settings: Settings): Player<State>;
  /** A stand-in for a person who writes plans, for an episode from its beginning. */
  coach(settings: Settings): PlanCoach<State>;
  /** Understands a plan that a person wrote. */
  readPlan(text: string, settings: Settings): PlanReading;
  /** A plan in plain English, as `readPlan` would understand it again. */
  wordPlan(plan: readonly Token[], settings: Settings): string;
  /**
   * A random well-formed plan: the control whose content means nothing. In a style (an index into `styles`) it has the
   * form of the player's plans, so that nothing but the content is strange; without one it has any form.
   */
  randomPlan(key: Key, settings: Settings, style?: number): Token[];
  track(plan: readonly Token[], world: World<State>): PlanTracker<State>;
}
