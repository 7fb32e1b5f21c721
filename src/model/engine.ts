/**
 * The contract of an engine: all heavy arithmetic of one policy behind one interface. An engine never knows what an
 * agent is. For the same state and inputs it gives the same results, and a sequence's completion does not depend on
 * what else is in the batch.
 */
import type { Key } from '../random/index.ts';
import type { ModelConfig } from './config.ts';
import type { GrammarState } from './grammar.ts';
import type { LossConfig } from './loss.ts';

export type { GrammarState } from './grammar.ts';
export type { LossConfig } from './loss.ts';

export type EngineKind = 'webgpu' | 'wasm' | 'tfjs';

/** Everything an optimizer step reads and writes; flat buffers in the order of `parameterLayout(config)`. */
export interface ModelState {
  readonly config: ModelConfig;
  readonly parameters: Float32Array;
  /** AdamW's first and second moments. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Optimizer steps taken so far (AdamW's bias correction). */
  readonly step: number;
}

/** Most stop tokens of a request. */
export const MAX_STOPS = 8;

/** One turn to write. */
export interface GenerateRequest {
  /** Names the sequence across turns, so that an engine may keep its key-value cache; any unique string. */
  readonly sequence: string;
  /** The whole context so far, 1 ≤ length < context. */
  readonly tokens: ArrayLike<number>;
  /** At most this many new tokens; the context limit also ends the turn. */
  readonly maxTokens: number;
  /** Writing stops after any of these tokens, which belongs to the completion; at most `MAX_STOPS`, may be empty. */
  readonly stop: readonly number[];
  /** 0 takes the most probable token that is allowed; above 0, logits are divided by it. */
  readonly temperature: number;
  /** Draws from this many most probable allowed tokens only; absent or 0: from all. See `sampling.ts`. */
  readonly topK?: number;
  /** Draws from the fewest most probable allowed tokens whose share reaches this, in (0, 1]; absent or 1: from all. */
  readonly topP?: number;
  /** Which tokens may be written after which; absent: all. */
  readonly grammar?: GrammarState;
  /** How the completion begins: written without a draw, judged like drawn tokens. The grammar must allow them. */
  readonly forced?: ArrayLike<number>;
  /** The draw for the token at position p (index in the sequence) uses `foldIn(key, p)`. */
  readonly key: Key;
}

export interface Completion {
  readonly tokens: Int32Array;
  /**
   * Log-probability of each token under the policy at the request's temperature (at 1 when that is 0): what the
   * forward pass of training computes for it. Grammar and truncation shape the draw, not this number.
   */
  readonly logProbs: Float32Array;
  /** Entropy of that distribution, in nats. */
  readonly entropies: Float32Array;
  /** Value estimate before each token (0 everywhere without a value head). */
  readonly values: Float32Array;
  /** Why it ended: the stop token, `maxTokens`, or the context limit. */
  readonly ended: 'stop' | 'length' | 'context';
}

/** Token sequences, one per row, each `lengths[row]` long and padded with anything to `width` columns. */
export interface TokenBatch {
  readonly rows: number;
  readonly width: number;
  /** [rows × width] */
  readonly tokens: Int32Array;
  /** [rows]; 1 ≤ length ≤ width */
  readonly lengths: Int32Array;
}

/** Per position p: the verdict on token p given tokens 0 … p-1; position 0 and padding are 0. All [rows × width]. */
export interface TokenScores {
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
  /** Value estimate *before* token p is read (0 everywhere without a value head). */
  readonly values: Float32Array;
}

/** What the loss needs per position p ≥ 1, aligned with `tokens`; `loss.ts` has its definition. All [rows × width]. */
export interface TrainBatch extends TokenBatch {
  /** Weight of token p in the loss; 0 for tokens that the agent did not write, padding and position 0. */
  readonly weights: Float32Array;
  readonly advantages: Float32Array;
  /** Behaviour log-probabilities, as recorded when the tokens were drawn. */
  readonly logProbs: Float32Array;
  /** Log-probabilities under the reference policy; needed when the loss has a `kl` term. */
  readonly references?: Float32Array;
  /** What the value head should have said before token p, and what it said then; needed for a `value` term. */
  readonly returns?: Float32Array;
  readonly values?: Float32Array;
  /** The loss is divided by this (the number of own tokens in the batch). */
  readonly normalizer: number;
}

export interface StepConfig {
  readonly loss: LossConfig;
  /** Temperature the behaviour policy sampled with; the loss' log-probabilities use the same (> 0). */
  readonly temperature: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Gradients are scaled down to this global L2 norm; 0 turns clipping off. */
  readonly clipNorm: number;
}

export interface StepStats {
  readonly loss: number;
  /** Global L2 norm before clipping. */
  readonly gradNorm: number;
  /** Mean over weighted tokens, in nats, under the policy before the step. */
  readonly entropy: number;
  /** Mean over weighted tokens of ρ - 1 - log ρ (Schulman's k3 estimate of KL(behaviour ‖ policy)); 0 for sft. */
  readonly kl: number;
  /** Share of weighted tokens whose ρ was outside the clip range; 0 where nothing is clipped. */
  readonly clipped: number;
  /** Mean of the k3 estimate of KL(policy ‖ reference), unweighted by its coefficient; 0 without a `kl` term. */
  readonly referenceKl: number;
  /** Mean of the value loss, unweighted by its coefficient; 0 without a `value` term. */
  readonly valueLoss: number;
  /** False when the gradient was not finite: then nothing was changed. */
  readonly applied: boolean;
}

export interface Engine {
  readonly kind: EngineKind;
  /** What does the work, in words for people: "WebAssembly SIMD", "TensorFlow.js on WebGPU (…)". */
  readonly description: string;
  load(state: ModelState): Promise<void>;
  generate(requests: readonly GenerateRequest[]): Promise<Completion[]>;
  /**
   * Says that sequence `to` begins with the first `length` tokens of sequence `from`, so that they need not be read
   * again. A hint: requests carry all their tokens, and an unknown `from` or a longer `length` than is cached is fine.
   */
  fork(from: string, to: string, length: number): void;
  /** Forgets the caches of sequences that will not be continued. Unknown names are fine. */
  release(sequences: readonly string[]): void;
  /** At `temperature` (default 1), which must be positive. */
  score(batch: TokenBatch, temperature?: number): Promise<TokenScores>;
  /** One optimizer step; forgets all caches. */
  train(batch: TrainBatch, step: StepConfig): Promise<StepStats>;
  /** A copy that later steps do not touch. */
  state(): Promise<ModelState>;
  dispose(): void;
}
