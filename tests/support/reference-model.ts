/**
 * The policy once more, in float64 and plain loops, sharing nothing with the engines but the parameter layout: what
 * the engines are tested against. Slow on purpose: every line is the formula.
 */
import { type ModelConfig, NORM_EPSILON } from '../../src/model/config.ts';
import { type ParameterSlot, parameterLayout, slot } from '../../src/model/layout.ts';

/** Next-token logits after every token, and the value head's output there (0 without one). */
export interface ReferenceOutput {
  /** [T][V] */
  readonly logits: readonly Float64Array[];
  /** [T] */
  readonly values: Float64Array;
}

/** Reads one sequence. `parameters` may be float64, so that finite differences are sharp. */
export function referenceForward(
  config: ModelConfig,
  parameters: ArrayLike<number>,
  tokens: ArrayLike<number>,
): ReferenceOutput {
  const { width: d, heads, hidden: F, vocabulary: V, layers, ropeBase } = config;
  const layout = parameterLayout(config);
  const all = parameters instanceof Float64Array ? parameters : Float64Array.from(parameters);
  const plain = (name: string) => {
    const { offset, size } = slot(layout, name);
    return all.subarray(offset, offset + size);
  };
  const at = (name: string) => {
    const { lora } = config;
    const target = lora?.targets.find((t) => name.endsWith(`.${t}.weight`));
    if (!lora || !target) return plain(name);
    const [a, b] = ['A', 'B'].map((half) => plain(name.replace(/weight$/, `lora_${half}.weight`)));
    const outputs = b!.length / lora.rank;
    return plain(name).map((w, i) => {
      let change = 0;
      for (let r = 0; r < lora.rank; r++) {
        change += a![Math.floor(i / outputs) * lora.rank + r]! * b![r * outputs + (i % outputs)]!;
      }
      return w + (lora.alpha / lora.rank) * change;
    });
  };
  const T = tokens.length;
  const size = d / heads;
  const embedding = at('model.embed_tokens.weight');
  const x = Array.from({ length: T }, (_, t) =>
    Float64Array.from({ length: d }, (_, c) => embedding[(tokens[t] as number) * d + c]!),
  );
  for (let l = 0; l < layers; l++) {
    const p = `model.layers.${l}`;
    const a = x.map((row) => normalise(row, at(`${p}.input_layernorm.weight`)));
    const q = a.map((row, t) => turn(times(row, at(`${p}.self_attn.q_proj.weight`), d), t, size, ropeBase));
    const k = a.map((row, t) => turn(times(row, at(`${p}.self_attn.k_proj.weight`), d), t, size, ropeBase));
    const v = a.map((row) => times(row, at(`${p}.self_attn.v_proj.weight`), d));
    for (let t = 0; t < T; t++) {
      const mixed = new Float64Array(d);
      for (let h = 0; h < heads; h++) {
        const scores = new Float64Array(t + 1);
        for (let s = 0; s <= t; s++) {
          for (let c = h * size; c < (h + 1) * size; c++) scores[s]! += q[t]![c]! * k[s]![c]!;
          scores[s]! /= Math.sqrt(size);
        }
        const shares = softmax(scores);
        for (let s = 0; s <= t; s++) {
          for (let c = h * size; c < (h + 1) * size; c++) mixed[c]! += shares[s]! * v[s]![c]!;
        }
      }
      addTo(x[t]!, times(mixed, at(`${p}.self_attn.o_proj.weight`), d));
    }
    for (let t = 0; t < T; t++) {
      const m = normalise(x[t]!, at(`${p}.post_attention_layernorm.weight`));
      const gate = times(m, at(`${p}.mlp.gate_proj.weight`), F);
      const up = times(m, at(`${p}.mlp.up_proj.weight`), F);
      const inner = gate.map((g, i) => (g / (1 + Math.exp(-g))) * up[i]!);
      addTo(x[t]!, times(inner, at(`${p}.mlp.down_proj.weight`), d));
    }
  }
  const last = x.map((row) => normalise(row, at('model.norm.weight')));
  const logits = last.map((row) =>
    Float64Array.from({ length: V }, (_, token) =>
      row.reduce((sum, value, c) => sum + value * embedding[token * d + c]!, 0),
    ),
  );
  const values = new Float64Array(T);
  if (config.valueHead) {
    const head = at('value_head.weight');
    for (let t = 0; t < T; t++) values[t] = last[t]!.reduce((sum, value, c) => sum + value * head[c]!, 0);
  }
  return { logits, values };
}

/** log softmax(logits / temperature). */
export function referenceLogSoftmax(logits: Float64Array, temperature = 1): Float64Array {
  const scaled = logits.map((x) => x / temperature);
  const max = Math.max(...scaled);
  const total = Math.log(scaled.reduce((sum, x) => sum + Math.exp(x - max), 0));
  return scaled.map((x) => x - max - total);
}

/** Entropy in nats of a distribution given by its logarithms. */
export function referenceEntropy(logDistribution: Float64Array): number {
  return -logDistribution.reduce((sum, l) => sum + Math.exp(l) * l, 0);
}

/** The gradient of `f` at `parameters` by central differences in float64; 0 outside `slots`. */
export function finiteDifferences(
  f: (p: Float64Array) => number,
  parameters: ArrayLike<number>,
  slots: readonly ParameterSlot[],
): Float64Array {
  const p = Float64Array.from(parameters);
  const gradient = new Float64Array(p.length);
  const h = 1e-5;
  for (const { offset, size } of slots) {
    for (let i = offset; i < offset + size; i++) {
      const value = p[i]!;
      p[i] = value + h;
      const above = f(p);
      p[i] = value - h;
      const below = f(p);
      p[i] = value;
      gradient[i] = (above - below) / (2 * h);
    }
  }
  return gradient;
}

function normalise(row: Float64Array, gain: Float64Array): Float64Array {
  const meanSquare = row.reduce((sum, x) => sum + x * x, 0) / row.length;
  return row.map((x, c) => (x / Math.sqrt(meanSquare + NORM_EPSILON)) * gain[c]!);
}

/** row [in] @ w [in, out] */
function times(row: Float64Array, w: Float64Array, out: number): Float64Array {
  const result = new Float64Array(out);
  for (let i = 0; i < row.length; i++) {
    for (let o = 0; o < out; o++) result[o]! += row[i]! * w[i * out + o]!;
  }
  return result;
}

/** Rotary embedding: channels j and j + size / 2 of each head turn by position · base^(-2j / size). */
function turn(row: Float64Array, position: number, size: number, base: number): Float64Array {
  const half = size / 2;
  const turned = row.slice();
  for (let start = 0; start < row.length; start += size) {
    for (let j = 0; j < half; j++) {
      const angle = position * base ** ((-2 * j) / size);
      const [a, b] = [row[start + j]!, row[start + j + half]!];
      turned[start + j] = a * Math.cos(angle) - b * Math.sin(angle);
      turned[start + j + half] = b * Math.cos(angle) + a * Math.sin(angle);
    }
  }
  return turned;
}

function softmax(scores: Float64Array): Float64Array {
  return referenceLogSoftmax(scores).map(Math.exp);
}

function addTo(target: Float64Array, added: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += added[i]!;
}
