/** Adapters from records to rows: figures of subtrees, batches, the critical path, words for goals. */
import { describe, expect, it } from 'vitest';
import type { LiveTree, TreeRecord } from '../../../../src/rl/records.ts';
import type { Trace } from '../../../../src/rl/trace.ts';
import { treeStats } from '../../../../src/rl/tree-stats.ts';
import { fromLiveTree, fromTreeRecord, goalText } from '../../../../src/ui/tree/nodes.ts';
import { expertTree } from '../../../support/expert-trees.ts';

function trace(path: string, turns: number, more: Partial<Trace> = {}): Trace {
  return {
    path,
    depth: path.split('.').length - 1,
    goal: [7],
    tokens: Array(turns * 2).fill(1),
    own: Array(turns * 2).fill(1),
    logProbs: Array(turns * 2).fill(0),
    entropies: Array(turns * 2).fill(0),
    turns,
    spawnTurn: path === '0' ? -1 : 0,
    joinTurn: path === '0' ? -1 : 1,
    end: 'finished',
    score: 1,
    refused: 0,
    errors: 0,
    joined: true,
    ...more,
  };
}

function record(traces: readonly Trace[], more: Partial<TreeRecord> = {}): TreeRecord {
  return { step: 1, phase: 'training', index: 0, tree: { task: 't', difficulty: 1, traces }, root: null, ...more };
}

describe('fromTreeRecord', () => {
  it('adds up subtrees', () => {
    const rows = fromTreeRecord(record([trace('0', 4), trace('0.0', 2), trace('0.0.0', 3), trace('0.1', 5)]));
    expect(rows.map((r) => [r.path, r.parent, r.subtreeAgents, r.subtreeTurns, r.subtreeTokens])).toEqual([
      ['0', null, 4, 14, 28],
      ['0.0', '0', 2, 5, 10],
      ['0.0.0', '0.0', 1, 3, 6],
      ['0.1', '0', 1, 5, 10],
    ]);
  });

  it('tells the six statuses apart', () => {
    const rows = fromTreeRecord(
      record([
        trace('0', 1),
        trace('0.0', 1, { score: 0 }),
        trace('0.1', 1, { end: 'turns', score: 0 }),
        trace('0.2', 1, { end: 'context', score: 0 }),
        trace('0.3', 1, { score: 0.5 }),
      ]),
    );
    expect(rows.map(({ status }) => status)).toEqual(['solved', 'failed', 'turns', 'context', 'failed']);
  });

  it('passes on rewards and advantages by place, or null', () => {
    const traces = [trace('0', 1), trace('0.0', 1)];
    const rows = fromTreeRecord(record(traces, { rewards: [1.4, 1], advantages: [0.4, -0.2] }));
    expect(rows.map(({ reward, advantage }) => [reward, advantage])).toEqual([
      [1.4, 0.4],
      [1, -0.2],
    ]);
    expect(fromTreeRecord(record(traces))[0]).toMatchObject({ reward: null, advantage: null });
  });

  it('numbers siblings that were awaited together', () => {
    const rows = fromTreeRecord(
      record([
        trace('0', 9),
        trace('0.0', 1, { spawnTurn: 0, joinTurn: 2 }),
        trace('0.1', 1, { spawnTurn: 1, joinTurn: 2 }),
        trace('0.2', 1, { spawnTurn: 3, joinTurn: 4 }),
        trace('0.3', 1, { spawnTurn: 5, joinTurn: -1, joined: false }),
        trace('0.4', 1, { spawnTurn: 6, joinTurn: -1, joined: false }),
      ]),
    );
    expect(rows.map(({ batch }) => batch)).toEqual([null, 0, 0, null, 1, 1]);
  });

  it('follows the slower of two parallel siblings, and both serial ones', () => {
    const parallel = fromTreeRecord(
      record([
        trace('0', 4),
        trace('0.0', 2, { spawnTurn: 0, joinTurn: 2 }),
        trace('0.1', 6, { spawnTurn: 1, joinTurn: 2 }),
      ]),
    );
    expect(parallel.map(({ critical }) => critical)).toEqual([true, false, true]);
    expect(parallel[0]?.criticalTurns).toBe(2 + 6 + 1);
    const serial = fromTreeRecord(
      record([
        trace('0', 5),
        trace('0.0', 2, { spawnTurn: 0, joinTurn: 1 }),
        trace('0.1', 6, { spawnTurn: 2, joinTurn: 3 }),
      ]),
    );
    expect(serial.every(({ critical }) => critical)).toBe(true);
  });

  it('leaves a child that was quicker than its parent off the critical path', () => {
    const rows = fromTreeRecord(record([trace('0', 8), trace('0.0', 2, { spawnTurn: 0, joinTurn: 6 })]));
    expect(rows.map(({ critical }) => critical)).toEqual([true, false]);
    expect(rows[0]?.criticalTurns).toBe(8);
  });

  it('counts the critical path as the metrics do', async () => {
    for (const seed of [1, 2, 3]) {
      const { record: real } = await expertTree({ seed, difficulty: 5, noise: 0.1 });
      const stats = treeStats(real.tree);
      const [root] = fromTreeRecord(real);
      expect(root).toMatchObject({
        criticalTurns: stats.criticalTurns,
        subtreeTurns: stats.turns,
        subtreeTokens: stats.tokens,
        subtreeAgents: stats.agents,
      });
    }
  });
});

describe('fromLiveTree', () => {
  it('grows into the rows of the record', async () => {
    const { record: real, live } = await expertTree({ seed: 3, difficulty: 4, noise: 0.1 });
    const last = fromLiveTree(live.at(-1) as LiveTree);
    const finished = fromTreeRecord(real);
    const common = (rows: typeof last) =>
      rows.map(({ reward: _r, advantage: _a, errors: _e, joined: _j, ...rest }) => rest);
    expect(common(last)).toEqual(common(finished));
  });

  it('never loses an agent or a turn from one round to the next', async () => {
    const { live } = await expertTree({ seed: 2, difficulty: 4 });
    for (let i = 1; i < live.length; i++) {
      const now = new Map(fromLiveTree(live[i]!).map((row) => [row.path, row]));
      for (const row of fromLiveTree(live[i - 1]!)) {
        expect(now.get(row.path)?.turns).toBeGreaterThanOrEqual(row.turns);
      }
    }
  });

  it('leaves open what cannot be known yet', () => {
    const node = { depth: 0, goal: [1], turns: 2, tokens: 9, score: null, refused: 0, errors: 0 };
    const rows = fromLiveTree({
      step: 1,
      phase: 'training',
      task: 't',
      difficulty: 2,
      done: false,
      nodes: [
        { ...node, path: '0', status: 'waiting' },
        { ...node, path: '0.0', depth: 1, status: 'thinking', spawnTurn: 0, joinTurn: -1 },
        { ...node, path: '0.1', depth: 1, status: 'finished', score: 1, spawnTurn: 1, joinTurn: -1 },
      ],
    });
    expect(rows.map(({ status }) => status)).toEqual(['waiting', 'thinking', 'solved']);
    expect(rows.map(({ joined }) => joined)).toEqual([true, null, null]);
    expect(rows.map(({ batch }) => batch)).toEqual([null, 0, 0]);
    expect(rows[0]).toMatchObject({ criticalTurns: null, critical: false, reward: null });
  });
});

describe('goalText', () => {
  const nameOf = (token: number) => ['i17', '2', 'apple', 'pie'][token] ?? '?';
  it('writes numbers after a word as counts', () => {
    expect(goalText([0, 1], nameOf)).toBe('i17 ×2');
    expect(goalText([2, 3], nameOf)).toBe('apple pie');
    expect(goalText([1], nameOf)).toBe('2');
    expect(goalText([], nameOf)).toBe('no goal');
  });
});
