/** Tiny models, batches and measures that the engine suite works with. */
import { type ModelConfig, PROJECTIONS } from '../../src/model/config.ts';
import type {
  GenerateRequest,
  LossConfig,
  ModelState,
  StepConfig,
  TokenBatch,
  TrainBatch,
} from '../../src/model/engine.ts';
import { initialState } from '../../src/model/init.ts';
import { derive, integer, key, normal, uniform } from '../../src/random/index.ts';
import { referenceEntropy, referenceForward, referenceLogSoftmax } from './reference-model.ts';

/** Odd vocabulary, sizes that differ from each other, and a context beyond one cache window of 32. */
export const TINY: ModelConfig = {
  vocabulary: 11,
  context: 44,
  width: 8,
  layers: 2,
  heads: 2,
  hidden: 12,
  valueHead: false,
  ropeBase: 10000,
};

export const TINY_WITH_VALUES: ModelConfig = { ...TINY, layers: 1, valueHead: true };

/** Small enough for many finite differences; its hidden width fills no vector of four. */
export const SMALL: ModelConfig = {
  vocabulary: 7,
  context: 12,
  width: 8,
  layers: 1,
  heads: 2,
  hidden: 6,
  valueHead: false,
  ropeBase: 100,
};

export const SMALL_WITH_VALUES: ModelConfig = { ...SMALL, valueHead: true };

/** Adapters on some matrices, and on all of them beside a value head. */
export const ADAPTED: ModelConfig = {
  ...SMALL,
  layers: 2,
  lora: { rank: 2, alpha: 3, targets: ['q_proj', 'o_proj', 'up_proj'] },
};
export const ALL_ADAPTED: ModelConfig = {
  ...SMALL_WITH_VALUES,
  lora: { rank: 3, alpha: 6, targets: PROJECTIONS },
};

/** Every term at once. */
export const ALL_TERMS: LossConfig = {
  kind: 'cispo',
  low: 0.8,
  high: 1.2,
  kl: 0.2,
  entropy: 0.05,
  value: { weight: 0.5, clip: 0.2 },
};

/** Plain Adam with β₁ = 0 and no clipping: afterwards the first moment *is* the gradient. */
export const OBSERVE: StepConfig = {
  loss: { kind: 'sft' },
  temperature: 1,
  learningRate: 0,
  beta1: 0,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 0,
};

/** A state with nothing special about it: gains beside 1, moments beside 0, logits spread wide enough to matter. */
export function someState(config: ModelConfig, seed: number): ModelState {
  const k = key(seed);
  const state = initialState(config, derive(k, 'init'));
  const noise = derive(k, 'noise');
  return {
    ...state,
    parameters: state.parameters.map((x, i) => 1.5 * x + 0.1 * normal(noise, i)),
    firstMoment: state.firstMoment.map((_, i) => 0.01 * normal(derive(k, 'm'), i)),
    secondMoment: state.secondMoment.map((_, i) => 1e-4 * (0.5 + uniform(derive(k, 'v'), i))),
    step: 3,
  };
}

/** `n` random tokens. */
export function someTokens(config: ModelConfig, seed: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => integer(derive(key(seed), 'tokens', i), config.vocabulary));
}

/** Rows of these lengths, padded with nonsense. */
export function tokenBatch(config: ModelConfig, seed: number, lengths: readonly number[], width?: number): TokenBatch {
  const columns = width ?? Math.max(...lengths);
  const tokens = new Int32Array(lengths.length * columns).fill(987654);
  for (const [row, length] of lengths.entries()) tokens.set(someTokens(config, seed + row, length), row * columns);
  return { rows: lengths.length, width: columns, tokens, lengths: Int32Array.from(lengths) };
}

/**
 * A batch whose behaviour policy is the current one, perturbed so that ratios fall on both sides of 1, and so are the
 * reference policy's log-probabilities and the old values; about a third of the tokens are not own. What stands at
 * positions of weight 0 is NaN: nobody may read it.
 */
export function trainBatch(
  state: ModelState,
  seed: number,
  lengths: readonly number[],
  temperature = 1,
): Required<TrainBatch> {
  const batch = tokenBatch(state.config, seed, lengths);
  const size = batch.rows * batch.width;
  const nothing = () => new Float32Array(size).fill(Number.NaN);
  const weights = new Float32Array(size);
  const [advantages, logProbs, references, returns, values] = [nothing(), nothing(), nothing(), nothing(), nothing()];
  let own = 0;
  const scores = Array.from({ length: batch.rows }, (_, row) => referenceScores(state, batch, row, temperature));
  eachToken(batch, (row, p, at) => {
    if ((row + p) % 3 === 0) return;
    const k = derive(key(seed), row, p);
    own++;
    weights[at] = 0.5 + uniform(derive(k, 'weight'));
    advantages[at] = normal(derive(k, 'advantage'));
    logProbs[at] = scores[row]!.logProbs[p]! + 0.8 * normal(derive(k, 'drift'));
    references[at] = scores[row]!.logProbs[p]! + 0.5 * normal(derive(k, 'reference'));
    values[at] = scores[row]!.values[p]! + 0.5 * normal(derive(k, 'value'));
    returns[at] = scores[row]!.values[p]! + normal(derive(k, 'return'));
  });
  return { ...batch, weights, advantages, logProbs, references, returns, values, normalizer: own };
}

/** Visits every predicted position: row, position ≥ 1 and index in the batch's arrays. */
export function eachToken(batch: TokenBatch, visit: (row: number, p: number, at: number) => void): void {
  for (let row = 0; row < batch.rows; row++) {
    for (let p = 1; p < batch.lengths[row]!; p++) visit(row, p, row * batch.width + p);
  }
}

export function rowTokens(batch: TokenBatch, row: number): Int32Array {
  return batch.tokens.subarray(row * batch.width, row * batch.width + batch.lengths[row]!);
}

/** What `score` should say of one row, by position. */
export function referenceScores(
  state: { readonly config: ModelConfig; readonly parameters: ArrayLike<number> },
  batch: TokenBatch,
  row: number,
  temperature = 1,
): { logProbs: number[]; entropies: number[]; values: number[] } {
  const tokens = rowTokens(batch, row);
  const { logits, values } = referenceForward(state.config, state.parameters, tokens);
  const result = { logProbs: [0], entropies: [0], values: [0] };
  for (let p = 1; p < tokens.length; p++) {
    const distribution = referenceLogSoftmax(logits[p - 1]!, temperature);
    result.logProbs.push(distribution[tokens[p]!]!);
    result.entropies.push(referenceEntropy(distribution));
    result.values.push(values[p - 1]!);
  }
  return result;
}

/** A request with defaults: no stop token, temperature 1. */
export function request(
  sequence: string,
  tokens: readonly number[],
  over: Partial<GenerateRequest> = {},
): GenerateRequest {
  return { sequence, tokens, maxTokens: 8, stop: [], temperature: 1, key: derive(key(5), sequence), ...over };
}

/** Largest absolute difference; infinite when lengths differ or anything is NaN. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= max)) max = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return max;
}
