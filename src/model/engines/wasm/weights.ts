/**
 * Parameters inside the arena: the flat buffer of the layout, the address of each tensor in it, and copies of the
 * matrices packed for the register tiles. The flat buffer is the truth; `pack` refreshes the copies.
 */
import type { ModelConfig } from '../../config.ts';
import { type ParameterLayout, parameterLayout, slot } from '../../layout.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';

/** A projection x [·, inputs] → [·, outputs]. */
export interface Matrix {
  readonly inputs: number;
  readonly outputs: number;
  /** Offset in the flat buffers, in floats. */
  readonly offset: number;
  /** Address of the panels of W, for x · W. */
  readonly packed: number;
  /** Address of the panels of Wᵀ, for dy · Wᵀ. */
  readonly transposed: number;
}

/** A vector (a norm's gain, the value head): its offset in the flat buffers, in floats. */
export type Vector = number;

export interface LayerWeights {
  readonly attentionNorm: Vector;
  readonly q: Matrix;
  readonly k: Matrix;
  readonly v: Matrix;
  readonly o: Matrix;
  readonly hiddenNorm: Vector;
  readonly gate: Matrix;
  readonly up: Matrix;
  readonly down: Matrix;
}

export interface Weights {
  readonly layout: ParameterLayout;
  /** Address of the flat parameters. */
  readonly parameters: number;
  /** The embedding as the last projection: d inputs, V outputs, stored [V, d]. */
  readonly embedding: Matrix;
  readonly layers: readonly LayerWeights[];
  readonly norm: Vector;
  readonly valueHead: Vector | null;
}

/** Room for all parameters and their packed copies; nothing is filled in yet. */
export function takeWeights(config: ModelConfig, arena: Arena): Weights {
  const layout = parameterLayout(config);
  const { width: d, hidden: F, vocabulary: V } = config;
  const matrix = (name: string, inputs: number, outputs: number): Matrix => ({
    inputs,
    outputs,
    offset: slot(layout, name).offset,
    packed: arena.take(inputs * roundUp(outputs, 8)),
    transposed: arena.take(outputs * roundUp(inputs, 8)),
  });
  const vector = (name: string): Vector => slot(layout, name).offset;
  const layers = Array.from({ length: config.layers }, (_, l): LayerWeights => {
    const p = `model.layers.${l}`;
    return {
      attentionNorm: vector(`${p}.input_layernorm.weight`),
      q: matrix(`${p}.self_attn.q_proj.weight`, d, d),
      k: matrix(`${p}.self_attn.k_proj.weight`, d, d),
      v: matrix(`${p}.self_attn.v_proj.weight`, d, d),
      o: matrix(`${p}.self_attn.o_proj.weight`, d, d),
      hiddenNorm: vector(`${p}.post_attention_layernorm.weight`),
      gate: matrix(`${p}.mlp.gate_proj.weight`, d, F),
      up: matrix(`${p}.mlp.up_proj.weight`, d, F),
      down: matrix(`${p}.mlp.down_proj.weight`, F, d),
    };
  });
  return {
    layout,
    parameters: arena.take(layout.size),
    embedding: matrix('model.embed_tokens.weight', d, V),
    layers,
    norm: vector('model.norm.weight'),
    valueHead: config.valueHead ? vector('value_head.weight') : null,
  };
}

/** Makes the packed copies from the flat parameters. */
export function packWeights(kernels: Kernels, weights: Weights): void {
  const { embedding, layers, parameters } = weights;
  const table = parameters + 4 * embedding.offset;
  // The embedding is stored [V, d], that is, transposed with respect to the other matrices.
  kernels.packColumns(table, embedding.inputs, embedding.outputs, embedding.inputs, 0, embedding.packed);
  kernels.packRows(table, embedding.inputs, embedding.outputs, embedding.inputs, embedding.transposed);
  for (const { q, k, v, o, gate, up, down } of layers) {
    for (const { inputs, outputs, offset, packed, transposed } of [q, k, v, o, gate, up, down]) {
      const from = parameters + 4 * offset;
      kernels.packRows(from, outputs, inputs, outputs, packed);
      kernels.packColumns(from, outputs, inputs, outputs, 0, transposed);
    }
  }
}

/** The smallest multiple of `step` that is at least `n`. */
export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
