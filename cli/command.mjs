/** What both commands share: errors in words, exit statuses, and Ctrl-C. */
import { SetupError } from '../scripts/install.mjs';
import { UsageError } from './options.mjs';

/** The exit status of a command that was stopped by Ctrl-C: 128 + SIGINT, as shells count. */
export const INTERRUPTED = 130;

/** Something that went wrong and is fully told by its message. */
export class CommandError extends Error {}

/**
 * Runs a command and ends the process with the status that it returns.
 *
 * @param {() => Promise<number>} main
 */
export async function runCommand(main) {
  // Whoever reads along may have seen enough, as `head` has; the work goes on unseen.
  process.stdout.on('error', (error) => {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = await main();
  } catch (error) {
    const known = error instanceof UsageError || error instanceof SetupError || error instanceof CommandError;
    console.error(known ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/**
 * Calls `stop` at the first Ctrl-C (or SIGTERM) and ends at once at the second.
 *
 * @param {() => void} stop
 */
export function onInterrupt(stop) {
  let asked = false;
  const listener = () => {
    if (asked) process.exit(INTERRUPTED);
    asked = true;
    stop();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
}
