/** How long what is still to be done takes: from the arms' estimates, and from how this machine compares with them. */

/**
 * @typedef {import('./results.mjs').Item} Item
 * @typedef {import('./results.mjs').State} State
 */

/**
 * An item that is to be done, or under way when it has an activity and the fraction of it that is done, in [0, 1].
 *
 * @typedef {object} Task
 * @property {Item} item
 * @property {State} state How much of it was done when it was begun.
 * @property {'training' | 'evaluating'} [activity]
 * @property {number} [fraction]
 */

/** A measurement takes about so much of the time of a training. */
const MEASUREMENT = 0.18;
/** Cores that the arms' estimates are for. */
const CORES = 2;

export class Clock {
  #jobs;
  /** What a run takes at first, relative to its arm's estimate: several share the cores. */
  #sharing;
  /** Seconds that were estimated for what is done, and that it took. */
  #estimated = 0;
  #taken = 0;

  /**
   * @param {number} jobs runs at once
   * @param {number} cores
   */
  constructor(jobs, cores) {
    this.#jobs = jobs;
    this.#sharing = Math.max(1, (jobs * CORES) / cores);
  }

  /**
   * @param {Task} task
   * @param {number} seconds that it took
   */
  done({ item, state }, seconds) {
    this.#estimated += work({ item, state });
    this.#taken += seconds;
  }

  /**
   * Seconds until all of it is done, as far as one can tell.
   *
   * @param {readonly Task[]} tasks
   */
  left(tasks) {
    const each = tasks.map(work);
    const pace = this.#estimated > 0 ? this.#taken / this.#estimated : this.#sharing;
    return pace * Math.max(0, ...each, each.reduce((sum, one) => sum + one, 0) / this.#jobs);
  }
}

/**
 * Seconds of work, by the estimate of the arm alone.
 *
 * @param {Task} task
 */
function work({ item: { arm, measurements }, state, activity, fraction = 0 }) {
  const training = (60 * arm.minutes) / (1 + MEASUREMENT * measurements.length);
  const measuring = MEASUREMENT * training * state.missing.length;
  if (activity === 'evaluating') return (1 - fraction) * measuring;
  return (state.trained ? 0 : (1 - fraction) * training) + measuring;
}
