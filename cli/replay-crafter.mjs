/** `npm run replay:crafter -- FILE …`: holds our Crafter against games of the reference. See `--help`. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkNode, installPackages } from '../scripts/install.mjs';
import { runCommand } from './command.mjs';
import { REPLAY_HELP, readReplayOptions } from './replay-crafter/options.mjs';
import { outcomeText, totalText } from './replay-crafter/report.mjs';

/** @typedef {typeof import('./replay-crafter/replay.ts')} Source */

await runCommand(async () => {
  const options = readReplayOptions(process.argv.slice(2));
  if (options.help) {
    console.log(REPLAY_HELP);
    return 0;
  }
  checkNode();
  installPackages();
  // It needs the packages.
  const { importSource } = await import('../scripts/import-source.mjs');
  const { replayFile, TraceError } = /** @type {Source} */ (await importSource('cli/replay-crafter/replay.ts'));

  /** @param {string} path */
  const read = (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      throw new TraceError(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
    }
  };

  const outcomes = [];
  let unreadable = 0;
  for (const file of options.files) {
    try {
      const outcome = replayFile(basename(file), read(file), (name) => read(join(dirname(file), name)));
      console.log(outcomeText(file, outcome));
      outcomes.push(outcome);
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      console.error(`${file}: ${error.message}`);
      unreadable++;
    }
  }
  if (outcomes.length > 1) console.log(totalText(outcomes));
  if (outcomes.length > 0) console.log('Images are not compared; the random numbers that drawing them costs are.');
  if (outcomes.some(({ difference }) => difference !== null)) return 1;
  return unreadable > 0 ? 2 : 0;
});
