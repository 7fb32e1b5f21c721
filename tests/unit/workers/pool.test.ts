/**
 * The pool over scripted threads: where agents live, what is sent, and what happens when threads die, hang or talk
 * nonsense. That the rollout gives the same trees whatever happens is the heart of it. Real workers: tests/browser.
 */
import { describe, expect, it } from 'vitest';
import { key } from '../../../src/random/index.ts';
import type { AgentLimits, AgentTask } from '../../../src/rl/agent.ts';
import type { AgentPool, TreeCall } from '../../../src/rl/pool.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import { type RolloutJob, rollout } from '../../../src/rl/rollout.ts';
import type { Tree } from '../../../src/rl/trace.ts';
import { WorkerPool, type WorkerPoolOptions } from '../../../src/workers/pool.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { ADD, EOT, FINISH, NUMBER, SPAWN, scripted, TOY, WAIT } from '../../support/toy-environment.ts';
import { type Script, scriptedThreads, settled } from './threads.ts';

const limits: AgentLimits = {
  delegation: true,
  turns: 20,
  turnBudget: 'agent',
  childSees: 'goal',
  turnTokens: 4,
  depthCap: 4,
  context: 200,
  temperature: 1,
};

function pool(size: number, script?: Script, options: Partial<WorkerPoolOptions> = {}) {
  const timer = new ManualTimer();
  const threads = scriptedThreads(script);
  const replaced: string[] = [];
  const workers = new WorkerPool({
    environment: { id: 'toy', settings: {} },
    endOfTurn: EOT,
    size,
    start: threads.start,
    timer,
    onReplaced: (message) => replaced.push(message),
    ...options,
  });
  return { workers, timer, started: threads.started, replaced };
}

const { goal, state } = TOY.generate(key(1), 2, {});
const root: AgentTask = { depth: 0, spawnTurn: -1, goal, state, limits, budget: { turns: 20, descendants: 4 } };

const begin = (tree: string): TreeCall => ({ tree, root, turns: [] });
const turn = (tree: string, token: number, agent = 0): TreeCall => ({
  tree,
  turns: [{ agent, tokens: [token], full: false }],
});

const jobs: RolloutJob[] = Array.from({ length: 5 }, (_, i) => ({
  name: `job-${i}`,
  task: TOY.generate(key(i), 1 + (i % 4), {}),
  key: key(i),
  limits,
  descendants: 8,
}));

/** Delegates all but one of what it has to count to two children, waits for them, counts once and finishes. */
function policy() {
  return scripted((tokens) => {
    const goal = (tokens[0] as number) - NUMBER;
    const spawns = tokens.filter((t) => t === SPAWN).length;
    const [left, right] = [Math.floor((goal - 1) / 2), Math.ceil((goal - 1) / 2)];
    if (spawns === 0 && right > 0) return [SPAWN, NUMBER + right];
    if (spawns === 1 && left > 0) return [SPAWN, NUMBER + left];
    if (spawns > 0 && !tokens.includes(WAIT)) return [WAIT];
    return tokens.includes(ADD) ? [FINISH] : [ADD];
  });
}

const grow = (agents: AgentPool): Promise<Tree[]> => rollout(jobs, policy(), agents);
const reference = grow(new LocalPool(TOY, {}));

describe('the same trees', () => {
  it.each([1, 2, 3, 8])('with %d workers', async (size) => {
    const { workers } = pool(size);
    expect(await grow(workers)).toEqual(await reference);
    expect(workers.trees).toBe(0);
  });

  it.each<[string, Script]>([
    ['a worker that dies on its first batch', (thread, count) => (thread === 0 && count === 1 ? 'die' : 'answer')],
    ['a worker that dies mid-rollout', (thread, count) => (thread === 1 && count === 3 ? 'die' : 'answer')],
    ['workers that keep dying after a while', (_, count) => (count === 3 ? 'die' : 'answer')],
    ['a worker that talks nonsense', (thread, count) => (thread === 0 && count === 2 ? { say: 'hello' } : 'answer')],
    ['a worker that refuses messages', (thread, count) => (thread === 1 && count === 2 ? 'refuse' : 'answer')],
  ])('with %s', async (_, script) => {
    const { workers, replaced, timer } = pool(2, script);
    expect(await grow(workers)).toEqual(await reference);
    expect(replaced.length).toBeGreaterThan(0);
    expect(timer.waiting).toBe(0);
  });

  it('with a worker that hangs, once its time is up', async () => {
    const hangs: Script = (thread, count) => (thread === 0 && count === 2 ? 'hang' : 'answer');
    const { workers, timer, replaced, started } = pool(2, hangs, { timeoutMs: 5000 });
    const trees = grow(workers);
    await settled();
    expect(replaced).toEqual([]);
    timer.pass(4999);
    expect(replaced).toEqual([]);
    timer.pass(1);
    expect(await trees).toEqual(await reference);
    expect(replaced).toEqual(['Agent worker 1 was replaced because it has not answered for 5 seconds.']);
    expect(started.map((thread) => thread.terminated)).toEqual([true, false, false]);
  });
});

describe('what is sent', () => {
  it('is one message per worker and round, with the trees spread over the workers', async () => {
    const { workers, started } = pool(2);
    await workers.advance(['a', 'b', 'c'].map(begin));
    expect(started).toHaveLength(2);
    const sent = started.map(({ commands }) =>
      commands.map((command) => (command.type === 'advance' ? command.calls.map((call) => call.tree) : command.type)),
    );
    expect(sent).toEqual([
      ['configure', ['a', 'c']],
      ['configure', ['b']],
    ]);
  });

  it('goes to the worker where the tree lives, and a finished tree makes room', async () => {
    const { workers, started } = pool(2);
    await workers.advance(['a', 'b', 'c'].map(begin));
    await workers.advance([turn('a', FINISH), turn('c', FINISH)]);
    await workers.advance([begin('d'), turn('b', ADD)]);
    const last = started.map(({ commands }) => commands.at(-1));
    expect(last[0]).toMatchObject({ calls: [{ tree: 'd' }] });
    expect(last[1]).toMatchObject({ calls: [{ tree: 'b' }] });
    expect(workers.trees).toBe(2);
  });

  it('carries root and log only to a worker that does not know the tree', async () => {
    const { workers, started } = pool(1, (thread, count) => (thread === 0 && count === 3 ? 'die' : 'answer'));
    await workers.advance([begin('a')]);
    await workers.advance([turn('a', ADD)]);
    await workers.advance([turn('a', ADD)]);
    expect(started[0]?.commands.at(-1)).toMatchObject({ calls: [turn('a', ADD)] });
    expect(started[0]?.commands.at(-1)).not.toHaveProperty('calls.0.root');
    expect(started[1]?.commands.at(-1)).toMatchObject({
      calls: [{ tree: 'a', root, log: turn('a', ADD).turns, turns: turn('a', ADD).turns }],
    });
  });

  it('brings back trees of a worker that died while it had nothing to do', async () => {
    const { workers, started, replaced } = pool(1);
    await workers.advance([begin('a')]);
    started[0]?.crash();
    expect(replaced).toHaveLength(1);
    expect(started).toHaveLength(1);
    const [output] = await workers.advance([turn('a', FINISH)]);
    expect(output?.over).toBe(true);
    expect(started).toHaveLength(2);
  });

  it('ignores what a replaced worker still says', async () => {
    const { workers, started, replaced } = pool(1, (thread) => (thread === 0 ? 'die' : 'answer'));
    await workers.advance([begin('a')]);
    started[0]?.crash();
    expect(replaced).toHaveLength(1);
    expect(await workers.advance([turn('a', ADD)])).toHaveLength(1);
  });
});

describe('giving up', () => {
  it('rejects after three workers in a row have failed on the same turns', async () => {
    const { workers, started, timer } = pool(1, () => 'die');
    await expect(workers.advance([begin('a')])).rejects.toThrow(
      'Agent workers failed 3 times in a row on the same turns; the last one because it fell over.',
    );
    expect(started).toHaveLength(3);
    expect(timer.waiting).toBe(0);
    expect(workers.trees).toBe(0);
  });

  it('rejects when no worker can be started at all', async () => {
    const start = () => {
      throw new Error('there are no workers here');
    };
    const { workers } = pool(2, undefined, { start });
    await expect(workers.advance([begin('a')])).rejects.toThrow('because there are no workers here');
  });

  it('does not count failures of other turns', async () => {
    const { workers } = pool(1, (_, count) => (count === 2 ? 'die' : 'answer'));
    await workers.advance([begin('a')]);
    for (let i = 0; i < 6; i++) await workers.advance([turn('a', ADD)]);
    expect(workers.trees).toBe(1);
  });

  it('passes on a tree’s own error at once, and the tree can still go on as if nothing had happened', async () => {
    const { workers, started } = pool(1);
    await workers.advance([begin('a')]);
    await expect(workers.advance([turn('a', ADD, 3)])).rejects.toThrow('Agent 3 of this tree did not ask for a turn.');
    expect(started).toHaveLength(1);
    const [output] = await workers.advance([turn('a', FINISH)]);
    expect(output?.reports).toMatchObject([{ next: { end: 'finished', turns: 1 } }]);
  });

  it('passes on what is wrong with the environment’s settings', async () => {
    const { workers } = pool(1, (_, __, { batch }) => ({ say: { type: 'failed', batch, message: 'settings clash' } }));
    await expect(workers.advance([begin('a')])).rejects.toThrow('settings clash');
  });
});

describe('misuse and end', () => {
  it('refuses a size that is no number of workers', () => {
    expect(() => pool(0)).toThrow('The number of agent workers must be a whole number of at least 1; got 0.');
    expect(() => pool(1.5)).toThrow(RangeError);
  });

  it('refuses unknown trees, double starts and impatient inputs, and admits nothing of such a round', async () => {
    const { workers } = pool(1);
    await expect(workers.advance([begin('a'), turn('b', ADD)])).rejects.toThrow('No tree b grows here');
    expect(workers.trees).toBe(0);
    await workers.advance([begin('a')]);
    await expect(workers.advance([begin('a')])).rejects.toThrow('Tree a was started twice.');
    await expect(workers.advance([turn('a', ADD), turn('a', ADD)])).rejects.toThrow('before it answered the last one');
    expect(await workers.advance([turn('a', ADD)])).toHaveLength(1);
  });

  it('forgets the trees of a rollout that is given up', async () => {
    const { workers, started } = pool(2);
    await workers.advance(['a', 'b', 'c'].map(begin));
    workers.reset();
    expect(workers.trees).toBe(0);
    expect(started.map(({ commands }) => commands.at(-1))).toEqual([
      { type: 'drop', trees: ['a', 'c'] },
      { type: 'drop', trees: ['b'] },
    ]);
    expect(await workers.advance([begin('a')])).toHaveLength(1);
  });

  it('rejects what is pending when it is shut down, and everything after', async () => {
    const { workers, started, timer } = pool(2, () => 'hang');
    const pending = workers.advance(['a', 'b'].map(begin));
    workers.dispose();
    await expect(pending).rejects.toThrow('was shut down');
    await expect(workers.advance([begin('c')])).rejects.toThrow('was shut down');
    expect(started.every((thread) => thread.terminated)).toBe(true);
    expect(timer.waiting).toBe(0);
  });
});
