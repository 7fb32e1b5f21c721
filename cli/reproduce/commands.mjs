/** Runs `npm run train` and `npm run evaluate` as a person would, and passes on how far they are. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/install.mjs';
import { CommandError, INTERRUPTED } from '../command.mjs';

/** Lines of a failed command's messages that are shown. */
const KEPT = 12;

/** Thrown when a command was stopped by Ctrl-C. */
export class Stopped extends Error {}

/** The commands, as many at once as one likes; `stop` ends all that run, and lets none begin. */
export class Commands {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set();
  #stopping = false;

  stop() {
    this.#stopping = true;
    for (const child of this.#running) child.kill('SIGINT');
  }

  /**
   * Runs `cli/<name>.mjs` to its end. Throws `Stopped`, or a `CommandError` with the command's own words.
   *
   * @param {'train' | 'evaluate'} name
   * @param {readonly string[]} args with `--json`
   * @param {(fraction: number) => void} onProgress share of the training that is done
   * @returns {Promise<number>} the seconds that it took
   */
  async run(name, args, onProgress = () => {}) {
    if (this.#stopping) throw new Stopped();
    const started = performance.now();
    const child = spawn(process.execPath, [join(ROOT, 'cli', `${name}.mjs`), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.add(child);
    /** @type {string[]} */
    const messages = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      messages.push(line);
      if (messages.length > KEPT) messages.shift();
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const fraction = progressIn(line);
      if (fraction !== null) onProgress(fraction);
    });
    const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve)).finally(
      () => this.#running.delete(child),
    );
    if (this.#stopping || status === INTERRUPTED) throw new Stopped();
    if (status !== 0) {
      const command = ['npm run', name, '--', ...args].join(' ');
      throw new CommandError(`${messages.join('\n')}\nThis command failed: ${command}`);
    }
    return (performance.now() - started) / 1000;
  }
}

/**
 * How far the training is, if that is what the line reports.
 *
 * @param {string} line
 */
function progressIn(line) {
  try {
    const { type, fraction } = JSON.parse(line);
    return type === 'progress' && typeof fraction === 'number' ? fraction : null;
  } catch {
    return null;
  }
}
