/** What `npm run bench` understands. */
import { parseArgs } from 'node:util';
import { UsageError } from '../cli/options.mjs';
import { CASES, SMOKE } from './cases.mjs';
import { ENTRANTS } from './contestants.mjs';
import { CRAFTER_CASES } from './crafter/cases.mjs';
import { POOL_CASES } from './pool/cases.mjs';

/**
 * @typedef {object} BenchOptions
 * @property {import('./cases.mjs').BenchCase[]} cases Of the engines.
 * @property {import('./pool/cases.mjs').PoolCase[]} pool Cases of the pool of agents.
 * @property {number} rollouts Of each case of the pool.
 * @property {import('./crafter/cases.mjs').CrafterCase[]} crafter Cases of Crafter.
 * @property {number} samples Of each case of Crafter.
 * @property {import('./contestants.mjs').Entrant[] | null} entrants Null: all that the case is for.
 * @property {import('./measure.mjs').Settings} settings
 * @property {string | null} out Where the results go.
 * @property {'all' | 'pool' | 'crafter' | null} publishes What of the published report this run makes.
 * @property {boolean} gpu
 * @property {boolean} node
 * @property {boolean} help
 */

export const HELP = `Measures train steps and writing of Espalier's engines side by side with stock TensorFlow.js and jax-js, in a real
browser: the same network, parameters and batch, in turns, within one run; what agents cost beside the engine, with ten
thousand of them alive; and how fast Crafter is. Expect half an hour or more on two cores.

  npm run bench -- [options]

  --only A,B          only these cases: ${wrap([...CASES, ...POOL_CASES, ...CRAFTER_CASES].map(({ id }) => id))};
                      "pool" stands for all cases of the pool of agents, "crafter" for all of Crafter
  --contestants A,B   only these: ${wrap(ENTRANTS.map(({ id }) => id))}
  --rounds N          turns of each contestant (default 5)
  --quick             one short turn each, and only what needs less than a second per step
  --budget S          skip a contestant whose step would take more than S seconds (default 3)
  --gpu               use the machine's own graphics adapter; without it, WebGPU is computed in software
  --node              in Node instead of a browser: WebGPU contestants only; needs the package "webgpu"
  --out FILE          where to write the results as JSON
  --help              show this

A run with neither --only, --contestants, --quick nor --out writes reports/bench.json, docs/benchmarks.md with its
pictures, and the table in README.md. One with "--only pool" or "--only crafter" alone writes its part of them. Any
other run prints its tables and leaves those alone.`;

/** @param {readonly string[]} names */
function wrap(names) {
  const lines = [''];
  for (const name of names) {
    const last = /** @type {string} */ (lines.at(-1));
    if (last.length + name.length > 75) lines.push(name);
    else lines[lines.length - 1] = last ? `${last}, ${name}` : name;
  }
  return lines.join(`,\n${' '.repeat(22)}`);
}

/**
 * Throws a UsageError in words.
 *
 * @param {readonly string[]} args
 * @returns {BenchOptions}
 */
export function readOptions(args) {
  const values = parse(args);
  const quick = values.quick ?? false;
  const only = values.only
    ?.replace(/\bpool\b(?!-)/, POOL_CASES.map(({ id }) => id).join(','))
    .replace(/\bcrafter\b(?!-)/, CRAFTER_CASES.map(({ id }) => id).join(','));
  const all = [...CASES, ...POOL_CASES, ...CRAFTER_CASES];
  const named = chosen('--only', only, [...all, SMOKE]) ?? all;
  const cases = named.flatMap((bench) => ('model' in bench ? bench : []));
  const pool = named.flatMap((bench) => ('script' in bench ? bench : []));
  const crafter = named.flatMap((bench) => ('unit' in bench ? bench : []));
  const entrants = chosen('--contestants', values.contestants, ENTRANTS);
  if (values.gpu && values.node)
    throw new UsageError('--gpu is for the browser; Node always takes the machine’s adapter.');
  if (values.node && cases.length === 0)
    throw new UsageError('The pool of agents and Crafter are measured on the workers of a browser; leave out --node.');
  // Contestants are engines; who names some asks for them alone.
  const enginesOnly = values.node || (entrants && !values.only);
  const plain = !quick && !entrants && !values.out;
  return {
    cases,
    pool: enginesOnly ? [] : pool,
    rollouts: quick ? 2 : 20,
    crafter: enginesOnly ? [] : crafter,
    samples: quick ? 3 : 30,
    entrants,
    settings: {
      rounds: number('--rounds', values.rounds, quick ? 1 : 5, 1),
      milliseconds: quick ? 100 : 400,
      budget: number('--budget', values.budget, quick ? 1 : 3, 0),
    },
    out: values.out ?? null,
    publishes: plain ? publishedPart(values.only) : null,
    gpu: values.gpu ?? false,
    node: values.node ?? false,
    help: values.help ?? false,
  };
}

/**
 * @param {string | undefined} only
 * @returns {BenchOptions['publishes']}
 */
function publishedPart(only) {
  if (only === undefined) return 'all';
  return only === 'pool' || only === 'crafter' ? only : null;
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        contestants: { type: 'string' },
        rounds: { type: 'string' },
        budget: { type: 'string' },
        out: { type: 'string' },
        quick: { type: 'boolean' },
        gpu: { type: 'boolean' },
        node: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new UsageError(`${message.split('. To specify')[0]?.replace(/\.$/, '')}. --help shows what there is.`);
  }
}

/**
 * @template {{ id: string }} T
 * @param {string} flag
 * @param {string | undefined} list
 * @param {readonly T[]} all
 * @returns {T[] | null}
 */
function chosen(flag, list, all) {
  if (list === undefined) return null;
  return list.split(',').map((name) => {
    const found = all.find(({ id }) => id === name.trim());
    if (found) return found;
    throw new UsageError(`${flag} does not know "${name.trim()}"; there are ${all.map(({ id }) => id).join(', ')}.`);
  });
}

/**
 * @param {string} flag
 * @param {string | undefined} text
 * @param {number} standard
 * @param {number} least
 */
function number(flag, text, standard, least) {
  if (text === undefined) return standard;
  const value = Number(text);
  const whole = least === 0 || Number.isInteger(value);
  if (text.trim() !== '' && Number.isFinite(value) && whole && value >= least) return value;
  throw new UsageError(
    `${flag} must be a ${least === 0 ? 'number' : 'whole number'} of at least ${least}; got "${text}".`,
  );
}
