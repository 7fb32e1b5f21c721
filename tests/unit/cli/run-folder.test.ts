/** Run folders: nothing of the user's is overwritten, nothing half-written is taken for a file. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/options.mjs';
import { createRunFolder, FileReceiver, findRun, readCheckpoint } from '../../../cli/run-folder.mjs';

let base = '';
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-run-'));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('making one', () => {
  it('makes the folder that was asked for, parents included', () => {
    const folder = createRunFolder(join(base, 'a/b'), 'unused');
    expect(folder).toBe(join(base, 'a/b'));
    expect(existsSync(folder)).toBe(true);
    expect(createRunFolder(folder, 'unused')).toBe(folder);
  });

  it('refuses one that holds something, or is a file', () => {
    writeFileSync(join(base, 'mine.txt'), 'mine');
    expect(() => createRunFolder(base, 'unused')).toThrow(/Nothing is overwritten: choose another --out/);
    expect(() => createRunFolder(join(base, 'mine.txt'), 'unused')).toThrow(UsageError);
    expect(() => createRunFolder(join(base, 'mine.txt/run'), 'unused')).toThrow(/cannot be made/);
  });
});

describe('receiving files', () => {
  it('puts pieces together and shows a file only when it is whole', () => {
    const files = new FileReceiver(base);
    files.receive('checkpoints/3/a.bin', bytes('one '), false);
    files.receive('config.json', bytes('{}'), true);
    expect(existsSync(join(base, 'checkpoints/3/a.bin'))).toBe(false);
    files.receive('checkpoints/3/a.bin', bytes('two'), true);
    files.receive('config.json', bytes('[]'), true);
    files.receive('empty', bytes(''), true);
    files.close();
    expect(readFileSync(join(base, 'checkpoints/3/a.bin'), 'utf8')).toBe('one two');
    expect(readFileSync(join(base, 'config.json'), 'utf8')).toBe('[]');
    expect(readdirSync(base).sort()).toEqual(['checkpoints', 'config.json', 'empty']);
  });

  it('keeps the former file when the new one stays incomplete', () => {
    writeFileSync(join(base, 'run.json'), 'old');
    const files = new FileReceiver(base);
    files.receive('run.json', bytes('new, but'), false);
    files.close();
    expect(readdirSync(base)).toEqual(['run.json']);
    expect(readFileSync(join(base, 'run.json'), 'utf8')).toBe('old');
  });

  it('writes nothing outside of the folder', () => {
    expect(() => new FileReceiver(join(base, 'run')).receive('../out', bytes(''), true)).toThrow(/outside/);
  });
});

describe('finding and reading one', () => {
  beforeEach(() => {
    for (const step of ['2', '9', '10']) {
      mkdirSync(join(base, 'checkpoints', step), { recursive: true });
      writeFileSync(join(base, 'checkpoints', step, 'model.bin'), step);
      writeFileSync(join(base, 'checkpoints', step, 'model.bin.part'), 'half');
    }
    for (const name of ['run.json', 'config.json', 'metrics.jsonl']) writeFileSync(join(base, name), name);
  });

  const pathsOf = (path: string) => readCheckpoint(findRun(path)).map((file) => file.path);

  it('takes the newest checkpoint of a folder, by number', () => {
    expect(pathsOf(base)).toEqual(['run.json', 'config.json', 'checkpoints/10/model.bin']);
  });

  it('takes the checkpoint that is named', () => {
    expect(pathsOf(join(base, 'checkpoints/9/'))).toEqual(['run.json', 'config.json', 'checkpoints/9/model.bin']);
  });

  it('says what is wrong with anything else', () => {
    expect(() => findRun(join(base, 'nowhere'))).toThrow(/does not exist/);
    expect(() => findRun(tmpdir())).toThrow(/neither a run folder/);
    rmSync(join(base, 'checkpoints'), { recursive: true });
    mkdirSync(join(base, 'checkpoints'));
    expect(() => readCheckpoint(findRun(base))).toThrow(/no checkpoint yet/);
  });
});
