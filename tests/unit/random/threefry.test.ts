import { describe, expect, it } from 'vitest';
import { threefry2x32, type Words } from '../../../src/random/threefry.ts';

describe('threefry2x32', () => {
  // Known answers of the Random123 distribution for threefry2x32 with 20 rounds.
  it.each<{ counter: Words; key: Words; expected: Words }>([
    { counter: [0, 0], key: [0, 0], expected: [0x6b200159, 0x99ba4efe] },
    {
      counter: [0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      expected: [0x1cb996fc, 0xbb002be7],
    },
    {
      counter: [0x243f6a88, 0x85a308d3],
      key: [0x13198a2e, 0x03707344],
      expected: [0xc4923a9c, 0x483df7a0],
    },
  ])('gives the known answer for counter $counter under key $key', ({ counter, key, expected }) => {
    expect(threefry2x32(key, counter)).toEqual(expected);
  });

  it('returns unsigned words and leaves its arguments alone', () => {
    const key: Words = [7, 0x80000000];
    const counter: Words = [0xdeadbeef, 3];
    for (const word of threefry2x32(key, counter)) {
      expect(Number.isInteger(word) && word >= 0 && word < 2 ** 32).toBe(true);
    }
    expect([key, counter]).toEqual([
      [7, 0x80000000],
      [0xdeadbeef, 3],
    ]);
  });

  it('changes about half of the output bits when one input bit changes', () => {
    const base = threefry2x32([1, 2], [3, 4]);
    let flipped = 0;
    for (let bit = 0; bit < 32; bit++) {
      const other = threefry2x32([1, 2], [3, (4 ^ (1 << bit)) >>> 0]);
      for (const word of [0, 1] as const) flipped += popcount(base[word] ^ other[word]);
    }
    expect(flipped / (32 * 64)).toBeGreaterThan(0.45);
    expect(flipped / (32 * 64)).toBeLessThan(0.55);
  });
});

function popcount(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
