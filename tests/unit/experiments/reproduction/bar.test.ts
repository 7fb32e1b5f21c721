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

it.each([
  [0.5, true, true],
  [0.5, false, false],
  [0.4, true, false],
] as const)('%s, with what has to hold besides: %s, is met: %s', (value, holds, met) => {
  expect(barsOf([goal({ also: () => holds })], value)[0]).toMatchObject({ value, met });
});

it('does not ask for what has to hold besides when there is no value', () => {
  const also = () => {
    throw new Error('There is nothing to ask.');
  };
  expect(barsOf([goal({ also })], null)[0]).toMatchObject({ met: null });
});
