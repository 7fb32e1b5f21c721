/** The map of a knowledge graph: every entity in a place of its own, steps on top, and in words what is drawn. */
import { describe, expect, it } from 'vitest';
import {
  type AgentWork,
  type DeepDiveState,
  deepdive,
  describeAgents,
  describeGraph,
  type GraphDescription,
} from '../../../../src/envs/deepdive/index.ts';
import type { EnvironmentSpec } from '../../../../src/envs/environment.ts';
import { key } from '../../../../src/random/index.ts';
import { replay } from '../../../../src/ui/views/replay.ts';
import { lookText, spanText, walkMap } from '../../../../src/ui/views/walk-map.ts';
import { expertTree } from '../../../support/expert-trees.ts';

const spec = deepdive as EnvironmentSpec;

describe('walkMap', () => {
  it('puts steps on top, dead ends beside them and the others below', () => {
    const page = (entity: number) => ({ entity, name: `e${entity}`, text: '' });
    const step = (entity: number | null, deadEnds: number[]) => ({ text: '', label: '', entity, deadEnds });
    const graph: GraphDescription = {
      pages: Array.from({ length: 9 }, (_, entity) => page(entity)),
      edges: [],
      steps: [step(4, [0, 1]), step(7, [0, 4, 3]), step(null, [2])],
    };
    const { nodes, columns, steps, rows } = walkMap(graph, 2);
    expect(nodes.map(({ name, row, column, role }) => [name, row, column, role])).toEqual([
      ['e0', 0, 1, 'dead-end'],
      ['e1', 0, 2, 'dead-end'],
      ['e2', 2, 1, 'dead-end'],
      ['e3', 1, 1, 'dead-end'],
      ['e4', 0, 0, 'walk'],
      ['e5', 3, 0, 'other'],
      ['e6', 3, 1, 'other'],
      ['e7', 1, 0, 'walk'],
      ['e8', 3, 2, 'other'],
    ]);
    expect({ columns, steps, rows }).toEqual({ columns: 3, steps: 3, rows: 4 });
  });

  it.each([
    [1, {}, 6],
    [8, {}, 3],
    [10, { hops: 10, entities: 64, facts: 3, branching: 4, results: 6, relations: 16, attributes: 16 }, 8],
  ])('gives every entity of a task of %i hops a place of its own', (hops, settings, width) => {
    const { state, goal } = deepdive.generate(key(3), hops, settings);
    const { nodes, columns, steps, rows } = walkMap(describeGraph(state.graph, goal), width);
    expect(nodes.map(({ entity }) => entity)).toEqual(Array.from({ length: state.graph.entities }, (_, i) => i));
    expect(new Set(nodes.map(({ row, column }) => `${row} ${column}`)).size).toBe(nodes.length);
    expect(nodes.filter(({ role }) => role === 'walk')).toHaveLength(hops + 1);
    expect(steps).toBe(hops + 1);
    for (const { row, column, role } of nodes) {
      expect(column).toBeLessThan(columns);
      expect(row).toBeLessThan(rows);
      expect(row >= steps).toBe(role === 'other');
    }
  });
});

describe('in words', () => {
  const work: AgentWork = {
    path: '0.1',
    question: 'Which?',
    span: { from: 1, to: 3 },
    searches: 1,
    opened: [4, 7],
    said: 'e7',
    right: 'e7',
    correct: true,
  };
  const name = (entity: number) => `e${entity}`;

  it('counts steps from 1', () => {
    expect([work.span, { from: 2, to: 2 }, null].map(spanText)).toEqual(['steps 2 to 4', 'step 3', 'off the walk']);
  });

  it('says what an agent was asked and did', () => {
    expect(lookText(work, name)).toBe(
      'agent 0.1: steps 2 to 4, searched once, opened e4, e7; Which? answered e7, right',
    );
    expect(lookText({ ...work, searches: 0, opened: [], said: null, correct: false }, name)).toBe(
      'agent 0.1: steps 2 to 4, looked nothing up itself; Which? no answer, right is e7',
    );
    expect(lookText({ ...work, searches: 2, opened: [], said: 'none', correct: false }, name)).toBe(
      'agent 0.1: steps 2 to 4, searched 2 times, opened nothing; Which? answered none, right is e7',
    );
  });
});

describe('recorded trees of DeepDive', () => {
  it.each([
    { seed: 1, noise: 0 },
    { seed: 2, noise: 0.2 },
    { seed: 3, noise: 0.2, context: 50 },
  ])('are described and replayed as recorded: %j', async (options) => {
    const { record } = await expertTree({ spec, difficulty: 4, depthCap: 6, ...options });
    const { traces } = record.tree;
    const agents = describeAgents((record.root as DeepDiveState).graph, traces);
    expect(agents.map(({ correct }) => Number(correct))).toEqual(traces.map(({ score }) => score));
    for (const trace of traces) {
      const { frames, divergence } = replay(spec, deepdive.vocabulary({}), record, trace.path);
      expect(divergence).toBeNull();
      const end = frames.at(-1)?.state as DeepDiveState;
      expect(deepdive.restore(end).score()).toBe(trace.score);
      const work = agents.find(({ path }) => path === trace.path);
      // The last page may have been cut off at the end of the context.
      if (trace.end === 'finished') expect(work?.opened).toEqual([...new Set(end.opened)]);
    }
  });
});
