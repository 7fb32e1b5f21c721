/**
 * The vocabulary of all kernels: multiply-add, exp and sigmoid on four floats at once, sums of lanes, tail masks.
 * `madd` is the only place where the relaxed build differs from the portable one (one rounding instead of two).
 */

/** a · b + c. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** `madd` for the channels that a group of four does not cover. */
@inline
export function madd1(a: f32, b: f32, c: f32): f32 {
  return a * b + c;
}

/** (lane 0 + lane 2) + (lane 1 + lane 3): a fixed order, like every sum here. */
@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
  );
}

@inline
export function maxLanes(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 2)),
    max(f32x4.extract_lane(v, 1), f32x4.extract_lane(v, 3)),
  );
}

/** All ones in the lanes j with start + j < n. */
@inline
export function tailMask(start: i32, n: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(start), i32x4(0, 1, 2, 3)), i32x4.splat(n));
}

/** Added to a float below 2²², leaves its nearest whole number in the lowest bits. */
const ROUND: f32 = 12582912;

/**
 * e^x within 2 ulp for x ≤ 88; 0 below -87.3, where the result would be subnormal; NaN stays NaN. x = n·ln 2 + r with
 * |r| ≤ ln 2 / 2, ln 2 in two parts so that r is exact, then the series of e^r to r^7 / 5040.
 */
@inline
export function exp4(x: v128): v128 {
  const tooSmall = f32x4.lt(x, f32x4.splat(-87.3));
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.3)), f32x4.splat(-87.3));
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(ROUND));
  const n = f32x4.sub(rounded, f32x4.splat(ROUND));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375))),
    f32x4.mul(n, f32x4.splat(-2.12194440e-4)),
  );
  let p = madd(f32x4.splat(1.98412698e-4), r, f32x4.splat(1.38888889e-3));
  p = madd(p, r, f32x4.splat(8.33333333e-3));
  p = madd(p, r, f32x4.splat(4.16666667e-2));
  p = madd(p, r, f32x4.splat(1.66666667e-1));
  p = madd(p, r, f32x4.splat(0.5));
  p = madd(p, r, f32x4.splat(1));
  p = madd(p, r, f32x4.splat(1));
  // 2ⁿ: the lowest bits of `rounded` are n, and become the exponent.
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
  return v128.andnot(f32x4.mul(p, power), tooSmall);
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}
