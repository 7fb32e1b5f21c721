/** Replays a file recorded from Crafter's reference implementation, of whatever kind it is. */
import { daylightAt } from '../../src/envs/crafter/daylight.ts';
import { firstDifference, type Outcome } from './difference.ts';
import { beginsDraws, replayDraws } from './draws.ts';
import { beginsEpisode, readEpisodes } from './episode-file.ts';
import { replayEpisodes } from './episodes.ts';
import { readLines, TraceError } from './lines.ts';
import { beginsTexts, replayTexts } from './texts.ts';

export type { Outcome } from './difference.ts';
export { TraceError } from './lines.ts';

/**
 * @param name of the file, without folders; some kinds tell things in it
 * @param sibling the bytes of another file in the same folder; throws a `TraceError` when there is none
 */
export function replayFile(name: string, bytes: Uint8Array, sibling: (name: string) => Uint8Array): Outcome {
  const lines = readLines(bytes);
  const first = lines[0]?.value;
  if (beginsEpisode(first)) return replayEpisodes(readEpisodes(lines));
  if (beginsDraws(first)) return replayDraws(lines, name);
  if (beginsTexts(first)) return replayTexts(lines, (file) => readEpisodes(readLines(sibling(file))));
  if (lines.length === 1 && isNumbers(first)) return compareDaylight(first);
  throw new TraceError(
    'It is not a trace of Crafter: its first line should be the header of an episode, an object whose "k" is "ep".',
  );
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');
}

/** A list of daylight by step, from 0. */
function compareDaylight(expected: readonly number[]): Outcome {
  for (const [step, value] of expected.entries()) {
    const difference = firstDifference([['daylight', value, daylightAt(step)]]);
    if (difference)
      return { identical: { 'daylight value': step }, difference: { where: `step ${step}`, ...difference } };
  }
  return { identical: { 'daylight value': expected.length }, difference: null };
}
