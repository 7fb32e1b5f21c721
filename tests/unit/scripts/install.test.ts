/** Deciding whether something must be installed; installing itself is left to a fresh clone. */
import { expect, it } from 'vitest';
import { atLeast, outdated } from '../../../scripts/install.mjs';

it.each([
  ['20.19.0', '20.19', true],
  ['20.18.3', '20.19', false],
  ['22.0.0', '20.19', true],
  ['18.99.99', '20.19', false],
  ['20.19', '20.19.1', false],
])('Node %s against %s: %s', (version, least, expected) => {
  expect(atLeast(version, least)).toBe(expected);
});

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b/node_modules/@scope/c': { version: '2.0.0' },
    'node_modules/binary-of-another-system': { version: '3.0.0', optional: true },
  },
};

it('finds nothing to install when all is there', () => {
  const installed = {
    packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b/node_modules/@scope/c': { version: '2.0.0' } },
  };
  expect(outdated(lock, installed)).toEqual([]);
});

it('names what is missing or of another version', () => {
  expect(outdated(lock, { packages: { 'node_modules/a': { version: '0.9.0' } } })).toEqual(['a', '@scope/c']);
});
