/** Times of a finished tree: against hand-made trees, and against what a watcher saw of real ones, round by round. */
import { describe, expect, it } from 'vitest';
import { deepdive } from '../../../../src/envs/deepdive/index.ts';
import type { EnvironmentSpec } from '../../../../src/envs/environment.ts';
import { oolong } from '../../../../src/envs/oolong/index.ts';
import { momentOf, nodesAt, recordingOf, tracesAt, workingAt } from '../../../../src/ui/tree/moment.ts';
import { fromLiveTree, fromTreeRecord } from '../../../../src/ui/tree/nodes.ts';
import { type AgentTimes, activity, type TimedNode, timelineOf } from '../../../../src/ui/tree/timeline.ts';
import { type ExpertTreeOptions, expertTree } from '../../../support/expert-trees.ts';

const node = (path: string, turns: number, spawnTurn = -1, joinTurn = -1): TimedNode => ({
  path,
  turns,
  spawnTurn,
  joinTurn,
});

const TREES: Readonly<Record<string, ExpertTreeOptions>> = {
  'a tidy TextCraft tree': { seed: 3, difficulty: 4 },
  'a TextCraft tree in which much goes wrong': { seed: 7, difficulty: 6, noise: 0.15, context: 64 },
  'a TextCraft tree with refusals': { seed: 5, difficulty: 6, noise: 0.1, depthCap: 2, descendants: 6 },
  'an Oolong tree': { spec: oolong as EnvironmentSpec, seed: 3, difficulty: 5, noise: 0.05, descendants: 400 },
  'a DeepDive tree': { spec: deepdive as EnvironmentSpec, seed: 3, difficulty: 5, noise: 0.05, descendants: 400 },
};

describe('timelineOf', () => {
  it('lets siblings run side by side and their parent wait for the slower', () => {
    // spawn, spawn, wait, finish
    const { agents, length } = timelineOf([node('0', 4), node('0.0', 2, 0, 2), node('0.1', 6, 1, 2)]);
    expect(agents.get('0')).toEqual({
      start: 0,
      written: [1, 2, 3, 9],
      answered: [1, 2, 8, 9],
      waits: [{ turn: 2, from: 3, until: 8, slowest: '0.1' }],
      end: 9,
    });
    expect(agents.get('0.0')).toMatchObject({ start: 1, end: 3 });
    expect(agents.get('0.1')).toMatchObject({ start: 2, end: 8 });
    expect(length).toBe(9);
  });

  it('places grandchildren in absolute time', () => {
    const { agents } = timelineOf([node('0', 5), node('0.0', 4, 2, 3), node('0.0.0', 3, 1, 2)]);
    expect(agents.get('0.0')?.start).toBe(3);
    expect(agents.get('0.0.0')).toMatchObject({ start: 5, end: 8 });
    expect(agents.get('0.0')?.answered).toEqual([4, 5, 8, 9]);
    expect(agents.get('0')?.end).toBe(10);
  });

  it('goes on after the root when a child was left behind', () => {
    const { agents, length } = timelineOf([node('0', 2), node('0.0', 5, 0, -1)]);
    expect(agents.get('0')?.end).toBe(2);
    expect(length).toBe(6);
  });

  it('counts a round for a turn that was cut off', () => {
    const { agents, length } = timelineOf([{ ...node('0', 3), cut: true }]);
    expect(agents.get('0')).toMatchObject({ written: [1, 2, 3], end: 4 });
    expect(length).toBe(4);
    expect(activity(timelineOf([{ ...node('0', 3), cut: true }]))).toEqual([1, 1, 1, 1]);
  });

  it('counts the turns of each round', () => {
    expect(activity(timelineOf([node('0', 4), node('0.0', 2, 0, 2), node('0.1', 6, 1, 2)]))).toEqual([
      1, 2, 3, 1, 1, 1, 1, 1, 1,
    ]);
    expect(activity(timelineOf([]))).toEqual([]);
  });
});

describe('momentOf', () => {
  const { agents } = timelineOf([node('0', 4), node('0.0', 2, 0, 2), node('0.1', 6, 1, 2)]);
  it('tells the stages of an agent apart', () => {
    const stages = (path: string) =>
      Array.from({ length: 10 }, (_, time) => momentOf(agents.get(path) as AgentTimes, time).stage[0]).join('');
    expect(stages('0')).toBe('tttwwwwwte');
    expect(stages('0.0')).toBe('lttee'.padEnd(10, 'e'));
    expect(stages('0.1')).toBe('llttttttee');
  });

  it('counts a turn as answered only once the wait is over', () => {
    expect(momentOf(agents.get('0') as AgentTimes, 5)).toEqual({ stage: 'waiting', written: 3, answered: 2 });
    expect(momentOf(agents.get('0') as AgentTimes, 8)).toEqual({ stage: 'thinking', written: 3, answered: 3 });
  });
});

for (const [name, options] of Object.entries(TREES)) {
  describe(name, () => {
    it('is replayed exactly as it was watched', async () => {
      const { record, live } = await expertTree(options);
      const recording = recordingOf(fromTreeRecord(record), record.tree.traces);
      expect(recording.timeline.length).toBe(live.length - 1);
      live.forEach((tree, time) => {
        const seen = fromLiveTree(tree);
        const replayed = nodesAt(recording, time).filter(({ status }) => status !== 'later');
        const common = (rows: typeof seen) =>
          rows.map(({ path, status, turns, score, refused, errors, joinTurn, subtreeTurns, subtreeAgents }) => ({
            path,
            status,
            turns,
            score,
            refused,
            errors,
            joinTurn,
            subtreeTurns,
            subtreeAgents,
          }));
        expect(common(replayed)).toEqual(common(seen));
        expect([...workingAt(recording, time)].sort()).toEqual(
          seen.flatMap(({ path, status }) => (status === 'thinking' || status === 'waiting' ? [path] : [])).sort(),
        );
        const thinking = (rows: typeof seen) =>
          rows.flatMap(({ path, status, tokens }) => (status === 'thinking' ? [[path, tokens]] : []));
        expect(thinking(replayed)).toEqual(thinking(seen));
      });
    });

    it('keeps to itself until the end what a record of an earlier version does not date', async () => {
      const { record } = await expertTree(options);
      const undated = record.tree.traces.map(({ refusedTurns: _, errorTurns: __, ...trace }) => trace);
      const recording = recordingOf(fromTreeRecord(record), undated);
      const { length } = recording.timeline;
      for (const { status, refused, errors } of nodesAt(recording, length - 1)) {
        if (status === 'thinking') expect({ refused, errors }).toEqual({ refused: 0, errors: 0 });
      }
      expect(nodesAt(recording, length)).toEqual(recording.nodes);
    });

    it('ends as it was recorded, and its contexts only grow', async () => {
      const { record } = await expertTree(options);
      const nodes = fromTreeRecord(record);
      const recording = recordingOf(nodes, record.tree.traces);
      const { length } = recording.timeline;
      expect(nodesAt(recording, length)).toEqual(nodes);
      expect(tracesAt(recording, length)).toBe(record.tree.traces);
      const last = nodesAt(recording, length - 1);
      expect(last.some(({ status }) => status === 'thinking')).toBe(true);
      let before = new Map<string, number>();
      for (let time = 0; time <= length; time++) {
        const now = new Map(tracesAt(recording, time).map(({ path, tokens }) => [path, tokens.length]));
        for (const [path, tokens] of before) expect(now.get(path)).toBeGreaterThanOrEqual(tokens);
        before = now;
      }
      expect(before.size).toBe(nodes.length);
    });
  });
}
