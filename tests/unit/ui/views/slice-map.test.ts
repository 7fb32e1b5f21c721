/** The map of a long input: agents by depth, no two of them in one place, and in words what is drawn. */
import { describe, expect, it } from 'vitest';
import type { EnvironmentSpec } from '../../../../src/envs/environment.ts';
import { type AgentWork, describeAgents, type OolongState, oolong } from '../../../../src/envs/oolong/index.ts';
import { replay } from '../../../../src/ui/views/replay.ts';
import { sliceMap, sliceText, workText } from '../../../../src/ui/views/slice-map.ts';
import { expertTree } from '../../../support/expert-trees.ts';

const spec = oolong as EnvironmentSpec;
const agent = (path: string, from: number, to: number, more: Partial<AgentWork> = {}): AgentWork => ({
  path,
  question: 'How many?',
  slice: { from, to },
  cursor: from,
  said: '3',
  right: '3',
  credit: 1,
  ...more,
});

describe('sliceMap', () => {
  it('puts agents of one depth beside one another, and below where they overlap', () => {
    const agents = [
      agent('0', 0, 20),
      agent('0.0', 0, 20),
      agent('0.0.0', 0, 10),
      agent('0.1', 10, 20),
      agent('0.2', 0, 10),
      agent('0.2.0', 5, 10),
    ];
    const { rows, height } = sliceMap(agents);
    expect(rows.map(({ agent: { path }, row }) => [path, row])).toEqual([
      ['0', 0],
      ['0.0', 1],
      ['0.0.0', 3],
      ['0.1', 2],
      ['0.2', 2],
      ['0.2.0', 4],
    ]);
    expect(height).toBe(5);
    expect(sliceMap([])).toEqual({ rows: [], height: 0 });
  });

  it('never draws two agents of a real tree over one another, children always below their parents', async () => {
    for (const [seed, noise] of [
      [1, 0],
      [2, 0.1],
      [5, 0.2],
    ] as const) {
      const { record } = await expertTree({ spec, seed, noise, difficulty: 4, context: 300 });
      const agents = describeAgents((record.root as OolongState).records, record.tree.traces);
      expect(agents).toHaveLength(record.tree.traces.length);
      expect(agents.map(({ credit }) => credit)).toEqual(record.tree.traces.map(({ score }) => score));
      const { rows } = sliceMap(agents);
      const rowOf = new Map(rows.map((row) => [row.agent.path, row.row]));
      rows.forEach((a, i) => {
        for (const b of rows.slice(i + 1)) {
          const apart = a.agent.slice.to <= b.agent.slice.from || b.agent.slice.to <= a.agent.slice.from;
          expect(apart || a.row !== b.row).toBe(true);
        }
        const parent = rowOf.get(a.agent.path.slice(0, Math.max(0, a.agent.path.lastIndexOf('.'))));
        if (parent !== undefined) expect(a.row).toBeGreaterThan(parent);
      });
    }
  });
});

describe('in words', () => {
  it('counts records from 1', () => {
    expect(sliceText({ from: 0, to: 10 })).toBe('records 1 to 10');
    expect(sliceText({ from: 4, to: 5 })).toBe('record 5');
    expect(sliceText({ from: 4, to: 4 })).toBe('no records');
  });

  it('says what an agent was given and did', () => {
    expect(workText(agent('0.1', 10, 20, { cursor: 20 }))).toBe(
      'agent 0.1: records 11 to 20, read all; How many? answered 3, right',
    );
    expect(workText(agent('0', 0, 20, { said: '2', credit: 0.75 }))).toBe(
      'agent 0: records 1 to 20, read none itself; How many? answered 2, right is 3, credit 0.75',
    );
    expect(workText(agent('0', 0, 20, { cursor: 12, said: null, credit: 0 }))).toBe(
      'agent 0: records 1 to 20, read 12; How many? no answer, right is 3, credit 0.00',
    );
  });
});

describe('replay of Oolong', () => {
  it.each([
    { seed: 1, noise: 0 },
    { seed: 2, noise: 0.2 },
    { seed: 3, noise: 0.2, context: 60 },
  ])('ends every agent as recorded: %j', async (options) => {
    const { record } = await expertTree({ spec, difficulty: 4, depthCap: 4, ...options });
    for (const trace of record.tree.traces) {
      const { frames, divergence } = replay(spec, oolong.vocabulary({}), record, trace.path);
      expect(divergence).toBeNull();
      expect(oolong.restore(frames.at(-1)?.state as OolongState).score()).toBe(trace.score);
    }
  });
});
