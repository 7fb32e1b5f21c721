/** Biome's overrides keep clocks, the DOM, storage and threads out of the rooms that must not touch them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const GLOBALS = ['Date', 'performance', 'document', 'window', 'indexedDB', 'Worker', 'crypto', 'globalThis', 'fetch'];
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  random: GLOBALS,
  envs: GLOBALS,
  rl: GLOBALS,
  model: GLOBALS.filter((name) => name !== 'fetch'),
  experiments: ['document', 'window', 'indexedDB', 'Worker'],
  workers: ['document', 'window'],
  store: ['document', 'window'],
  ui: [],
};

let folder = '';
let denied = new Set<string>();

/** Lints one file per room and global in a copy of the project's configuration, in a single run of Biome. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-lint-'));
  const { vcs: _, ...configuration } = JSON.parse(readFileSync('biome.json', 'utf8')) as Record<string, unknown>;
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(configuration));
  for (const room of Object.keys(FORBIDDEN)) {
    for (const name of GLOBALS) {
      const file = join(folder, 'src', room, 'deep', `${name.toLowerCase()}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `export const used = ${name};\n`);
    }
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--colors=off',
      '--reporter=github',
      '--max-diagnostics=none',
      '--only=style/noRestrictedGlobals',
      '.',
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const found = stdout.matchAll(/src\/(\w+)\/deep\/.*global variable (\w+)\./g);
  denied = new Set([...found].map(([, room, name]) => `${room} ${name}`));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(FORBIDDEN))('src/%s', (room, forbidden) => {
  it.each(GLOBALS)('%s', (name) => {
    expect(denied.has(`${room} ${name}`)).toBe(forbidden.includes(name));
  });
});
