import { describe, expect, it } from 'vitest';
import { derive, foldIn, key, split } from '../../../src/random/index.ts';

describe('key', () => {
  it('holds the high and the low word of the seed, as JAX does', () => {
    expect(key(0)).toEqual([0, 0]);
    expect(key(42)).toEqual([0, 42]);
    expect(key(2 ** 32 + 5)).toEqual([1, 5]);
    expect(key(Number.MAX_SAFE_INTEGER)).toEqual([2 ** 21 - 1, 2 ** 32 - 1]);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %s', (seed) => {
    expect(() => key(seed)).toThrow(/seed must be a whole number/);
  });
});

describe('split and foldIn', () => {
  it('give the values of JAX with partitionable keys', () => {
    expect(split(key(0), 2)).toEqual([
      [1797259609, 2579123966],
      [928981903, 3453687069],
    ]);
    expect(foldIn(key(0), 1)).toEqual([928981903, 3453687069]);
  });

  it('agree, so that any key of a split can be had alone', () => {
    const parent = key(9);
    expect(split(parent, 5)).toEqual([0, 1, 2, 3, 4].map((i) => foldIn(parent, i)));
    expect(split(parent, 3)).toEqual(split(parent, 5).slice(0, 3));
    expect(split(parent, 0)).toEqual([]);
  });

  it('take the whole range of 32 bits without collisions at its ends', () => {
    const keys = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map((data) => foldIn(key(1), data).join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuse to fold in %s', (data) => {
    expect(() => foldIn(key(0), data)).toThrow(/foldIn\(\) takes a whole number/);
  });

  it.each([-1, 1.5])('refuse to split into %s keys', (n) => {
    expect(() => split(key(0), n)).toThrow(/split\(\) makes/);
  });
});

describe('derive', () => {
  it('folds in one part after the other', () => {
    const k = key(3);
    expect(derive(k)).toEqual(k);
    expect(derive(k, 4, 5)).toEqual(foldIn(foldIn(k, 4), 5));
    expect(derive(k, 'rollout', 2)).toEqual(derive(derive(k, 'rollout'), 2));
  });

  it('gives every path its own key', () => {
    const k = key(3);
    const paths = [['a'], ['b'], ['ab'], ['a', 'b'], ['b', 'a'], ['a', 0], ['a', 1], [0, 'a'], ['']];
    expect(new Set(paths.map((path) => derive(k, ...path).join())).size).toBe(paths.length);
  });

  it('has not changed: stored runs depend on it', () => {
    expect(derive(key(1), 'rollout', 7, 'token')).toEqual([118457999, 1342694218]);
  });
});
