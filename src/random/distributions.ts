/**
 * Distributions as pure functions of a key. A function that needs several draws uses the counters 0, 1, 2 … under
 * its key, so a key must be used for one call only.
 */
import type { Key } from './key.ts';
import { threefry2x32 } from './threefry.ts';

const TWO_32 = 2 ** 32;

/** 32 random bits: draw number `counter` under `key`, as an unsigned integer. */
export function bits(key: Key, counter = 0): number {
  const [a, b] = threefry2x32(key, [0, counter]);
  return (a ^ b) >>> 0;
}

/** A uniform number in [0, 1), a multiple of 2^-32. */
export function uniform(key: Key, counter = 0): number {
  return bits(key, counter) / TWO_32;
}

/** A uniform whole number in [0, n), without modulo bias (rejection). `n` is in [1, 2^32]. */
export function integer(key: Key, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > TWO_32) {
    throw new RangeError(`integer() draws from [0, n) with n a whole number from 1 to 2^32; got ${n}.`);
  }
  const limit = TWO_32 - (TWO_32 % n);
  for (let counter = 0; ; counter++) {
    const draw = bits(key, counter);
    if (draw < limit) return draw % n;
  }
}

/** A uniform whole number in [low, high], both ends included. The range has at most 2^32 numbers. */
export function between(key: Key, low: number, high: number): number {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high < low || high - low >= TWO_32) {
    throw new RangeError(`between() draws from [low, high], whole numbers with low <= high; got [${low}, ${high}].`);
  }
  return low + integer(key, high - low + 1);
}

/** An index drawn with probability proportional to `weights` (finite, not negative, not all zero). */
export function categorical(key: Key, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i] as number;
    if (w < 0) throw new RangeError(`categorical() needs weights that are not negative; weight ${i} is ${w}.`);
    total += w;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`categorical() needs weights with a positive, finite sum; the sum is ${total}.`);
  }
  const threshold = uniform(key) * total;
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i] as number;
    if (w === 0) continue;
    sum += w;
    last = i;
    if (threshold < sum) return i;
  }
  // Rounding can leave the threshold a hair above the running sum: the last possible index is the answer then.
  return last;
}

/** A standard normal number (Box-Muller; the cosine half, so draw `counter` needs two uniform draws). */
export function normal(key: Key, counter = 0): number {
  const u = (bits(key, 2 * counter) + 1) / TWO_32;
  const v = uniform(key, 2 * counter + 1);
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** A uniformly random order of 0 … n-1 (Fisher-Yates over per-position keys). */
export function permutation(key: Key, n: number): number[] {
  if (!Number.isInteger(n) || n < 0 || n > TWO_32) {
    throw new RangeError(`permutation() orders 0 … n-1 for a whole number n of at least 0; got ${n}.`);
  }
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = integer(threefry2x32(key, [1, i]), i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
