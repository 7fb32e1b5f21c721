import { expect, test } from 'vitest';
import { summarize } from '../../../../src/ui/charts/summary.ts';
import { decimal, percent } from '../../../../src/ui/format.ts';

test('a chart in a sentence: now, start, lowest, highest', () => {
  const series = [{ label: 'success', values: [0.1, null, 0.8, 0.6] }];
  expect(summarize('Success', 'of tasks', [1, 2, 3, 4], series, percent)).toBe(
    'Success (of tasks), steps 1 to 4: success 60 % now, 10 % at the start, between 10 % and 80 %.',
  );
});

test('nothing yet is said in words', () => {
  expect(summarize('Loss', '', [], [], decimal)).toBe('Loss: no values yet.');
  expect(summarize('Loss', '', [1], [{ label: 'loss', values: [null] }], decimal)).toBe(
    'Loss, steps 1 to 1: loss has no values yet.',
  );
});
