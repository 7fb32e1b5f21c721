/** The lines that say which runs are under way, how far they are, and how long everything takes. */
import { bar, duration } from '../progress.mjs';

/** Without a terminal, a line is written whenever this much more of a run is done. */
const STEP = 0.25;
/** Columns where there is no terminal, or one that does not tell how wide it is. */
const WIDTH = 100;

/**
 * @typedef {object} Shown
 * @property {number} number Of the run, from 1.
 * @property {number} of
 * @property {string} name
 * @property {string} activity
 * @property {number} fraction Of the activity, in [0, 1].
 */

/**
 * @param {Shown} shown
 * @param {number | null} secondsLeft of everything; null to leave it out
 * @param {number} width columns of the terminal
 */
export function scheduleLine({ number, of, name, activity, fraction }, secondsLeft, width) {
  const head = `${String(number).padStart(String(of).length)}/${of}  ${name}: ${activity}`;
  const percent = `${Math.floor(100 * fraction)} %`.padStart(5);
  const tail = secondsLeft === null ? percent : `${percent}  ${leftText(secondsLeft)}`;
  const room = width - head.length - tail.length - 3;
  const line = room >= 8 ? `${head} ${bar(fraction, Math.min(room, 20))} ${tail}` : `${head} ${tail}`;
  return line.slice(0, Math.max(0, width - 1));
}

/** @param {number} seconds */
function leftText(seconds) {
  return `${duration(seconds)} left in all`;
}

/**
 * Writes a line per run that is under way: together, and rewritten, on a terminal; now and then everywhere else. Several
 * share a last line with the time that is left.
 */
export class ScheduleDisplay {
  #stream;
  /** @type {Map<number, Shown>} What is under way, by number. */
  #running = new Map();
  /** Lines on the terminal that will be written over. */
  #drawn = 0;
  /** @type {Map<number, Pick<Shown, 'activity' | 'fraction'>>} What was written last where lines are not rewritten. */
  #written = new Map();

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
  }

  /**
   * @param {Shown} shown
   * @param {number} secondsLeft of everything
   */
  show(shown, secondsLeft) {
    this.#running.set(shown.number, shown);
    if (this.#stream.isTTY) {
      this.#redraw(secondsLeft);
      return;
    }
    const last = this.#written.get(shown.number);
    if (last?.activity === shown.activity && shown.fraction < last.fraction + STEP) return;
    this.#written.set(shown.number, shown);
    this.#stream.write(`${scheduleLine(shown, secondsLeft, WIDTH)}\n`);
  }

  /**
   * A run that is under way no longer, and the message about it.
   *
   * @param {number} number
   * @param {string} text
   */
  end(number, text) {
    this.#running.delete(number);
    this.#written.delete(number);
    this.say(text);
  }

  /** @param {string} text a message on a line of its own */
  say(text) {
    this.#erase();
    this.#stream.write(`${text}\n`);
  }

  /** @param {number} secondsLeft */
  #redraw(secondsLeft) {
    const shown = [...this.#running.values()].sort((a, b) => a.number - b.number);
    const alone = shown.length === 1;
    const width = this.#stream.columns || WIDTH;
    const lines = shown.map((one) => scheduleLine(one, alone ? secondsLeft : null, width));
    if (!alone) lines.push(leftText(secondsLeft).slice(0, width - 1));
    this.#erase();
    this.#stream.write(lines.join('\n'));
    this.#drawn = lines.length;
  }

  #erase() {
    if (this.#drawn === 0) return;
    // To the first of the lines, and everything from there on.
    this.#stream.write(`\r${this.#drawn > 1 ? `\x1b[${this.#drawn - 1}A` : ''}\x1b[J`);
    this.#drawn = 0;
  }
}
