/** What is still to be done, how long that takes, and the line that says so. */
import { bar, duration } from '../progress.mjs';

/** @typedef {import('./results.mjs').Item} Item */

/** Of an arm's time, about so much is its evaluation. */
const EVALUATION_SHARE = 0.15;
/** Without a terminal, a line is written whenever this much more of a run is done. */
const STEP = 0.25;

/** Time left, from the arms' estimates and from how this machine compares with them. */
export class Clock {
  /** Seconds that were estimated for what is done, and that it took. */
  #estimated = 0;
  #taken = 0;

  /**
   * @param {Item} item
   * @param {'nothing' | 'trained'} from how much of it was done before
   * @param {number} seconds
   */
  done(item, from, seconds) {
    this.#estimated += estimate(item, from);
    this.#taken += seconds;
  }

  /**
   * Seconds that the items take, as far as one can tell.
   *
   * @param {readonly { item: Item, state: 'nothing' | 'trained' }[]} items
   */
  left(items) {
    return this.#pace() * items.reduce((sum, { item, state }) => sum + estimate(item, state), 0);
  }

  /**
   * Seconds until the current item is finished.
   *
   * @param {Item} item
   * @param {'training' | 'evaluating'} activity
   * @param {number} fraction of the activity, in [0, 1]
   */
  leftOf(item, activity, fraction) {
    const [whole, evaluation] = [estimate(item, 'nothing'), estimate(item, 'trained')];
    const done = activity === 'training' ? fraction * (whole - evaluation) : whole - (1 - fraction) * evaluation;
    return this.#pace() * (whole - done);
  }

  #pace() {
    return this.#estimated > 0 ? this.#taken / this.#estimated : 1;
  }
}

/**
 * @param {Item} item
 * @param {'nothing' | 'trained'} from
 */
function estimate({ arm }, from) {
  return 60 * arm.minutes * (from === 'trained' ? EVALUATION_SHARE : 1);
}

/**
 * @param {object} shown
 * @param {number} shown.number of the run, from 1
 * @param {number} shown.of
 * @param {string} shown.name
 * @param {string} shown.activity
 * @param {number} shown.fraction of the activity, in [0, 1]
 * @param {number} shown.secondsLeft of everything
 * @param {number} width columns of the terminal
 */
export function scheduleLine({ number, of, name, activity, fraction, secondsLeft }, width) {
  const head = `${String(number).padStart(String(of).length)}/${of}  ${name}: ${activity}`;
  const percent = `${Math.floor(100 * fraction)} %`.padStart(5);
  const tail = `${percent}  ${duration(secondsLeft)} left in all`;
  const room = width - head.length - tail.length - 3;
  const line = room >= 8 ? `${head} ${bar(fraction, Math.min(room, 20))} ${tail}` : `${head} ${tail}`;
  return line.slice(0, Math.max(0, width - 1));
}

/** Writes that line to a stream: rewritten on a terminal, now and then everywhere else. */
export class ScheduleDisplay {
  #stream;
  #shown = false;
  /** What was shown last where lines are not rewritten. */
  #last = { key: '', fraction: 0 };

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
  }

  /** @param {Parameters<typeof scheduleLine>[0]} shown */
  show(shown) {
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\x1b[2K${scheduleLine(shown, this.#stream.columns)}`);
      this.#shown = true;
      return;
    }
    const key = `${shown.number} ${shown.activity}`;
    if (key === this.#last.key && shown.fraction < this.#last.fraction + STEP) return;
    this.#last = { key, fraction: shown.fraction };
    this.#stream.write(`${scheduleLine(shown, 100)}\n`);
  }

  /** @param {string} text a message on a line of its own */
  say(text) {
    if (this.#shown) this.#stream.write('\r\x1b[2K');
    this.#shown = false;
    this.#stream.write(`${text}\n`);
  }
}
