/** Conducts the cases of Crafter: takes samples of each in a thread of its own and boils them down to figures. */
import { spread } from '../statistics.mjs';

/** @typedef {import('./cases.mjs').CrafterCase} CrafterCase */
/** @typedef {import('../page/protocol.ts').CrafterSample} CrafterSample */
/** @typedef {import('../schema.mjs').CrafterReport} CrafterReport */
/** @typedef {import('../schema.mjs').CrafterResult} CrafterResult */
/** @typedef {import('../host.mjs').CrafterSession} CrafterSession */

/** Samples before the first that counts, in which code is compiled. */
const WARM_UP = 3;

/**
 * @param {() => Promise<CrafterSession>} open
 * @param {readonly CrafterCase[]} cases
 * @param {number} samples Of each case.
 * @param {(message: string) => void} say
 * @returns {Promise<Pick<CrafterReport, 'results' | 'failures'>>}
 */
export async function measureCrafter(open, cases, samples, say) {
  /** @type {CrafterResult[]} */
  const results = [];
  /** @type {CrafterReport['failures']} */
  const failures = [];
  for (const bench of cases) {
    try {
      const result = await measureOne(open, bench, samples);
      say(`Crafter, ${bench.title}: ${Math.round(result.perSecond)} per second`);
      results.push(result);
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] || 'It broke down.';
      say(`Crafter, ${bench.title}: failed. ${reason}`);
      failures.push({ case: bench.id, reason });
    }
  }
  return { results, failures };
}

/**
 * @param {() => Promise<CrafterSession>} open
 * @param {CrafterCase} bench
 * @param {number} count
 * @returns {Promise<CrafterResult>}
 */
async function measureOne(open, bench, count) {
  const session = await open();
  try {
    /** @type {CrafterSample[]} */
    const samples = [];
    for (let i = 0; i < WARM_UP + count; i++) samples.push(await session.ask(bench));
    const [first] = samples;
    if (samples.some((sample) => sample.count !== first?.count || sample.check !== first.check)) {
      throw new Error('Two samples of the same games differ.');
    }
    return { case: bench.id, title: bench.title, unit: bench.unit, ...crafterFigures(samples.slice(WARM_UP)) };
  } finally {
    await session.close();
  }
}

/**
 * @param {readonly CrafterSample[]} samples Of equally many; at least one.
 * @returns {Pick<CrafterResult, 'count' | 'microseconds' | 'perSecond'>}
 */
export function crafterFigures(samples) {
  const { count } = /** @type {CrafterSample} */ (samples[0]);
  const { min, median, max, n } = spread(samples.map(({ milliseconds }) => (milliseconds * 1000) / count));
  return {
    count,
    microseconds: { min: neat(min), median: neat(median), max: neat(max), n },
    perSecond: neat(1e6 / median),
  };
}

/** To four digits: what a stopwatch is good for. @param {number} value */
function neat(value) {
  return Number(value.toPrecision(4));
}
