/** Carries items out, several at once if wanted: trains what is not trained, and makes the measurements that are missing. */
import {
  beginMeasurement,
  beginTraining,
  checkpointFor,
  endMeasurement,
  endTraining,
  evaluationFile,
  experimentFile,
  rateFound,
  runFolder,
} from './results.mjs';

/**
 * @typedef {import('./results.mjs').Item} Item
 * @typedef {import('./results.mjs').State} State
 * @typedef {import('./results.mjs').Measurement} Measurement
 * @typedef {'training' | 'evaluating'} Activity
 */

/**
 * @param {Item} item
 * @param {State} state
 * @param {object} means
 * @param {Pick<import('./commands.mjs').Commands, 'run'>} means.commands
 * @param {boolean} means.gpu
 * @param {number} means.jobs runs that share the machine, at most
 * @param {import('./results.mjs').Parsers} means.parsers
 * @param {(activity: Activity, fraction: number) => void} means.show
 * @returns {Promise<number>} the seconds that it took
 */
export async function carryOut(item, { trained, missing }, { commands, gpu, jobs, parsers, show }) {
  const common = ['--json', ...(gpu ? ['--gpu'] : [])];
  let total = 0;
  if (!trained) {
    show('training', 0);
    beginTraining(item);
    const args = ['--config', experimentFile(item), '--out', runFolder(item), ...common];
    const seconds = await commands.run('train', args, (fraction) => show('training', fraction));
    endTraining(item, seconds, jobs);
    total += seconds;
  }
  for (const [i, measurement] of missing.entries()) {
    show('evaluating', i / missing.length);
    beginMeasurement(item, measurement);
    const seconds = await commands.run('evaluate', [
      ...['--run', checkpointFor(item, measurement, parsers)],
      ...evaluationArgs(measurement, measurement.rateOf ? rateFound(item, measurement.rateOf, parsers) : null),
      ...['--out', evaluationFile(item, measurement)],
      ...common,
    ]);
    endMeasurement(item, measurement, seconds);
    total += seconds;
  }
  return total;
}

/**
 * What a measurement tells `npm run evaluate`.
 *
 * @param {Measurement} measurement
 * @param {number | null} rate chance of a plan at each step; null leaves it as it is
 * @returns {string[]}
 */
export function evaluationArgs({ assignments, difficulties, tasks, speed, moments }, rate) {
  return [
    ...['--difficulty', difficulties.join('-'), '--tasks', String(tasks)],
    // Only what is compared task by task needs its attempts.
    ...(speed > 0 ? ['--attempts', '--speed', String(speed)] : []),
    ...(moments ? ['--plan-advantage', String(moments)] : []),
    ...[...assignments, ...(rate === null ? [] : [`agent.rate=${rate}`])].flatMap((one) => ['--set', one]),
  ];
}

/**
 * `work` on every part of `parts` in their order, on so many at once. After a failure no further one is begun: `stop` is
 * called, and when all are at rest the failure is thrown.
 *
 * @template Part
 * @param {readonly Part[]} parts
 * @param {number} jobs
 * @param {(part: Part) => Promise<void>} work
 * @param {() => void} stop ends the work that is under way
 */
export async function sideBySide(parts, jobs, work, stop) {
  /** @type {unknown[]} */
  const failures = [];
  const waiting = [...parts];
  const goOn = async () => {
    for (let part = waiting.shift(); part !== undefined && failures.length === 0; part = waiting.shift()) {
      try {
        await work(part);
      } catch (error) {
        failures.push(error);
        stop();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, parts.length) }, goOn));
  if (failures.length > 0) throw failures[0];
}
