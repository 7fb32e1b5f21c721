/** The shape of `reports/bench.json`, checked when it is written and when it is read. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const number = v.pipe(v.number(), v.finite());
const amount = v.pipe(number, v.minValue(0));
const count = v.pipe(amount, v.integer());
const text = v.pipe(v.string(), v.minLength(1));

const spread = v.strictObject({ min: amount, median: amount, max: amount, n: v.pipe(count, v.minValue(1)) });

/** Figures of train steps, or of rounds of writing. */
const figures = v.strictObject({
  milliseconds: spread,
  /** Of these, in JavaScript rather than waiting for the device; null where the thread itself computes. */
  script: v.nullable(spread),
  /** At the median time. */
  gflops: amount,
  tokensPerSecond: amount,
  /** Medians, of one step or one whole round. */
  dispatches: amount,
  submits: amount,
  readBacks: amount,
});

const writing = v.strictObject({
  ...figures.entries,
  /**
   * One new token of every sequence, behind the first: differences of medians between rounds of all tokens and of one,
   * by the number of tokens between them. Times may come out as nothing, or less, where noise is larger.
   */
  step: v.strictObject({ milliseconds: number, script: v.nullable(number), dispatches: number, submits: number }),
});

const measured = v.strictObject({
  case: text,
  contestant: text,
  status: v.literal('measured'),
  description: text,
  /** Milliseconds of the first step, in which most of them compile. */
  firstStep: amount,
  /** Of the first steps; the first is the loss of the given parameters. */
  losses: v.array(number),
  train: v.nullable(figures),
  decode: v.nullable(writing),
  /** Bytes. */
  memory: v.strictObject({
    device: v.nullable(v.strictObject({ now: count, most: count })),
    wasm: v.nullable(count),
  }),
});

const absent = v.strictObject({
  case: text,
  contestant: text,
  status: v.picklist(['skipped', 'failed']),
  reason: text,
});

const benchCase = v.strictObject({
  id: text,
  title: text,
  group: v.picklist(['named', 'parameters', 'tokens']),
  model: v.strictObject({
    vocabulary: count,
    context: count,
    width: count,
    layers: count,
    heads: count,
    hidden: count,
    valueHead: v.boolean(),
    ropeBase: amount,
  }),
  parameters: count,
  batch: v.nullable(v.strictObject({ rows: count, tokens: count })),
  decode: v.nullable(v.strictObject({ sequences: count, prompt: count, length: count })),
  /** Floating-point operations of one step and of one round of writing; see `flops.mjs`. */
  flops: v.strictObject({ train: v.nullable(amount), decode: v.nullable(amount) }),
});

const date = v.pipe(v.string(), v.isoTimestamp());

/** `load`: processes that wanted a core just before the run, on average (0 where the system does not tell). */
const machine = v.strictObject({ cpu: text, cores: count, memory: count, load: amount });

/** Rollouts of one case on a pool of one size. */
const poolResult = v.strictObject({
  case: text,
  title: text,
  /** 0: the agents live on the run's own thread. */
  workers: count,
  agents: count,
  /** Most agents at the same time. */
  alive: count,
  /** Of all agents together. */
  turns: count,
  /** Of a rollout, without the policy's part; at its median the other figures. */
  milliseconds: spread,
  microsecondsPerTurn: amount,
  turnsPerSecond: amount,
  agentsPerSecond: amount,
  /** Bytes in JavaScript's heaps of all threads: while the most agents are alive, and after each rollout. */
  heap: v.strictObject({ most: count, after: v.array(count) }),
});

/** The pool of agents, which may have been measured at another time than the engines. */
const pool = v.strictObject({
  date,
  machine,
  host: text,
  results: v.array(poolResult),
  failures: v.array(v.strictObject({ case: text, workers: count, reason: text })),
});

/** Steps, resets or copies of games of Crafter. */
const crafterResult = v.strictObject({
  case: text,
  title: text,
  unit: text,
  /** Per sample. */
  count,
  /** Of each. */
  microseconds: spread,
  /** At the median. */
  perSecond: amount,
});

/** Crafter, which may have been measured at another time too. */
const crafter = v.strictObject({
  date,
  machine,
  host: text,
  results: v.array(crafterResult),
  failures: v.array(v.strictObject({ case: text, reason: text })),
});

const report = v.strictObject({
  version: v.literal(1),
  date,
  machine,
  /** What the contestants ran in: "Chromium 140.0". */
  host: text,
  node: text,
  adapter: v.nullable(
    v.strictObject({ vendor: v.string(), architecture: v.string(), description: v.string(), software: v.boolean() }),
  ),
  packages: v.record(text, text),
  settings: v.strictObject({ rounds: count, milliseconds: count, budget: amount }),
  cases: v.array(benchCase),
  results: v.array(v.variant('status', [measured, absent])),
  pool: v.exactOptional(pool),
  crafter: v.exactOptional(crafter),
});

/** @typedef {v.InferOutput<typeof report>} BenchReport */
/** @typedef {v.InferOutput<typeof benchCase>} CaseRecord */
/** @typedef {v.InferOutput<typeof measured>} Measured */
/** @typedef {v.InferOutput<typeof absent>} Absent */
/** @typedef {v.InferOutput<typeof figures>} Figures */
/** @typedef {v.InferOutput<typeof writing>} Writing */
/** @typedef {v.InferOutput<typeof pool>} PoolReport */
/** @typedef {v.InferOutput<typeof poolResult>} PoolResult */
/** @typedef {v.InferOutput<typeof crafter>} CrafterReport */
/** @typedef {v.InferOutput<typeof crafterResult>} CrafterResult */

/**
 * The value as a report; throws an Error that names the first place that is wrong.
 *
 * @param {unknown} value
 * @returns {BenchReport}
 */
export function checkReport(value) {
  const result = v.safeParse(report, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`This is no report of the bench: at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}`);
}

/** @param {string} path */
export function readReport(path) {
  return checkReport(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * @param {string} path
 * @param {BenchReport} value
 */
export function writeReport(path, value) {
  writeFileSync(path, `${JSON.stringify(checkReport(value), null, 2)}\n`);
}
