/** Ticks are round, begin at 0, and reach what is drawn without much to spare. */
import { expect, test } from 'vitest';
import { ticksUpTo, tickText } from '../../../../src/ui/charts/ticks.ts';

test.each([
  [0, [0, 1]],
  [Number.NaN, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [7.3, [0, 2, 4, 6, 8]],
  [61, [0, 20, 40, 60, 80]],
  [0.9, [0, 0.25, 0.5, 0.75, 1]],
  [310, [0, 100, 200, 300, 400]],
])('up to %d', (highest, expected) => {
  expect(ticksUpTo(highest)).toEqual(expected);
});

test.each([1e-9, 3e-4, 0.7, 19, 101, 12_345, 9.99e8])('reaches %d with at most six ticks', (highest) => {
  const ticks = ticksUpTo(highest);
  expect(ticks.length).toBeLessThanOrEqual(6);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * 0.999);
  expect(ticks.at(-1)).toBeLessThan(highest * 2.6);
});

test.each([
  [0, '0'],
  [2.5, '2.5'],
  [400, '400'],
  [25_000, '25.0 k'],
])('%d is written short', (tick, expected) => {
  expect(tickText(tick)).toBe(expected);
});
