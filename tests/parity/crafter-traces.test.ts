/**
 * Crafter is the reference's: games that were recorded from it replay identically, every step and every field. All
 * recordings of `../shared/reference/crafter-traces` are replayed where they lie beside the checkout, and an excerpt
 * everywhere.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayFile } from '../../cli/replay-crafter/replay.ts';

const EXCERPT = resolve(import.meta.dirname, 'crafter-traces');
const GIVEN = resolve(import.meta.dirname, '../../../shared/reference/crafter-traces');

/** Far more than a replay takes, also on a busy machine. */
const LIMIT = 120_000;

function recordings(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.gz'));
}

/** What of a file is identical; throws at a difference. */
function replay(folder: string, name: string): Readonly<Record<string, number>> {
  const read = (file: string) => readFileSync(join(folder, file));
  const { identical, difference } = replayFile(name, read(name), read);
  expect(difference).toBeNull();
  return identical;
}

describe('the excerpt', () => {
  it('replays identically, and is all there', () => {
    const all = Object.fromEntries(recordings(EXCERPT).map((name) => [name.split('.gz')[0], replay(EXCERPT, name)]));
    expect(all).toEqual({
      'balrog-text.scripted.norender.jsonl': { text: 113 },
      'daylight.json': { 'daylight value': 601 },
      'debug-random.norender.jsonl': { episode: 1, step: 211 },
      'episodes.norender.jsonl': { episode: 3, step: 537 },
      'length.norender.jsonl': { episode: 1, step: 40 },
      'mixed.render.jsonl': { episode: 1, step: 348 },
      'random.norender.jsonl': { episode: 1, step: 51 },
      'rnglog.seed0.norender.jsonl': { draw: 7922, step: 30 },
      'scripted.norender.jsonl': { episode: 2, step: 1307 },
      'scripted.render.jsonl': { episode: 1, step: 736 },
    });
  });
});

if (existsSync(GIVEN)) {
  describe('all recordings', () => {
    it.each(recordings(GIVEN))('%s replays identically', { timeout: LIMIT }, (name) => {
      const counts = Object.values(replay(GIVEN, name));
      expect(counts.length).toBeGreaterThan(0);
      expect(Math.min(...counts)).toBeGreaterThan(0);
    });
  });
}
