/** The rollout and the agent loop on a counting environment: rounds, limits, refusals, joins, determinism. */
import { describe, expect, it } from 'vitest';
import { derive, key } from '../../../src/random/index.ts';
import type { AgentLimits } from '../../../src/rl/agent.ts';
import { Agent } from '../../../src/rl/agent.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import type { LiveNode } from '../../../src/rl/records.ts';
import { type RolloutJob, rollout } from '../../../src/rl/rollout.ts';
import { ADD, EOT, FINISH, NUMBER, READY, REFUSED, SPAWN, scripted, TOY, WAIT } from '../../support/toy-environment.ts';

const limits: AgentLimits = {
  delegation: true,
  turns: 10,
  turnTokens: 4,
  depthCap: 3,
  context: 40,
  temperature: 1,
};

function jobs(difficulty: number, more: Partial<AgentLimits> = {}, count = 1, descendants = 20): RolloutJob[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `tree-${i}`,
    task: TOY.generate(key(0), difficulty, {}),
    key: derive(key(7), i),
    limits: { ...limits, ...more },
    descendants,
  }));
}

const grow = (all: RolloutJob[], policy: ReturnType<typeof scripted>) => rollout(all, policy, new LocalPool(TOY, {}));

/** Asks two children to add one each, waits for both, finishes; a child (goal 1) adds and finishes. */
const delegate = scripted((tokens) => {
  if (tokens[0] === NUMBER + 1) return tokens.includes(ADD) ? [FINISH] : [ADD];
  const spawns = tokens.filter((t) => t === SPAWN).length;
  if (spawns < 2) return [SPAWN, NUMBER + 1];
  return tokens.includes(WAIT) ? [FINISH] : [WAIT];
});

describe('rollout', () => {
  it('runs siblings side by side and joins their effects in spawn order', async () => {
    const [tree] = await grow(jobs(2), delegate);
    expect(tree?.traces.map((t) => [t.path, t.score, t.spawnTurn, t.joinTurn, t.joined, t.turns])).toEqual([
      ['0', 1, -1, -1, true, 4],
      ['0.0', 1, 0, 2, true, 2],
      ['0.1', 1, 1, 2, true, 2],
    ]);
    // biome-ignore format: one context, one line per turn
    expect(tree?.traces[0]?.tokens).toEqual([
      NUMBER + 2, READY, SPAWN, NUMBER + 1, EOT, READY, SPAWN, NUMBER + 1, EOT, READY,
      WAIT, EOT, NUMBER + 1, NUMBER + 1, READY, FINISH, EOT,
    ]);
  });

  it('marks who wrote each token and keeps log-probabilities of own tokens only', async () => {
    const [tree] = await grow(jobs(1), delegate);
    const trace = tree?.traces[0];
    expect(trace?.tokens).toEqual([NUMBER + 1, READY, ADD, EOT, READY, FINISH, EOT]);
    expect(trace?.own).toEqual([0, 0, 1, 1, 0, 1, 1]);
    expect(trace?.logProbs).toEqual([0, 0, -0.5, -0.5, 0, -0.5, -0.5]);
  });

  it('completes the turns of all live agents in one batch', async () => {
    const policy = scripted((tokens) => (tokens.includes(ADD) ? [FINISH] : [ADD]));
    await grow(jobs(1, {}, 5), policy);
    expect(policy.batches.map((b) => b.length)).toEqual([5, 5]);
  });

  it('refuses softly beyond the depth cap: no node, the episode goes on', async () => {
    const policy = scripted((tokens) => (tokens.includes(REFUSED) ? [FINISH] : [SPAWN, NUMBER + 1]));
    const [tree] = await grow(jobs(2, { depthCap: 0 }), policy);
    expect(tree?.traces).toHaveLength(1);
    expect(tree?.traces[0]).toMatchObject({ refused: 1, end: 'finished', score: 0 });
  });

  it('shares the budget of descendants out, so that runaway delegation is bounded', async () => {
    const policy = scripted(() => [SPAWN, NUMBER + 1]);
    const [tree] = await grow(jobs(2, { depthCap: 50, turns: 6, context: 200 }, 1, 9), policy);
    expect(tree?.traces.length).toBeLessThanOrEqual(10);
    expect(tree?.traces.some((t) => t.refused > 0)).toBe(true);
  });

  it('gives back what a joined child did not spend', async () => {
    // A budget of 2: the first child gets 0 of the rest, the second needs the last one.
    const policy = scripted((tokens) => {
      if (tokens[0] === NUMBER + 1) return [FINISH];
      const spawns = tokens.filter((t) => t === SPAWN).length;
      const waits = tokens.filter((t) => t === WAIT).length;
      if (waits < spawns) return [WAIT];
      return spawns < 3 ? [SPAWN, NUMBER + 1] : [FINISH];
    });
    const [tree] = await grow(jobs(2, {}, 1, 3), policy);
    expect(tree?.traces.map((t) => t.path)).toEqual(['0', '0.0', '0.1', '0.2']);
  });

  it('says that there is nothing to wait for', async () => {
    const policy = scripted((tokens) => (tokens.includes(REFUSED) ? [FINISH] : [WAIT]));
    const [tree] = await grow(jobs(2), policy);
    expect(tree?.traces[0]).toMatchObject({ refused: 0, turns: 2 });
  });

  it('has no spawn for the single agent', async () => {
    const policy = scripted((tokens) => (tokens.includes(REFUSED) ? [FINISH] : [SPAWN, NUMBER + 1]));
    const [tree] = await grow(jobs(2, { delegation: false }), policy);
    expect(tree?.traces).toHaveLength(1);
    expect(tree?.traces[0]?.refused).toBe(1);
  });

  it('ends at the turn limit and at the end of the context', async () => {
    const policy = scripted(() => [ADD]);
    const [byTurns] = await grow(jobs(5, { turns: 3 }), policy);
    expect(byTurns?.traces[0]).toMatchObject({ end: 'turns', turns: 3, score: 0 });
    const [byContext] = await grow(jobs(5, { context: 8 }), policy);
    expect(byContext?.traces[0]?.end).toBe('context');
    expect(byContext?.traces[0]?.tokens.length).toBe(8);
  });

  it('keeps a child that nobody waited for, marked as not joined', async () => {
    const policy = scripted((tokens) => {
      if (tokens[0] === NUMBER + 1) return tokens.includes(ADD) ? [FINISH] : [ADD];
      return tokens.includes(SPAWN) ? [FINISH] : [SPAWN, NUMBER + 1];
    });
    const [tree] = await grow(jobs(2), policy);
    expect(tree?.traces[1]).toMatchObject({ joined: false, joinTurn: -1, score: 1 });
    expect(tree?.traces[0]?.score).toBe(0);
  });

  it('shows the first tree as it grows', async () => {
    const seen: (readonly LiveNode[])[] = [];
    await rollout(jobs(2, {}, 3), delegate, new LocalPool(TOY, {}), {
      round: async () => {},
      watch: (_task, nodes) => seen.push(nodes()),
    });
    expect(seen[0]?.map((n) => [n.path, n.status])).toEqual([['0', 'thinking']]);
    expect(seen.at(-1)?.map((n) => [n.path, n.status, n.score])).toEqual([
      ['0', 'finished', 1],
      ['0.0', 'finished', 1],
      ['0.1', 'finished', 1],
    ]);
    expect(seen.some((nodes) => nodes[0]?.status === 'waiting')).toBe(true);
  });

  it('stops when a hook throws', async () => {
    const stop = rollout(jobs(2), delegate, new LocalPool(TOY, {}), {
      round: () => Promise.reject(new Error('stopped')),
      watch: () => {},
    });
    await expect(stop).rejects.toThrow('stopped');
  });
});

describe('agent', () => {
  it('refuses outcomes of children that it does not wait for', () => {
    const [job] = jobs(2);
    const agent = new Agent(TOY, TOY.vocabulary({}), {
      depth: 0,
      spawnTurn: -1,
      goal: [2],
      state: job?.task.state,
      limits,
      descendants: 3,
    });
    agent.advance({ kind: 'start' });
    expect(() => agent.advance({ kind: 'children', outcomes: [{ state: null, unspent: 0 }] })).toThrow(
      'An agent that waits for 0 children was given the outcomes of 1.',
    );
  });
});
