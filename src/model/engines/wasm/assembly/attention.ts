/**
 * Causal attention of one sequence, forward and backward, head by head, in blocks of query rows. Training and decoding
 * run the same code over the same sums in the same order, so their results agree bit for bit: a block's rows see the
 * keys up to the block's end, and those after a row's own position have probability exactly 0.
 */
import { gemm, gemmT, packColumns } from './gemm';
import { exp4, maxLanes, sumLanes, tailMask } from './simd';

/** Query rows per block. */
const BLOCK: i32 = 16;

/**
 * Packs the keys k[n, heads · headSize] of positions first … first + n - 1, head after head; a head's panels of
 * `packColumns` (contraction over headSize) begin `headStride` floats after the one before.
 */
export function packKeys(
  k: usize, n: i32, first: i32, heads: i32, headSize: i32, headStride: i32, keys: usize,
): void {
  for (let h = 0; h < heads; h++) {
    packColumns(k + (<usize>(h * headSize) << 2), heads * headSize, n, headSize, first, keys);
    keys += <usize>headStride << 2;
  }
}

/**
 * All heads of one sequence: out[m, d] for the queries q[m, d] at positions first … first + m - 1, d = heads ·
 * headSize. `keys` (from `packKeys`) and the rows `values` [·, d] hold positions 0 … first + m - 1. `scratch` holds
 * BLOCK rows of `ldp` ≥ first + m rounded up to 8.
 */
export function attend(
  q: usize, m: i32, first: i32, heads: i32, headSize: i32, keys: usize, headStride: i32, values: usize,
  scratch: usize, ldp: i32, out: usize,
): void {
  const d = heads * headSize;
  const scale: f32 = 1 / sqrt<f32>(<f32>headSize);
  for (let h = 0; h < heads; h++) {
    for (let i = 0; i < m; i += BLOCK) {
      const rows = min(BLOCK, m - i);
      const seen = first + i + rows;
      const at = <usize>(i * d) << 2;
      gemm(q + at, d, keys, 8, headSize << 3, scratch, ldp, 0, rows, seen, headSize);
      softmaxCausal(scratch, ldp, rows, first + i, seen, scale);
      gemm(scratch, ldp, values, d, 8, out + at, d, 0, rows, headSize, seen);
    }
    keys += <usize>headStride << 2;
    q += <usize>headSize << 2;
    values += <usize>headSize << 2;
    out += <usize>headSize << 2;
  }
}

/** Row r becomes softmax(scale · row) over its first `first + r + 1` entries, and 0 from there to `seen`. */
function softmaxCausal(x: usize, ld: i32, rows: i32, first: i32, seen: i32, scale: f32): void {
  const lowest = f32x4.splat(-Infinity);
  const s4 = f32x4.splat(scale);
  for (let r = 0; r < rows; r++) {
    const n = first + r + 1;
    let top4 = lowest;
    for (let j = 0; j < n; j += 4) {
      const v = v128.load(x + (<usize>j << 2));
      top4 = f32x4.pmax(top4, j + 4 <= n ? v : v128.bitselect(v, lowest, tailMask(j, n)));
    }
    const max4 = f32x4.splat(maxLanes(top4));
    let sum4 = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = x + (<usize>j << 2);
      let e = exp4(f32x4.mul(f32x4.sub(v128.load(at), max4), s4));
      if (j + 4 > n) e = v128.and(e, tailMask(j, n));
      sum4 = f32x4.add(sum4, e);
      v128.store(at, e);
    }
    const inverse = f32x4.splat(1 / sumLanes(sum4));
    let j = 0;
    for (; j < n; j += 4) {
      const at = x + (<usize>j << 2);
      v128.store(at, f32x4.mul(v128.load(at), inverse));
    }
    for (; j < seen; j += 4) v128.store(x + (<usize>j << 2), f32x4.splat(0));
    x += <usize>ld << 2;
  }
}

/**
 * Gradients of a whole sequence: q, k, v, dOut, dq, dk, dv are [t, heads · headSize]; probabilities are computed again.
 * `scratch` holds 2·t·ldp + 2·ldp·headSize floats, ldp ≥ t rounded up to 8.
 */
export function attendGradient(
  q: usize, k: usize, v: usize, dOut: usize, t: i32, heads: i32, headSize: i32,
  scratch: usize, ldp: i32, dq: usize, dk: usize, dv: usize,
): void {
  for (let h = 0; h < heads; h++) {
    const at = <usize>(h * headSize) << 2;
    headGradient(
      q + at, k + at, v + at, dOut + at, heads * headSize, t, headSize, scratch, ldp, dq + at, dk + at, dv + at,
    );
  }
}

/** `attendGradient` of one head; matrices [t, headSize] have stride `ld`. */
function headGradient(
  q: usize, k: usize, v: usize, dOut: usize, ld: i32, t: i32, headSize: i32,
  scratch: usize, ldp: i32, dq: usize, dk: usize, dv: usize,
): void {
  const scale: f32 = 1 / sqrt<f32>(<f32>headSize);
  const matrix: usize = <usize>(t * ldp) << 2;
  const p = scratch;
  const dp = p + matrix;
  const keys = dp + matrix;
  const values = keys + (<usize>(ldp * headSize) << 2);
  packColumns(k, ld, t, headSize, 0, keys);
  packColumns(v, ld, t, headSize, 0, values);
  for (let i = 0; i < t; i += BLOCK) {
    const rows = min(BLOCK, t - i);
    const seen = i + rows;
    const at = <usize>(i * ld) << 2;
    const block = <usize>(i * ldp) << 2;
    gemm(q + at, ld, keys, 8, headSize << 3, p + block, ldp, 0, rows, seen, headSize);
    softmaxCausal(p + block, ldp, rows, i, seen, scale);
    gemm(dOut + at, ld, values, 8, headSize << 3, dp + block, ldp, 0, rows, seen, headSize);
    softmaxGradient(p + block, dp + block, ldp, rows, seen, scale);
    gemm(dp + block, ldp, k, ld, 8, dq + at, ld, 0, rows, headSize, seen);
  }
  // Key j is seen by the queries from its own block's start on (earlier rows of the block hold zeros).
  for (let j = 0; j < t; j += BLOCK) {
    const rows = min(BLOCK, t - j);
    const block = <usize>(j * ldp + j) << 2;
    const at = <usize>(j * ld) << 2;
    gemmT(dp + block, ldp, q + at, ld, 8, dk + at, ld, 0, rows, headSize, t - j);
    gemmT(p + block, ldp, dOut + at, ld, 8, dv + at, ld, 0, rows, headSize, t - j);
  }
}

/** dp ← scale · p · (dp - Σ p · dp) over the first n columns of each row. */
function softmaxGradient(p: usize, dp: usize, ld: i32, rows: i32, n: i32, scale: f32): void {
  const s4 = f32x4.splat(scale);
  for (let r = 0; r < rows; r++) {
    let sum4 = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      let product = f32x4.mul(v128.load(p + at), v128.load(dp + at));
      if (j + 4 > n) product = v128.and(product, tailMask(j, n));
      sum4 = f32x4.add(sum4, product);
    }
    const delta = f32x4.splat(sumLanes(sum4));
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const centred = f32x4.mul(f32x4.sub(v128.load(dp + at), delta), s4);
      v128.store(dp + at, f32x4.mul(v128.load(p + at), centred));
    }
    p += <usize>ld << 2;
    dp += <usize>ld << 2;
  }
}
