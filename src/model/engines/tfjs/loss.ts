/** Log-probabilities, entropies and the policy loss of one chunk, as differentiable tensors. */
import * as tf from '@tensorflow/tfjs-core';
import type { LossConfig, StepStats, TrainBatch } from '../../engine.ts';
import { type Chunk, eachPrediction } from './chunks.ts';
import { oneHot, stopGradient } from './ops.ts';

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

/** What the loss reads of a chunk; [B·T] each, 0 wherever the weight is 0. */
export interface LossInputs {
  /** -weight · (advantage) / normalizer: everything in front of ρ and log π. */
  readonly factors: Float32Array;
  readonly behaviour: Float32Array;
}

/** Positions of weight 0 are zeroed, so that whatever stands in the batch there (NaN included) cannot matter. */
export function lossInputs(chunk: Chunk, batch: TrainBatch, loss: LossConfig): LossInputs {
  const factors = new Float32Array(chunk.inputs.length);
  const behaviour = new Float32Array(chunk.inputs.length);
  eachPrediction(chunk, batch, (i, at) => {
    const weight = batch.weights[at] as number;
    if (weight === 0) return;
    const advantage = loss.kind === 'sft' ? 1 : (batch.advantages[at] as number);
    factors[i] = (-weight * advantage) / batch.normalizer;
    behaviour[i] = batch.logProbs[at] as number;
  });
  return { factors, behaviour };
}

/** The chunk's share of the loss: Σ factor · c · log π, c = 1 (sft) or sg(clip(ρ)) (cispo). */
export function policyLoss(logProbs: tf.Tensor1D, inputs: LossInputs, loss: LossConfig): tf.Scalar {
  const factors = tf.tensor1d(inputs.factors);
  if (loss.kind === 'sft') return tf.sum(tf.mul(factors, logProbs));
  const behaviour = tf.tensor1d(inputs.behaviour);
  const ratio = stopGradient(logProbs, (current) =>
    tf.clipByValue(tf.exp(tf.sub(current, behaviour)), loss.low, loss.high),
  );
  return tf.sum(tf.mul(tf.mul(factors, ratio), logProbs));
}

/** Sums over weighted tokens, from which the step's means are made. */
export interface LossSums {
  tokens: number;
  entropy: number;
  kl: number;
  clipped: number;
}

/** Adds a chunk's tokens to `sums`; `logProbs` and `entropies` are the chunk's, downloaded. */
export function addLossSums(
  sums: LossSums,
  chunk: Chunk,
  batch: TrainBatch,
  loss: LossConfig,
  logProbs: Float32Array,
  entropies: Float32Array,
): void {
  eachPrediction(chunk, batch, (i, at) => {
    if (batch.weights[at] === 0) return;
    sums.tokens++;
    sums.entropy += entropies[i] as number;
    if (loss.kind === 'sft') return;
    const logRatio = (logProbs[i] as number) - (batch.logProbs[at] as number);
    const ratio = Math.exp(logRatio);
    sums.kl += ratio - 1 - logRatio;
    if (ratio < loss.low || ratio > loss.high) sums.clipped++;
  });
}

/** Means over weighted tokens; 0 when there were none. */
export function lossMeans(sums: LossSums): Pick<StepStats, 'entropy' | 'kl' | 'clipped'> {
  const n = Math.max(1, sums.tokens);
  return { entropy: sums.entropy / n, kl: sums.kl / n, clipped: sums.clipped / n };
}
