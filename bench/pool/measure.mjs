/** Conducts the cases of the pool: grows a case's trees over and over on each size of pool, and watches the heap. */
import { spread } from '../statistics.mjs';
import { POOL_SIZES } from './cases.mjs';

/** @typedef {import('./cases.mjs').PoolCase} PoolCase */
/** @typedef {import('../page/protocol.ts').PoolSample} PoolSample */
/** @typedef {import('../schema.mjs').PoolReport} PoolReport */
/** @typedef {import('../schema.mjs').PoolResult} PoolResult */
/** @typedef {import('../host.mjs').PoolSession} PoolSession */

/**
 * @param {() => Promise<PoolSession>} open
 * @param {readonly PoolCase[]} cases
 * @param {number} rollouts Of each case on each size of pool.
 * @param {(message: string) => void} say
 * @returns {Promise<Pick<PoolReport, 'results' | 'failures'>>}
 */
export async function measurePool(open, cases, rollouts, say) {
  /** @type {PoolResult[]} */
  const results = [];
  /** @type {PoolReport['failures']} */
  const failures = [];
  for (const bench of cases) {
    say(bench.title);
    for (const workers of POOL_SIZES) {
      try {
        const result = await measureOne(open, bench, workers, rollouts);
        say(`  ${workers} workers: ${result.microsecondsPerTurn} µs per turn of an agent`);
        results.push(result);
      } catch (error) {
        const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] || 'It broke down.';
        say(`  ${workers} workers: failed. ${reason}`);
        failures.push({ case: bench.id, workers, reason });
      }
    }
  }
  return { results, failures };
}

/**
 * @param {() => Promise<PoolSession>} open
 * @param {PoolCase} bench
 * @param {number} workers
 * @param {number} rollouts
 * @returns {Promise<PoolResult>}
 */
async function measureOne(open, bench, workers, rollouts) {
  const session = await open();
  try {
    await session.ask({ kind: 'open', bench, workers });
    /** @type {PoolSample[]} */
    const samples = [];
    /** @type {number[]} */
    const after = [];
    while (samples.length < rollouts) {
      const answer = await session.ask({ kind: 'grow' });
      if (!('sample' in answer)) throw new Error('It did not say how the rollout went.');
      samples.push(answer.sample);
      after.push(await session.heap());
    }
    const { agents, alive, turns } = /** @type {PoolSample} */ (samples[0]);
    if (samples.some((sample) => sample.agents !== agents || sample.alive !== alive || sample.turns !== turns))
      throw new Error('Two rollouts of the same trees differ.');
    if (alive < bench.trees * bench.agents) throw new Error(`Only ${alive} agents were alive at the same time.`);
    await session.ask({ kind: 'hold', alive });
    const most = await session.heap();
    return {
      case: bench.id,
      title: bench.title,
      workers,
      agents,
      alive,
      turns,
      ...poolFigures(samples),
      heap: { most, after },
    };
  } finally {
    await session.close();
  }
}

/**
 * @param {readonly PoolSample[]} samples Of the same trees; at least one.
 * @returns {Pick<PoolResult, 'milliseconds' | 'microsecondsPerTurn' | 'turnsPerSecond' | 'agentsPerSecond'>}
 */
export function poolFigures(samples) {
  const { agents, turns } = /** @type {PoolSample} */ (samples[0]);
  const { min, median, max, n } = spread(samples.map((sample) => sample.milliseconds));
  return {
    milliseconds: { min: neat(min), median: neat(median), max: neat(max), n },
    microsecondsPerTurn: neat((median * 1000) / turns),
    turnsPerSecond: neat(turns / (median / 1000)),
    agentsPerSecond: neat(agents / (median / 1000)),
  };
}

/** To four digits: what a stopwatch is good for. @param {number} value */
function neat(value) {
  return Number(value.toPrecision(4));
}
