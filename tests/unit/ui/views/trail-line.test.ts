import { expect, it } from 'vitest';
import { trailLine } from '../../../../src/ui/views/trail-line.ts';

it('goes from stop to stop, there on one side and back on the other', () => {
  expect(trailLine([])).toBe('');
  expect(trailLine([{ x: 1, y: 2 }])).toBe('M1 2');
  const [a, b] = [
    { x: 0, y: 0 },
    { x: 0, y: 100 },
  ];
  expect(trailLine([a, b, a])).toBe('M0 0Q-18 50 0 100Q18 50 0 0');
});
