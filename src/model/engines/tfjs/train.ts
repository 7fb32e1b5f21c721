/** Gradients and scores of whole batches: chunk by chunk, summed in a fixed order. */
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig, StepStats, TokenBatch, TokenScores, TrainBatch } from '../../engine.ts';
import type { ParameterLayout, ParameterSlot } from '../../layout.ts';
import { type Chunk, chunksOf, eachPrediction } from './chunks.ts';
import { forward, logits, values } from './forward.ts';
import type { Model } from './generate.ts';
import { addLossSums, chunkLoss, lossInputs, lossMeans, noSums, type Predictions, tokenLogProbs } from './loss.ts';
import { causalMask } from './positions.ts';
import { isReached, mergeAdapters, nameWeights, type Weights } from './weights.ts';

/** The loss of a step, its statistics, and its gradient in the layout's order (0 in frozen slots). */
export interface LossGradient {
  readonly gradient: Float32Array;
  readonly stats: Omit<StepStats, 'gradNorm' | 'applied'>;
}

/** `tensors` are the parameters, one per slot of the layout, adapters not merged. */
export async function lossGradient(
  model: Model,
  layout: ParameterLayout,
  tensors: readonly tf.Tensor[],
  batch: TrainBatch,
  step: StepConfig,
): Promise<LossGradient> {
  const gradient = new Float32Array(layout.size);
  const reached = layout.slots.filter((slot) => isReached(slot, step.loss));
  const sums = noSums();
  let loss = 0;
  const hasWeight = (row: number) =>
    batch.weights.subarray(row * batch.width, row * batch.width + (batch.lengths[row] as number)).some((w) => w !== 0);
  for (const chunk of chunksOf(batch, model.config.context, hasWeight)) {
    const results = tf.tidy(() => chunkGradient(model, layout, tensors, reached, chunk, batch, step));
    const data = (await results.data()) as Float32Array;
    results.dispose();
    loss += data[0] as number;
    let at = 1;
    const take = (n: number) => {
      at += n;
      return data.subarray(at - n, at);
    };
    const n = chunk.inputs.length;
    addLossSums(sums, chunk, batch, step.loss, { logProbs: take(n), entropies: take(n), values: take(n) });
    for (const { offset, size } of reached) {
      const part = take(size);
      for (let i = 0; i < size; i++) gradient[offset + i] = (gradient[offset + i] as number) + (part[i] as number);
    }
  }
  return { gradient, stats: { loss, ...lossMeans(sums) } };
}

/**
 * [loss, log-probabilities …, entropies …, values …, gradients of the reached slots …]: in one tensor, because each
 * download waits for the backend.
 */
function chunkGradient(
  model: Model,
  layout: ParameterLayout,
  tensors: readonly tf.Tensor[],
  reached: readonly ParameterSlot[],
  chunk: Chunk,
  batch: TrainBatch,
  step: StepConfig,
): tf.Tensor1D {
  const inputs = lossInputs(chunk, batch);
  const indices = reached.map((slot) => layout.slots.indexOf(slot));
  let seen: tf.Tensor1D[] = [];
  const lossOf = (...moved: tf.Tensor[]) => {
    const all = [...tensors];
    for (const [k, i] of indices.entries()) all[i] = moved[k] as tf.Tensor;
    const weights = nameWeights(model.config, layout, mergeAdapters(model.config, layout, all));
    const predictions = predict(model, weights, chunk, step.temperature);
    const { logProbs, entropies, values } = predictions;
    seen = [tf.keep(logProbs), tf.keep(entropies), tf.keep(values ?? tf.zerosLike(logProbs))];
    return chunkLoss(predictions, inputs, step.loss);
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(indices.map((i) => tensors[i] as tf.Tensor));
  const result = tf.concat1d([
    tf.reshape(value, [1]) as tf.Tensor1D,
    ...seen,
    ...grads.map((gradient) => tf.reshape(gradient, [-1]) as tf.Tensor1D),
  ]);
  tf.dispose(seen);
  return result;
}

/** Scores of a checked batch. */
export async function scoreBatch(model: Model, batch: TokenBatch, temperature: number): Promise<TokenScores> {
  const size = batch.rows * batch.width;
  const scores = {
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    values: new Float32Array(size),
  };
  for (const chunk of chunksOf(batch, model.config.context)) {
    const n = chunk.inputs.length;
    const results = tf.tidy(() => {
      const { logProbs, entropies, values } = predict(model, model.weights, chunk, temperature);
      return tf.concat1d([logProbs, entropies, values ?? tf.zerosLike(logProbs)]);
    });
    const data = await results.data();
    results.dispose();
    eachPrediction(chunk, batch, (i, at) => {
      scores.logProbs[at] = data[i] as number;
      scores.entropies[at] = data[n + i] as number;
      scores.values[at] = data[2 * n + i] as number;
    });
  }
  return scores;
}

/** The policy's verdict on every target of a chunk. */
function predict(model: Model, weights: Weights, chunk: Chunk, temperature: number): Predictions {
  const hidden = readChunk(model, weights, chunk);
  return {
    ...tokenLogProbs(logits(weights, hidden), tf.tensor1d(chunk.targets, 'int32'), temperature),
    values: values(weights, hidden),
  };
}

/** Hidden states of a chunk, [B·T, d]: every row starts at position 0. */
function readChunk(model: Model, weights: Weights, chunk: Chunk): tf.Tensor2D {
  const { config, angles, quarterTurn } = model;
  const table = (values: Float32Array) =>
    tf.tensor2d(values.slice(0, chunk.width * config.width), [chunk.width, config.width]);
  return forward(config, weights, {
    tokens: tf.tensor1d(chunk.inputs, 'int32'),
    rows: chunk.rows.length,
    rotation: { cos: table(angles.cos), sin: table(angles.sin), quarterTurn },
    mask: causalMask(chunk.width),
  }).hidden;
}
