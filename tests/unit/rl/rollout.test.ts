/** The rollout and the agent loop on a counting environment: rounds, limits, refusals, joins, determinism. */
import { describe, expect, it } from 'vitest';
import { derive, key } from '../../../src/random/index.ts';
import type { AgentLimits } from '../../../src/rl/agent.ts';
import { Agent } from '../../../src/rl/agent.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import type { LiveNode } from '../../../src/rl/records.ts';
import { type RolloutJob, rollout } from '../../../src/rl/rollout.ts';
import {
  ADD,
  EOT,
  FINISH,
  NO_TURNS,
  NUMBER,
  READY,
  REFUSED,
  SPAWN,
  scripted,
  TOY,
  WAIT,
} from '../../support/toy-environment.ts';

const limits: AgentLimits = {
  delegation: true,
  turns: 10,
  turnBudget: 'agent',
  childSees: 'goal',
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
    expect(trace?.tokens).toEqual([NUMBER + 1, READY, ADD, EOT, NUMBER + 1, READY, FINISH, EOT]);
    expect(trace?.own).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect(trace?.logProbs).toEqual([0, 0, -0.5, -0.5, 0, 0, -0.5, -0.5]);
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
    expect(tree?.traces[0]).toMatchObject({ refused: 1, refusedTurns: [0], end: 'finished', score: 0 });
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

  it('gives every agent turns of its own, however many there are', async () => {
    const policy = scripted((tokens) => (tokens[0] === NUMBER + 1 ? [ADD] : [SPAWN, NUMBER + 1]));
    const [tree] = await grow(jobs(2, { turns: 3 }), policy);
    expect(tree?.traces.map((t) => [t.path, t.turns, t.end])).toEqual([
      ['0', 3, 'turns'],
      ['0.0', 3, 'turns'],
      ['0.1', 3, 'turns'],
      ['0.2', 3, 'turns'],
    ]);
  });

  describe('when a tree shares its turns', () => {
    /** Spawns n children one after the other, waits for all, finishes; a child (goal 1) uses up all it has. */
    const spendthrift = (n: number) =>
      scripted((tokens) => {
        if (tokens[0] === NUMBER + 1) return [ADD];
        if (tokens.filter((t) => t === SPAWN).length < n) return [SPAWN, NUMBER + 1];
        return tokens.includes(WAIT) ? [FINISH] : [WAIT];
      });

    it('lends a child half of what is left beyond the two that it takes to join it', async () => {
      const [tree] = await grow(jobs(2, { turns: 20, turnBudget: 'tree' }), spendthrift(2));
      // After the first spawn 19 are left: (19 - 2) / 2 = 8. After the second 10: (10 - 2) / 2 = 4.
      expect(tree?.traces.map((t) => [t.path, t.turns, t.end, t.score])).toEqual([
        ['0', 4, 'finished', 1],
        ['0.0', 8, 'turns', 0],
        ['0.1', 4, 'turns', 0],
      ]);
    });

    it('lets the parent finish even when children have used up all they got', async () => {
      for (let turns = 1; turns < 30; turns++) {
        const [tree] = await grow(jobs(2, { turns, turnBudget: 'tree', context: 200 }), spendthrift(3));
        const [root, ...children] = tree?.traces ?? [];
        expect(tree?.traces.reduce((sum, trace) => sum + trace.turns, 0)).toBeLessThanOrEqual(turns);
        if (children.length === 3) expect(root?.end).toBe('finished');
      }
    });

    it('refuses a child when nothing could be lent, and says so in a notice of its own', async () => {
      const policy = scripted((tokens) => (tokens.includes(REFUSED) ? [FINISH] : [SPAWN, NUMBER + 1]));
      const [poor] = await grow(jobs(2, { turns: 4, turnBudget: 'tree' }), policy);
      expect(poor?.traces.map((t) => [t.turns, t.refused, t.end])).toEqual([[2, 1, 'finished']]);
      expect(poor?.traces[0]?.tokens).toContain(NO_TURNS);
      const [own] = await grow(jobs(2, { turns: 4 }), spendthrift(1));
      expect(own?.traces).toHaveLength(2);
    });

    it('gets back what a joined child has left', async () => {
      // Children finish at once: of 12 turns the root can launch and join more than it could if all were kept.
      const policy = scripted((tokens) => {
        if (tokens[0] === NUMBER + 1) return [FINISH];
        const spawns = tokens.filter((t) => t === SPAWN).length;
        return tokens.filter((t) => t === WAIT).length < spawns ? [WAIT] : [SPAWN, NUMBER + 1];
      });
      const [tree] = await grow(jobs(2, { turns: 12, turnBudget: 'tree', context: 200 }), policy);
      // Each child costs three turns: spawn, wait, its finish. With 12, 9 and 6 left there is some to lend, with 3 not.
      expect(tree?.traces.map((t) => [t.path, t.turns, t.end])).toEqual([
        ['0', 9, 'turns'],
        ['0.0', 1, 'finished'],
        ['0.1', 1, 'finished'],
        ['0.2', 1, 'finished'],
      ]);
      expect(tree?.traces[0]?.refused).toBe(2);
    });

    it('never spends more than the root has, however deep the tree', async () => {
      const policy = scripted((_tokens, sequence) => (sequence.length % 2 === 0 ? [SPAWN, NUMBER + 1] : [ADD]));
      for (const turns of [5, 17, 64]) {
        const deep = { turns, turnBudget: 'tree', depthCap: 50, context: 1000 } as const;
        const [tree] = await grow(jobs(2, deep, 1, 1000), policy);
        expect(tree?.traces.reduce((sum, trace) => sum + trace.turns, 0)).toBeLessThanOrEqual(turns);
      }
    });
  });

  describe('what a child reads beside its goal', () => {
    // Goal 3 hands on 2, which hands on 1; everyone has added once before.
    const chain = scripted((tokens) => {
      const goal = (tokens[0] as number) - NUMBER;
      if (!tokens.includes(ADD)) return [ADD];
      if (goal > 1 && !tokens.includes(SPAWN)) return [SPAWN, NUMBER + goal - 1];
      return goal > 1 && !tokens.includes(WAIT) ? [WAIT] : [FINISH];
    });
    const openings = async (childSees: AgentLimits['childSees']) => {
      const [tree] = await grow(jobs(3, { childSees }), chain);
      return tree?.traces.map(({ tokens }) => tokens.slice(0, tokens.indexOf(READY)).map((t) => t - NUMBER));
    };

    it('is nothing', async () => {
      expect(await openings('goal')).toEqual([[3], [2], [1]]);
    });

    it('is the goals above it, the nearest first', async () => {
      expect(await openings('ancestors')).toEqual([[3], [2, 3], [1, 2, 3]]);
    });

    it("is what its parent's newest tool said, delegation and what it inherited itself left out", async () => {
      // The counter said 1 to the root and 2 to its child, which starts from there.
      expect(await openings('context')).toEqual([[3], [2, 1], [1, 2]]);
    });
  });

  it('notes which turns were refused and which were wrong, as they happen', async () => {
    const written = [[ADD], [SPAWN, NUMBER + 1], [NUMBER], [ADD], [NUMBER, NUMBER], [FINISH]];
    const policy = scripted((tokens) => written[tokens.filter((token) => token === READY).length - 1] ?? [FINISH]);
    const seen: (readonly number[])[] = [];
    const [tree] = await rollout(jobs(2, { depthCap: 0, context: 200 }), policy, new LocalPool(TOY, {}), {
      round: async () => {},
      watch: (_task, nodes) => {
        const [root] = nodes();
        seen.push([root?.turns ?? -1, root?.refused ?? -1, root?.errors ?? -1]);
      },
    });
    expect(tree?.traces[0]).toMatchObject({ refused: 1, errors: 2, refusedTurns: [1], errorTurns: [2, 4] });
    expect(seen.slice(0, 6)).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [2, 1, 0],
      [3, 1, 1],
      [4, 1, 1],
      [5, 1, 2],
    ]);
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

  it('grows the same trees one agent after the other, a child before its parent goes on', async () => {
    const policy = scripted((tokens) => {
      if (tokens[0] === NUMBER + 1) return tokens.includes(ADD) ? [FINISH] : [ADD];
      const spawns = tokens.filter((t) => t === SPAWN).length;
      if (spawns < 2) return [SPAWN, NUMBER + 1];
      return tokens.includes(WAIT) ? [FINISH] : [WAIT];
    });
    const trees = await rollout(jobs(2), policy, new LocalPool(TOY, {}), undefined, 'serial');
    expect(trees).toEqual(await grow(jobs(2), delegate));
    const [root, first, second] = ['0', '0.0', '0.1'].map((path) => `tree-0/${path}`);
    expect(policy.batches).toEqual([root, first, first, root, second, second, root, root].map((one) => [one]));
  });

  it('says how many trees are grown', async () => {
    const grown: number[] = [];
    const policy = scripted((tokens) =>
      tokens.filter((t) => t === ADD).length < (tokens[0] as number) - NUMBER ? [ADD] : [FINISH],
    );
    const all = [1, 3, 1].flatMap((goal, i) => jobs(goal).map((job) => ({ ...job, name: `tree-${i}` })));
    await rollout(all, policy, new LocalPool(TOY, {}), {
      round: async () => {},
      watch: () => {},
      grown: (trees) => grown.push(trees),
    });
    expect(grown).toEqual([2, 3]);
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
      budget: { turns: 10, descendants: 3 },
    });
    agent.advance({ kind: 'start' });
    expect(() =>
      agent.advance({ kind: 'children', outcomes: [{ state: null, unspent: { turns: 0, descendants: 0 } }] }),
    ).toThrow('An agent that waits for 0 children was given the outcomes of 1.');
  });
});
