/**
 * Files of scenes in words, as the language wrapper of the BALROG benchmark puts them: each line names a step of an
 * episode that another file holds, which lies beside it: those of policy "scripted" in `scripted.norender.jsonl.gz`.
 */
import * as v from 'valibot';
import { ReferenceEpisode } from '../../src/envs/crafter/reference/episode.ts';
import { describeStatus, describeSurroundings, TEXT_VARIANTS } from '../../src/envs/crafter/text.ts';
import { firstDifference, type Outcome } from './difference.ts';
import type { EpisodeTrace } from './episode-file.ts';
import { type Line, parseAs, TraceError } from './lines.ts';

const string = v.string('must be a string');
const variants = Object.keys(TEXT_VARIANTS) as (keyof typeof TEXT_VARIANTS)[];
const textSchema = v.object({
  seed: v.pipe(v.number('must be a whole number'), v.safeInteger('must be a whole number')),
  policy: v.pipe(string, v.regex(/^[\w-]+$/, 'must be a name')),
  t: v.pipe(v.number('must be a step'), v.safeInteger('must be a step'), v.minValue(0, 'must be a step')),
  cfg: v.picklist(variants, `must be ${variants.join(', ')}`),
  long: string,
  short: string,
});

/** Whether a file whose first line holds this tells scenes in words. */
export function beginsTexts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'long' in value && 'short' in value;
}

/** Replays up to the first difference; `episodesOf` reads a file that lies beside this one. */
export function replayTexts(lines: readonly Line[], episodesOf: (name: string) => readonly EpisodeTrace[]): Outcome {
  const files = new Map<string, readonly EpisodeTrace[]>();
  let game: { trace: EpisodeTrace; episode: ReferenceEpisode } | null = null;
  for (const [i, line] of lines.entries()) {
    const { seed, policy, t, cfg, long, short } = parseAs(textSchema, line);
    const file = `${policy}.norender.jsonl.gz`;
    const traces = files.get(file) ?? episodesOf(file);
    files.set(file, traces);
    const trace = traces.find((one) => one.seed === BigInt(seed) && one.header.episode === 1);
    if (!trace) throw new TraceError(`Line ${line.number} is about seed ${seed}, of which ${file} holds no episode.`);
    if (t > trace.steps.length) {
      throw new TraceError(`Line ${line.number} is about step ${t} of ${trace.steps.length}.`);
    }
    if (game === null || game.trace !== trace || game.episode.game.steps > t) {
      game = { trace, episode: new ReferenceEpisode({ seed: trace.seed, length: trace.header.length }) };
    }
    const { episode } = game;
    while (episode.game.steps < t) episode.step(Number(trace.steps[episode.game.steps]?.values[0]));
    const difference = firstDifference([
      ['long', long, describeSurroundings(episode.game, TEXT_VARIANTS[cfg])],
      ['short', short, describeStatus(episode.game)],
    ]);
    if (difference) {
      const where = `seed ${seed}, episode 1, step ${t}, variant "${cfg}"`;
      return { identical: { text: i }, difference: { where, ...difference } };
    }
  }
  return { identical: { text: lines.length }, difference: null };
}
