/** Scores of next tokens: what of a softmax a loss needs, and the gradient with respect to the logits. */
import { exp4, madd, maxLanes, sumLanes, tailMask } from './simd';

/**
 * Per row of n logits (stride `ld` ≥ n rounded up to 4), with x = (logit - largest logit) · scale: writes e^x to `e`
 * (same stride; 0 behind the n-th; may be `logits`) and four floats to `sums`: Σ e^x, Σ e^x · x, x of the row's
 * target, and the largest logit.
 */
export function exponentials(
  logits: usize, ld: i32, rows: i32, n: i32, scales: usize, targets: usize, e: usize, sums: usize,
): void {
  const lowest = f32x4.splat(-Infinity);
  for (let r = 0; r < rows; r++) {
    const scale = load<f32>(scales + (<usize>r << 2));
    const s4 = f32x4.splat(scale);
    let top4 = lowest;
    for (let j = 0; j < n; j += 4) {
      const v = v128.load(logits + (<usize>j << 2));
      top4 = f32x4.pmax(top4, j + 4 <= n ? v : v128.bitselect(v, lowest, tailMask(j, n)));
    }
    const top = maxLanes(top4);
    const max4 = f32x4.splat(top);
    const target = load<f32>(logits + (<usize>load<i32>(targets + (<usize>r << 2)) << 2));
    let total4 = f32x4.splat(0);
    let weighted4 = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      let x = f32x4.mul(f32x4.sub(v128.load(logits + at), max4), s4);
      if (j + 4 > n) x = v128.bitselect(x, f32x4.splat(-1000), tailMask(j, n));
      const e4 = exp4(x);
      total4 = f32x4.add(total4, e4);
      weighted4 = madd(e4, x, weighted4);
      v128.store(e + at, e4);
    }
    store<f32>(sums, sumLanes(total4));
    store<f32>(sums + 4, sumLanes(weighted4));
    store<f32>(sums + 8, (target - top) * scale);
    store<f32>(sums + 12, top);
    sums += 16;
    logits += <usize>ld << 2;
    e += <usize>ld << 2;
  }
}

/**
 * Turns the e^x of `exponentials` into logit gradients, in place. Per row three floats in `slopes`, a, b and c: the
 * gradient is e^x · (a + b · x), plus c at the row's target.
 */
export function logitGradient(
  logits: usize, ld: i32, rows: i32, n: i32, scales: usize, targets: usize, sums: usize, slopes: usize, e: usize,
): void {
  for (let r = 0; r < rows; r++) {
    const a = f32x4.splat(load<f32>(slopes));
    const b = load<f32>(slopes, 4);
    if (b == 0) {
      for (let j = 0; j < n; j += 4) {
        const at = e + (<usize>j << 2);
        v128.store(at, f32x4.mul(v128.load(at), a));
      }
    } else {
      const b4 = f32x4.splat(b);
      const s4 = f32x4.splat(load<f32>(scales + (<usize>r << 2)));
      const max4 = f32x4.splat(load<f32>(sums, 12));
      for (let j = 0; j < n; j += 4) {
        const at = <usize>j << 2;
        const x = f32x4.mul(f32x4.sub(v128.load(logits + at), max4), s4);
        v128.store(e + at, f32x4.mul(v128.load(e + at), madd(x, b4, a)));
      }
    }
    const target = e + (<usize>load<i32>(targets + (<usize>r << 2)) << 2);
    store<f32>(target, load<f32>(target) + load<f32>(slopes, 8));
    slopes += 12;
    sums += 16;
    logits += <usize>ld << 2;
    e += <usize>ld << 2;
  }
}
