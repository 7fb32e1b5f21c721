import { describe, expect, it } from 'vitest';
import { SequenceCache } from '../../../../../src/model/engines/tfjs/cache.ts';
import { TINY } from '../../../../support/engine-fixtures.ts';

/** Rows that say which token, layer and kind they belong to. */
function rowsFor(tokens: readonly number[]) {
  const fill = (base: number) =>
    Float32Array.from(
      { length: tokens.length * TINY.width },
      (_, i) => base + (tokens[Math.floor(i / TINY.width)] ?? 0),
    );
  return (layer: number) => ({ keys: fill(1000 * layer), values: fill(1000 * layer + 500) });
}

function cacheOf(...parts: number[][]): SequenceCache {
  const cache = new SequenceCache(TINY.width, TINY.layers);
  for (const tokens of parts) cache.append(tokens, rowsFor(tokens));
  return cache;
}

describe('SequenceCache', () => {
  it('keeps what was appended, in order, per layer, while it grows', () => {
    const tokens = Array.from({ length: 40 }, (_, i) => i % 11);
    const cache = cacheOf(tokens.slice(0, 3), tokens.slice(3, 4), tokens.slice(4));
    expect(cache.length).toBe(40);
    for (const layer of [0, 1]) expect(cache.layer(layer)).toEqual(rowsFor(tokens)(layer));
  });

  it('keeps the common prefix, but never the whole of the new tokens', () => {
    const cases: [number[], number][] = [
      [[1, 2, 3, 4, 5, 6], 5],
      [[1, 2, 3, 4, 5], 4],
      [[1, 2, 9, 4, 5], 2],
      [[1, 2], 1],
      [[9], 0],
    ];
    for (const [tokens, length] of cases) {
      const cache = cacheOf([1, 2, 3, 4, 5]);
      cache.keepPrefix(tokens);
      expect(cache.length).toBe(length);
    }
  });

  it('writes over what it forgot', () => {
    const cache = cacheOf([1, 2, 3, 4]);
    cache.keepPrefix([1, 2, 7, 8]);
    cache.append([7], rowsFor([7]));
    expect(cache.layer(1)).toEqual(rowsFor([1, 2, 7])(1));
  });

  it('forks into a copy that goes its own way', () => {
    const cache = cacheOf([1, 2, 3, 4]);
    const fork = cache.fork(2);
    fork.append([9], rowsFor([9]));
    cache.append([5], rowsFor([5]));
    expect(fork.layer(1)).toEqual(rowsFor([1, 2, 9])(1));
    expect(cache.layer(1)).toEqual(rowsFor([1, 2, 3, 4, 5])(1));
    expect(cache.fork(100).length).toBe(5);
    for (const none of [0, -1]) expect(cache.fork(none).length).toBe(0);
  });
});
