/**
 * The ops that get a hand-written gradient, because tfjs' own is slow: its WebAssembly backend is fast for plain
 * row-major 2-D products only, so transposes are made explicit and look-ups become products.
 */
import * as tf from '@tensorflow/tfjs-core';

/** `x [n, in] @ w [in, out]`, with products of plain row-major matrices forwards and backwards. */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  return linearOp(x, w) as tf.Tensor2D;
}

const linearOp = tf.customGrad((...args) => {
  const [x, w, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  save([x, w]);
  return {
    value: tf.matMul(x, w),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, w] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.matMul(dy, tf.transpose(w)), tf.matMul(tf.transpose(x), dy)];
    },
  };
});

/**
 * Rows of `table [V, d]` for `tokens [n]` (int32, in range), as a product with one-hot rows: exact, and on WebAssembly
 * many times faster than tfjs' gather, which has no gradient there either.
 */
export function embedding(table: tf.Tensor2D, tokens: tf.Tensor1D): tf.Tensor2D {
  const lookUp = tf.customGrad((...args) => {
    const [table, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const chosen = oneHot(tokens, table.shape[0]);
    // What a gradient needs must go through `save`: tensors that are merely captured are disposed before it runs.
    save([chosen]);
    return {
      value: tf.matMul(chosen, table),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.matMul(tf.transpose(saved[0] as tf.Tensor2D), dy),
    };
  });
  return lookUp(table) as tf.Tensor2D;
}

/** [n, depth] of 0 and 1. Cast afterwards: on WebAssembly, tfjs writes integer bits whatever type it is asked for. */
export function oneHot(indices: tf.Tensor1D, depth: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(indices, depth), 'float32') as tf.Tensor2D;
}

/** What `rotary` needs to turn channels by the angles of their positions. */
export interface Rotation {
  /** Cosines and sines per channel, [T, d] for all rows alike or [B, T, d]. */
  readonly cos: tf.Tensor;
  readonly sin: tf.Tensor;
  /** [d, d]: `x @ quarterTurn` turns each channel pair (i, i + headSize / 2) by 90°, (a, b) → (-b, a). */
  readonly quarterTurn: tf.Tensor2D;
}

/**
 * Rotary position embedding of `x [B·T, d]`: x·cos + quarterTurn(x)·sin, which turns each pair by its angle. A
 * rotation's transpose turns back, so the gradient is the same function with the sines negated.
 */
export function rotary(x: tf.Tensor2D, rotation: Rotation): tf.Tensor2D {
  const turn = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    save([rotation.cos, rotation.sin, rotation.quarterTurn]);
    return {
      value: tf.add(times(x, rotation.cos), times(tf.matMul(x, rotation.quarterTurn), rotation.sin)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [cos, sin, quarterTurn] = saved as [tf.Tensor, tf.Tensor, tf.Tensor2D];
        return tf.sub(times(dy as tf.Tensor2D, cos), tf.matMul(times(dy as tf.Tensor2D, sin), quarterTurn));
      },
    };
  });
  return turn(x) as tf.Tensor2D;
}

/** `x [B·T, d]` times a table [T, d] or [B, T, d]. */
function times(x: tf.Tensor2D, table: tf.Tensor): tf.Tensor2D {
  const [positions, channels] = table.shape.slice(-2) as [number, number];
  return tf.reshape(tf.mul(tf.reshape(x, [-1, positions, channels]), table), [-1, channels]);
}

/** `f(x)` as a constant: no gradient flows through it to `x`. */
export function stopGradient(x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const constant = tf.customGrad((...args) => ({
    value: f(args[0] as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }));
  return constant(x);
}
