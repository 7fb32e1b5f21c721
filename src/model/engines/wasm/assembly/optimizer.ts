/** The optimizer's kernels over flat buffers; `src/model/adamw.ts` is their definition. */

/** Σ x², in double precision, in order of four interleaved sums. */
export function sumOfSquares(x: usize, n: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const v = v128.load(x + (<usize>i << 2));
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  low = f64x2.add(low, high);
  let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  for (; i < n; i++) {
    const v = <f64>load<f32>(x + (<usize>i << 2));
    sum += v * v;
  }
  return sum;
}

/**
 * One AdamW update of n parameters in place. `clip` scales the gradient, `keep` = 1 - learning rate · weight decay,
 * `rate` = learning rate / correction of m, `root` = 1 / √(correction of v).
 */
export function adamW(
  parameters: usize, m: usize, v: usize, gradient: usize, n: i32,
  clip: f32, keep: f32, rate: f32, root: f32, beta1: f32, beta2: f32, rest1: f32, rest2: f32, epsilon: f32,
): void {
  let at: usize = 0;
  const vectors: usize = (<usize>n >> 2) << 4;
  for (; at < vectors; at += 16) {
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(clip));
    const m4 = f32x4.add(f32x4.mul(v128.load(m + at), f32x4.splat(beta1)), f32x4.mul(g, f32x4.splat(rest1)));
    const g2 = f32x4.mul(f32x4.mul(g, f32x4.splat(rest2)), g);
    const v4 = f32x4.add(f32x4.mul(v128.load(v + at), f32x4.splat(beta2)), g2);
    v128.store(m + at, m4);
    v128.store(v + at, v4);
    const scale = f32x4.add(f32x4.mul(f32x4.sqrt(v4), f32x4.splat(root)), f32x4.splat(epsilon));
    const update = f32x4.div(f32x4.mul(m4, f32x4.splat(rate)), scale);
    const p = f32x4.mul(v128.load(parameters + at), f32x4.splat(keep));
    v128.store(parameters + at, f32x4.sub(p, update));
  }
  for (; at < <usize>n << 2; at += 4) {
    const g: f32 = load<f32>(gradient + at) * clip;
    const m1: f32 = load<f32>(m + at) * beta1 + g * rest1;
    const v1: f32 = load<f32>(v + at) * beta2 + g * rest2 * g;
    store<f32>(m + at, m1);
    store<f32>(v + at, v1);
    const update: f32 = (m1 * rate) / (sqrt<f32>(v1) * root + epsilon);
    store<f32>(parameters + at, load<f32>(parameters + at) * keep - update);
  }
}
