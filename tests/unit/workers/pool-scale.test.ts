/**
 * The pool at the size that is promised: ten thousand agents alive at the same time in one rollout, on any number of
 * threads, with nothing left behind. Each thread copies its messages as a real one does; real workers are in the bench.
 */
import { expect, it } from 'vitest';
import { key } from '../../../src/random/index.ts';
import type { AgentLimits } from '../../../src/rl/agent.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import { type RolloutJob, rollout } from '../../../src/rl/rollout.ts';
import type { Tree } from '../../../src/rl/trace.ts';
import { WorkerPool } from '../../../src/workers/pool.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { ADD, EOT, FINISH, NUMBER, SPAWN, scripted, TOY, WAIT } from '../../support/toy-environment.ts';
import { scriptedThreads } from './threads.ts';

const limits: AgentLimits = {
  delegation: true,
  turns: 40,
  turnBudget: 'agent',
  childSees: 'goal',
  turnTokens: 4,
  depthCap: 2000,
  context: 400,
  temperature: 1,
};

function jobs(trees: number, goal: number): RolloutJob[] {
  return Array.from({ length: trees }, (_, i) => ({
    name: `job-${i}`,
    task: TOY.generate(key(i), goal, {}),
    key: key(i),
    limits,
    // Halved with every generation.
    descendants: Number.MAX_VALUE,
  }));
}

/**
 * An agent that is to count to n gives all but one of it to `width` children and waits for them. One that has nobody to
 * give it to does nothing of use until all agents are alive.
 */
function delegating(width: number, agents: number) {
  const seen = new Set<string>();
  return scripted((tokens, sequence) => {
    seen.add(sequence);
    const below = (tokens[0] as number) - NUMBER - 1;
    const children = Math.min(width, below);
    const spawns = tokens.filter((token) => token === SPAWN).length;
    if (spawns < children) return [SPAWN, NUMBER + Math.floor((below + spawns) / children)];
    if (children > 0 && !tokens.includes(WAIT)) return [WAIT];
    if (!tokens.includes(ADD)) return [ADD];
    return seen.size < agents ? [IDLE] : [FINISH];
  });
}

/** Alive: seen and not released yet. */
function counting<P extends ReturnType<typeof delegating>>(policy: P): { policy: P; most: () => number } {
  const alive = new Set<string>();
  let most = 0;
  const counted: P = {
    ...policy,
    complete: (requests) => {
      for (const { sequence } of requests) alive.add(sequence);
      most = Math.max(most, alive.size);
      return policy.complete(requests);
    },
    release: (sequences) => {
      for (const sequence of sequences) alive.delete(sequence);
    },
  };
  return { policy: counted, most: () => most };
}

function workers(size: number) {
  const timer = new ManualTimer();
  const threads = scriptedThreads(undefined, { keep: false });
  const pool = new WorkerPool({
    environment: { id: 'toy', settings: {} },
    endOfTurn: EOT,
    size,
    start: threads.start,
    timer,
  });
  return { pool, threads, timer };
}

/** No turn of this world: it is refused and changes nothing. */
const IDLE = NUMBER;

/** Everything about trees that could differ, in a form that is quick to compare. */
const digest = (trees: readonly Tree[]) =>
  JSON.stringify(
    trees.map(({ traces }) => traces.map(({ path, score, joined, joinTurn }) => [path, score, joined, joinTurn])),
  );

it('grows trees with ten thousand agents alive at the same time, on 1 and 2 threads alike', async () => {
  const grown: string[] = [];
  for (const size of [1, 2]) {
    const { policy, most } = counting(delegating(1, 10_000));
    const { pool, threads, timer } = workers(size);
    const trees = await rollout(jobs(1000, 10), policy, pool);
    expect(most()).toBe(10_000);
    expect(trees.every(({ traces }) => traces.length === 10 && traces.every(({ score }) => score === 1))).toBe(true);
    expect([pool.trees, threads.growing(), timer.waiting]).toEqual([0, 0, 0]);
    grown.push(digest(trees));
  }
  expect(grown[1]).toBe(grown[0]);
});

it('grows wide trees alike on 1, 2 and 3 threads', async () => {
  const all = jobs(5, 100);
  const reference = await rollout(all, delegating(8, 500), new LocalPool(TOY, {}));
  expect(reference.every(({ traces }) => traces.length === 100 && traces.every(({ score }) => score === 1))).toBe(true);
  for (const size of [1, 2, 3]) {
    expect(await rollout(all, delegating(8, 500), workers(size).pool)).toEqual(reference);
  }
});

it('grows chains a thousand agents deep', async () => {
  const { pool } = workers(2);
  const trees = await rollout(jobs(2, 1000), delegating(1, 2000), pool);
  for (const { traces } of trees) {
    expect(traces.length).toBe(1000);
    expect(traces.at(-1)).toMatchObject({ depth: 999, score: 1, joined: true });
    expect(traces[0]).toMatchObject({ score: 1, end: 'finished' });
  }
});

it('keeps nothing after rollouts, whether they end or are given up', async () => {
  const { pool, threads, timer } = workers(2);
  for (let i = 0; i < 20; i++) {
    await rollout(jobs(8, 12), delegating(3, 96), pool);
    expect([pool.trees, threads.growing(), timer.waiting]).toEqual([0, 0, 0]);
    let rounds = 0;
    const stopped = rollout(jobs(8, 12), delegating(3, 96), pool, {
      watch: () => {},
      round: async () => {
        if (++rounds === 3) throw new Error('enough');
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(pool.trees).toBe(8);
    pool.reset();
    expect([pool.trees, threads.growing(), timer.waiting]).toEqual([0, 0, 0]);
  }
});
