/** Scores of next tokens: what of a softmax a loss needs, and the gradient with respect to the logits. */
import { exp4, madd, maxLanes, sumLanes, tailMask } from './simd';

/**
 * Per row of n logits (stride `ld` ≥ n rounded up to 4), with x = (logit - largest logit) · scale: leaves e^x in
 * place (0 behind the n-th) and writes three floats to `sums`: Σ e^x, Σ e^x · x, and x of the row's target.
 */
export function exponentials(
  logits: usize, ld: i32, rows: i32, n: i32, scales: usize, targets: usize, sums: usize,
): void {
  const lowest = f32x4.splat(-Infinity);
  for (let r = 0; r < rows; r++) {
    const scale = load<f32>(scales + (<usize>r << 2));
    const s4 = f32x4.splat(scale);
    let top4 = lowest;
    for (let j = 0; j < n; j += 4) {
      const v = v128.load(logits + (<usize>j << 2));
      top4 = f32x4.max(top4, j + 4 <= n ? v : v128.bitselect(v, lowest, tailMask(j, n)));
    }
    const top = maxLanes(top4);
    const max4 = f32x4.splat(top);
    const target = load<f32>(logits + (<usize>load<i32>(targets + (<usize>r << 2)) << 2));
    let total4 = f32x4.splat(0);
    let weighted4 = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = logits + (<usize>j << 2);
      let x = f32x4.mul(f32x4.sub(v128.load(at), max4), s4);
      if (j + 4 > n) x = v128.bitselect(x, f32x4.splat(-1000), tailMask(j, n));
      const e = exp4(x);
      total4 = f32x4.add(total4, e);
      weighted4 = madd(e, x, weighted4);
      v128.store(at, e);
    }
    store<f32>(sums, sumLanes(total4));
    store<f32>(sums + 4, sumLanes(weighted4));
    store<f32>(sums + 8, (target - top) * scale);
    sums += 12;
    logits += <usize>ld << 2;
  }
}

/** Turns `exponentials` into logit gradients, in place: row · slopes[r], minus `pulls[r]` at the target. */
export function logitGradient(
  e: usize, ld: i32, rows: i32, n: i32, slopes: usize, pulls: usize, targets: usize,
): void {
  for (let r = 0; r < rows; r++) {
    const slope = f32x4.splat(load<f32>(slopes + (<usize>r << 2)));
    for (let j = 0; j < n; j += 4) {
      const at = e + (<usize>j << 2);
      v128.store(at, f32x4.mul(v128.load(at), slope));
    }
    const target = e + (<usize>load<i32>(targets + (<usize>r << 2)) << 2);
    store<f32>(target, load<f32>(target) - load<f32>(pulls + (<usize>r << 2)));
    e += <usize>ld << 2;
  }
}
