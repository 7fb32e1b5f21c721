/** What depends on positions only: angles of the rotary embedding and the causal mask. CPU arrays, then tensors. */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config.ts';
import { HIDDEN } from './forward.ts';

/** cos and sin of position · base^(-2j / headSize) for every position below the context, per channel: [context, d]. */
export interface AngleTable {
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

/**
 * The table of a configuration. Channels j and j + headSize / 2 of a head form pair j (Hugging Face's "rotate half"
 * convention, so exported checkpoints need no permutation).
 */
export function angleTable(config: ModelConfig): AngleTable {
  const { context, width, heads, ropeBase } = config;
  const half = width / heads / 2;
  const cos = new Float32Array(context * width);
  const sin = new Float32Array(context * width);
  for (let position = 0; position < context; position++) {
    for (let channel = 0; channel < width; channel++) {
      const angle = position * ropeBase ** (-(channel % half) / half);
      cos[position * width + channel] = Math.cos(angle);
      sin[position * width + channel] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

/** [d, d]: x @ quarterTurn puts -x[j + half] at j and x[j] at j + half, in every head. */
export function quarterTurn(config: ModelConfig): tf.Tensor2D {
  const { width, heads } = config;
  const half = width / heads / 2;
  const turn = new Float32Array(width * width);
  for (let from = 0; from < width; from++) {
    const isFirst = from % (2 * half) < half;
    turn[from * width + (isFirst ? from + half : from - half)] = isFirst ? 1 : -1;
  }
  return tf.tensor2d(turn, [width, width]);
}

/** [T, T]: token t sees positions 0 … t. */
export function causalMask(length: number): tf.Tensor2D {
  const mask = new Float32Array(length * length);
  for (let t = 0; t < length; t++) mask.fill(HIDDEN, t * length + t + 1, (t + 1) * length);
  return tf.tensor2d(mask, [length, length]);
}
