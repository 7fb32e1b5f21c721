import { describe, expect, it } from 'vitest';
import { cut, everything, isShort, recordTokens, WHOLE } from '../../../../src/envs/oolong/records.ts';
import { texter } from './drive.ts';
import { RECORDS, SETTINGS } from './fixtures.ts';

describe('cut', () => {
  it('gives all of a slice for the whole', () => {
    expect(cut({ from: 3, to: 8 }, WHOLE, 2)).toEqual({ from: 3, to: 8 });
  });

  it('leaves nothing out, nothing twice, and cuts evenly', () => {
    for (const pieces of [2, 3, 4]) {
      for (let size = 0; size < 40; size++) {
        const slices = Array.from({ length: pieces }, (_, i) => cut({ from: 5, to: 5 + size }, i, pieces));
        const places = slices.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
        expect(places).toEqual(Array.from({ length: size }, (_, i) => 5 + i));
        const sizes = slices.map(({ from, to }) => to - from);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('a slice', () => {
  it('is short up to what one read shows', () => {
    expect(isShort({ from: 2, to: 6 }, RECORDS)).toBe(true);
    expect(isShort({ from: 2, to: 7 }, RECORDS)).toBe(false);
    expect(everything(RECORDS)).toEqual({ from: 0, to: 10 });
  });

  it('is written as user, period and label of each record', () => {
    expect(texter(SETTINGS)(recordTokens(RECORDS, { from: 2, to: 6 }))).toBe('u0 p1 l0 u1 p1 l1 u1 p0 l0 u0 p0 -');
    expect(recordTokens(RECORDS, { from: 2, to: 2 })).toEqual([]);
  });
});
