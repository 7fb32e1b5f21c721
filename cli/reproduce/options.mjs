/** What `npm run reproduce` is told, checked before anything is started. Every mistake is a `UsageError` in words. */
import { parseArgs } from 'node:util';
import { UsageError } from '../options.mjs';

export const REPRODUCE_HELP = `Reproduces a paper's claims: trains and measures every arm over seeds, and writes a report.

  npm run reproduce -- PAPER [options]

  PAPER               rao (Recursive Agent Optimization) or dynamic-planning (Learning When to Plan)
  --seeds LIST        seeds, such as 1,2,3 (default: those of the paper; some arms take fewer)
  --only ARM,…        run only these arms; the report holds all that are finished
  --list              show the arms, and what is finished
  --jobs N            so many runs at once, each in a browser of its own (default: 1); their minutes are then longer
                      than they need be, and cannot be compared
  --out FILE          the report (default: reports/PAPER.json)
  --runs DIR          where runs are kept (default: runs/reproduce-PAPER)
  --engine NAME       auto, webgpu, wasm or tfjs (default: wasm, which gives the same everywhere)
  --gpu               let WebGPU use this computer's graphics adapter, not the software one
  --set PATH=VALUE    for a trial: change a setting in every arm; may be repeated; takes --out and --runs
  --tasks N           for a trial: tasks or episodes per difficulty in each measurement; takes --out and --runs
  --help              show this

Finished runs are kept and not repeated, so the same command goes on where it was stopped; a run that lacks only a
measurement is not trained again. After each of them PAPER.json in the folder of the runs is written from all that are
finished; the report follows when all are. Exit status: 0 done, 1 failed, 2 wrong options, 130 stopped.`;

/**
 * @typedef {object} ReproduceOptions
 * @property {string} paper Its id; whether there is such a paper is not checked here.
 * @property {number[] | null} seeds
 * @property {string[] | null} only
 * @property {boolean} list
 * @property {number} jobs
 * @property {string} out
 * @property {string} runs
 * @property {string} engine
 * @property {boolean} gpu
 * @property {string[]} set Settings as `path=value`, in the order in which they apply.
 * @property {number | null} tasks
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {ReproduceOptions}
 */
export function readReproduceOptions(args) {
  const { values, positionals } = parse(args);
  const help = values.help ?? false;
  const [paper = ''] = positionals;
  if (!help && positionals.length !== 1) {
    throw new UsageError(
      'Say which paper to reproduce, such as: npm run reproduce -- rao. --help shows what there is.',
    );
  }
  const trial = values.set !== undefined || values.tasks !== undefined;
  if (trial && !help && (values.out === undefined || values.runs === undefined)) {
    throw new UsageError(
      'With --set or --tasks it is a trial, which must not replace the reproduction. Name its own --out and --runs.',
    );
  }
  return {
    paper,
    seeds: values.seeds === undefined ? null : numbers(values.seeds),
    only: values.only === undefined ? null : values.only.split(',').map((id) => id.trim()),
    list: values.list ?? false,
    jobs: values.jobs === undefined ? 1 : whole('--jobs', values.jobs, 1),
    out: values.out ?? `reports/${paper}.json`,
    runs: values.runs ?? `runs/reproduce-${paper}`,
    engine: values.engine ?? 'wasm',
    gpu: values.gpu ?? false,
    set: values.set ?? [],
    tasks: values.tasks === undefined ? null : whole('--tasks', values.tasks, 1),
    help,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
        only: { type: 'string' },
        list: { type: 'boolean' },
        jobs: { type: 'string' },
        out: { type: 'string' },
        runs: { type: 'string' },
        engine: { type: 'string' },
        gpu: { type: 'boolean' },
        set: { type: 'string', multiple: true },
        tasks: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new UsageError(`${message.split('. To specify')[0]?.replace(/\.$/, '')}. --help shows what there is.`);
  }
}

/**
 * Seeds, ascending, each once.
 *
 * @param {string} text
 */
function numbers(text) {
  return [...new Set(text.split(',').map((part) => whole('--seeds', part.trim(), 0)))].sort((a, b) => a - b);
}

/**
 * @param {string} flag
 * @param {string} text
 * @param {number} least
 */
function whole(flag, text, least) {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} takes whole numbers of at least ${least}; got "${text}".`);
}
