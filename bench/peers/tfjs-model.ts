/** A Llama-style decoder in plain TensorFlow.js ops: RMSNorm, rotary embedding, causal attention, SwiGLU, tied logits. */
import * as tf from '@tensorflow/tfjs-core';
import { type ModelConfig, NORM_EPSILON } from '../../src/model/config.ts';
import type { ModelState } from '../../src/model/engine.ts';
import { parameterLayout } from '../../src/model/layout.ts';
import type { StockBackend } from './tfjs-backend.ts';

/** Keys and values read so far, per layer, [rows, heads, tokens, headSize]. */
export type Cache = { keys: tf.Tensor4D; values: tf.Tensor4D }[];

export class StockModel {
  readonly variables: tf.Variable[];
  readonly #config: ModelConfig;
  readonly #named: ReadonlyMap<string, tf.Variable>;
  readonly #cos: tf.Tensor2D;
  readonly #sin: tf.Tensor2D;
  /** tfjs-wasm has no gradient of `gather`, so there the look-up is a product with one-hot rows. */
  readonly #canGather: boolean;

  constructor({ config, parameters }: ModelState, backend: StockBackend) {
    this.#config = config;
    this.#canGather = backend !== 'wasm';
    this.#named = new Map(
      parameterLayout(config).slots.map(({ name, shape, offset, size }) => [
        name,
        tf.variable(tf.tensor(parameters.slice(offset, offset + size), [...shape])),
      ]),
    );
    this.variables = [...this.#named.values()];
    const half = config.width / config.heads / 2;
    const [cos, sin] = tf.tidy(() => {
      const rates = Float32Array.from({ length: half }, (_, j) => config.ropeBase ** (-j / half));
      const angles = tf.outerProduct(tf.range(0, config.context), tf.tensor1d(rates));
      const both = tf.concat([angles, angles], 1);
      return [tf.cos(both), tf.sin(both)];
    });
    this.#cos = cos as tf.Tensor2D;
    this.#sin = sin as tf.Tensor2D;
  }

  /** Mean cross-entropy; both [rows, T] int32. */
  loss(inputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
    const { vocabulary } = this.#config;
    const { hidden } = this.#read(inputs, 0, null);
    const logDistribution = tf.logSoftmax(this.#logits(hidden));
    const chosen = this.#oneHot(targets, vocabulary);
    return tf.neg(tf.mean(tf.sum(tf.mul(logDistribution, chosen), -1)));
  }

  /** Scores of what follows the last of `tokens [rows, T]`, which stand at `position` and on: [rows, V]. */
  next(tokens: tf.Tensor2D, position: number, cache: Cache | null): { logits: tf.Tensor2D; cache: Cache } {
    const { hidden, cache: longer } = this.#read(tokens, position, cache);
    const [rows, length, width] = hidden.shape;
    const last = tf.slice(hidden, [0, length - 1, 0], [rows, 1, width]);
    return { logits: tf.reshape(this.#logits(last), [rows, -1]), cache: longer };
  }

  #read(tokens: tf.Tensor2D, position: number, cache: Cache | null): { hidden: tf.Tensor3D; cache: Cache } {
    const { width, heads, layers } = this.#config;
    const [rows, length] = tokens.shape;
    const headSize = width / heads;
    const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [rows, length, heads, headSize]), [0, 2, 1, 3]);
    const grown: Cache = [];
    let x = this.#embed(tokens);
    for (let l = 0; l < layers; l++) {
      const w = (name: string) => this.#weight(`model.layers.${l}.${name}.weight`);
      const a = rmsNorm(x, w('input_layernorm'));
      const q = this.#rotate(split(dense(a, w('self_attn.q_proj'))), position);
      let k = this.#rotate(split(dense(a, w('self_attn.k_proj'))), position);
      let v = split(dense(a, w('self_attn.v_proj')));
      const past = cache?.[l];
      if (past) {
        k = tf.concat([past.keys, k], 2);
        v = tf.concat([past.values, v], 2);
      }
      grown.push({ keys: k as tf.Tensor4D, values: v as tf.Tensor4D });
      let scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(headSize));
      if (length > 1) scores = tf.add(scores, causal(length));
      const attended = tf.matMul(tf.softmax(scores), v);
      const merged = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [rows, length, width]);
      x = tf.add(x, dense(merged, w('self_attn.o_proj')));
      const m = rmsNorm(x, w('post_attention_layernorm'));
      const gate = dense(m, w('mlp.gate_proj'));
      const inner = tf.mul(tf.mul(gate, tf.sigmoid(gate)), dense(m, w('mlp.up_proj')));
      x = tf.add(x, dense(inner, w('mlp.down_proj')));
    }
    return { hidden: rmsNorm(x, this.#weight('model.norm.weight')) as tf.Tensor3D, cache: grown };
  }

  #embed(tokens: tf.Tensor2D): tf.Tensor {
    const table = this.#weight('model.embed_tokens.weight') as tf.Variable<tf.Rank.R2>;
    return this.#canGather ? tf.gather(table, tokens) : dense(this.#oneHot(tokens, table.shape[0]), table);
  }

  #logits(hidden: tf.Tensor): tf.Tensor {
    const [rows, length, width] = hidden.shape as [number, number, number];
    const flat = tf.reshape(hidden, [rows * length, width]);
    const scores = tf.matMul(flat, this.#weight('model.embed_tokens.weight'), false, true);
    return tf.reshape(scores, [rows, length, -1]);
  }

  /** x [rows, heads, T, headSize]: channels j and j + headSize / 2 turn together. */
  #rotate(x: tf.Tensor, position: number): tf.Tensor {
    const [rows, heads, length, headSize] = x.shape as [number, number, number, number];
    const half = headSize / 2;
    const cos = tf.slice(this.#cos, [position, 0], [length, headSize]);
    const sin = tf.slice(this.#sin, [position, 0], [length, headSize]);
    const first = tf.slice(x, [0, 0, 0, 0], [rows, heads, length, half]);
    const second = tf.slice(x, [0, 0, 0, half], [rows, heads, length, half]);
    return tf.add(tf.mul(x, cos), tf.mul(tf.concat([tf.neg(second), first], -1), sin));
  }

  #oneHot(tokens: tf.Tensor2D, depth: number): tf.Tensor {
    return tf.cast(tf.oneHot(tokens, depth), 'float32');
  }

  #weight(name: string): tf.Variable {
    const found = this.#named.get(name);
    if (!found) throw new Error(`There is no parameter called "${name}".`);
    return found;
  }
}

/** x [rows, T, in] @ w [in, out]. */
function dense(x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  const [rows, length, size] = x.shape as [number, number, number];
  return tf.reshape(tf.matMul(tf.reshape(x, [rows * length, size]), w as tf.Tensor2D), [rows, length, -1]);
}

function rmsNorm(x: tf.Tensor, gain: tf.Tensor): tf.Tensor {
  const meanSquare = tf.mean(tf.square(x), -1, true);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(meanSquare, NORM_EPSILON))), gain);
}

/** [T, T]: 0 where a token may look, very negative where it may not. */
function causal(length: number): tf.Tensor2D {
  return tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([length, length]), -1, 0)), -1e9) as tf.Tensor2D;
}
