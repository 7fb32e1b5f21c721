import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../../src/experiments/reproduction/section.ts';
import { inSentences, intervalNote, numbers } from '../../../../src/ui/figures/words.ts';

const FIGURE: Figure = {
  kind: 'lines',
  title: 'Success by depth',
  xLabel: 'depth',
  yLabel: 'Tasks solved',
  unit: 'share',
  trained: [1, 3],
  series: [
    {
      name: 'Recursive',
      points: [
        { x: 2, y: 0.96, low: 0.9, high: 0.99 },
        { x: 1, y: 1 },
      ],
    },
    { name: 'Single', points: [{ x: 10, y: 0.004 }] },
  ],
};

it('describes a figure in sentences', () => {
  expect(inSentences(FIGURE)).toBe(
    'Success by depth. Lines: Tasks solved by depth. Recursive: 96 % at 2, 100 % at 1. Single: 0.4 % at 10. Trained on 1 to 3.',
  );
});

it('describes the ends of a long curve', () => {
  const points = Array.from({ length: 24 }, (_, i) => ({ x: i, y: i / 23 }));
  expect(inSentences({ ...FIGURE, series: [{ name: 'A', points }] })).toContain(
    'A: 0 % at 0 to 100 % at 23, 24 points.',
  );
});

it('says what bands and whiskers are, where there are any', () => {
  expect(intervalNote(FIGURE)).toBe('Bands: 95 % intervals over seeds.');
  expect(intervalNote({ ...FIGURE, kind: 'bars' })).toBe('Whiskers: 95 % intervals over seeds.');
  expect(intervalNote({ ...FIGURE, series: [{ name: 'A', points: [{ x: 1, y: 1 }] }] })).toBe('');
});

describe('the numbers', () => {
  it('are a table with a row per place, ascending, and gaps where a series has none', () => {
    expect(numbers(FIGURE)).toEqual({
      caption: 'Success by depth: Tasks solved',
      head: ['depth', 'Recursive', 'Single'],
      rows: [
        ['1', '100 %', ''],
        ['2', '96 % (90 to 99)', ''],
        ['10', '', '0.4 %'],
      ],
    });
  });

  it('keep the order of names', () => {
    const points = [
      { x: 'medium', y: 1234 },
      { x: 'easy', y: 0.5 },
    ];
    const { rows } = numbers({ ...FIGURE, kind: 'bars', unit: 'number', series: [{ name: 'A', points }] });
    expect(rows).toEqual([
      ['medium', '1,234'],
      ['easy', '0.5'],
    ]);
  });

  it('are thinned when too many, with both ends, and say so', () => {
    const points = Array.from({ length: 100 }, (_, i) => ({ x: i, y: i / 99 }));
    const { caption, rows } = numbers({ ...FIGURE, series: [{ name: 'A', points }] }, 5);
    expect(caption).toBe('Success by depth: Tasks solved, 5 of 100 points');
    expect(rows.map(([place]) => place)).toEqual(['0', '25', '50', '74', '99']);
  });
});
