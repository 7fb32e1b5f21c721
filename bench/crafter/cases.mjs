/**
 * What Crafter is measured on, on one thread with luck of its own: steps of a uniformly random player, beginnings of
 * episodes, and copies of games; and how fast the reference implementation does the same.
 */

/**
 * @typedef {object} CrafterCase
 * @property {'crafter-steps' | 'crafter-episodes' | 'crafter-resets' | 'crafter-snapshot' | 'crafter-restore' | 'crafter-fork'} id
 * @property {string} title
 * @property {string} unit What is counted, in the plural.
 * @property {number} size Games that one sample is of.
 * @property {number | null} reference The reference's number per second; null where it has no such thing.
 * @property {{ promise: string, kind: 'least' | 'most', value: number } | null} bar Promised: at least so many per
 *   second, or at most so many microseconds each.
 */

/**
 * Crafter 1.8.3 with its image left out (with its image of 64 × 64: 208.5 steps and 110 steps with resets per second),
 * uniformly random actions, one process; medians of three runs.
 */
export const REFERENCE = 'Python 3.11, 2 cores of an Intel Xeon at 2.5 GHz';

/** @type {readonly CrafterCase[]} */
export const CRAFTER_CASES = [
  {
    id: 'crafter-steps',
    title: 'steps, each with a symbolic observation',
    unit: 'steps',
    size: 400,
    reference: 902.5,
    bar: { promise: 'steps of Crafter per second, each with a symbolic observation', kind: 'least', value: 500_000 },
  },
  {
    id: 'crafter-episodes',
    title: 'the same in a batch of games, with the resets in between',
    unit: 'steps',
    size: 128,
    reference: 185,
    bar: null,
  },
  {
    id: 'crafter-resets',
    title: 'resets',
    unit: 'resets',
    size: 100,
    reference: 1 / 0.751,
    bar: { promise: 'resets of Crafter per second', kind: 'least', value: 1000 },
  },
  {
    id: 'crafter-snapshot',
    title: 'snapshots of a game',
    unit: 'snapshots',
    size: 50,
    reference: null,
    bar: { promise: 'µs per snapshot of a game of Crafter', kind: 'most', value: 10 },
  },
  {
    id: 'crafter-restore',
    title: 'games restored from snapshots',
    unit: 'restored games',
    size: 50,
    reference: null,
    bar: { promise: 'µs per restored game of Crafter', kind: 'most', value: 10 },
  },
  {
    id: 'crafter-fork',
    title: 'forks of a game',
    unit: 'forks',
    size: 50,
    reference: null,
    bar: { promise: 'µs per fork of a game of Crafter', kind: 'most', value: 20 },
  },
];
