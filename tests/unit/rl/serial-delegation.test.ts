/** Agent after agent: the same trees as side by side, only never two agents in one batch. */
import { describe, expect, it } from 'vitest';
import { deepdive } from '../../../src/envs/deepdive/index.ts';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { oolong } from '../../../src/envs/oolong/index.ts';
import { textcraft } from '../../../src/envs/textcraft/index.ts';
import { defaultSettings } from '../../../src/experiments/environments.ts';
import type { Completion, GenerateRequest } from '../../../src/model/engine.ts';
import { derive, key } from '../../../src/random/index.ts';
import { ExpertPolicy, type Policy } from '../../../src/rl/policy.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import { type RolloutJob, rollout } from '../../../src/rl/rollout.ts';
import { measureSpeed } from '../../../src/rl/task-speed.ts';
import { rootOf } from '../../../src/rl/tree-stats.ts';

/** The expert with mistakes, so that children fail, are never waited for, or run out of turns. */
function jobsFor(spec: EnvironmentSpec, difficulty: number, count: number): RolloutJob[] {
  const settings = defaultSettings(spec.id);
  return Array.from({ length: count }, (_, i) => ({
    name: `tree-${i}`,
    task: spec.generate(derive(key(3), i), difficulty, settings),
    key: derive(key(4), i),
    limits: { ...LIMITS },
    descendants: 60,
  }));
}

const LIMITS = {
  delegation: true,
  turns: 16,
  turnTokens: 12,
  depthCap: 5,
  context: 192,
  temperature: 1,
} as RolloutJob['limits'];

/** Notes which agents took a turn in each batch. */
class Noting implements Policy {
  readonly batches: string[][] = [];
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  complete(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    this.batches.push(requests.map(({ sequence }) => sequence));
    return this.#policy.complete(requests);
  }

  release(sequences: readonly string[]): void {
    this.#policy.release(sequences);
  }
}

const policyOf = (spec: EnvironmentSpec) =>
  new Noting(new ExpertPolicy(spec, defaultSettings(spec.id), 'recursive', 0.05));

describe.each([
  [textcraft as EnvironmentSpec, 4],
  [oolong as EnvironmentSpec, 4],
  [deepdive as EnvironmentSpec, 3],
])('serial delegation', (spec, difficulty) => {
  const pool = () => new LocalPool(spec, defaultSettings(spec.id));

  it(`grows the same trees: ${spec.id}`, async () => {
    const jobs = jobsFor(spec, difficulty, 6);
    const parallel = await rollout(jobs, policyOf(spec), pool());
    const serial = await rollout(jobs, policyOf(spec), pool(), undefined, 'serial');
    expect(serial).toEqual(parallel);
    expect(parallel.some((tree) => tree.traces.length > 3)).toBe(true);
  });

  it(`runs one agent at a time, a child to its end before anything beside or above it: ${spec.id}`, async () => {
    const policy = policyOf(spec);
    const [tree] = await rollout(jobsFor(spec, difficulty, 1), policy, pool(), undefined, 'serial');
    expect(policy.batches.every((batch) => batch.length === 1)).toBe(true);
    const order = policy.batches.flat();
    const firsts = [...new Set(order)];
    expect(firsts).toEqual(tree?.traces.map(({ path }) => `tree-0/${path}`));
    // An agent that is left for one that is not below it is never returned to.
    const ended = new Set<string>();
    order.forEach((agent, i) => {
      expect(ended.has(agent)).toBe(false);
      const next = order[i + 1];
      if (next && next !== agent && !next.startsWith(`${agent}.`)) ended.add(agent);
    });
  });
});

describe('speed of tasks', () => {
  const spec = textcraft as EnvironmentSpec;

  it('is measured alone, side by side and one after the other, after one tree to warm up', async () => {
    const policy = policyOf(spec);
    const jobs = [...jobsFor(spec, 2, 2), ...jobsFor(spec, 3, 2).map((job) => ({ ...job, name: `${job.name}-3` }))];
    const done: number[] = [];
    // A clock that counts batches: a round of turns takes a second, however many agents take one.
    const rows = await measureSpeed(
      jobs,
      policy,
      new LocalPool(spec, defaultSettings(spec.id)),
      () => policy.batches.length,
      {
        round: async () => {},
        watch: () => {},
        measured: (n) => done.push(n),
      },
    );
    const trees = await rollout(jobs, policyOf(spec), new LocalPool(spec, defaultSettings(spec.id)));
    expect(rows.map(({ task, difficulty, score }) => [task, difficulty, score])).toEqual(
      trees.map((tree) => [tree.task, tree.difficulty, rootOf(tree).score]),
    );
    const firstAgents = policy.batches.map(([first]) => first?.split('/')[0]);
    expect(firstAgents[0]).toBe('tree-1-3');
    rows.forEach((row, i) => {
      const turns = trees[i]?.traces.reduce((n, trace) => n + trace.turns, 0);
      expect(row.serialSeconds).toBe(turns);
      expect(row.parallelSeconds).toBeLessThanOrEqual(row.serialSeconds);
    });
    expect(rows.some((row) => row.parallelSeconds < row.serialSeconds)).toBe(true);
    expect(done).toEqual([1, 2, 3, 4]);
  });

  it('repeats what is quick, in turns, and takes the shortest', async () => {
    const policy = policyOf(spec);
    const jobs = jobsFor(spec, 2, 1);
    const starts: number[] = [];
    let calls = 0;
    // Each tree takes 0.01 to 0.04 s, and now and then something else gets in the way.
    const now = () => {
      calls++;
      if (calls % 2 === 1) {
        starts.push(policy.batches.length);
        return 0;
      }
      return 0.01 * ((calls / 2) % 4) + 0.01;
    };
    const [row] = await measureSpeed(jobs, policy, new LocalPool(spec, defaultSettings(spec.id)), now);
    // Two to warm up, five times both.
    expect(starts).toHaveLength(12);
    expect([row?.parallelSeconds, row?.serialSeconds]).toEqual([0.02, 0.01]);
  });

  it('measures nothing when nothing is asked for', async () => {
    const policy = policyOf(spec);
    expect(await measureSpeed([], policy, new LocalPool(spec, defaultSettings(spec.id)), () => 0)).toEqual([]);
    expect(policy.batches).toEqual([]);
  });
});
