import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeJson } from '../../../../cli/reproduce/files.mjs';

let base = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-files-'));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

it('writes short lists and records on a line of their own, and changes nothing in them', () => {
  const value = { rows: [{ a: 1, b: 'x  {y}\n  z' }, { a: 2 }], empty: [], deep: { list: [1, 2] } };
  const path = join(base, 'new', 'file.json');
  writeJson(path, value);
  const text = readFileSync(path, 'utf8');
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('{ "a": 2 }');
  expect(text).toContain('"list": [ 1, 2 ]');
  expect(existsSync(`${path}.part`)).toBe(false);
});
