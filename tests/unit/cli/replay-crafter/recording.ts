/** A short recorded episode whose lines can be changed before it is replayed. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Outcome, replayFile } from '../../../../cli/replay-crafter/replay.ts';

export const EXCERPT = resolve(import.meta.dirname, '../../../parity/crafter-traces');

// biome-ignore lint/suspicious/noExplicitAny: whatever is recorded, and whatever a test makes of it.
export type Recorded = any;

/** The lines of a file of the excerpt. */
export function recorded(name: string): Recorded[] {
  const text = new TextDecoder().decode(gunzipSync(readFileSync(resolve(EXCERPT, name))));
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export function pack(lines: readonly Recorded[]): Uint8Array {
  return gzipSync(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
}

/** Replays a file of the excerpt after `change` has been at its lines. */
export function replayChanged(name: string, change: (lines: Recorded[]) => void): Outcome {
  const lines = recorded(name);
  change(lines);
  return replayFile(name, pack(lines), (file) => readFileSync(resolve(EXCERPT, file)));
}
