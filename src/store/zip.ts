/** An exported run as one zip. Damage anywhere in it is found by the checksums that a zip has for each file. */
import { strFromU8, unzipSync, type ZippableFile, zipSync } from 'fflate';
import { checksum } from '../model/checksum.ts';
import { archiveFiles, archiveFromFiles, isRunFile } from './archive.ts';
import { ArchiveError } from './errors.ts';
import { readBytes } from './files.ts';
import type { RunArchive } from './types.ts';

/** More than any run makes; a zip can claim to unpack to anything. */
const MAX_BYTES = 2 ** 30;

const REMEDY = 'Choose a zip that this app exported.';

/** The bytes of the zip. */
export function zipArchive(archive: RunArchive): Uint8Array<ArrayBuffer> {
  const files = Object.entries(archiveFiles(archive)).map(([path, content]): [string, ZippableFile] => [
    path,
    // Parameters do not get smaller.
    [readBytes(content), { level: path.endsWith('.safetensors') ? 0 : 6 }],
  ]);
  return zipSync(Object.fromEntries(files));
}

/** The run in a zip. Throws an ArchiveError when it is not the zip of a run, or not a whole and valid one. */
export function unzipArchive(zip: Uint8Array): RunArchive {
  const entries = readDirectory(zip);
  const folder = runFolder(entries);
  if (folder === null) throw new ArchiveError('This zip is not an exported run: it has no run.json.', REMEDY);
  const wanted = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (!entry.path.startsWith(folder) || !isRunFile(entry.path.slice(folder.length))) continue;
    if (wanted.has(entry.path)) throw new ArchiveError(`The zip has ${entry.path} twice.`, REMEDY);
    wanted.set(entry.path, entry);
  }
  const total = [...wanted.values()].reduce((sum, entry) => sum + entry.size, 0);
  if (total > MAX_BYTES) throw new ArchiveError('This zip would unpack to more than any run of this app.', REMEDY);

  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(zip, { filter: ({ name }) => wanted.has(name) });
  } catch (error) {
    throw damaged('it cannot be unpacked', error);
  }
  const files: Record<string, Uint8Array> = {};
  for (const [path, entry] of wanted) {
    const content = unpacked[path];
    if (!content || content.length !== entry.size || checksum(content) !== entry.checksum) {
      throw damaged(`the bytes of ${path} have changed since it was written`);
    }
    files[path.slice(folder.length)] = content;
  }
  return archiveFromFiles(files);
}

interface ZipEntry {
  readonly path: string;
  readonly checksum: number;
  /** Bytes once unpacked. */
  readonly size: number;
}

/** Zip file format (APPNOTE 6.3), sections 4.3.16 and 4.3.12. */
const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
/** Bit 11 of an entry's flags. */
const UTF8_NAMES = 1 << 11;

/** The central directory, which the unpacker reads too but does not check against the content. */
function readDirectory(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - END_SIZE;
  const earliest = Math.max(0, end - MAX_COMMENT);
  while (end >= earliest && view.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < earliest) throw new ArchiveError('This file is not a zip, or only the beginning of one.', REMEDY);

  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > zip.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damaged('its list of files cannot be read');
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = zip.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    entries.push({
      // The unpacker's own reading of names, because they are compared with its names.
      path: strFromU8(name, (view.getUint16(at + 8, true) & UTF8_NAMES) === 0),
      checksum: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
    });
    at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the run lies: '' or, in a zip that someone packed from a folder, that folder with a slash. Null: nowhere. */
function runFolder(entries: readonly ZipEntry[]): string | null {
  const folders = entries
    .map(({ path }) => /^(?:(.*)\/)?run\.json$/.exec(path))
    .filter((match) => match !== null)
    .map((match) => (match[1] === undefined ? '' : `${match[1]}/`));
  return folders.sort((a, b) => a.length - b.length)[0] ?? null;
}

function damaged(what: string, cause?: unknown): ArchiveError {
  return new ArchiveError(`This zip is damaged: ${what}.`, 'Copy or download it again.', { cause });
}
