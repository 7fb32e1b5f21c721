/**
 * The runs of a reproduction on disk, `<runs>/<arm>/seed-<n>/`: a run folder as `npm run train` leaves it, how long it
 * took, and the evaluation of its end. What is there counts only when it belongs to the experiment that is asked for:
 * experiments are compared, not dates.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../command.mjs';

/**
 * @typedef {import('./source.ts').FinishedRun} FinishedRun
 * @typedef {import('../../src/experiments/experiment.ts').Experiment} Experiment
 * @typedef {import('../../src/experiments/reproduction/arm.ts').FinalEvaluation} FinalEvaluation
 * @typedef {Pick<typeof import('./source.ts'), 'parseTreeEvaluation' | 'parseMetricRow'>} Parsers
 */

/**
 * One run that the reproduction takes.
 *
 * @typedef {object} Item
 * @property {import('./source.ts').Arm} arm
 * @property {number} seed
 * @property {Experiment} experiment
 * @property {FinalEvaluation} evaluation
 * @property {string} folder
 */

/** The run folder; only what `npm run train` wrote. */
export const runFolder = (/** @type {Item} */ { folder }) => join(folder, 'run');
/** What the training starts from. */
export const experimentFile = (/** @type {Item} */ { folder }) => join(folder, 'experiment.json');
/** The evaluation as `npm run evaluate` wrote it. */
export const evaluationFile = (/** @type {Item} */ { folder }) => join(folder, 'evaluation.json');
/** Written last of each half: how long it took, and what it was asked for. */
const trainingMark = (/** @type {Item} */ { folder }) => join(folder, 'trained.json');
const evaluationMark = (/** @type {Item} */ { folder }) => join(folder, 'evaluated.json');

/**
 * How much of an item is done already, by an earlier call of the command.
 *
 * @param {Item} item
 * @returns {'nothing' | 'trained' | 'finished'}
 */
export function stateOf(item) {
  if (!existsSync(trainingMark(item)) || !isDeepStrictEqual(readJson(experimentFile(item)), plain(item.experiment))) {
    return 'nothing';
  }
  if (!existsSync(evaluationMark(item))) return 'trained';
  const { evaluation } = record(evaluationMark(item));
  return isDeepStrictEqual(evaluation, plain(item.evaluation)) ? 'finished' : 'trained';
}

/**
 * Makes room for the training: what an interrupted one or another experiment left goes.
 *
 * @param {Item} item
 */
export function beginTraining(item) {
  rmSync(item.folder, { recursive: true, force: true });
  writeJson(experimentFile(item), item.experiment);
}

/**
 * @param {Item} item
 * @param {number} seconds
 */
export function endTraining(item, seconds) {
  writeJson(trainingMark(item), { seconds });
}

/** @param {Item} item */
export function beginEvaluation(item) {
  rmSync(evaluationMark(item), { force: true });
  rmSync(evaluationFile(item), { force: true });
}

/**
 * @param {Item} item
 * @param {number} seconds
 */
export function endEvaluation(item, seconds) {
  writeJson(evaluationMark(item), { seconds, evaluation: item.evaluation });
}

/**
 * Reads a finished item. Throws a `CommandError` that names the file when something in it is damaged.
 *
 * @param {Item} item
 * @param {Parsers} parsers
 * @returns {FinishedRun}
 */
export function readFinished(item, { parseTreeEvaluation, parseMetricRow }) {
  const run = runFolder(item);
  const metrics = readText(join(run, 'metrics.jsonl')).trim().split('\n');
  const { engine } = record(join(run, 'run.json'));
  return {
    seed: item.seed,
    experiment: item.experiment,
    engine: typeof engine === 'string' && engine !== '' ? engine : damaged(join(run, 'run.json'), 'it names no engine'),
    trainingSeconds: secondsIn(trainingMark(item)),
    evaluationSeconds: secondsIn(evaluationMark(item)),
    metrics: metrics.map((line) => parsed(join(run, 'metrics.jsonl'), () => parseMetricRow(JSON.parse(line)))),
    evaluations: list(join(run, 'evaluation.json')).map((one) =>
      parsed(join(run, 'evaluation.json'), () => parseTreeEvaluation(one)),
    ),
    evaluation: parsed(evaluationFile(item), () => parseTreeEvaluation(readJson(evaluationFile(item)))),
  };
}

/**
 * Writes a file whole or not at all. What holds nothing but plain values goes on one line, which halves a report.
 *
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify(value, null, 1).replace(/[[{][^[\]{}]*[\]}]/g, (leaf) => leaf.replace(/\n */g, ' '));
  writeFileSync(`${path}.part`, `${text}\n`);
  renameSync(`${path}.part`, path);
}

/**
 * As JSON would give it back: without what is undefined.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return damaged(path, 'it cannot be read');
  }
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function readJson(path) {
  return parsed(path, () => JSON.parse(readText(path)));
}

/**
 * @param {string} path
 * @returns {Readonly<Record<string, unknown>>}
 */
function record(path) {
  const value = readJson(path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return damaged(path, 'it holds no object');
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {string} path
 * @returns {unknown[]}
 */
function list(path) {
  const value = readJson(path);
  return Array.isArray(value) ? value : damaged(path, 'it holds no list');
}

/** @param {string} path */
function secondsIn(path) {
  const { seconds } = record(path);
  return typeof seconds === 'number' && seconds >= 0 ? seconds : damaged(path, 'it does not say how long it took');
}

/**
 * @template Value
 * @param {string} path
 * @param {() => Value} read
 * @returns {Value}
 */
function parsed(path, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    return damaged(path, /** @type {Error} */ (error).message.replace(/\.$/, ''));
  }
}

/**
 * @param {string} path
 * @param {string} why
 * @returns {never}
 */
function damaged(path, why) {
  throw new CommandError(
    `${path} is damaged: ${why}. Remove the folder of this run, and run the same command again to repeat it.`,
  );
}
