/**
 * The runs of a reproduction on disk, `<runs>/<arm>/seed-<n>/`: a run folder as `npm run train` leaves it, how long it
 * took, and a file per measurement with another that says how it was made. What is there counts only when it belongs to
 * the experiment and the measurement that are asked for: these are compared, not dates.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { damaged, parsed, plain, readJson, readText, record, writeJson } from './files.mjs';

/**
 * @typedef {import('./source.ts').FinishedRun} FinishedRun
 * @typedef {import('./source.ts').Measurement} Measurement
 * @typedef {import('../../src/experiments/experiment.ts').Experiment} Experiment
 * @typedef {Pick<typeof import('./source.ts'), 'parseEvaluation' | 'parseMetricLine' | 'decodeJson'>} Parsers
 */

/**
 * One run that the reproduction takes.
 *
 * @typedef {object} Item
 * @property {import('./source.ts').Arm} arm
 * @property {number} seed
 * @property {Experiment} experiment
 * @property {readonly Measurement[]} measurements
 * @property {string} folder
 */

/**
 * What an earlier call of the command has left to do of an item.
 *
 * @typedef {object} State
 * @property {boolean} trained
 * @property {readonly Measurement[]} missing In the order in which they are made.
 */

/** The run folder; only what `npm run train` wrote. */
export const runFolder = (/** @type {Item} */ { folder }) => join(folder, 'run');
/** What the training starts from. */
export const experimentFile = (/** @type {Item} */ { folder }) => join(folder, 'experiment.json');
/** A measurement as `npm run evaluate` wrote it. */
export const evaluationFile = (/** @type {Item} */ { folder }, /** @type {Measurement} */ { id }) =>
  join(folder, `evaluation-${id}.json`);
/** Written last of the training and of each measurement: how long it took, and what it was asked for. */
const trainingMark = (/** @type {Item} */ { folder }) => join(folder, 'trained.json');
const evaluationMark = (/** @type {Item} */ { folder }, /** @type {Measurement} */ { id }) =>
  join(folder, `evaluated-${id}.json`);

/**
 * @param {Item} item
 * @returns {State}
 */
export function stateOf(item) {
  const trained =
    existsSync(trainingMark(item)) && isDeepStrictEqual(readJson(experimentFile(item)), plain(item.experiment));
  return { trained, missing: item.measurements.filter((one) => !trained || !isMeasured(item, one)) };
}

/** @param {State} state */
export function isFinished({ trained, missing }) {
  return trained && missing.length === 0;
}

/**
 * @param {Item} item
 * @param {Measurement} measurement
 */
function isMeasured(item, measurement) {
  const mark = evaluationMark(item, measurement);
  return existsSync(mark) && isDeepStrictEqual(record(mark).measurement, plain(asked(item, measurement)));
}

/**
 * All that a measurement depends on: one that goes by the rate of another is another when that one is.
 *
 * @param {Item} item
 * @param {Measurement} measurement
 * @returns {object}
 */
function asked(item, measurement) {
  if (measurement.rateOf === undefined) return measurement;
  return { ...measurement, rateOf: asked(item, measurementOf(item, measurement.rateOf)) };
}

/**
 * @param {Item} item
 * @param {string} id
 */
function measurementOf({ arm, measurements }, id) {
  const found = measurements.find((one) => one.id === id);
  if (!found) throw new Error(`The arm ${arm.id} has no measurement "${id}".`);
  return found;
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
 * @param {number} jobs runs that shared the machine, at most
 */
export function endTraining(item, seconds, jobs) {
  writeJson(trainingMark(item), { seconds, jobs });
}

/**
 * @param {Item} item
 * @param {Measurement} measurement
 */
export function beginMeasurement(item, measurement) {
  rmSync(evaluationMark(item, measurement), { force: true });
  rmSync(evaluationFile(item, measurement), { force: true });
}

/**
 * @param {Item} item
 * @param {Measurement} measurement
 * @param {number} seconds
 */
export function endMeasurement(item, measurement, seconds) {
  writeJson(evaluationMark(item, measurement), { seconds, measurement: asked(item, measurement) });
}

/**
 * What `npm run evaluate` is told to evaluate: the run folder, or its checkpoint at the end of the warm start.
 *
 * @param {Item} item
 * @param {Measurement} measurement
 * @param {Parsers} parsers
 */
export function checkpointFor(item, { checkpoint }, parsers) {
  const run = runFolder(item);
  if (checkpoint === 'last') return run;
  const primed = metricsOf(item, parsers).findLast(({ phase }) => phase === 'warm-start');
  if (!primed) return damaged(join(run, 'metrics.jsonl'), 'it has no row of the warm start');
  return join(run, 'checkpoints', String(primed.step));
}

/**
 * Plans per step that an earlier measurement of the same run found, to four digits.
 *
 * @param {Item} item
 * @param {string} id
 * @param {Parsers} parsers
 */
export function rateFound(item, id, parsers) {
  const measurement = measurementOf(item, id);
  const evaluation = readEvaluation(item, measurement, parsers);
  const [first] = 'kind' in evaluation ? evaluation.byDifficulty : [];
  if (!first) return damaged(evaluationFile(item, measurement), 'it does not say how often the agent plans');
  return Number(first.frequency.toPrecision(4));
}

/**
 * Reads a finished item. Throws a `CommandError` that names the file when something in it is damaged.
 *
 * @param {Item} item
 * @param {Parsers} parsers
 * @returns {FinishedRun}
 */
export function readFinished(item, parsers) {
  const run = runFolder(item);
  const { engine } = record(join(run, 'run.json'));
  const { jobs } = record(trainingMark(item));
  return {
    seed: item.seed,
    experiment: item.experiment,
    engine: typeof engine === 'string' && engine !== '' ? engine : damaged(join(run, 'run.json'), 'it names no engine'),
    trainingSeconds: secondsIn(trainingMark(item)),
    evaluationSeconds: item.measurements.reduce((sum, one) => sum + secondsIn(evaluationMark(item, one)), 0),
    jobs: typeof jobs === 'number' ? jobs : 1,
    metrics: metricsOf(item, parsers),
    evaluations: evaluationsOf(item, parsers),
    measurements: new Map(item.measurements.map((one) => [one.id, readEvaluation(item, one, parsers)])),
  };
}

/**
 * @param {Item} item
 * @param {Parsers} parsers
 */
function metricsOf(item, { parseMetricLine, decodeJson }) {
  const path = join(runFolder(item), 'metrics.jsonl');
  const lines = readText(path).trim().split('\n');
  return lines.map((line) => parsed(path, () => parseMetricLine(decodeJson(line))));
}

/**
 * Those along the training. Run folders keep numbers that JSON lacks, which measurements write as null.
 *
 * @param {Item} item
 * @param {Parsers} parsers
 */
function evaluationsOf(item, { parseEvaluation, decodeJson }) {
  const path = join(runFolder(item), 'evaluation.json');
  const found = parsed(path, () => decodeJson(readText(path)));
  if (!Array.isArray(found)) return damaged(path, 'it holds no list');
  return found.map((one) => parsed(path, () => parseEvaluation(one)));
}

/**
 * @param {Item} item
 * @param {Measurement} measurement
 * @param {Parsers} parsers
 */
function readEvaluation(item, measurement, { parseEvaluation }) {
  const path = evaluationFile(item, measurement);
  return parsed(path, () => parseEvaluation(readJson(path)));
}

/** @param {string} path */
function secondsIn(path) {
  const { seconds } = record(path);
  return typeof seconds === 'number' && seconds >= 0 ? seconds : damaged(path, 'it does not say how long it took');
}
