/** Light: full in the day, darkest at night, clear around the player, and its grain a matter of step and tile alone. */
import { expect, test } from 'vitest';
import { dimness, GRAINS, gloom, grainAt, vignette } from '../../../../src/ui/crafter/picture/light.ts';
import { LOCAL_HEIGHT, LOCAL_WIDTH } from '../../../../src/ui/crafter/picture/local-view.ts';

const DAYLIGHTS = Array.from({ length: 101 }, (_, i) => i / 100);

test('it never gets darker as daylight rises', () => {
  for (const measure of [dimness, gloom]) {
    const values = DAYLIGHTS.map(measure);
    expect(values[0]).toBe(1);
    expect(values.at(-1)).toBe(0);
    values.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(values[i - 1] ?? 1);
    });
  }
});

test('an episode begins in full light, and the dark closes in at dusk', () => {
  expect(dimness(0.797)).toBe(0);
  expect(gloom(0.5)).toBe(0);
  expect(gloom(0.49)).toBeGreaterThan(0);
});

test('the dark is clear around the player and thick in the corners, the same on all sides', () => {
  const mask = vignette();
  expect(mask).toHaveLength(LOCAL_WIDTH * LOCAL_HEIGHT);
  const at = (x: number, y: number) => mask[y * LOCAL_WIDTH + x] as number;
  expect(at(LOCAL_WIDTH / 2, LOCAL_HEIGHT / 2)).toBeLessThan(0.01);
  expect(at(0, 0)).toBeGreaterThan(0.9);
  expect(at(0, 0)).toBeCloseTo(at(LOCAL_WIDTH - 1, LOCAL_HEIGHT - 1), 6);
});

test('grain follows from step and tile', () => {
  const seen = new Set<number>();
  for (let step = 0; step < 400; step += 4) {
    const grain = grainAt(step, 30, 31);
    expect(grain).toBe(grainAt(step, 30, 31));
    expect(grain).toBe(grainAt(step + 3, 30, 31));
    seen.add(grain);
  }
  expect(seen.size).toBe(GRAINS);
});
