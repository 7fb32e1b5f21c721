/** A folder of files in memory, by path with forward slashes. */
import { ArchiveError } from './errors.ts';

export type Files = Readonly<Record<string, Uint8Array | string>>;

/** The content of `path`; throws an ArchiveError when there is no such file. `place` is put before it in the words. */
export function required(files: Files, path: string, place = ''): Uint8Array | string {
  const content = Object.hasOwn(files, path) ? files[path] : undefined;
  if (content !== undefined) return content;
  throw new ArchiveError(
    `This is not a whole exported run: ${place}${path} is missing.`,
    'Choose a zip that this app exported, or a run folder with all its files.',
  );
}

export function readText(content: Uint8Array | string): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

export function readBytes(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
