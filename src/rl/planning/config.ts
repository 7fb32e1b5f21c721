/**
 * What a run of dynamic planning is configured by, beside seed, environment and model: plain data, every number that
 * learning depends on. Limits, labels and help texts of these fields stand in `src/experiments`.
 */
import type { PlanningRule } from './agent.ts';

export interface PlanningAgentConfig extends PlanningRule {
  /** Steps per context window. */
  readonly steps: number;
  /** Actions from before it that a window begins with. */
  readonly actions: number;
  readonly temperature: number;
}

/** Imitation of the scripted player's episodes (the paper's priming). */
export interface PrimingConfig {
  /** Tokens to train on (read and written ones); 0 skips the warm start. */
  readonly tokens: number;
  /** Windows per optimizer step. */
  readonly windows: number;
  /** Episodes that the player is watched for. */
  readonly episodes: number;
  /** Steps of an episode that are watched at most. */
  readonly episodeSteps: number;
  /** The player plans anew after K steps, K uniform from these, both included. */
  readonly minInterval: number;
  readonly maxInterval: number;
  /** Probability that an action of the player is replaced by a random one (which is not imitated). */
  readonly noise: number;
  /** How the player words its plans: in which of the environment's styles, counted from 1, or 0 for one per episode. */
  readonly style: number;
  /** Whether the player's plans are kept, or stripped from the same episodes. */
  readonly plans: boolean;
  readonly learningRate: number;
}

/** Proximal policy optimisation on segments of episodes. */
export interface PpoConfig {
  /** Updates at most; each is `epochs` × `minibatches` optimizer steps on one segment of every agent. */
  readonly updates: number;
  /** Tokens trained on at most, once per token whatever `epochs`, warm start not counted; the first limit ends the run. */
  readonly tokens: number;
  /** Agents side by side, and steps per segment: the paper's 192 × 16. */
  readonly agents: number;
  readonly segment: number;
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
  readonly learningRate: number;
  /** Updates of linear warm-up, at the start of each phase. */
  readonly warmup: number;
  /** Share of the learning rate that is left at the end of a phase (linear decay). */
  readonly decayTo: number;
  readonly epochs: number;
  readonly minibatches: number;
  /** γ of the advantage estimate, per environment step. */
  readonly discount: number;
  /** λ of it, per part of a step: from a plan to its action, and from an action to the next step (`gae.ts`). */
  readonly lambda: number;
  /** The ratio is clipped to 1 ± this. */
  readonly clip: number;
  readonly valueWeight: number;
  /** Weight of the entropy bonus. */
  readonly entropy: number;
  /** Weight of the KL divergence to the policy as the warm start left it; 0 does without. */
  readonly kl: number;
  /** The world's rewards are multiplied by this, so that value estimates stay near 1. */
  readonly rewardScale: number;
  /** What a token of a plan costs, in units of scaled reward (the paper's C_tokens). */
  readonly planCost: number;
  readonly clipNorm: number;
  readonly weightDecay: number;
}

export interface EpisodeEvaluationConfig {
  /** Evaluate after every so many updates; 0 evaluates at the end only. */
  readonly every: number;
  /** The same in the warm start. */
  readonly warmStartEvery: number;
  /** Held-out episodes per difficulty. */
  readonly episodes: number;
  /** Steps of an episode at most. */
  readonly episodeSteps: number;
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
  readonly temperature: number;
}
