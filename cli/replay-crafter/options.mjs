/** What `npm run replay:crafter` is asked for. */
import { parseArgs } from 'node:util';
import { UsageError } from '../options.mjs';

export const REPLAY_HELP = `Replays recorded games of Crafter's reference implementation and compares every value.

  npm run replay:crafter -- FILE.jsonl.gz …

Files hold episodes, step by step (with or without all objects), every draw from the generator, scenes in words, or
daylight by step. Of each, the command tells how much is identical, or the first difference: seed, episode, step, field,
expected, found. Checksums of images are not compared, because that takes the reference's textures; the random numbers
that drawing them costs are.

  --help   show this

Exit status: 0 all is identical, 1 something differs, 2 wrong options or a file that cannot be read.`;

/**
 * @param {readonly string[]} args
 * @returns {{ files: string[], help: boolean }}
 */
export function readReplayOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const help = values.help ?? false;
    if (positionals.length === 0 && !help) {
      throw new UsageError('Say which files to replay: npm run replay:crafter -- FILE.jsonl.gz …');
    }
    return { files: positionals, help };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { message } = /** @type {Error} */ (error);
    throw new UsageError(`${message.split('. To specify')[0]?.replace(/\.$/, '')}. --help shows what there is.`);
  }
}
