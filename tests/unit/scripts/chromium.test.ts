/** Finding a Chromium: what the user names goes first, and a wrong name is not passed over. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findChromium, launchOptions } from '../../../scripts/chromium.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-chromium-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function install(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

it('takes the one that ESPALIER_CHROMIUM names', () => {
  const path = install('my-chrome');
  vi.stubEnv('ESPALIER_CHROMIUM', path);
  expect(findChromium()).toBe(path);
  expect(launchOptions().executablePath).toBe(path);
});

it('says so when ESPALIER_CHROMIUM names nothing', () => {
  vi.stubEnv('ESPALIER_CHROMIUM', join(folder, 'nowhere'));
  expect(() => findChromium()).toThrow(/ESPALIER_CHROMIUM names .*nowhere.* Correct it or unset it/);
});

it('starts a browser that makes no traffic of its own, on the software adapter unless told otherwise', () => {
  vi.stubEnv('ESPALIER_CHROMIUM', install('my-chrome'));
  expect(launchOptions().args).toContain('--disable-background-networking');
  expect(launchOptions().args).toContain('--use-webgpu-adapter=swiftshader');
  expect(launchOptions({ gpu: true }).args).not.toContain('--use-webgpu-adapter=swiftshader');
});
