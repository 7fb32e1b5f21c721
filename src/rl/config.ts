/**
 * What a run of a method is configured by: plain data, every number that learning depends on. Limits, labels and
 * help texts of these fields stand in one table, `src/experiments/knobs.ts`.
 */
import type { Settings } from '../envs/environment.ts';
import type { ModelConfig } from '../model/config.ts';
import type { EpisodeEvaluationConfig, PlanningAgentConfig, PpoConfig, PrimingConfig } from './planning/config.ts';

/** Limits of one agent and of the tree that it may grow. All are soft: a refused wish is an observation. */
export interface AgentConfig {
  /** False is the single-agent baseline: the same agent, minus `spawn` (and `wait`). */
  readonly delegation: boolean;
  /** Turns per agent, or of the whole tree; see `turnBudget`. */
  readonly turns: number;
  /** Whether every agent has `turns` of its own (as in RAO's runs), or a tree shares them, passed on down the tree. */
  readonly turnBudget: 'agent' | 'tree';
  /** What a sub-agent reads beside its goal: nothing, its parent's newest tool result, or the goals above it. */
  readonly childSees: 'goal' | 'context' | 'ancestors';
  /** Tokens per turn, end-of-turn included. */
  readonly turnTokens: number;
  /** Deepest level an agent may stand on while training; the root is level 0. */
  readonly depthCap: number;
  /** Descendants a root may have in all; shared out deterministically down the tree. */
  readonly descendants: number;
  readonly temperature: number;
}

/** Imitation of the scripted expert before reinforcement learning. */
export interface WarmStartConfig {
  /** Tokens to train on (read and written ones); 0 skips the warm start. */
  readonly tokens: number;
  /** Expert trees per optimizer step. */
  readonly trees: number;
  /** Easiest and hardest difficulty shown. */
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
  readonly learningRate: number;
  /** Probability that a turn of the expert is replaced by a random one (which is not imitated). */
  readonly noise: number;
}

export interface TrainingConfig {
  /** Optimizer steps of reinforcement learning at most. */
  readonly updates: number;
  /** Trained tokens at most, warm start not counted; whichever limit comes first ends the run. */
  readonly tokens: number;
  /** Root tasks per update. */
  readonly tasks: number;
  /** Trees per task: RAO's G (at least 2, or there is no baseline). */
  readonly trees: number;
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
  readonly learningRate: number;
  /** Steps of linear warm-up, at the start of each phase. */
  readonly warmup: number;
  /** Share of the learning rate that is left at the end of a phase (linear decay). */
  readonly decayTo: number;
  /** Weight λ of the mean success of the immediate children in a node's reward (RAO Eq. 1). */
  readonly lambda: number;
  /** The bonus is λ times the children's mean success (Eq. 1), or times the number of successful children. */
  readonly bonus: 'rate' | 'count';
  /** A node is rewarded for its own goal (RAO), or every node of a tree for the root's (the sparse ablation). */
  readonly reward: 'local' | 'root';
  /** Inverse-frequency weights per depth (RAO Eq. 4), counted over the batch or over each task's group; or none. */
  readonly depthWeights: 'off' | 'batch' | 'group';
  /** What is subtracted: the other trees' mean root reward (Eq. 3), or the mean of their nodes of the same depth. */
  readonly baseline: 'root' | 'cohort';
  /** Oldest policy, in updates, whose trees are still trained on: 0 is on-policy, RAO allows 3. */
  readonly staleness: number;
  /** CISPO's upper clip of the importance ratio (the lower one is 0). */
  readonly clipHigh: number;
  readonly clipNorm: number;
  readonly weightDecay: number;
}

export interface EvaluationConfig {
  /** Evaluate after every so many updates; 0 evaluates at the end only. */
  readonly every: number;
  /**
   * Glance at the trained difficulties after every so many steps of the warm start, under the limits of training (an
   * untrained policy may grow huge trees); 0 does not.
   */
  readonly warmStartEvery: number;
  /** Held-out tasks per difficulty. */
  readonly tasks: number;
  /** Attempts per task: the k of avg@k and pass@k. Greedy attempts are all the same. */
  readonly samples: number;
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
  /** Depth cap while evaluating. */
  readonly depthCap: number;
  /** Descendants a root may have while evaluating; deeper tasks need far more than those trained on. */
  readonly descendants: number;
  readonly temperature: number;
}

/** What can be asked of an evaluation in place of what the run's configuration says. Plain data. */
export interface EvaluationChoices {
  readonly difficulties?: readonly number[];
  readonly tasks?: number;
  readonly samples?: number;
  readonly temperature?: number;
  /** Keep a row per attempt: needed to compare two evaluations task by task. */
  readonly attempts?: boolean;
  /** Measure the wall clock on the first so many tasks of each difficulty; 0 does not. */
  readonly speed?: number;
  /** Measure at so many moments of the episodes what a new plan is worth; 0 does not. Of agents that plan. */
  readonly moments?: number;
}

/** What every run is configured by. */
interface BaseConfig {
  readonly seed: number;
  readonly environment: { readonly id: string; readonly settings: Settings };
  /** The vocabulary follows from the environment. */
  readonly model: Omit<ModelConfig, 'vocabulary'>;
}

export interface RaoConfig extends BaseConfig {
  readonly method: 'rao';
  readonly agent: AgentConfig;
  readonly warmStart: WarmStartConfig;
  readonly training: TrainingConfig;
  readonly evaluation: EvaluationConfig;
}

export interface PlanningConfig extends BaseConfig {
  readonly method: 'dynamic-planning';
  readonly agent: PlanningAgentConfig;
  readonly warmStart: PrimingConfig;
  readonly training: PpoConfig;
  readonly evaluation: EpisodeEvaluationConfig;
}

/** Everything that determines what a run computes. */
export type RunConfig = RaoConfig | PlanningConfig;
