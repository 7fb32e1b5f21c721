/**
 * The shapes of everything that is read back, from the database or from a file: neither is trusted. Each `parse…`
 * returns the typed record or throws an error whose message names the first thing that is wrong and where.
 */
import * as v from 'valibot';
import { parseStoredExperiment } from '../experiments/schema.ts';
import { checkModelConfig, type ModelConfig, PROJECTIONS } from '../model/config.ts';
import type { Cursor, MetricRow, TreeRecord } from '../rl/records.ts';
import type { Trace } from '../rl/trace.ts';
import type { RunRecord } from './types.ts';

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Metrics may be NaN or infinite: that a loss exploded is worth keeping. */
export const anyNumber = v.custom<number>((value) => typeof value === 'number', 'a number is expected');
const id = v.pipe(v.string(), v.minLength(1));
/** One check for a whole array: traces hold many thousand numbers. */
export const numbers = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'number'),
  'a list of numbers is expected',
);
const flags = v.custom<readonly (0 | 1)[]>(
  (value) => Array.isArray(value) && value.every((entry) => entry === 0 || entry === 1),
  'a list of zeros and ones is expected',
);

const cursorSchema = v.object({
  phase: v.picklist(['warm-start', 'training', 'done']),
  update: count,
  phaseTokens: count,
  total: count,
});

/** A size of the network. The limit is far beyond what a browser can hold, and keeps nonsense from being laid out. */
const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 20));
const layers = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

const modelConfigSchema = v.object({
  vocabulary: size,
  context: size,
  width: size,
  layers,
  heads: size,
  hidden: size,
  valueHead: v.boolean(),
  ropeBase: v.number(),
  lora: v.exactOptional(
    v.object({ rank: size, alpha: v.number(), targets: v.pipe(v.array(v.picklist(PROJECTIONS)), v.minLength(1)) }),
  ),
});

const metricRowSchema = v.object({
  step: count,
  phase: v.picklist(['warm-start', 'training']),
  values: v.record(v.string(), anyNumber),
});

const traceSchema = v.pipe(
  v.object({
    path: v.pipe(v.string(), v.regex(/^0(\.\d+)*$/, 'a path such as "0.2.1" is expected')),
    depth: count,
    goal: numbers,
    tokens: numbers,
    own: flags,
    logProbs: numbers,
    entropies: numbers,
    turns: count,
    spawnTurn: v.pipe(v.number(), v.integer()),
    joinTurn: v.pipe(v.number(), v.integer()),
    end: v.picklist(['finished', 'turns', 'context']),
    score: v.number(),
    refused: count,
    errors: count,
    refusedTurns: v.exactOptional(numbers),
    errorTurns: v.exactOptional(numbers),
    joined: v.boolean(),
  }),
  v.check((trace: Trace) => {
    const length = trace.tokens.length;
    return [trace.own, trace.logProbs, trace.entropies].every((perToken) => perToken.length === length);
  }, 'the lists per token must have one entry per token'),
  v.check(
    ({ refused, refusedTurns, errors, errorTurns }: Trace) =>
      (refusedTurns === undefined || refusedTurns.length === refused) &&
      (errorTurns === undefined || errorTurns.length === errors),
    'the lists of refused turns must be as long as they are counted',
  ),
);

const treeRecordSchema = v.object({
  step: count,
  phase: v.picklist(['warm-start', 'training', 'evaluation']),
  index: count,
  tree: v.object({ task: v.string(), difficulty: v.number(), traces: v.pipe(v.array(traceSchema), v.minLength(1)) }),
  rewards: v.exactOptional(numbers),
  advantages: v.exactOptional(numbers),
  // Belongs to the environment, which alone can judge it.
  root: v.unknown(),
});

const runSchema = v.object({
  id,
  name: v.string(),
  // Judged by its own schema below, which has better words.
  experiment: v.unknown(),
  createdAt: v.number(),
  updatedAt: v.number(),
  cursor: v.nullable(cursorSchema),
  engine: v.string(),
});

/** `input` as `schema` says; throws an Error that names the place in `what` and what is wrong there. */
export function parseAs<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const place = v.getDotPath(issue);
  throw new Error(`${what} is not valid${place === null ? '' : ` at "${place}"`}: ${issue.message}.`);
}

export function parseCursor(input: unknown): Cursor {
  return parseAs(cursorSchema, input, 'The position');
}

export function parseMetricRow(input: unknown): MetricRow {
  return parseAs(metricRowSchema, input, 'A row of metrics');
}

export function parseTreeRecord(input: unknown): TreeRecord {
  return parseAs(treeRecordSchema, input, 'A sampled tree');
}

/** A model's configuration that a network can be built from. */
export function parseModelConfig(input: unknown): ModelConfig {
  const config = parseAs(modelConfigSchema, input, "The network's configuration");
  checkModelConfig(config);
  return config;
}

export function parseRunRecord(input: unknown): RunRecord {
  const run = parseAs(runSchema, input, 'The record of the run');
  return { ...run, experiment: parseStoredExperiment(run.experiment) };
}

/** A run's record without its experiment, which has a file of its own in an archive. Other fields are dropped. */
export function parseRunHeader(input: unknown): Omit<RunRecord, 'experiment'> {
  return parseAs(v.omit(runSchema, ['experiment']), input, 'The description of the run');
}
