/** The progress of a run as text: one line that is rewritten on a terminal, one now and then everywhere else. */

/** @typedef {Extract<import('../src/workers/protocol.ts').RunEvent, { type: 'progress' }>} Progress */

/**
 * The figure of the newest update that says most, in [0, 1].
 *
 * @typedef {{ readonly name: string, readonly value: number }} Headline
 */

/** Without a terminal, a line is written whenever this much more is done, or something new has begun. */
const STEP = 0.05;
/** Width of the longest activity, "Reinforcement learning". */
const ACTIVITY = 22;

/**
 * Seconds as people say them: `8 s`, `3:07 min`, `2:15 h`.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}

/**
 * @param {number} fraction in [0, 1]
 * @param {number} width in characters
 */
export function bar(fraction, width) {
  const full = Math.floor(Math.min(1, Math.max(0, fraction)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

/**
 * @param {Progress} progress
 * @param {Headline | null} headline
 * @param {number} width columns of the terminal
 */
export function progressLine({ activity, counted, cursor, fraction, secondsLeft }, headline, width) {
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  const parts = [
    `${cursor.phase === 'warm-start' ? 'step' : 'update'} ${cursor.update}`,
    ...(counted ? [`${counted.done} of ${counted.of}`] : []),
    ...(headline === null ? [] : [`${headline.name} ${headline.value.toFixed(2)}`]),
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ];
  const head = activity.padEnd(ACTIVITY);
  const tail = `${percent}  ${parts.join('  ')}`;
  const room = width - head.length - tail.length - 3;
  const line = room >= 8 ? `${head} ${bar(fraction, Math.min(room, 30))} ${tail}` : `${head} ${tail}`;
  return line.slice(0, Math.max(0, width - 1));
}

/** Writes progress and messages to one stream so that they do not run into each other. */
export class ProgressDisplay {
  /** @type {NodeJS.WriteStream} */
  #stream;
  #shown = false;
  #written = Number.NEGATIVE_INFINITY;
  /** @type {Headline | null} */
  #headline = null;

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
  }

  /**
   * What to show from now on.
   *
   * @param {string} name
   * @param {number} value in [0, 1]
   */
  headline(name, value) {
    this.#headline = { name, value };
  }

  /** @param {Progress} progress */
  show(progress) {
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\x1b[2K${progressLine(progress, this.#headline, this.#stream.columns)}`);
      this.#shown = true;
    } else if (progress.fraction >= this.#written + STEP || progress.fraction < this.#written) {
      this.#written = progress.fraction;
      this.#stream.write(`${progressLine(progress, this.#headline, 100)}\n`);
    }
  }

  /**
   * A message on a line of its own.
   *
   * @param {string} text
   */
  say(text) {
    if (this.#shown) this.#stream.write('\r\x1b[2K');
    this.#shown = false;
    this.#stream.write(`${text}\n`);
  }
}
