/** What is published of the pool of agents: its section, its bars and its tables. Pure text from the report alone. */
import { POOL_CASES } from '../pool/cases.mjs';
import { figure, megabytes, range, table } from './text.mjs';

/** @typedef {import('../schema.mjs').PoolReport} PoolReport */
/** @typedef {import('../schema.mjs').PoolResult} PoolResult */

export const POOL_METHOD = `A script in the policy's place says at once what every agent does, so that what is left is the cost of the agents
themselves: their worlds, the messages between the threads, the bookkeeping of the rollout. Times leave out the script's.
In the first cases all agents idle until every one of them is alive, in a world that does next to nothing; parents that
wait for their children are alive too. Every case is grown over and over on the same threads; **MB after** is what the
heaps of all threads hold after the second and after the last rollout, **MB at most** while the most agents are alive.`;

/** @param {PoolReport} pool */
export function poolTable({ results }) {
  const head = [
    'agents live on',
    'µs per turn',
    'ms per rollout',
    'n',
    'turns/s',
    'agents/s',
    'agents',
    'alive at once',
    'MB at most',
    'MB after',
  ];
  return POOL_CASES.flatMap(({ id, title }) => {
    const rows = results
      .filter((result) => result.case === id)
      .map(({ workers, milliseconds, heap, ...result }) => [
        threads(workers),
        figure(result.microsecondsPerTurn),
        range(milliseconds),
        String(milliseconds.n),
        figure(result.turnsPerSecond),
        figure(result.agentsPerSecond),
        figure(result.agents),
        figure(result.alive),
        megabytes(heap.most),
        `${megabytes(settled(heap.after))}, ${megabytes(heap.after.at(-1) ?? null)}`,
      ]);
    return rows.length > 0 ? [`**${title}**\n\n${table(head, rows)}`] : [];
  }).join('\n\n');
}

/** @param {PoolReport} pool */
export function poolFailures({ failures }) {
  return failures
    .map((failure) => `- ${titleOf(failure.case)}, agents on ${threads(failure.workers)}: ${failure.reason}`)
    .join('\n');
}

/**
 * The promises' figures: the worst of all cases and sizes.
 *
 * @param {PoolReport} pool
 */
export function poolExtremes({ results }) {
  const counted = results.filter((result) => POOL_CASES.find(({ id }) => id === result.case)?.agents);
  return {
    microseconds: most(results.filter(({ workers }) => workers > 0).map((result) => result.microsecondsPerTurn)),
    alive: counted.length > 0 ? Math.min(...counted.map(({ alive }) => alive)) : null,
    growth: most(
      results.flatMap(({ heap }) => {
        const [early, late] = [settled(heap.after), heap.after.at(-1)];
        // Of two rollouts nothing can be said.
        return early && late && heap.after.length > 2 ? [late / early] : [];
      }),
    ),
  };
}

/** After the first rollout, code is still being compiled. @param {readonly number[]} after */
function settled(after) {
  return after[1] ?? after[0] ?? null;
}

/** @param {readonly number[]} values */
function most(values) {
  return values.length > 0 ? Math.max(...values) : null;
}

/** @param {string} id */
function titleOf(id) {
  return POOL_CASES.find((bench) => bench.id === id)?.title ?? id;
}

/** @param {number} workers */
function threads(workers) {
  if (workers === 0) return 'the run’s thread';
  return workers === 1 ? '1 worker' : `${workers} workers`;
}
