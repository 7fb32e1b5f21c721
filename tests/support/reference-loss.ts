/**
 * The loss once more, in float64 and written from the formulas rather than from `src/model/loss.ts`: what the losses
 * of the engines, their gradients and their statistics are tested against.
 */
import type { LossConfig, ModelState, TrainBatch } from '../../src/model/engine.ts';
import { referenceScores } from './engine-fixtures.ts';

export interface ReferenceMeans {
  readonly entropy: number;
  readonly kl: number;
  readonly clipped: number;
  readonly referenceKl: number;
  readonly valueLoss: number;
}

/** The scores of one token of positive weight: under the parameters asked about, and under those of the state. */
interface Scored {
  readonly at: number;
  readonly logProb: number;
  readonly entropy: number;
  readonly value: number;
}

/** The loss of a batch as a function of the parameters; what the formulas hold constant is taken from `state`. */
export function referenceLoss(
  state: ModelState,
  batch: TrainBatch,
  loss: LossConfig,
  temperature = 1,
): (parameters: ArrayLike<number>) => number {
  // MiniMax-M1, Eq. 4: the clipped ratio is a constant factor.
  const constants = new Map<number, number>();
  if (loss.kind === 'cispo') {
    for (const { at, logProb } of scored(state, batch, temperature)) {
      constants.set(at, clip(Math.exp(logProb - batch.logProbs[at]!), loss.low, loss.high));
    }
  }
  return (parameters) => {
    let sum = 0;
    for (const token of scored({ config: state.config, parameters }, batch, temperature)) {
      const { at, logProb, entropy, value } = token;
      const advantage = batch.advantages[at]!;
      let term = 0;
      if (loss.kind === 'sft') term = -logProb;
      if (loss.kind === 'reinforce') term = -advantage * logProb;
      if (loss.kind === 'cispo') term = -advantage * constants.get(at)! * logProb;
      if (loss.kind === 'ppo') {
        const ratio = Math.exp(logProb - batch.logProbs[at]!);
        const pessimistic = Math.min(ratio * advantage, clip(ratio, loss.low, loss.high) * advantage);
        term = loss.dual > 0 && advantage < 0 ? -Math.max(pessimistic, loss.dual * advantage) : -pessimistic;
      }
      if (loss.kl) term += loss.kl * k3(batch.references![at]! - logProb);
      if (loss.entropy) term -= loss.entropy * entropy;
      if (loss.value) term += loss.value.weight * valueLoss(batch, at, value, loss.value.clip);
      sum += batch.weights[at]! * term;
    }
    return sum / batch.normalizer;
  };
}

/** StepStats' means over weighted tokens, by their definition. */
export function referenceMeans(
  state: ModelState,
  batch: TrainBatch,
  loss: LossConfig,
  temperature: number,
): ReferenceMeans {
  const means = { entropy: 0, kl: 0, clipped: 0, referenceKl: 0, valueLoss: 0 };
  const tokens = scored(state, batch, temperature);
  for (const { at, logProb, entropy, value } of tokens) {
    means.entropy += entropy / tokens.length;
    if (loss.kl) means.referenceKl += k3(batch.references![at]! - logProb) / tokens.length;
    if (loss.value) means.valueLoss += valueLoss(batch, at, value, loss.value.clip) / tokens.length;
    if (loss.kind === 'sft') continue;
    // KL(behaviour ‖ policy), estimated with the ratio policy / behaviour.
    const logRatio = logProb - batch.logProbs[at]!;
    means.kl += k3(logRatio) / tokens.length;
    if (loss.kind === 'reinforce') continue;
    const ratio = Math.exp(logRatio);
    if (ratio < loss.low || ratio > loss.high) means.clipped += 1 / tokens.length;
  }
  return means;
}

function scored(
  state: { readonly config: ModelState['config']; readonly parameters: ArrayLike<number> },
  batch: TrainBatch,
  temperature: number,
): Scored[] {
  const tokens: Scored[] = [];
  for (let row = 0; row < batch.rows; row++) {
    const scores = referenceScores(state, batch, row, temperature);
    for (let p = 1; p < batch.lengths[row]!; p++) {
      const at = row * batch.width + p;
      if (batch.weights[at] === 0) continue;
      tokens.push({ at, logProb: scores.logProbs[p]!, entropy: scores.entropies[p]!, value: scores.values[p]! });
    }
  }
  return tokens;
}

/** Schulman's estimate of KL from the logarithm of a ratio. */
function k3(logRatio: number): number {
  return Math.exp(logRatio) - logRatio - 1;
}

function valueLoss(batch: TrainBatch, at: number, value: number, range: number): number {
  const target = batch.returns![at]!;
  const plain = (value - target) ** 2 / 2;
  if (range === 0) return plain;
  const old = batch.values![at]!;
  return Math.max(plain, (clip(value, old - range, old + range) - target) ** 2 / 2);
}

function clip(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}
