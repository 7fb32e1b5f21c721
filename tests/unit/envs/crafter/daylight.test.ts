import { describe, expect, it } from 'vitest';
import { daylightAt } from '../../../../src/envs/crafter/daylight.ts';

describe('daylight', () => {
  it('begins in the morning, is brightest at step 60 and darkest at step 210', () => {
    expect(daylightAt(0)).toBeCloseTo(0.796925, 6);
    expect(daylightAt(60)).toBe(1);
    expect(daylightAt(210)).toBeCloseTo(0, 12);
  });

  it('is less than a half from step 148 to step 272 of every day', () => {
    for (const day of [0, 7]) {
      const dark = Array.from({ length: 300 }, (_, step) => step).filter((step) => daylightAt(300 * day + step) < 0.5);
      expect([dark.length, dark[0], dark.at(-1)]).toEqual([125, 148, 272]);
    }
  });
});
