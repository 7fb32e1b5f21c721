/**
 * The network and its analytic backward pass as one static list, made from the configuration alone. Executors compile
 * it; between the two halves the loss turns `logits` (and `values`) into `dLogits` (and `dValues`).
 */
import type { ModelConfig } from '../config.ts';
import { type ParameterLayout, type ParameterSlot, parameterLayout, slot } from '../layout.ts';
import type { BackwardOperation, ForwardOperation, RowSpace, Tensor } from './operations.ts';

export interface Graph {
  readonly config: ModelConfig;
  readonly layout: ParameterLayout;
  /** All of them, in the order of first use; each has its own name. */
  readonly tensors: readonly Tensor[];
  /** Tokens to scores. What a pass without gradients needs is the forward part alone. */
  readonly forward: readonly ForwardOperation[];
  readonly backward: readonly BackwardOperation[];
  readonly logits: Tensor;
  readonly dLogits: Tensor;
  /** Null without a value head. */
  readonly values: Tensor | null;
  readonly dValues: Tensor | null;
}

/** One layer's tensors that the backward pass reads again. */
interface Layer {
  readonly x: Tensor;
  readonly middle: Tensor;
  readonly attentionInput: Tensor;
  readonly attentionInverse: Tensor;
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
  readonly attended: Tensor;
  readonly hiddenInput: Tensor;
  readonly hiddenInverse: Tensor;
  readonly gate: Tensor;
  readonly up: Tensor;
  readonly hidden: Tensor;
}

/** Gradients that one layer uses after the other. */
interface Scratch {
  readonly normed: Tensor;
  readonly gate: Tensor;
  readonly up: Tensor;
  readonly attended: Tensor;
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
}

/** The graph of a configuration, which must be valid. */
export function buildGraph(config: ModelConfig): Graph {
  return new Builder(config).build();
}

class Builder {
  readonly #config: ModelConfig;
  readonly #layout: ParameterLayout;
  readonly #tensors: Tensor[] = [];

  constructor(config: ModelConfig) {
    this.#config = config;
    this.#layout = parameterLayout(config);
  }

  build(): Graph {
    const { width: d, vocabulary: V, valueHead } = this.#config;
    const layers = Array.from({ length: this.#config.layers }, (_, l) => this.#layer(l));
    const x = this.#tensor('x', 'tokens', d);
    const head = {
      input: this.#tensor('head.input', 'picked', d),
      inverse: this.#tensor('head.inverse', 'picked', 1),
      logits: this.#tensor('logits', 'picked', V),
      values: valueHead ? this.#tensor('values', 'picked', 1) : null,
    };
    const table = this.#weight('model.embed_tokens.weight');
    const gain = this.#weight('model.norm.weight');
    const value = valueHead ? this.#weight('value_head.weight') : null;
    const forward: ForwardOperation[] = [{ kind: 'embed', name: 'embed', table, y: (layers[0] as Layer).x }];
    for (const [l, layer] of layers.entries()) forward.push(...this.#forward(l, layer, layers[l + 1]?.x ?? x));
    forward.push(
      { kind: 'norm', name: 'norm', x, gain, y: head.input, inverse: head.inverse },
      { kind: 'unembed', name: 'logits', x: head.input, table, y: head.logits },
    );
    if (value && head.values) {
      forward.push({ kind: 'value', name: 'value', x: head.input, weight: value, y: head.values });
    }

    const dLogits = this.#tensor('dLogits', 'picked', V);
    const dValues = valueHead ? this.#tensor('dValues', 'picked', 1) : null;
    const dHead = this.#tensor('dHead', 'picked', d);
    const dx = this.#tensor('dx', 'tokens', d);
    const backward: BackwardOperation[] = [
      { kind: 'weightGradient', name: 'd logits.weight', x: dLogits, dys: [head.input], weights: [table] },
      { kind: 'product', name: 'd logits', x: dLogits, weight: table, plus: null, y: dHead },
    ];
    if (value && dValues) {
      backward.push({ kind: 'valueGradient', name: 'd value', x: head.input, weight: value, dy: dValues, dx: dHead });
    }
    backward.push({ kind: 'normGradient', name: 'd norm', x, gain, inverse: head.inverse, dy: dHead, dx });
    const scratch = this.#scratch();
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l] as Layer;
      backward.push(...this.#hiddenGradient(l, layer, dx, scratch), ...this.#attentionGradient(l, layer, dx, scratch));
    }
    backward.push({ kind: 'embedGradient', name: 'd embed', dx, table });
    return {
      config: this.#config,
      layout: this.#layout,
      tensors: this.#tensors,
      forward,
      backward,
      logits: head.logits,
      dLogits,
      values: head.values,
      dValues,
    };
  }

  #tensor(name: string, rows: RowSpace, columns: number): Tensor {
    const tensor = { name, rows, columns };
    this.#tensors.push(tensor);
    return tensor;
  }

  #weight(name: string): ParameterSlot {
    return slot(this.#layout, name);
  }

  #layer(l: number): Layer {
    const { width: d, hidden: F } = this.#config;
    const tensor = (name: string, columns: number) => this.#tensor(`layers.${l}.${name}`, 'tokens', columns);
    return {
      x: tensor('x', d),
      attentionInput: tensor('attention_input', d),
      attentionInverse: tensor('attention_inverse', 1),
      q: tensor('q', d),
      k: tensor('k', d),
      v: tensor('v', d),
      attended: tensor('attended', d),
      middle: tensor('middle', d),
      hiddenInput: tensor('hidden_input', d),
      hiddenInverse: tensor('hidden_inverse', 1),
      gate: tensor('gate', F),
      up: tensor('up', F),
      hidden: tensor('hidden', F),
    };
  }

  #forward(l: number, layer: Layer, next: Tensor): ForwardOperation[] {
    const p = `layers.${l}`;
    const weight = (name: string) => this.#weight(`model.${p}.${name}.weight`);
    const { x, attentionInput, attentionInverse, q, k, v, attended, middle, hiddenInput, hiddenInverse } = layer;
    return [
      {
        kind: 'norm',
        name: `${p}.attention_norm`,
        x,
        gain: weight('input_layernorm'),
        y: attentionInput,
        inverse: attentionInverse,
      },
      {
        kind: 'queryKeyValue',
        name: `${p}.qkv`,
        layer: l,
        x: attentionInput,
        weights: [weight('self_attn.q_proj'), weight('self_attn.k_proj'), weight('self_attn.v_proj')],
        outputs: [q, k, v],
      },
      { kind: 'attention', name: `${p}.attention`, layer: l, q, k, v, y: attended },
      { kind: 'product', name: `${p}.o`, x: attended, weight: weight('self_attn.o_proj'), plus: x, y: middle },
      {
        kind: 'norm',
        name: `${p}.hidden_norm`,
        x: middle,
        gain: weight('post_attention_layernorm'),
        y: hiddenInput,
        inverse: hiddenInverse,
      },
      {
        kind: 'gated',
        name: `${p}.gated`,
        x: hiddenInput,
        weights: [weight('mlp.gate_proj'), weight('mlp.up_proj')],
        gate: layer.gate,
        up: layer.up,
        y: layer.hidden,
      },
      { kind: 'product', name: `${p}.down`, x: layer.hidden, weight: weight('mlp.down_proj'), plus: middle, y: next },
    ];
  }

  #scratch(): Scratch {
    const { width: d, hidden: F } = this.#config;
    const tensor = (name: string, columns: number) => this.#tensor(name, 'tokens', columns);
    return {
      normed: tensor('dNormed', d),
      gate: tensor('dGate', F),
      up: tensor('dUp', F),
      attended: tensor('dAttended', d),
      q: tensor('dq', d),
      k: tensor('dk', d),
      v: tensor('dv', d),
    };
  }

  #hiddenGradient(l: number, layer: Layer, dx: Tensor, scratch: Scratch): BackwardOperation[] {
    const p = `layers.${l}`;
    const weight = (name: string) => this.#weight(`model.${p}.${name}.weight`);
    const [gate, up, down] = [weight('mlp.gate_proj'), weight('mlp.up_proj'), weight('mlp.down_proj')];
    const { gate: dGate, up: dUp, normed } = scratch;
    return [
      { kind: 'weightGradient', name: `d ${p}.down.weight`, x: layer.hidden, dys: [dx], weights: [down] },
      {
        kind: 'gatedGradient',
        name: `d ${p}.gated`,
        dy: dx,
        weight: down,
        gate: layer.gate,
        up: layer.up,
        dGate,
        dUp,
      },
      {
        kind: 'weightGradient',
        name: `d ${p}.gated.weight`,
        x: layer.hiddenInput,
        dys: [dGate, dUp],
        weights: [gate, up],
      },
      { kind: 'inputGradient', name: `d ${p}.gated.input`, dys: [dGate, dUp], weights: [gate, up], dx: normed },
      {
        kind: 'normGradient',
        name: `d ${p}.hidden_norm`,
        x: layer.middle,
        gain: weight('post_attention_layernorm'),
        inverse: layer.hiddenInverse,
        dy: normed,
        dx,
      },
    ];
  }

  #attentionGradient(l: number, layer: Layer, dx: Tensor, scratch: Scratch): BackwardOperation[] {
    const p = `layers.${l}`;
    const weight = (name: string) => this.#weight(`model.${p}.${name}.weight`);
    const o = weight('self_attn.o_proj');
    const weights = [weight('self_attn.q_proj'), weight('self_attn.k_proj'), weight('self_attn.v_proj')];
    const { q, k, v, attended, attentionInput } = layer;
    const { q: dq, k: dk, v: dv, attended: dAttended, normed } = scratch;
    return [
      { kind: 'weightGradient', name: `d ${p}.o.weight`, x: attended, dys: [dx], weights: [o] },
      { kind: 'inputGradient', name: `d ${p}.o`, dys: [dx], weights: [o], dx: dAttended },
      {
        kind: 'attentionGradient',
        name: `d ${p}.attention`,
        layer: l,
        q,
        k,
        v,
        y: attended,
        dy: dAttended,
        dq,
        dk,
        dv,
      },
      { kind: 'weightGradient', name: `d ${p}.qkv.weight`, x: attentionInput, dys: [dq, dk, dv], weights },
      { kind: 'inputGradient', name: `d ${p}.qkv.input`, dys: [dq, dk, dv], weights, dx: normed },
      {
        kind: 'normGradient',
        name: `d ${p}.attention_norm`,
        x: layer.x,
        gain: weight('input_layernorm'),
        inverse: layer.attentionInverse,
        dy: normed,
        dx,
      },
    ];
  }
}
