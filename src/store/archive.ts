/**
 * A run as files and back, the same for the zip and for the command line's run folder. Pure functions. Nothing that is
 * read is trusted: what `archiveFromFiles` returns is valid as a whole, or it throws an ArchiveError that names the
 * file and what is wrong in it.
 *
 *   run.json          format, id, name, times, position, engine
 *   config.json       the experiment
 *   metrics.jsonl     one optimizer step per line; NaN and infinities are strings, as in protobuf's JSON
 *   traces.jsonl      one sampled tree or episode per line
 *   evaluation.json   a list of evaluations
 *   checkpoints/<optimizer steps in all>/   see checkpoint-files.ts
 */
import { environmentSpec } from '../experiments/environments.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { parseStoredExperiment } from '../experiments/schema.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Checkpoint, MetricRow } from '../rl/records.ts';
import { CHECKPOINT_FILES, checkpointFiles, checkpointFromFiles } from './checkpoint-files.ts';
import { ArchiveError, messageOf } from './errors.ts';
import { parseEvaluation } from './evaluation-schema.ts';
import { type Files, readText, required } from './files.ts';
import { decodeJson, encodeJson } from './json.ts';
import { parseSample } from './sample-schema.ts';
import { parseMetricRow, parseRunHeader } from './schemas.ts';
import type { RunArchive, RunRecord } from './types.ts';

/** What `run.json` says it is, and the version of all these files together. */
const ARCHIVE_FORMAT = 'espalier-run';
const ARCHIVE_VERSION = 1;

const CHECKPOINT_PATH = /^checkpoints\/(0|[1-9]\d*)\/([^/]+)$/;
const RUN_FILES = ['run.json', 'config.json', 'metrics.jsonl', 'traces.jsonl', 'evaluation.json'];

/** Whether a path is one of a run's files; anything else beside them is ignored. */
export function isRunFile(path: string): boolean {
  const name = CHECKPOINT_PATH.exec(path)?.[2];
  return name === undefined ? RUN_FILES.includes(path) : CHECKPOINT_FILES.includes(name);
}

/** The run's files by path. */
export function archiveFiles(archive: RunArchive): Record<string, Uint8Array | string> {
  const { experiment, ...run } = archive.run;
  const files: Record<string, Uint8Array | string> = {
    'run.json': pretty({ format: ARCHIVE_FORMAT, version: ARCHIVE_VERSION, ...run }),
    'config.json': pretty(experiment),
    'metrics.jsonl': lines(archive.metrics.map(metricLine)),
    'traces.jsonl': lines(archive.samples.map(encodeJson)),
    'evaluation.json': `[\n${archive.evaluations.map(encodeJson).join(',\n')}\n]\n`,
  };
  for (const checkpoint of archive.checkpoints) {
    for (const [name, content] of Object.entries(checkpointFiles(checkpoint))) {
      files[`checkpoints/${checkpoint.cursor.total}/${name}`] = content;
    }
  }
  return files;
}

/** One line of `metrics.jsonl`, without the line break. */
function metricLine(row: MetricRow): string {
  const values = Object.entries(row.values).map(([name, value]) => [
    name,
    Number.isFinite(value) ? value : String(value),
  ]);
  return encodeJson({ ...row, values: Object.fromEntries(values) });
}

/** A row from what a line of `metrics.jsonl` holds. Throws an Error that names what is wrong and where. */
export function parseMetricLine(input: unknown): MetricRow {
  return parseMetricRow(withNumbers(input));
}

/** The run that these files are. Throws an ArchiveError when they are not one. */
export function archiveFromFiles(files: Files): RunArchive {
  checkVersion(files);
  const experiment = fromJson(files, 'config.json', parseStoredExperiment);
  const header = fromJson(files, 'run.json', parseRunHeader);
  const run: RunRecord = { ...header, experiment };
  const metrics = fromLines(files, 'metrics.jsonl', parseMetricLine);
  const steps = new Set(metrics.map((row) => row.step));
  if (steps.size < metrics.length) throw invalid('metrics.jsonl', 'a step occurs more than once.');
  const samples = fromLines(files, 'traces.jsonl', parseSample);
  const evaluations = fromJson(files, 'evaluation.json', (input) => {
    if (!Array.isArray(input)) throw new Error('a list of evaluations is expected.');
    return input.map(parseEvaluation);
  });
  const checkpoints = checkpointsIn(files, experiment);
  const newest = checkpoints.at(-1)?.cursor ?? null;
  if (encodeJson(newest) !== encodeJson(run.cursor)) {
    throw invalid(
      'run.json',
      `the run stands at step ${run.cursor?.total ?? 0}, but its newest checkpoint at step ${newest?.total ?? 0}.`,
    );
  }
  return { run, metrics, samples, evaluations, checkpoints };
}

function checkVersion(files: Files): void {
  const head = fromJson(files, 'run.json', (input) => {
    if (typeof input === 'object' && input !== null && 'format' in input && input.format === ARCHIVE_FORMAT)
      return input;
    throw new Error('it is not the description of a run of this app.');
  });
  const version = 'version' in head ? head.version : undefined;
  if (version === ARCHIVE_VERSION) return;
  throw new ArchiveError(
    `run.json has version ${String(version)} of the format, and this version of the app reads version ${ARCHIVE_VERSION}.`,
    'Reload the page to update the app, or export the run again with this one.',
  );
}

/** All checkpoints by step, each of the experiment's network. */
function checkpointsIn(files: Files, experiment: Experiment): Checkpoint[] {
  const steps = new Map<number, Record<string, Uint8Array | string>>();
  for (const [path, content] of Object.entries(files)) {
    const [, step, name] = CHECKPOINT_PATH.exec(path) ?? [];
    if (step === undefined || name === undefined) continue;
    const folder = steps.get(Number(step)) ?? {};
    folder[name] = content;
    steps.set(Number(step), folder);
  }
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([step, folder]) => {
      const place = `checkpoints/${step}/`;
      const checkpoint = checkpointFromFiles(folder, place);
      if (checkpoint.cursor.total !== step) {
        throw invalid(`${place}state.json`, `it is the state after step ${checkpoint.cursor.total}.`);
      }
      const different = differentFields(checkpoint.model.config, experiment);
      if (different.length > 0) {
        throw invalid(`${place}config.json`, `its network is not the experiment's: ${different.join(', ')} differ.`);
      }
      return checkpoint;
    });
}

function differentFields(config: ModelConfig, { model, environment }: Experiment): string[] {
  const spec = environmentSpec(environment.id);
  const vocabulary = spec ? spec.vocabulary(environment.settings).names.length : config.vocabulary;
  const expected: ModelConfig = { ...model, vocabulary };
  return (Object.keys(expected) as (keyof ModelConfig)[]).filter((field) => config[field] !== expected[field]);
}

function fromJson<Value>(files: Files, path: string, parse: (input: unknown) => Value): Value {
  const text = readText(required(files, path));
  try {
    return parse(decodeJson(text));
  } catch (error) {
    throw invalid(path, messageOf(error), error);
  }
}

function fromLines<Value>(files: Files, path: string, parse: (input: unknown) => Value): Value[] {
  const values: Value[] = [];
  for (const [i, line] of readText(required(files, path)).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      values.push(parse(decodeJson(line)));
    } catch (error) {
      throw invalid(`${path}, line ${i + 1}`, messageOf(error), error);
    }
  }
  return values;
}

const NUMBERS: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

/** The inverse of what `metricLine` does to numbers that JSON lacks. */
function withNumbers(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('values' in input)) return input;
  const { values } = input;
  if (typeof values !== 'object' || values === null) return input;
  const read = Object.entries(values).map(([name, value]) => [name, NUMBERS.has(value) ? Number(value) : value]);
  return { ...input, values: Object.fromEntries(read) };
}

function invalid(path: string, what: string, cause?: unknown): ArchiveError {
  return new ArchiveError(`${path}: ${what}`, 'Nothing was imported. Export the run again, if you still have it.', {
    cause,
  });
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
