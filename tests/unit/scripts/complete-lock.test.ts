/** The lock file must suit every system, or `npm ci` refuses it on all of them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingEntries } from '../../../scripts/complete-lock.mjs';

it('is complete; if not: node scripts/complete-lock.mjs', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Parameters<typeof missingEntries>[0];
  expect(Object.keys(missingEntries(lock))).toEqual([]);
});

it('is completed from the names', () => {
  const optionalDependencies = {
    '@a/b-linux-x64': '1.2.3',
    '@a/b-linux-arm-musleabihf': '1.2.3',
    '@a/b-win32-ia32-msvc': '1.2.3',
    '@a/b-linux-arm64-gnu': '1.2.3',
  };
  const packages = {
    'node_modules/@a/b': { dev: true, optionalDependencies },
    'node_modules/@a/b-linux-x64': { version: '1.2.3' },
  };
  expect(missingEntries({ packages })).toEqual({
    'node_modules/@a/b-linux-arm-musleabihf': {
      ...{ version: '1.2.3', dev: true, optional: true },
      ...{ os: ['linux'], cpu: ['arm'], libc: ['musl'] },
    },
    'node_modules/@a/b-win32-ia32-msvc': {
      ...{ version: '1.2.3', dev: true, optional: true },
      ...{ os: ['win32'], cpu: ['ia32'] },
    },
    'node_modules/@a/b-linux-arm64-gnu': {
      ...{ version: '1.2.3', dev: true, optional: true },
      ...{ os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
    },
  });
});

it('does not guess', () => {
  const packages = { 'node_modules/a': { optionalDependencies: { fsevents: '2.3.3' } } };
  expect(() => missingEntries({ packages })).toThrow(/fsevents@2\.3\.3 has no entry/);
});
