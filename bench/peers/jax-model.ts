/** A Llama-style decoder in jax-js. As there, every function takes ownership of the arrays that it is given. */
import { jit, nn, numpy as np } from '@jax-js/jax';
import { type ModelConfig, NORM_EPSILON } from '../../src/model/config.ts';

/** Parameters by name, in the shapes of the layout. */
export type Tree = Record<string, np.Array>;

/** Cosines and sines of the rotary embedding, [context, headSize / 2] each. */
export type Angles = { cos: np.Array; sin: np.Array };

/** Keys and values of one layer, [rows, length, heads, headSize] each. */
export type LayerCache = { keys: np.Array; values: np.Array };

export function angles({ context, width, heads, ropeBase }: ModelConfig): Angles {
  const half = width / heads / 2;
  const table = (f: (angle: number) => number) =>
    np
      .array(
        Float32Array.from({ length: context * half }, (_, i) =>
          f(Math.floor(i / half) * ropeBase ** (-(i % half) / half)),
        ),
      )
      .reshape([context, half]);
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

/** What a layer attends to: its own tokens, or a cache that they are written into. */
type Attend = (layer: number, q: np.Array, k: np.Array, v: np.Array) => np.Array;

type Prefill = (p: Tree, tables: Angles, tokens: np.Array) => { logits: np.Array; cache: LayerCache[] };

export class Decoder {
  readonly #config: ModelConfig;
  readonly #prefills = new Map<number, Prefill>();

  constructor(config: ModelConfig) {
    this.#config = config;
  }

  /** Mean cross-entropy; inputs and targets [rows, T] int32. */
  readonly loss = (p: Tree, tables: Angles, inputs: np.Array, targets: np.Array): np.Array => {
    const { vocabulary } = this.#config;
    const [rows, length] = inputs.shape as [number, number];
    const hidden = this.#read(p, first(tables, length), inputs, (_, q, k, v) =>
      nn.dotProductAttention(q, k, v, { isCausal: true }),
    );
    const logits = np.matmul(hidden, np.transpose(weight(p, 'model.embed_tokens')));
    const chosen = nn.oneHot(targets, vocabulary);
    return nn
      .logSoftmax(logits, -1)
      .mul(chosen)
      .sum()
      .mul(-1 / (rows * length));
  };

  /** A function that reads prompts [rows, T] into a cache of `room` positions; logits [rows, V]. */
  prefill(room: number): Prefill {
    const known = this.#prefills.get(room) ?? this.#makePrefill(room);
    this.#prefills.set(room, known);
    return known;
  }

  #makePrefill(room: number): Prefill {
    return jit((p: Tree, tables: Angles, tokens: np.Array) => {
      const [rows, length] = tokens.shape as [number, number];
      const { width, vocabulary } = this.#config;
      const cache: LayerCache[] = [];
      const fill = (x: np.Array) =>
        np.pad(x, [
          [0, 0],
          [0, room - length],
          [0, 0],
          [0, 0],
        ]);
      const hidden = this.#read(p, first(tables, length), tokens, (_, q, k, v) => {
        cache.push({ keys: fill(k.ref), values: fill(v.ref) });
        return nn.dotProductAttention(q, k, v, { isCausal: true });
      });
      const last = hidden.slice([], length - 1).reshape([rows, width]);
      const logits = np.matmul(last, np.transpose(weight(p, 'model.embed_tokens'))).reshape([rows, vocabulary]);
      return { logits, cache };
    });
  }

  /** Reads one token per row, `tokens [rows]`, at `position [1]`. */
  readonly step = jit((p: Tree, tables: Angles, cache: LayerCache[], tokens: np.Array, position: np.Array) => {
    const { vocabulary } = this.#config;
    const [rows] = tokens.shape as [number];
    const room = (cache[0] as LayerCache).keys.shape[1] as number;
    const positions = np.arange(room);
    const here = np.equal(positions.ref, position.ref).reshape([1, room, 1, 1]);
    const seen = np.lessEqual(positions, position.ref).reshape([1, 1, 1, room]);
    const turned = { cos: np.take(tables.cos, position.ref, 0), sin: np.take(tables.sin, position, 0) };
    const grown: LayerCache[] = [];
    const hidden = this.#read(p, turned, tokens.reshape([rows, 1]), (layer, q, k, v) => {
      const past = cache[layer] as LayerCache;
      const keys = np.where(here.ref, k, past.keys);
      const values = np.where(here.ref, v, past.values);
      grown.push({ keys: keys.ref, values: values.ref });
      return nn.dotProductAttention(q, keys, values, { mask: seen.ref });
    });
    here.dispose();
    seen.dispose();
    const logits = np.matmul(hidden, np.transpose(weight(p, 'model.embed_tokens'))).reshape([rows, vocabulary]);
    return { logits, cache: grown };
  });

  /** Last hidden states [rows, T, d], normalised. */
  #read(p: Tree, tables: Angles, tokens: np.Array, attend: Attend): np.Array {
    const { width, heads, layers } = this.#config;
    const [rows, length] = tokens.shape as [number, number];
    const split = (x: np.Array) => x.reshape([rows, length, heads, width / heads]);
    let x = np.take(weight(p, 'model.embed_tokens'), tokens, 0);
    for (let l = 0; l < layers; l++) {
      const w = (name: string) => weight(p, `model.layers.${l}.${name}`);
      const a = rmsNorm(x.ref, w('input_layernorm'));
      const q = rotate(split(np.matmul(a.ref, w('self_attn.q_proj'))), tables);
      const k = rotate(split(np.matmul(a.ref, w('self_attn.k_proj'))), tables);
      const v = split(np.matmul(a, w('self_attn.v_proj')));
      const mixed = attend(l, q, k, v).reshape([rows, length, width]);
      x = x.add(np.matmul(mixed, w('self_attn.o_proj')));
      const m = rmsNorm(x.ref, w('post_attention_layernorm'));
      const gate = nn.silu(np.matmul(m.ref, w('mlp.gate_proj')));
      const inner = gate.mul(np.matmul(m, w('mlp.up_proj')));
      x = x.add(np.matmul(inner, w('mlp.down_proj')));
    }
    tables.cos.dispose();
    tables.sin.dispose();
    return rmsNorm(x, weight(p, 'model.norm'));
  }
}

/** Another reference to a parameter. */
function weight(p: Tree, name: string): np.Array {
  return (p[`${name}.weight`] as np.Array).ref;
}

/** The tables' first rows. */
function first({ cos, sin }: Angles, length: number): Angles {
  return { cos: cos.slice([0, length]), sin: sin.slice([0, length]) };
}

function rmsNorm(x: np.Array, gain: np.Array): np.Array {
  const meanSquare = np.mean(np.square(x.ref), -1, { keepdims: true });
  return x.div(np.sqrt(meanSquare.add(NORM_EPSILON))).mul(gain);
}

/** x [rows, T, heads, headSize]: channels j and j + headSize / 2 turn together. */
function rotate(x: np.Array, tables: Angles): np.Array {
  const half = (x.shape[3] as number) / 2;
  const length = x.shape[1] as number;
  const cos = tables.cos.ref.reshape([1, length, 1, half]);
  const sin = tables.sin.ref.reshape([1, length, 1, half]);
  const a = x.ref.slice([], [], [], [0, half]);
  const b = x.slice([], [], [], [half]);
  const turnedA = a.ref.mul(cos.ref).sub(b.ref.mul(sin.ref));
  const turnedB = b.mul(cos).add(a.mul(sin));
  return np.concatenate([turnedA, turnedB], -1);
}
