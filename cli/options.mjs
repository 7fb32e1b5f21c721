/**
 * What the command line says, checked as far as that is possible without the app: flags, numbers and paths. Whether a
 * preset or a setting exists is asked of the app itself. Every mistake is a `UsageError` in words.
 */
import { parseArgs } from 'node:util';

/** A mistake on the command line; the exit status is 2. */
export class UsageError extends Error {}

export const TRAIN_HELP = `Trains a run: the app itself, without its window, in a real browser.

  npm run train -- [options]

  --preset ID         where to start from (default: rao-textcraft)
  --config FILE       start from an experiment in a file instead, such as a run folder's config.json
  --seed N            random seed
  --updates N         at most so many updates of reinforcement learning; 0 does the warm start only
  --set PATH=VALUE    change one setting, such as training.lambda=0.4; may be repeated
  --engine NAME       auto, webgpu, wasm or tfjs
  --workers N         agent workers; the result does not depend on it
  --out DIR           the run folder to write (default: a new one under runs/)
  --gpu               let WebGPU use this computer's graphics adapter, not the software one
  --json              write JSON lines to stdout, one per event
  --help              show this

The run folder holds config.json, metrics.jsonl, traces.jsonl, evaluation.json and checkpoints/<update>/.
Ctrl-C saves a checkpoint, writes the folder and stops. Exit status: 0 done, 1 failed, 2 wrong options, 130 stopped.`;

export const EVALUATE_HELP = `Evaluates a trained run on held-out tasks and writes the result to stdout as JSON.

  npm run --silent evaluate -- --run DIR [options]

Tables for reading go to stderr. Shares have 95 % intervals.

  --run DIR           a run folder (its newest checkpoint), or one of its checkpoints/<update>
  --difficulty LIST   difficulties, such as 2,3,4 or 2-5 (default: those of the run)
  --tasks N           tasks per difficulty, or episodes of agents that plan (default: that of the run)
  --samples K         attempts per task, for avg@k and pass@k; above 1 it takes a temperature above 0
  --temperature T     how freely tokens are drawn, 0 to 3 (default: that of the run)
  --attempts          keep a row per attempt
  --speed N           time the first N tasks of each difficulty, sub-agents side by side and one after the other
  --plan-advantage N  measure at N moments of the episodes what a new plan is worth to an agent that carries one
  --compare DIR       evaluate another run on the same tasks too, and compare the two task by task
  --out FILE          write the result to a new file instead
  --set PATH=VALUE    change one setting, such as evaluation.depthCap=2; may be repeated
  --engine NAME       auto, webgpu, wasm or tfjs
  --workers N         agent workers; the result does not depend on it
  --gpu               let WebGPU use this computer's graphics adapter, not the software one
  --json              write it in one line
  --help              show this

Agents that plan play every held-out episode once: --samples, --attempts, --speed and --compare are for those that
delegate, --plan-advantage is for those that plan. A planning run can be evaluated under other rules than its own by
--set agent.when=…, agent.every=…, agent.rate=… and agent.content=… (own, random, constant or coach). Exit status: 0 done, 1 failed, 2 wrong options, 130 stopped.`;

/** Flags that both commands have. */
const COMMON = /** @type {const} */ ({
  set: { type: 'string', multiple: true },
  engine: { type: 'string' },
  workers: { type: 'string' },
  gpu: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
});

/**
 * @typedef {object} TrainOptions
 * @property {string} preset
 * @property {string | null} config
 * @property {string[]} assignments Settings as `path=value`, in the order in which they apply.
 * @property {string | null} out
 * @property {boolean} gpu
 * @property {boolean} json
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {TrainOptions}
 */
export function readTrainOptions(args) {
  const values = parse(() =>
    parseArgs({
      args: [...args],
      options: {
        ...COMMON,
        preset: { type: 'string' },
        config: { type: 'string' },
        seed: { type: 'string' },
        updates: { type: 'string' },
        out: { type: 'string' },
      },
    }),
  );
  if (values.preset !== undefined && values.config !== undefined) {
    throw new UsageError('--preset and --config both say where to start from. Give one of them.');
  }
  const seed = integer('--seed', values.seed, 0);
  const updates = integer('--updates', values.updates, 0);
  return {
    preset: values.preset ?? 'rao-textcraft',
    config: values.config ?? null,
    assignments: [
      ...(seed === null ? [] : [`seed=${seed}`]),
      ...(updates === null ? [] : [`training.updates=${updates}`]),
      ...machine(values),
      ...(values.set ?? []),
    ],
    out: values.out ?? null,
    gpu: values.gpu ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

/**
 * @typedef {object} EvaluateOptions
 * @property {string} run
 * @property {string | null} compare The other run.
 * @property {string | null} out
 * @property {import('../src/rl/config.ts').EvaluationChoices} choices
 * @property {string[]} assignments Settings as `path=value`, in the order in which they apply.
 * @property {boolean} gpu
 * @property {boolean} json
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {EvaluateOptions}
 */
export function readEvaluateOptions(args) {
  const values = parse(() =>
    parseArgs({
      args: [...args],
      options: {
        ...COMMON,
        run: { type: 'string' },
        difficulty: { type: 'string' },
        tasks: { type: 'string' },
        samples: { type: 'string' },
        temperature: { type: 'string' },
        attempts: { type: 'boolean' },
        speed: { type: 'string' },
        'plan-advantage': { type: 'string' },
        compare: { type: 'string' },
        out: { type: 'string' },
      },
    }),
  );
  if (values.run === undefined && !values.help) {
    throw new UsageError('Say which run to evaluate: --run DIR, a run folder that npm run train wrote.');
  }
  return {
    run: values.run ?? '',
    compare: values.compare ?? null,
    out: values.out ?? null,
    choices: evaluationChoices(values),
    assignments: [...machine(values), ...(values.set ?? [])],
    gpu: values.gpu ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

/**
 * What was asked for; the run's own choices hold for the rest.
 *
 * @param {{ difficulty?: string, tasks?: string, samples?: string, temperature?: string, attempts?: boolean, speed?: string, 'plan-advantage'?: string }} values
 * @returns {import('../src/rl/config.ts').EvaluationChoices}
 */
function evaluationChoices(values) {
  const tasks = integer('--tasks', values.tasks, 1);
  const samples = integer('--samples', values.samples, 1);
  const speed = integer('--speed', values.speed, 1);
  const moments = integer('--plan-advantage', values['plan-advantage'], 1);
  const temperature = number('--temperature', values.temperature, 0, 3);
  return {
    ...(values.difficulty !== undefined && { difficulties: readDifficulties(values.difficulty) }),
    ...(tasks !== null && { tasks }),
    ...(samples !== null && { samples }),
    ...(temperature !== null && { temperature }),
    ...(values.attempts && { attempts: true }),
    ...(speed !== null && { speed }),
    ...(moments !== null && { moments }),
  };
}

/** @param {{ engine?: string | undefined, workers?: string | undefined }} values */
function machine(values) {
  const workers = integer('--workers', values.workers, 1);
  return [
    ...(values.engine === undefined ? [] : [`engine=${values.engine}`]),
    ...(workers === null ? [] : [`workers=${workers}`]),
  ];
}

/**
 * Difficulties in ascending order, each once, from a list of numbers and ranges: "2,3" or "1-4,6".
 *
 * @param {string} text
 */
export function readDifficulties(text) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const part of text.split(',')) {
    const [, first, last] = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(part) ?? [];
    const low = Number(first);
    const high = last === undefined ? low : Number(last);
    if (first === undefined || high < low) {
      throw new UsageError(`--difficulty must be a list such as 2,3,4 or 2-5; got "${text}".`);
    }
    for (let difficulty = low; difficulty <= high; difficulty++) found.add(difficulty);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * @param {string} flag
 * @param {string | undefined} text
 * @param {number} least
 */
function integer(flag, text, least) {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} must be a whole number of at least ${least}; got "${text}".`);
}

/**
 * @param {string} flag
 * @param {string | undefined} text
 * @param {number} low
 * @param {number} high
 */
function number(flag, text, low, high) {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && value >= low && value <= high) return value;
  throw new UsageError(`${flag} must be a number from ${low} to ${high}; got "${text}".`);
}

/**
 * Node's messages about wrong flags are good, but for their advice on positional arguments.
 *
 * @template {{ values: object }} Result
 * @param {() => Result} run
 * @returns {Result['values']}
 */
function parse(run) {
  try {
    return run().values;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new UsageError(`${message.split('. To specify')[0]?.replace(/\.$/, '')}. --help shows what there is.`);
  }
}
