/** What is restored may come from a file: a state that is none is refused, for it might never end. */
import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import type { PogsState } from '../../../../src/envs/pogs/state.ts';
import { stateOf, TREE } from './fixtures.ts';

const CIRCLE = [
  [1, 2],
  [0, 2],
  [0, 1],
];

describe('a state of graph search', () => {
  it('is taken at the beginning, on the way and at the end', () => {
    for (const walk of [[0], [0, 0, 2, 7], [0, 4, 0, 2, 2, 3, 6, 8, 6, 3, 3]]) {
      expect(pogs.restore(stateOf({ walk })).snapshot()).toEqual(stateOf({ walk }));
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'no tree'],
    ['another thing', { numbers: [1], bytes: [2] }, 'no tree'],
    ['a circle', stateOf({ tree: CIRCLE, target: 2 }), 'no tree'],
    ['two trees', stateOf({ tree: [[1], [0], [3], [2]], target: 2 }), 'no tree'],
    ['a circle and a tree', stateOf({ tree: [...CIRCLE, []], target: 2 }), 'no tree'],
    ['a way that leads one way only', stateOf({ tree: [[1], [2], [1]], target: 2 }), 'no tree'],
    ['a neighbour that is no node', stateOf({ tree: [[1, 7], [0]], target: 1 }), 'no tree'],
    ['a single node', stateOf({ tree: [[]], target: 0 }), 'no tree'],
    ['a target out of range', stateOf({ target: 10 }), 'the target is no node'],
    ['no target', { ...stateOf(), target: undefined }, 'the target is no node'],
    ['a target between nodes', stateOf({ target: 1.5 }), 'the target is no node'],
    ['no sight', stateOf({ hops: Number.NaN }), 'sight is a whole number'],
    ['less than no time', stateOf({ maxSteps: -3 }), 'steps from 1 up'],
    ['endless time', stateOf({ maxSteps: Number.POSITIVE_INFINITY }), 'steps from 1 up'],
    ['no walk', stateOf({ walk: [] }), 'does not lead over nodes'],
    ['a walk out of the tree', stateOf({ walk: [0, 12] }), 'does not lead over nodes'],
    ['a walk that is too long', stateOf({ walk: Array(12).fill(0) }), 'longer than an episode'],
    ['a jump', stateOf({ walk: [0, 9] }), 'no neighbours'],
  ])('is refused when it is or has %s', (_, state, problem) => {
    const restore = () => pogs.restore(state as PogsState);
    expect(restore).toThrow(RangeError);
    expect(restore).toThrow(problem);
  });

  it('is refused whatever one entry of its tree becomes', () => {
    TREE.forEach((_, node) => {
      const tree = TREE.map((neighbours) => [...neighbours]);
      tree[node]![0] = (tree[node]![0]! + 1) % TREE.length;
      expect(() => pogs.restore(stateOf({ tree }))).toThrow('no tree');
    });
  });
});
