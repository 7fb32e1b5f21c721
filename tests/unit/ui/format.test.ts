import { expect, test } from 'vitest';
import { ago, count, decimal, duration, percent, plural } from '../../../src/ui/format.ts';

test.each([
  [percent(0.456), '46 %'],
  [percent(1), '100 %'],
  [count(0), '0'],
  [count(9999), '9999'],
  [count(12_345), '12.3 k'],
  [count(999_960), '1.00 M'],
  [count(2_500_000_000), '2.50 G'],
  [decimal(0), '0.00'],
  [decimal(0.456), '0.46'],
  [decimal(12.34), '12.3'],
  [decimal(456.7), '457'],
  [decimal(0.0001), '1.0e-4'],
  [decimal(-3), '-3.00'],
  [decimal(Number.NaN), '–'],
  [duration(-1), '0 s'],
  [duration(59.4), '59 s'],
  [duration(150), '3 min'],
  [duration(3900), '1 h 05 min'],
  [ago(0, 30_000), 'just now'],
  [ago(0, 5 * 60_000), '5 min ago'],
  [ago(0, 3 * 3_600_000 + 5), '3 h ago'],
  [plural(1, 'tree'), '1 tree'],
  [plural(0, 'tree'), '0 trees'],
])('%s', (given, expected) => {
  expect(given).toBe(expected);
});
