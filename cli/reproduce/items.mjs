/** Every run of a paper's reproduction, in the order in which they are made. */
import { resolve } from 'node:path';
import { UsageError } from '../options.mjs';

/**
 * @typedef {import('./results.mjs').Item} Item
 * @typedef {import('./options.mjs').ReproduceOptions} ReproduceOptions
 * @typedef {import('./source.ts').Arm} Arm
 */

/**
 * Throws a `UsageError` when a setting fits no arm.
 *
 * @param {Pick<import('./source.ts').Paper, 'arms' | 'order'>} paper
 * @param {readonly number[]} seeds that were asked for; an arm may take fewer
 * @param {Pick<ReproduceOptions, 'engine' | 'set' | 'tasks' | 'runs'>} options
 * @param {typeof import('./source.ts').armExperiment} armExperiment
 * @returns {Item[]}
 */
export function itemsOf({ arms, order }, seeds, { engine, set, tasks, runs }, armExperiment) {
  /**
   * @param {Arm} arm
   * @param {number} seed
   */
  const item = (arm, seed) => {
    try {
      const experiment = armExperiment(arm, seed, [`engine=${engine}`, ...set]);
      const measurements = tasks === null ? arm.measurements : arm.measurements.map((one) => ({ ...one, tasks }));
      return { arm, seed, experiment, measurements, folder: resolve(runs, arm.id, `seed-${seed}`) };
    } catch (error) {
      throw new UsageError(/** @type {Error} */ (error).message);
    }
  };
  const takes = (/** @type {Arm} */ arm, /** @type {number} */ seed) => arm.seeds?.includes(seed) ?? true;
  return order === 'arms'
    ? arms.flatMap((arm) => seeds.filter((seed) => takes(arm, seed)).map((seed) => item(arm, seed)))
    : seeds.flatMap((seed) => arms.filter((arm) => takes(arm, seed)).map((arm) => item(arm, seed)));
}

/**
 * Those of the named arms. Throws a `UsageError` when there is no such arm, or when nothing is left.
 *
 * @param {readonly Item[]} items
 * @param {readonly string[] | null} only null for all
 * @param {readonly Arm[]} arms
 */
export function wantedOf(items, only, arms) {
  const unknown = only?.find((id) => !arms.some((arm) => arm.id === id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no arm "${unknown}". The arms are: ${arms.map(({ id }) => id).join(', ')}.`);
  }
  const wanted = items.filter(({ arm }) => only === null || only.includes(arm.id));
  if (wanted.length > 0) return wanted;
  const own = arms.filter(({ id }) => only?.includes(id) ?? true).map(({ id, seeds }) => `${id}: ${seeds?.join(', ')}`);
  throw new UsageError(`No arm that was asked for takes one of these seeds. Theirs are ${own.join('; ')}.`);
}
