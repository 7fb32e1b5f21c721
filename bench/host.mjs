/** What contestants run in: a browser or Node. */

/** @typedef {import('./page/protocol.ts').Ask} Ask */
/** @typedef {import('./page/protocol.ts').Answer} Answer */
/** @typedef {import('./page/protocol.ts').PoolAsk} PoolAsk */
/** @typedef {import('./page/protocol.ts').PoolAnswer} PoolAnswer */
/** @typedef {import('./contestants.mjs').Entrant} Entrant */

/**
 * One contestant's thread.
 *
 * @typedef {object} Session
 * @property {(ask: Ask) => Promise<Answer>} ask One question at a time.
 * @property {() => Promise<void>} close
 *
 * A run's thread with its pool of agents.
 *
 * @typedef {object} PoolSession
 * @property {(ask: PoolAsk) => Promise<Exclude<PoolAnswer, { error: string }>>} ask One question at a time; rejects with
 *   what went wrong.
 * @property {() => Promise<number>} heap Bytes in JavaScript's heaps of all threads, without garbage.
 * @property {() => Promise<void>} close
 *
 * A thread that measures Crafter.
 *
 * @typedef {object} CrafterSession
 * @property {(ask: import('./page/protocol.ts').CrafterAsk) => Promise<import('./page/protocol.ts').CrafterSample>} ask
 *   One sample at a time; rejects with what went wrong.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Host
 * @property {string} name With its version.
 * @property {import('./page/adapter.ts').AdapterFacts | null} adapter
 * @property {(entrant: Entrant) => string | null} unable Why a contestant cannot run here; null when it can.
 * @property {(contestant: string) => Promise<Session>} open
 * @property {(() => Promise<PoolSession>) | null} openPool Null where there are no workers of a browser.
 * @property {(() => Promise<CrafterSession>) | null} openCrafter Null where there are no workers of a browser.
 * @property {() => Promise<void>} close
 */

/** Milliseconds after which an answer is not waited for any longer. */
const LIMIT = 300_000;

/**
 * `answer`, or a rejection in words when it takes too long.
 *
 * @template T
 * @param {Promise<T>} answer
 * @param {number} [limit] milliseconds
 * @returns {Promise<T>}
 */
export async function within(answer, limit = LIMIT) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not answer within ${limit / 1000} s.`)), limit);
  });
  try {
    return /** @type {T} */ (await Promise.race([answer, late]));
  } finally {
    clearTimeout(timer);
  }
}
