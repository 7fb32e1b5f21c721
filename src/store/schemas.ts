/**
 * The shapes of what is read back, from the database or from a file: neither is trusted. Each `parse…` returns the typed
 * record or throws an error whose message names the first thing that is wrong and where. Samples and evaluations have
 * files of their own, and use the pieces that are here.
 */
import * as v from 'valibot';
import { parseStoredExperiment } from '../experiments/schema.ts';
import { checkModelConfig, type ModelConfig, PROJECTIONS } from '../model/config.ts';
import type { AgentState } from '../rl/planning/agent.ts';
import type { Cursor, MetricRow } from '../rl/records.ts';
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
const tokens = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && entry >= 0),
  'a list of tokens is expected',
);
/** A plan; null for none. */
export const plan = v.nullable(tokens);

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

const agentStateSchema = v.pipe(
  v.object({
    episode: count,
    plan,
    planAge: count,
    actions: tokens,
    tally: v.object({ steps: count, reward: v.number(), plans: count, planTokens: count, tokens: count }),
  }),
  v.check(({ actions, tally }) => actions.length === tally.steps, 'there must be one action per step'),
);

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

/** Agents in the middle of their episodes. */
export function parseAgentStates(input: unknown): AgentState[] {
  return parseAs(v.array(agentStateSchema), input, 'The list of agents');
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
