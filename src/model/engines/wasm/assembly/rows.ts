/**
 * Kernels that treat tokens one by one: embedding, RMSNorm, rotary embedding, SwiGLU, and their gradients.
 * Matrices are row-major and contiguous; elementwise kernels may touch up to 3 floats behind the last element.
 */
import { exp4, madd, madd1, sigmoid4, sumLanes } from './simd';

/** n floats become 0. */
export function zero(to: usize, n: i32): void {
  memory.fill(to, 0, <usize>n << 2);
}

/** n floats times `factor`; writes nothing behind the n-th. */
export function scale(x: usize, n: i32, factor: f32, to: usize): void {
  const f4 = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = <usize>i << 2;
    v128.store(to + at, f32x4.mul(v128.load(x + at), f4));
  }
  for (; i < n; i++) {
    const at = <usize>i << 2;
    store<f32>(to + at, load<f32>(x + at) * factor);
  }
}

/** to[i] = table[indices[i]] for rows of d floats. */
export function gather(table: usize, indices: usize, rows: i32, d: i32, to: usize): void {
  const bytes: usize = <usize>d << 2;
  for (let i = 0; i < rows; i++) {
    memory.copy(to, table + <usize>load<i32>(indices + (<usize>i << 2)) * bytes, bytes);
    to += bytes;
  }
}

/** n floats. */
export function copy(from: usize, n: i32, to: usize): void {
  memory.copy(to, from, <usize>n << 2);
}

/** table[indices[i]] += from[i], row after row. */
export function scatterAdd(from: usize, indices: usize, rows: i32, d: i32, table: usize): void {
  for (let i = 0; i < rows; i++) {
    const row = table + (<usize>(load<i32>(indices + (<usize>i << 2)) * d) << 2);
    add(row, from, d);
    from += <usize>d << 2;
  }
}

/** n floats are added. */
export function addTo(to: usize, from: usize, n: i32): void {
  add(to, from, n);
}

@inline
function add(to: usize, from: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = <usize>i << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (; i < n; i++) {
    const at = <usize>i << 2;
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}

/** Row r of a matrix of d columns, or with `picks` its row picks[r]. */
@inline
function pickedRow(x: usize, picks: usize, r: i32, d: i32): usize {
  const row = picks ? load<i32>(picks + (<usize>r << 2)) : r;
  return x + (<usize>(row * d) << 2);
}

/**
 * y = x / rms(x) · gain per row; `inverse[row]` keeps 1 / rms(x). With `picks` (0: none), row r of y and `inverse`
 * belongs to row picks[r] of x.
 */
export function rmsNorm(
  x: usize, picks: usize, gain: usize, rows: i32, d: i32, epsilon: f32, y: usize, inverse: usize,
): void {
  for (let r = 0; r < rows; r++) {
    const from = pickedRow(x, picks, r, d);
    const scale: f32 = 1 / sqrt<f32>(dot(from, from, d) / <f32>d + epsilon);
    store<f32>(inverse + (<usize>r << 2), scale);
    const s = f32x4.splat(scale);
    let i = 0;
    for (; i + 4 <= d; i += 4) {
      const at = <usize>i << 2;
      v128.store(y + at, f32x4.mul(f32x4.mul(v128.load(from + at), s), v128.load(gain + at)));
    }
    for (; i < d; i++) {
      const at = <usize>i << 2;
      store<f32>(y + at, load<f32>(from + at) * scale * load<f32>(gain + at));
    }
    y += <usize>d << 2;
  }
}

@inline
function dot(x: usize, y: usize, n: i32): f32 {
  let sum4 = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = <usize>i << 2;
    sum4 = madd(v128.load(x + at), v128.load(y + at), sum4);
  }
  let sum = sumLanes(sum4);
  for (; i < n; i++) {
    const at = <usize>i << 2;
    sum = madd1(load<f32>(x + at), load<f32>(y + at), sum);
  }
  return sum;
}

/**
 * Gradient of `rmsNorm`: dx += inv · dy · gain - x · inv³ / d · Σ(dy · gain · x), dGain += Σ over rows dy · x · inv.
 * `dx` is added to, because x also flows past the norm on the residual stream. `picks` as in `rmsNorm`, none twice.
 */
export function rmsNormGradient(
  x: usize, picks: usize, gain: usize, inverse: usize, dy: usize, rows: i32, d: i32, dx: usize, dGain: usize,
): void {
  for (let r = 0; r < rows; r++) {
    const from = pickedRow(x, picks, r, d);
    const to = pickedRow(dx, picks, r, d);
    const inv = load<f32>(inverse + (<usize>r << 2));
    let sum4 = f32x4.splat(0);
    let i = 0;
    const inv4 = f32x4.splat(inv);
    for (; i + 4 <= d; i += 4) {
      const at = <usize>i << 2;
      const dyx = f32x4.mul(v128.load(dy + at), v128.load(from + at));
      sum4 = madd(dyx, v128.load(gain + at), sum4);
      v128.store(dGain + at, madd(dyx, inv4, v128.load(dGain + at)));
    }
    let sum = sumLanes(sum4);
    for (; i < d; i++) {
      const at = <usize>i << 2;
      const dyx: f32 = load<f32>(dy + at) * load<f32>(from + at);
      sum = madd1(dyx, load<f32>(gain + at), sum);
      store<f32>(dGain + at, madd1(dyx, inv, load<f32>(dGain + at)));
    }
    const back: f32 = (-inv * inv * inv * sum) / <f32>d;
    const back4 = f32x4.splat(back);
    for (i = 0; i + 4 <= d; i += 4) {
      const at = <usize>i << 2;
      const direct = f32x4.mul(f32x4.mul(v128.load(dy + at), v128.load(gain + at)), inv4);
      v128.store(to + at, f32x4.add(v128.load(to + at), madd(v128.load(from + at), back4, direct)));
    }
    for (; i < d; i++) {
      const at = <usize>i << 2;
      const direct: f32 = load<f32>(dy + at) * load<f32>(gain + at) * inv;
      store<f32>(to + at, load<f32>(to + at) + madd1(load<f32>(from + at), back, direct));
    }
    dy += <usize>d << 2;
  }
}

/**
 * Turns the pairs (i, i + headSize / 2) of every head in place by its token's angles; `cos` and `sin` are
 * [context, headSize / 2]. `direction` -1 turns back, which is also the gradient.
 */
export function rotate(
  x: usize, positions: usize, rows: i32, heads: i32, headSize: i32, cos: usize, sin: usize, direction: f32,
): void {
  const half = headSize >> 1;
  const second: usize = <usize>half << 2;
  const sign = f32x4.splat(direction);
  for (let r = 0; r < rows; r++) {
    const angles = <usize>(load<i32>(positions + (<usize>r << 2)) * half) << 2;
    const c = cos + angles;
    const s = sin + angles;
    for (let h = 0; h < heads; h++) {
      let i = 0;
      for (; i + 4 <= half; i += 4) {
        const at = <usize>i << 2;
        const c4 = v128.load(c + at);
        const s4 = f32x4.mul(v128.load(s + at), sign);
        const p = v128.load(x + at);
        const q = v128.load(x + at + second);
        v128.store(x + at, f32x4.sub(f32x4.mul(p, c4), f32x4.mul(q, s4)));
        v128.store(x + at + second, f32x4.add(f32x4.mul(q, c4), f32x4.mul(p, s4)));
      }
      for (; i < half; i++) {
        const at = <usize>i << 2;
        const c1 = load<f32>(c + at);
        const s1: f32 = load<f32>(s + at) * direction;
        const p = load<f32>(x + at);
        const q = load<f32>(x + at + second);
        store<f32>(x + at, p * c1 - q * s1);
        store<f32>(x + at + second, q * c1 + p * s1);
      }
      x += <usize>headSize << 2;
    }
  }
}

/** y = silu(gate) · up, n elements. */
export function swiGlu(gate: usize, up: usize, n: i32, y: usize): void {
  for (let at: usize = 0; at < <usize>n << 2; at += 16) {
    const g = v128.load(gate + at);
    v128.store(y + at, f32x4.mul(f32x4.mul(g, sigmoid4(g)), v128.load(up + at)));
  }
}

/** Gradients of `swiGlu`; `dGate` may be `dy`. */
export function swiGluGradient(gate: usize, up: usize, dy: usize, n: i32, dGate: usize, dUp: usize): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < <usize>n << 2; at += 16) {
    const g = v128.load(gate + at);
    const d = v128.load(dy + at);
    const s = sigmoid4(g);
    const silu = f32x4.mul(g, s);
    // d silu / d g = s · (1 + g · (1 - s)) = s + silu · (1 - s)
    const slope = madd(silu, f32x4.sub(one, s), s);
    v128.store(dUp + at, f32x4.mul(d, silu));
    v128.store(dGate + at, f32x4.mul(f32x4.mul(d, v128.load(up + at)), slope));
  }
}

/** y[i] = e^x[i] for n elements (for the tests of `exp4`). */
export function expAll(x: usize, n: i32, y: usize): void {
  for (let at: usize = 0; at < <usize>n << 2; at += 16) v128.store(y + at, exp4(v128.load(x + at)));
}
