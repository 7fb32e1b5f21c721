/** Log-probabilities, entropies and the loss of one chunk, as differentiable tensors; `model/loss.ts` defines it. */
import * as tf from '@tensorflow/tfjs-core';
import type { LossConfig, StepStats, TrainBatch } from '../../engine.ts';
import { tokenLoss } from '../../loss.ts';
import { type Chunk, eachPrediction } from './chunks.ts';
import { oneHot, stopGradient } from './ops.ts';

/** What the policy says of a chunk's targets, [n] each. */
export interface Predictions {
  readonly logProbs: tf.Tensor1D;
  readonly entropies: tf.Tensor1D;
  /** Null without a value head. */
  readonly values: tf.Tensor1D | null;
}

/** Per prediction [n]: log π(target) and the entropy of π, both at `temperature`; logits are [n, V]. */
export function tokenLogProbs(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  temperature: number,
): { logProbs: tf.Tensor1D; entropies: tf.Tensor1D } {
  const scaled = temperature === 1 ? logits : tf.mul(logits, 1 / temperature);
  const logDistribution = tf.logSoftmax(scaled);
  const chosen = oneHot(targets, logits.shape[1]);
  return {
    logProbs: tf.sum(tf.mul(logDistribution, chosen), -1),
    entropies: tf.neg(tf.sum(tf.mul(tf.softmax(scaled), logDistribution), -1)),
  };
}

/** What the loss reads of a chunk; [B·T] each, 0 wherever the weight is 0 or the batch does not say. */
export interface LossInputs {
  /** 1 where the weight is not 0. */
  readonly own: Float32Array;
  /** weight / normalizer */
  readonly shares: Float32Array;
  readonly advantages: Float32Array;
  readonly behaviour: Float32Array;
  readonly references: Float32Array;
  readonly returns: Float32Array;
  readonly oldValues: Float32Array;
}

/** Positions of weight 0 are zeroed, so that whatever stands in the batch there (NaN included) cannot matter. */
export function lossInputs(chunk: Chunk, batch: TrainBatch): LossInputs {
  const zeros = () => new Float32Array(chunk.inputs.length);
  const inputs: LossInputs = {
    own: zeros(),
    shares: zeros(),
    advantages: zeros(),
    behaviour: zeros(),
    references: zeros(),
    returns: zeros(),
    oldValues: zeros(),
  };
  eachPrediction(chunk, batch, (i, at) => {
    const weight = batch.weights[at] as number;
    if (weight === 0) return;
    inputs.own[i] = 1;
    inputs.shares[i] = weight / batch.normalizer;
    inputs.advantages[i] = batch.advantages[at] as number;
    inputs.behaviour[i] = batch.logProbs[at] as number;
    inputs.references[i] = batch.references?.[at] ?? 0;
    inputs.returns[i] = batch.returns?.[at] ?? 0;
    inputs.oldValues[i] = batch.values?.[at] ?? 0;
  });
  return inputs;
}

/** The chunk's share of the loss: Σ weight / normalizer · (policy + kl · KL - entropy · H + value.weight · V). */
export function chunkLoss(predictions: Predictions, inputs: LossInputs, loss: LossConfig): tf.Scalar {
  const { entropies, values } = predictions;
  // Tokens of weight 0 may be so improbable that an exponential of theirs is infinite, and 0 · ∞ is no number.
  const logProbs = tf.mul(predictions.logProbs, tf.tensor1d(inputs.own)) as tf.Tensor1D;
  let perToken = policyTerm(logProbs, inputs, loss);
  if (loss.kl) {
    const r = tf.sub(tf.tensor1d(inputs.references), logProbs);
    const divergence = tf.sub(tf.sub(tf.exp(r), r), 1);
    perToken = tf.add(perToken, tf.mul(divergence, loss.kl));
  }
  if (loss.entropy) perToken = tf.sub(perToken, tf.mul(entropies, loss.entropy));
  if (loss.value && values) {
    perToken = tf.add(perToken, tf.mul(valueTerm(values, inputs, loss.value.clip), loss.value.weight));
  }
  return tf.sum(tf.mul(tf.tensor1d(inputs.shares), perToken));
}

function policyTerm(logProbs: tf.Tensor1D, inputs: LossInputs, loss: LossConfig): tf.Tensor1D {
  if (loss.kind === 'sft') return tf.neg(logProbs);
  const advantages = tf.tensor1d(inputs.advantages);
  if (loss.kind === 'reinforce') return tf.neg(tf.mul(advantages, logProbs));
  const behaviour = tf.tensor1d(inputs.behaviour);
  if (loss.kind === 'cispo') {
    const bounded = stopGradient(logProbs, (current) =>
      tf.clipByValue(tf.exp(tf.sub(current, behaviour)), loss.low, loss.high),
    );
    return tf.neg(tf.mul(tf.mul(advantages, bounded), logProbs));
  }
  const ratio = tf.exp(tf.sub(logProbs, behaviour));
  const free = tf.mul(ratio, advantages);
  const least = tf.minimum(free, tf.mul(tf.clipByValue(ratio, loss.low, loss.high), advantages));
  return tf.neg(loss.dual > 0 ? tf.maximum(least, dualFloor(inputs.advantages, loss.dual)) : least) as tf.Tensor1D;
}

/** What the surrogate may not fall below: dual · A where A is negative; elsewhere, so low that it never matters. */
function dualFloor(advantages: Float32Array, dual: number): tf.Tensor1D {
  return tf.tensor1d(advantages.map((a) => (a < 0 ? dual * a : -3e38)));
}

/** Half the squared error; with a clip, the larger of that and the error of a value that moved by at most so much. */
function valueTerm(values: tf.Tensor1D, inputs: LossInputs, clip: number): tf.Tensor1D {
  const returns = tf.tensor1d(inputs.returns);
  const plain = tf.mul(tf.square(tf.sub(values, returns)), 0.5);
  if (clip === 0) return plain as tf.Tensor1D;
  const old = tf.tensor1d(inputs.oldValues);
  const moved = tf.add(old, tf.clipByValue(tf.sub(values, old), -clip, clip));
  return tf.maximum(plain, tf.mul(tf.square(tf.sub(moved, returns)), 0.5));
}

/** Sums over weighted tokens, from which the step's means are made. */
export interface LossSums {
  tokens: number;
  entropy: number;
  kl: number;
  clipped: number;
  referenceKl: number;
  valueLoss: number;
}

export function noSums(): LossSums {
  return { tokens: 0, entropy: 0, kl: 0, clipped: 0, referenceKl: 0, valueLoss: 0 };
}

/** Adds a chunk's tokens to `sums`; the other arrays are the chunk's predictions, downloaded. */
export function addLossSums(
  sums: LossSums,
  chunk: Chunk,
  batch: TrainBatch,
  loss: LossConfig,
  predictions: { readonly logProbs: Float32Array; readonly entropies: Float32Array; readonly values: Float32Array },
): void {
  eachPrediction(chunk, batch, (i, at) => {
    if (batch.weights[at] === 0) return;
    const token = tokenLoss(loss, {
      weight: batch.weights[at] as number,
      advantage: batch.advantages[at] as number,
      logProb: predictions.logProbs[i] as number,
      behaviour: batch.logProbs[at] as number,
      reference: batch.references?.[at] ?? 0,
      entropy: predictions.entropies[i] as number,
      value: predictions.values[i] as number,
      oldValue: batch.values?.[at] ?? 0,
      target: batch.returns?.[at] ?? 0,
    });
    sums.tokens++;
    sums.entropy += predictions.entropies[i] as number;
    sums.kl += token.behaviourKl;
    if (token.clipped) sums.clipped++;
    sums.referenceKl += token.referenceKl;
    sums.valueLoss += token.valueLoss;
  });
}

/** Means over weighted tokens; 0 when there were none. */
export function lossMeans(sums: LossSums): Omit<StepStats, 'loss' | 'gradNorm' | 'applied'> {
  const n = Math.max(1, sums.tokens);
  return {
    entropy: sums.entropy / n,
    kl: sums.kl / n,
    clipped: sums.clipped / n,
    referenceKl: sums.referenceKl / n,
    valueLoss: sums.valueLoss / n,
  };
}
