/** The seeds of worlds against CPython's hashes. */
import { describe, expect, it } from 'vitest';
import { tupleHash, worldSeed } from '../../../../../src/envs/crafter/reference/world-seed.ts';
import vectors from './vectors.json' with { type: 'json' };

describe.each(vectors.worldSeeds)('seed $seed, episode $episode', ({ seed, episode, hash, worldSeed: expected }) => {
  it('is hashed as CPython does', () => {
    expect(String(tupleHash([BigInt(seed), BigInt(episode)]))).toBe(hash);
  });

  it('seeds the same world', () => {
    expect(worldSeed(seed, episode)).toBe(expected);
    expect(worldSeed(BigInt(seed), episode)).toBe(expected);
  });
});

it('wraps whole numbers at 2^61 - 1, as CPython does', () => {
  const modulus = 2n ** 61n - 1n;
  expect(worldSeed(modulus + 5n, 1)).toBe(worldSeed(5, 1));
  expect(worldSeed(-modulus - 5n, 1)).toBe(worldSeed(-5, 1));
  expect(worldSeed(modulus, 1)).toBe(worldSeed(0, 1));
});

it('lies in the range of seeds, whatever the sign of the hash', () => {
  for (let seed = -50; seed < 50; seed++) {
    const found = worldSeed(seed, 1);
    expect(Number.isInteger(found) && found >= 0 && found < 2 ** 31 - 1).toBe(true);
  }
});
