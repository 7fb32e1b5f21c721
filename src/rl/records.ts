/** What a run reports as it goes: plain data for the store, the UI and the run folder. */
import type { ModelState } from '../model/engine.ts';
import type { AgentState, EpisodeTally, PlanningRule } from './planning/agent.ts';
import type { AgentEnd, Tree } from './trace.ts';
import type { TreeStats } from './tree-stats.ts';

export type Phase = 'warm-start' | 'training' | 'evaluation';

/** Where a run stands. With the configuration and the model state it determines everything that follows. */
export interface Cursor {
  /** The phase of the next step; 'done' after the last. */
  readonly phase: 'warm-start' | 'training' | 'done';
  /** Number of optimizer steps finished in this phase. */
  readonly update: number;
  /** Tokens trained on so far in this phase. */
  readonly phaseTokens: number;
  /** Optimizer steps finished in all: the number of metric rows written. */
  readonly total: number;
}

/** One optimizer step's metrics, under prime-rl's slash names. `time/…` entries alone depend on the machine. */
export interface MetricRow {
  /** 1 for the first step of the run, counting both phases. */
  readonly step: number;
  readonly phase: 'warm-start' | 'training';
  readonly values: Readonly<Record<string, number>>;
}

/** One tree that was grown for one held-out task, with its figures. */
export interface Attempt extends Omit<TreeStats, 'errors' | 'childSuccess'> {
  /** The task's id; equal for every run of a seed with the same environment, recursive or not. */
  readonly task: string;
  /** Score of the root, in [0, 1]. */
  readonly score: number;
}

/** Outcome on one difficulty. All means are over attempts. */
export interface DifficultyResult {
  readonly difficulty: number;
  readonly tasks: number;
  /** Attempts per task, k. */
  readonly samples: number;
  /** Attempts whose root scored 1. */
  readonly solved: number;
  /**
   * avg@k: solved / attempts, with its 95 % interval: Wilson's; with k > 1, where attempts at one task are alike, for as
   * many trials as the spread of the tasks' means tells.
   */
  readonly success: number;
  readonly low: number;
  readonly high: number;
  /** pass@1 … pass@k: chance that at least one of so many attempts solves a task (unbiased, Chen et al. 2021). */
  readonly passAt: readonly number[];
  /** Mean score of the roots (partial credit counts), with its 95 % interval. */
  readonly score: number;
  readonly scoreLow: number;
  readonly scoreHigh: number;
  readonly meanAgents: number;
  readonly meanTurns: number;
  readonly meanCriticalTurns: number;
  readonly meanTokens: number;
  readonly meanCriticalTokens: number;
  /** Share of all sub-agents that ran beside a sibling; 0 without any. */
  readonly parallelFraction: number;
  /** Share of trees whose root only handed its goal on. */
  readonly routers: number;
  /** Trees by the depth of their deepest agent; index = depth. */
  readonly depthHistogram: readonly number[];
  /** Every attempt, task by task; kept by evaluations that were asked for, not by those along a run. */
  readonly attempts?: readonly Attempt[];
}

/** How long one held-out task takes when nothing else is computed, in seconds of the wall clock: the shortest of a few. */
export interface TaskSpeed {
  readonly task: string;
  readonly difficulty: number;
  readonly score: number;
  /** Sub-agents side by side. */
  readonly parallelSeconds: number;
  /** The same tree, agent after agent. Equal in everything else. */
  readonly serialSeconds: number;
}

export interface EvaluationResult {
  /** Optimizer steps taken before it. */
  readonly step: number;
  readonly delegation: boolean;
  /** At which tokens were drawn; older evaluations, made at their run's own, do not say. */
  readonly temperature?: number;
  readonly byDifficulty: readonly DifficultyResult[];
  /** Present when it was asked for. */
  readonly speed?: readonly TaskSpeed[];
}

/** The episode with the highest score; of equal ones the first. */
export interface BestEpisode {
  readonly score: number;
  /** NaN in evaluations of earlier versions, which did not note it. */
  readonly steps: number;
  /** Which of the environment's milestones were reached in it; empty in evaluations of earlier versions. */
  readonly milestones: readonly boolean[];
}

/** What whole held-out episodes have shown on one difficulty. All means are over episodes. */
export interface EpisodeDifficulty {
  readonly difficulty: number;
  readonly episodes: number;
  /** Mean score in [0, 1] with its 95 % interval. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** Scores in the order of the tasks, which are the same for every run of a seed. */
  readonly scores: readonly number[];
  readonly best: BestEpisode;
  /** Share of episodes in which each of the environment's milestones was reached. */
  readonly milestones: readonly number[];
  readonly meanSteps: number;
  readonly meanReward: number;
  /** Tokens that the agent wrote, and those of them that were plans. */
  readonly meanTokens: number;
  readonly meanPlanTokens: number;
  /** Plans per step, whoever wrote them. */
  readonly frequency: number;
  /** Share of plans that were completed soon; NaN without any. */
  readonly completed: number;
  /** Of the plans under which something was achieved: the share whose goal that first was; NaN without any. */
  readonly followed: number;
}

/** A mean over moments with its 95 % interval (Student's t); NaN where there are too few moments for it. */
export interface MomentMean {
  readonly moments: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What a new plan is worth at a moment, against going on with the one that is carried: the difference of the discounted
 * returns of copies that go on from there, in units of the world's reward; what plans cost is not subtracted. Moments are
 * drawn evenly from the steps at which a plan is carried, as many from every episode.
 */
export interface PlanAdvantageResult extends MomentMean {
  /** Copies per branch and moment. */
  readonly rollouts: number;
  /** Steps that a copy goes on for; after reinforcement learning the value head estimates what comes then. */
  readonly steps: number;
  /** Share of moments with an advantage above 0; NaN without moments. */
  readonly positive: number;
  /** By the number of steps that the plan had been carried, both bounds included; ascending, without empty ones. */
  readonly byAge: readonly (MomentMean & { readonly from: number; readonly to: number })[];
  /** By what the agent itself did at the moment: planned, or kept its plan; null where there was none of it. */
  readonly decided: { readonly planned: MomentMean | null; readonly kept: MomentMean | null };
}

/** Whole held-out episodes of an agent that carries plans. */
export interface EpisodeEvaluation {
  readonly kind: 'episodes';
  /** Optimizer steps taken before it. */
  readonly step: number;
  readonly planning: PlanningRule;
  readonly temperature: number;
  readonly byDifficulty: readonly EpisodeDifficulty[];
  /** Present when it was asked for. */
  readonly advantage?: PlanAdvantageResult;
}

/** What an evaluation has shown; which kind follows from the method. */
export type Evaluation = EvaluationResult | EpisodeEvaluation;

/** A stretch of one agent's episode, kept for inspection: from `start` its actions lead through everything it saw. */
export interface EpisodeRecord {
  readonly kind: 'episode';
  readonly step: number;
  readonly phase: Phase;
  readonly index: number;
  readonly task: string;
  readonly difficulty: number;
  /** The world before the first of `turns`. */
  readonly start: unknown;
  /** The plan that was carried into it; null when there was none. */
  readonly plan: readonly number[] | null;
  readonly turns: readonly EpisodeTurn[];
}

export interface EpisodeTurn {
  readonly action: number;
  /** The plan written before the action, without brackets; null when none was. */
  readonly plan: readonly number[] | null;
  readonly reward: number;
  /** Value estimate before the turn. */
  readonly value: number;
}

/** What is kept of a step or an evaluation, to look at. */
export type Sample = TreeRecord | EpisodeRecord;

/** The watched episode as it stands. */
export interface LiveEpisode {
  readonly kind: 'episode';
  readonly step: number;
  readonly phase: Phase;
  readonly task: string;
  readonly difficulty: number;
  readonly state: unknown;
  /** The plan in force and for how many steps it has been. */
  readonly plan: readonly number[] | null;
  readonly planAge: number;
  /** The last action; null before the first. */
  readonly action: number | null;
  readonly tally: EpisodeTally;
}

/** A sampled finished tree, kept for inspection. */
export interface TreeRecord {
  readonly step: number;
  readonly phase: Phase;
  readonly index: number;
  readonly tree: Tree;
  /** Reward R and advantage per trace, in the order of `tree.traces`; absent in warm start and evaluation. */
  readonly rewards?: readonly number[];
  readonly advantages?: readonly number[];
  /** Root environment state before the first turn, for the environment panel (`EnvironmentSpec.restore`). */
  readonly root: unknown;
}

/** One node of a tree while it grows. */
export interface LiveNode {
  readonly path: string;
  readonly depth: number;
  readonly goal: readonly number[];
  readonly status: 'thinking' | 'waiting' | AgentEnd;
  readonly turns: number;
  readonly tokens: number;
  readonly score: number | null;
  /** Spawn requests and turns that were refused so far. */
  readonly refused: number;
  readonly errors: number;
  /** As in `Trace`: the parent's turns that spawned and that awaited this agent; -1 for neither or not yet. */
  readonly spawnTurn?: number;
  readonly joinTurn?: number;
}

/** The watched tree, as far as it has grown. */
export interface LiveTree {
  readonly step: number;
  readonly phase: Phase;
  readonly task: string;
  readonly difficulty: number;
  readonly nodes: readonly LiveNode[];
  readonly done: boolean;
}

/** Everything needed to continue bit-identically (every draw is keyed, so no generator state is among it). */
export interface Checkpoint {
  readonly cursor: Cursor;
  readonly model: ModelState;
  /** What agents in the middle of their episodes need besides; in dynamic planning, once priming is over. */
  readonly planning?: {
    /** Parameters as priming left them. */
    readonly reference: Float32Array;
    readonly agents: readonly AgentState[];
  };
}
