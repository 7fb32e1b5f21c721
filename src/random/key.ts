/**
 * Keys for random draws, with the semantics of JAX's (partitionable) Threefry keys: a key is a value, is never
 * advanced, and every use of randomness derives its own key from what the draw is for. No state anywhere.
 */
import { threefry2x32, type Words } from './threefry.ts';

/** A random key: two unsigned 32-bit words. Plain data, so it can cross threads and be stored. */
export type Key = Words;

/** The key of a seed. `seed` is an integer in [0, 2^53); others are refused. */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed must be a whole number from 0 to 2^53 - 1; got ${seed}.`);
  }
  return [Math.floor(seed / 2 ** 32) >>> 0, seed >>> 0];
}

/** `n` independent keys; key `i` equals `foldIn(parent, i)`, so any one can be had without the others. */
export function split(parent: Key, n: number): Key[] {
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 32) {
    throw new RangeError(`split() makes a whole number of keys from 0 up; got ${n}.`);
  }
  return Array.from({ length: n }, (_, i) => threefry2x32(parent, [0, i]));
}

/** The key of `parent` for `data`, a whole number in [0, 2^32): one independent key per number. */
export function foldIn(parent: Key, data: number): Key {
  // Folding the number to 32 bits instead would silently give different purposes the same key.
  if (data !== data >>> 0) throw new RangeError(`foldIn() takes a whole number from 0 to 2^32 - 1; got ${data}.`);
  return threefry2x32(parent, [0, data]);
}

/**
 * The key for a purpose: folds in each part in turn, strings by their FNV-1a hash. Reads like a path:
 * `derive(run, 'rollout', update, task, tree)`.
 */
export function derive(parent: Key, ...path: readonly (string | number)[]): Key {
  let k = parent;
  for (const part of path) k = foldIn(k, typeof part === 'string' ? fnv1a(part) : part);
  return k;
}

/** 32-bit FNV-1a over UTF-16 code units (names are ASCII). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
