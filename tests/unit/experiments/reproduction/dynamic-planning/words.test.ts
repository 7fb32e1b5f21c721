import { describe, expect, it } from 'vitest';
import {
  cellsFor,
  fine,
  meanText,
  nameAmong,
  signed,
} from '../../../../../src/experiments/reproduction/dynamic-planning/words.ts';
import { estimate } from '../../../../../src/experiments/reproduction/estimate.ts';
import { samplePlanningReport } from '../../../../support/sample-planning-report.ts';

it.each([
  [0.343, '34.3 %'],
  [0.043, '4.3 %'],
  [0.00421, '0.42 %'],
  [0, '0 %'],
  [1, '100 %'],
])('%d is %s', (share, text) => {
  expect(fine(share)).toBe(text);
});

it.each([
  [0.157, '+0.16'],
  [-0.012, '−0.012'],
  [0, '0'],
  [5, '+5'],
])('%d has a sign: %s', (value, text) => {
  expect(signed(value)).toBe(text);
});

it('says so when there is nothing to write', () => {
  expect(meanText(new Map())).toBe('an unknown amount');
  expect(meanText(new Map([[1, 0.25]]))).toBe('25 %');
});

describe('cells', () => {
  const { arms } = samplePlanningReport(['crafter-dynamic', 'crafter-cost-none']);
  const [dynamic, free] = arms as [(typeof arms)[number], (typeof arms)[number]];
  const cells = cellsFor(arms);
  const five = estimate([0.3, 0.32, 0.34, 0.36, 0.38]);
  const one = estimate([0.01]);

  it('have intervals over seeds', () => {
    expect(cells.share(five)).toBe('34 % (30.1 to 37.9)');
    expect(cells.points(five)).toBe('+34 points (+30.1 to +37.9)');
    expect(cells.change(five)).toBe('+34 % (+30.1 to +37.9)');
    expect(cells.signed(five)).toBe('+0.34 (+0.3 to +0.38)');
  });

  it('say how many seeds there are, where it is fewer than elsewhere', () => {
    expect(cells.share(one)).toBe('1 % (1 seed)');
    expect(cells.points(one)).toBe('+1 point (1 seed)');
    expect(cellsFor([free]).number(estimate([2, 2]))).toBe('2 (2 to 2)');
    expect(cells.number(estimate([2, 2]))).toBe('2 (2 to 2; 2 seeds)');
    expect(cells.number(null)).toBe('not measured');
    expect(cells.amount(estimate([0, 1]))).toBe('0.5 (0 to 6.9; 2 seeds)');
    expect(nameAmong(free, arms)).toBe(`${free.title} (2 seeds)`);
    expect(nameAmong(dynamic, arms)).toBe(dynamic.title);
  });

  it('keep the intervals of shares within nothing and all', () => {
    expect(cells.share(estimate([0, 1, 1, 1, 1]))).toBe('80 % (24.5 to 100)');
  });
});
