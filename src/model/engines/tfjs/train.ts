/** Gradients and scores of whole batches: chunk by chunk, summed in a fixed order. */
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig, StepStats, TokenBatch, TokenScores, TrainBatch } from '../../engine.ts';
import type { ParameterLayout } from '../../layout.ts';
import { type Chunk, chunksOf, eachPrediction } from './chunks.ts';
import { forward, logits } from './forward.ts';
import type { Model } from './generate.ts';
import { addLossSums, type LossSums, lossInputs, lossMeans, policyLoss, tokenLogProbs } from './loss.ts';
import { causalMask } from './positions.ts';
import { isTrained, nameWeights, type Weights } from './weights.ts';

/** The loss of a step, its statistics, and its gradient in the layout's order. */
export interface LossGradient {
  readonly gradient: Float32Array;
  readonly stats: Pick<StepStats, 'loss' | 'entropy' | 'kl' | 'clipped'>;
}

/** `tensors` are the parameters, one per slot. */
export async function lossGradient(
  model: Model,
  layout: ParameterLayout,
  tensors: readonly tf.Tensor[],
  batch: TrainBatch,
  step: StepConfig,
): Promise<LossGradient> {
  const gradient = new Float32Array(layout.size);
  const sums: LossSums = { tokens: 0, entropy: 0, kl: 0, clipped: 0 };
  let loss = 0;
  const hasWeight = (row: number) =>
    batch.weights.subarray(row * batch.width, row * batch.width + (batch.lengths[row] as number)).some((w) => w !== 0);
  for (const chunk of chunksOf(batch, model.config.context, hasWeight)) {
    const results = tf.tidy(() => chunkGradient(model, layout, tensors, chunk, batch, step));
    const data = (await results.data()) as Float32Array;
    results.dispose();
    const n = chunk.inputs.length;
    loss += data[0] as number;
    addLossSums(sums, chunk, batch, step.loss, data.subarray(1, 1 + n), data.subarray(1 + n, 1 + 2 * n));
    const start = 1 + 2 * n;
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) + (data[start + i] as number);
  }
  return { gradient, stats: { loss, ...lossMeans(sums) } };
}

/** [loss, log-probabilities …, entropies …, gradient …]: in one tensor, because each download waits for the backend. */
function chunkGradient(
  model: Model,
  layout: ParameterLayout,
  tensors: readonly tf.Tensor[],
  chunk: Chunk,
  batch: TrainBatch,
  step: StepConfig,
): tf.Tensor1D {
  const inputs = lossInputs(chunk, batch, step.loss);
  let seen: tf.Tensor[] = [];
  const trained = layout.slots.flatMap((slot, i) => (isTrained(slot) ? [i] : []));
  const lossOf = (...values: tf.Tensor[]) => {
    const all = [...tensors];
    for (const [k, i] of trained.entries()) all[i] = values[k] as tf.Tensor;
    const weights = nameWeights(model.config, layout, all);
    const hidden = readChunk(model, weights, chunk);
    const { logProbs, entropies } = tokenLogProbs(
      logits(weights, hidden),
      tf.tensor1d(chunk.targets, 'int32'),
      step.temperature,
    );
    seen = [tf.keep(logProbs), tf.keep(entropies)];
    return policyLoss(logProbs, inputs, step.loss);
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(trained.map((i) => tensors[i] as tf.Tensor));
  const gradients = layout.slots.map((slot, i) => {
    const k = trained.indexOf(i);
    return k < 0 ? tf.zeros([slot.size]) : tf.reshape(grads[k] as tf.Tensor, [-1]);
  });
  const result = tf.concat1d([
    tf.reshape(value, [1]) as tf.Tensor1D,
    ...(seen as tf.Tensor1D[]),
    ...(gradients as tf.Tensor1D[]),
  ]);
  tf.dispose(seen);
  return result;
}

/** Scores of a checked batch, at temperature 1. */
export async function scoreBatch(model: Model, batch: TokenBatch): Promise<TokenScores> {
  const size = batch.rows * batch.width;
  const scores = {
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    values: new Float32Array(size),
  };
  for (const chunk of chunksOf(batch, model.config.context)) {
    const n = chunk.inputs.length;
    const results = tf.tidy(() => {
      const hidden = readChunk(model, model.weights, chunk);
      const targets = tf.tensor1d(chunk.targets, 'int32');
      const { logProbs, entropies } = tokenLogProbs(logits(model.weights, hidden), targets, 1);
      const head = model.weights.valueHead;
      const values = head ? tf.reshape(tf.matMul(hidden, head), [n]) : tf.zeros([n]);
      return tf.concat1d([logProbs, entropies, values as tf.Tensor1D]);
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
