import { expect, it } from 'vitest';
import { barsOf, type Goal } from '../../../../src/experiments/reproduction/bar.ts';

const goal = (more: Partial<Goal<number | null>> = {}): Goal<number | null> => ({
  ...{ id: 'half', text: 'At least half', unit: 'share', limit: 0.5, value: (found) => found },
  ...more,
});

it.each([
  [0.5, undefined, true],
  [0.49, undefined, false],
  [0.5, true, true],
  [0.51, true, false],
  [null, undefined, null],
  [null, true, null],
] as const)('%s, at most: %s, is met: %s', (value, atMost, met) => {
  expect(barsOf([goal(atMost && { atMost })], value)).toEqual([
    { id: 'half', text: 'At least half', unit: 'share', value, met },
  ]);
});
