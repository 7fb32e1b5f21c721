import { expect, it } from 'vitest';
import { formatBytes } from '../../../src/store/usage.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1234, '1.2 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1 MB'],
  [52_400_000, '52.4 MB'],
  [3e9, '3 GB'],
  [7.25e15, '7250 TB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
