/** The flat parameter buffer as named tensors, and back: `ParameterLayout` decides what lies where. */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config.ts';
import type { LossConfig } from '../../engine.ts';
import { type ParameterLayout, type ParameterSlot, slot } from '../../layout.ts';
import { adapters } from '../../lora.ts';
import { linear } from './ops.ts';

/** One block of the decoder. Gains are [d]; projections are [in, out]. */
export interface LayerWeights {
  readonly attentionNorm: tf.Tensor1D;
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
  readonly output: tf.Tensor2D;
  readonly mlpNorm: tf.Tensor1D;
  readonly gate: tf.Tensor2D;
  readonly up: tf.Tensor2D;
  readonly down: tf.Tensor2D;
}

export interface Weights {
  /** [V, d]: also the output projection, transposed (tied). */
  readonly embedding: tf.Tensor2D;
  readonly layers: readonly LayerWeights[];
  readonly norm: tf.Tensor1D;
  /** [d, 1] */
  readonly valueHead?: tf.Tensor2D;
}

/** One tensor per slot of the layout, in its order. The caller disposes them. */
export function uploadParameters(layout: ParameterLayout, parameters: Float32Array): tf.Tensor[] {
  // A copy per tensor: the CPU backend keeps the array that it is given.
  return layout.slots.map(({ offset, size, shape }) => tf.tensor(parameters.slice(offset, offset + size), [...shape]));
}

/**
 * The matrices as the network uses them: those with an adapter become W + scale · A · B (`model/lora.ts`), the other
 * tensors are returned as they are. Differentiable in all of them.
 */
export function mergeAdapters(
  config: ModelConfig,
  layout: ParameterLayout,
  tensors: readonly tf.Tensor[],
): readonly tf.Tensor[] {
  const merged = [...tensors];
  const at = (wanted: ParameterSlot) => layout.slots.indexOf(wanted);
  for (const { weight, a, b, scale } of adapters(config, layout)) {
    const change = linear(tensors[at(a)] as tf.Tensor2D, tensors[at(b)] as tf.Tensor2D);
    merged[at(weight)] = tf.add(tensors[at(weight)] as tf.Tensor, tf.mul(change, scale));
  }
  return merged;
}

/** Names for the tensors that `uploadParameters` or `mergeAdapters` made. */
export function nameWeights(config: ModelConfig, layout: ParameterLayout, tensors: readonly tf.Tensor[]): Weights {
  const named = <T extends tf.Tensor>(name: string) => tensors[layout.slots.indexOf(slot(layout, name))] as T;
  const layers = Array.from({ length: config.layers }, (_, l): LayerWeights => {
    const p = `model.layers.${l}`;
    return {
      attentionNorm: named(`${p}.input_layernorm.weight`),
      query: named(`${p}.self_attn.q_proj.weight`),
      key: named(`${p}.self_attn.k_proj.weight`),
      value: named(`${p}.self_attn.v_proj.weight`),
      output: named(`${p}.self_attn.o_proj.weight`),
      mlpNorm: named(`${p}.post_attention_layernorm.weight`),
      gate: named(`${p}.mlp.gate_proj.weight`),
      up: named(`${p}.mlp.up_proj.weight`),
      down: named(`${p}.mlp.down_proj.weight`),
    };
  });
  return {
    embedding: named('model.embed_tokens.weight'),
    layers,
    norm: named('model.norm.weight'),
    ...(config.valueHead ? { valueHead: named<tf.Tensor2D>('value_head.weight') } : {}),
  };
}

/** Whether the loss can move this tensor: frozen ones have no gradient, nor has a value head that no term reads. */
export function isReached(slot: ParameterSlot, loss: LossConfig): boolean {
  return slot.trained && (slot.name !== 'value_head.weight' || loss.value !== undefined);
}
