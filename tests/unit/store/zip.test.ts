/** The zip around a run's files: packed, packed again by someone else, damaged, and not ours. */
import { type Unzipped, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../src/store/errors.ts';
import { unzipArchive, zipArchive } from '../../../src/store/zip.ts';
import { runArchive } from '../../support/stored-runs.ts';

const zip = zipArchive(runArchive());

/** The zip's files packed anew under other paths. */
function repacked(rename: (path: string) => string, more: Unzipped = {}): Uint8Array {
  const files = Object.entries(unzipSync(zip)).map(([path, content]) => [rename(path), content]);
  return zipSync({ ...Object.fromEntries(files), ...more });
}

/** Where the text begins in the zip. */
function find(text: string): number {
  return Buffer.from(zip).indexOf(text);
}

describe('a round trip', () => {
  it('gives back every bit of a run', () => {
    expect(unzipArchive(zip)).toEqual(runArchive());
  });

  it('reads a zip that lies inside a larger buffer', () => {
    const larger = new Uint8Array(zip.length + 20);
    larger.set(zip, 10);
    expect(unzipArchive(larger.subarray(10, 10 + zip.length))).toEqual(runArchive());
  });

  it('reads a zip that someone packed from the unpacked folder, with what systems add to it', () => {
    const junk = new Uint8Array([1, 2, 3]);
    const again = repacked((path) => `Läufe/mein Lauf/${path}`, {
      'Läufe/mein Lauf/.DS_Store': junk,
      '__MACOSX/Läufe/mein Lauf/deeper/._run.json': junk,
    });
    expect(unzipArchive(again)).toEqual(runArchive());
  });
});

describe('what is not an exported run', () => {
  it.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(0), 'This file is not a zip'],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'This file is not a zip',
    ],
    ['a text', new TextEncoder().encode('step,phase\r\n'.repeat(100)), 'This file is not a zip'],
    ['an empty zip', zipSync({}), 'This zip is not an exported run: it has no run.json.'],
    ['a zip of something else', zipSync({ 'photo.jpg': new Uint8Array(9) }), 'it has no run.json'],
    [
      'a zip with a run.json of something else',
      zipSync({ 'run.json': new TextEncoder().encode('{}') }),
      'run.json: it is not the description of a run',
    ],
    ['half a zip', zip.slice(0, zip.length / 2), 'This file is not a zip, or only the beginning of one.'],
    ['the end of a zip', zip.slice(zip.length / 2), 'This zip is damaged'],
  ])('%s', (_what, bytes, message) => {
    expect(() => unzipArchive(bytes)).toThrow(ArchiveError);
    expect(() => unzipArchive(bytes)).toThrow(message);
  });

  it('a zip without one of the files', () => {
    const without = repacked((path) => (path === 'traces.jsonl' ? 'renamed.jsonl' : path));
    expect(() => unzipArchive(without)).toThrow('traces.jsonl is missing');
  });

  it('a zip with a changed byte in a file', () => {
    const bytes = zip.slice();
    const inside = find('checkpoints/2/model.safetensors') + 500;
    bytes[inside] = (bytes[inside] ?? 0) ^ 4;
    expect(() => unzipArchive(bytes)).toThrow(
      'This zip is damaged: the bytes of checkpoints/2/model.safetensors have changed since it was written.',
    );
  });

  it('a zip with a changed byte in a packed file', () => {
    const bytes = zip.slice();
    const inside = find('metrics.jsonl') + 'metrics.jsonl'.length + 20;
    bytes[inside] = (bytes[inside] ?? 0) ^ 4;
    expect(() => unzipArchive(bytes)).toThrow('This zip is damaged');
  });

  it('a zip that claims to unpack to gigabytes', () => {
    const bytes = zip.slice();
    const entry = bytes.length - 22;
    const directory = new DataView(bytes.buffer).getUint32(entry + 16, true);
    new DataView(bytes.buffer).setUint32(directory + 24, 0xf0000000, true);
    expect(() => unzipArchive(bytes)).toThrow('would unpack to more than any run');
  });
});
