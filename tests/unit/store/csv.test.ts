import { expect, it } from 'vitest';
import { metricsCsv } from '../../../src/store/csv.ts';

it('has a column for every metric of any row, and leaves what is missing empty', () => {
  const rows = [
    { step: 1, phase: 'warm-start', values: { 'policy/loss': 2.5 } },
    { step: 2, phase: 'training', values: { 'reward/all/mean': 0, 'policy/loss': Number.NaN } },
  ] as const;
  expect(metricsCsv(rows)).toBe('step,phase,policy/loss,reward/all/mean\r\n1,warm-start,2.5,\r\n2,training,NaN,0\r\n');
});

it('quotes names that would break the table', () => {
  const rows = [{ step: 1, phase: 'training', values: { 'a,"b"': 1 } }] as const;
  expect(metricsCsv(rows)).toBe('step,phase,"a,""b"""\r\n1,training,1\r\n');
});

it('is a header alone without rows', () => {
  expect(metricsCsv([])).toBe('step,phase\r\n');
});
