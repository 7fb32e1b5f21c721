/** What the engines promise, held against a report: each bar with what was measured, met or missed. */
import { crafterPromises } from './crafter.mjs';
import { poolExtremes } from './pool.mjs';
import { figure } from './text.mjs';

/** @typedef {import('../schema.mjs').BenchReport} BenchReport */
/** @typedef {import('../schema.mjs').Measured} Measured */

/**
 * @typedef {object} Bar
 * @property {string} promise What is measured, with its unit.
 * @property {'least' | 'most'} kind
 * @property {number} value
 * @property {(find: (caseId: string, contestant: string) => Measured | undefined) => number | null | undefined} measure
 *   Nothing where a contestant was not measured.
 */

/** @param {Measured | undefined} result */
const time = (result) => result?.train?.milliseconds.median;
/** @param {Measured | undefined} result */
const script = (result) => result?.train?.script?.median;

/**
 * @param {number | null | undefined} a
 * @param {number | null | undefined} b
 */
const ratio = (a, b) => (a && b ? a / b : null);

/** @type {readonly Bar[]} */
const BARS = [
  most('dispatches of a WebGPU train step', 60, (find) => find('bench', 'webgpu')?.train?.dispatches),
  most('submits of a WebGPU train step', 1, (find) => find('bench', 'webgpu')?.train?.submits),
  most('ms of JavaScript of a WebGPU train step', 0.8, (find) => script(find('bench', 'webgpu'))),
  least('× less JavaScript than stock TensorFlow.js on WebGPU', 50, (find) =>
    ratio(script(find('bench', 'tfjs-webgpu')), script(find('bench', 'webgpu'))),
  ),
  least('× less JavaScript than jax-js on WebGPU', 3, (find) =>
    ratio(script(find('bench', 'jax-webgpu')), script(find('bench', 'webgpu'))),
  ),
  least('× faster than stock TensorFlow.js on WebGPU', 8, (find) =>
    ratio(time(find('bench', 'tfjs-webgpu')), time(find('bench', 'webgpu'))),
  ),
  least('× faster than jax-js on WebGPU', 1, (find) =>
    ratio(time(find('bench', 'jax-webgpu')), time(find('bench', 'webgpu'))),
  ),
  most('dispatches per token step of WebGPU writing', 20, (find) => find('bench', 'webgpu')?.decode?.step.dispatches),
  most(
    'ms of JavaScript per token step of WebGPU writing',
    0.05,
    (find) => find('bench', 'webgpu')?.decode?.step.script,
  ),
  least('GFLOP/s of wasm on one thread', 20, (find) => find('bench', 'wasm')?.train?.gflops),
  least('× faster than stock TensorFlow.js on wasm, one thread', 15, (find) =>
    ratio(time(find('bench', 'tfjs-wasm')), time(find('bench', 'wasm'))),
  ),
  least('× faster than jax-js on wasm, one thread', 3.5, (find) =>
    ratio(time(find('bench', 'jax-wasm')), time(find('bench', 'wasm'))),
  ),
  least('× faster on all cores than on one', 1.7, (find) =>
    ratio(time(find('bench', 'wasm')), time(find('bench', 'wasm-threads'))),
  ),
  most('ms per step of the default policy on wasm, 8 × 32 tokens', 15, (find) => time(find('default-short', 'wasm'))),
  most('ms per step of the default policy on wasm, 4 × 64 tokens', 15, (find) => time(find('default-long', 'wasm'))),
  least('tokens/s written on wasm, bench policy', 15_000, (find) => find('bench', 'wasm')?.decode?.tokensPerSecond),
  least(
    'tokens/s written on wasm, default policy',
    45_000,
    (find) => find('default-short', 'wasm')?.decode?.tokensPerSecond,
  ),
];

/**
 * @param {string} promise
 * @param {number} value
 * @param {Bar['measure']} measure
 * @returns {Bar}
 */
function least(promise, value, measure) {
  return { promise, kind: 'least', value, measure };
}

/**
 * @param {string} promise
 * @param {number} value
 * @param {Bar['measure']} measure
 * @returns {Bar}
 */
function most(promise, value, measure) {
  return { promise, kind: 'most', value, measure };
}

/**
 * One line per bar whose contestants were measured: "met: 24.1 (at least 20) GFLOP/s of wasm on one thread".
 *
 * @param {BenchReport} report
 * @returns {string[]}
 */
export function barLines({ results }) {
  const find = (/** @type {string} */ caseId, /** @type {string} */ contestant) =>
    results.find(
      /** @returns {result is Measured} */ (result) =>
        result.status === 'measured' && result.case === caseId && result.contestant === contestant,
    );
  return BARS.flatMap(({ promise, kind, value, measure }) => barLine(promise, kind, value, measure(find)));
}

/**
 * The same for the pool of agents.
 *
 * @param {import('../schema.mjs').PoolReport} pool
 */
export function poolBarLines(pool) {
  const { alive, microseconds, growth } = poolExtremes(pool);
  return [
    ...barLine('agents alive at the same time', 'least', 10_000, alive),
    ...barLine('µs per turn of an agent on workers, without the engine', 'most', 50, microseconds),
    ...barLine('× the heap of the second rollout after the last one', 'most', 1.1, growth),
  ];
}

/**
 * And for Crafter.
 *
 * @param {import('../schema.mjs').CrafterReport} crafter
 */
export function crafterBarLines(crafter) {
  return crafterPromises(crafter).flatMap(({ promise, kind, value, found }) => barLine(promise, kind, value, found));
}

/**
 * @param {string} promise
 * @param {Bar['kind']} kind
 * @param {number} value
 * @param {number | null | undefined} found
 */
function barLine(promise, kind, value, found) {
  if (found === null || found === undefined) return [];
  const met = kind === 'least' ? found >= value : found <= value;
  return [`${met ? 'met' : 'MISSED'}: ${figure(found)} (at ${kind} ${figure(value)}) ${promise}`];
}
