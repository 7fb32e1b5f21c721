import { expect, it } from 'vitest';
import {
  listed,
  numberCell,
  percent,
  points,
  pointsCell,
  seedsText,
  shareCell,
  significant,
} from '../../../../src/experiments/reproduction/words.ts';

it('writes shares without rounding to all or nothing', () => {
  expect([1, 0.996, 0.974, 0.5, 0.004, 0].map(percent)).toEqual(['100 %', '99.6 %', '97 %', '50 %', '0.4 %', '0 %']);
});

it('writes differences in points with their sign', () => {
  expect([0.16, 0.01, 0, -0.01, -0.2].map(points)).toEqual([
    '+16 points',
    '+1 point',
    '0 points',
    '−1 point',
    '−20 points',
  ]);
});

it('writes numbers with the digits that matter', () => {
  expect([1234.5, 45.6, 2.48, 2, 0.0357, 0].map(significant)).toEqual(['1,235', '46', '2.5', '2', '0.036', '0']);
});

it('puts intervals in brackets where there are any', () => {
  const one = { mean: 0.5, interval: null, seeds: 1 };
  const five = { mean: 0.95, interval: [0.88, 1.02], seeds: 5 } as const;
  expect([shareCell(null), shareCell(one), shareCell(five)]).toEqual(['not measured', '50 %', '95 % (88 to 100)']);
  expect([pointsCell(null), pointsCell(one), pointsCell({ ...five, interval: [-0.01, 0.2] })]).toEqual([
    'not measured',
    '+50 points',
    '+95 points (−1 to +20)',
  ]);
  expect([numberCell(null), numberCell(one), numberCell(five)]).toEqual(['not measured', '0.5', '0.95 (0.88 to 1)']);
});

it('lists', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect([seedsText(1), seedsText(5)]).toEqual(['1 seed', '5 seeds']);
});
