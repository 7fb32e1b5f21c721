/** The name of the engines in a build: another one whenever their sources are others, and only then. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { enginesDigest } from '../../../scripts/engines-digest.mjs';

const root = mkdtempSync(join(tmpdir(), 'espalier-digest-'));

afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return enginesDigest(root);
}

it('changes with what an engine is made of, and with nothing else', () => {
  for (const path of ['src/random/key.ts', 'src/workers/engine-trial.ts']) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  mkdirSync(join(root, 'src/model'));
  const names = new Set([
    write('src/workers/engine-self-test.ts', 'a'),
    write('src/workers/engine-self-test.ts', 'b'),
    write('src/model/engines/webgpu/kernels/gemm.wgsl', 'fn'),
    write('src/model/engines/wasm/assembly/gemm.ts', 'export'),
  ]);
  expect(names.size).toBe(4);
  const last = [...names].at(-1);
  expect(last).toMatch(/^[0-9a-f]{12}$/);
  expect(write('src/model/engines/wasm/kernels.wasm', 'made')).toBe(last);
  expect(write('src/ui/app.tsx', 'not an engine')).toBe(last);
});

it('has one in this repository', () => {
  expect(enginesDigest()).toMatch(/^[0-9a-f]{12}$/);
});
