/**
 * The policy network, written to be read: a decoder-only transformer of the Llama family. Pure functions of tensors;
 * the same code trains, scores, reads a prompt and writes the next token. Rows are kept flat, [B·T, …], because a
 * plain matrix product is what every backend does best.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type ModelConfig, NORM_EPSILON } from '../../config.ts';
import { embedding, linear, type Rotation, rotary } from './ops.ts';
import type { Weights } from './weights.ts';

/** B rows of T tokens each, and what they may look at. */
export interface ForwardInput {
  /** [B·T] int32 */
  readonly tokens: tf.Tensor1D;
  /** B */
  readonly rows: number;
  /** The angles of the tokens' positions. */
  readonly rotation: Rotation;
  /** Broadcast to [B, H, T, C]: 0 where a token may look at position c, `HIDDEN` where it may not. */
  readonly mask: tf.Tensor;
  /** Keys and values of earlier tokens, when these rows continue sequences; without it C = T. */
  readonly past?: Past;
}

/** Keys and values of the positions before these tokens. */
export interface Past {
  /** Per layer, both [B, C, d], zero where nothing is known yet; keys are already rotated. */
  readonly layers: readonly { readonly keys: tf.Tensor3D; readonly values: tf.Tensor3D }[];
  /** [B, C, T]: 1 where token t of the row belongs at position c, 0 elsewhere. */
  readonly placement: tf.Tensor3D;
}

export interface ForwardOutput {
  /** Last hidden state, normalised, [B·T, d]. */
  readonly hidden: tf.Tensor2D;
  /** Keys and values of these tokens, per layer, both [B·T, d]. */
  readonly layers: readonly { readonly keys: tf.Tensor2D; readonly values: tf.Tensor2D }[];
}

/** Added to a score, it makes the softmax weight exactly 0, yet no sum of it is infinite. */
export const HIDDEN = -1e30;

/** Reads the tokens. Each attends to itself and to what `mask` shows of the same row. */
export function forward(config: ModelConfig, weights: Weights, input: ForwardInput): ForwardOutput {
  const { tokens, rows, rotation, mask, past } = input;
  const layers: { keys: tf.Tensor2D; values: tf.Tensor2D }[] = [];
  let x = embedding(weights.embedding, tokens);
  for (const [l, w] of weights.layers.entries()) {
    const a = rmsNorm(x, w.attentionNorm);
    const queries = rotary(linear(a, w.query), rotation);
    const keys = rotary(linear(a, w.key), rotation);
    const values = linear(a, w.value);
    layers.push({ keys, values });
    const before = past?.layers[l];
    const mixed = attention(
      splitHeads(queries, rows, config.heads),
      splitHeads(before && past ? fillIn(before.keys, keys, past.placement) : keys, rows, config.heads),
      splitHeads(before && past ? fillIn(before.values, values, past.placement) : values, rows, config.heads),
      mask,
    );
    x = tf.add(x, linear(mergeHeads(mixed), w.output));

    const m = rmsNorm(x, w.mlpNorm);
    x = tf.add(x, linear(tf.mul(silu(linear(m, w.gate)), linear(m, w.up)), w.down));
  }
  return { hidden: rmsNorm(x, weights.norm), layers };
}

/** Scores of every token as the next one, [n, V], from hidden states [n, d]: the embedding, used backwards. */
export function logits(weights: Weights, hidden: tf.Tensor2D): tf.Tensor2D {
  return linear(hidden, tf.transpose(weights.embedding));
}

/** What the value head says after each token, [n]; null without one. */
export function values(weights: Weights, hidden: tf.Tensor2D): tf.Tensor1D | null {
  return weights.valueHead ? tf.reshape(linear(hidden, weights.valueHead), [-1]) : null;
}

/** Scales each row of `x [n, d]` to a root mean square of 1, then each channel by its gain. */
function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor1D): tf.Tensor2D {
  const meanSquare = tf.mul(tf.sum(tf.square(x), -1, true), 1 / gain.size);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(meanSquare, NORM_EPSILON))), gain);
}

/**
 * Each query's mean of the values, weighted by softmax(q·k / √headSize) over the positions that it may see.
 * Queries [B, H, T, headSize]; keys and values [B, H, C, headSize].
 */
function attention(queries: tf.Tensor4D, keys: tf.Tensor4D, values: tf.Tensor4D, mask: tf.Tensor): tf.Tensor4D {
  const scale = 1 / Math.sqrt(queries.shape[3]);
  const scores = tf.matMul(tf.mul(queries, scale), keys, false, true);
  return tf.matMul(tf.softmax(tf.add(scores, mask)), values);
}

/** SiLU, the gate of SwiGLU. */
function silu(x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(x, tf.sigmoid(x));
}

/** [B·T, H·headSize] → [B, H, T, headSize] */
function splitHeads(x: tf.Tensor2D, rows: number, heads: number): tf.Tensor4D {
  const [n, width] = x.shape;
  return tf.transpose(tf.reshape(x, [rows, n / rows, heads, width / heads]), [0, 2, 1, 3]);
}

/** [B, H, T, headSize] → [B·T, H·headSize] */
function mergeHeads(x: tf.Tensor4D): tf.Tensor2D {
  const [rows, heads, length, size] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [rows * length, heads * size]);
}

/** Puts rows `fresh [B·T, d]` where they belong among `past [B, C, d]`, which is 0 there (so it is exact): [B·C, d]. */
function fillIn(past: tf.Tensor3D, fresh: tf.Tensor2D, placement: tf.Tensor3D): tf.Tensor2D {
  const [rows, window, width] = past.shape;
  const byRow = tf.reshape(fresh, [rows, -1, width]);
  // A product over one token is an outer product, which broadcasting does much faster.
  const placed = byRow.shape[1] === 1 ? tf.mul(placement, byRow) : tf.matMul(placement, byRow);
  return tf.reshape(tf.add(past, placed), [rows * window, width]);
}
