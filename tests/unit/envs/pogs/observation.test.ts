import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { longestObservation, observationTokens, readObservation } from '../../../../src/envs/pogs/observation.ts';
import { look } from '../../../../src/envs/pogs/state.ts';
import { drawTree } from '../../../../src/envs/pogs/tree.ts';
import { randomWalker, walkOn } from '../../../../src/envs/pogs/walkers.ts';
import { derive, key } from '../../../../src/random/index.ts';
import { stateOf, treeOf } from './fixtures.ts';

const { names } = pogs.vocabulary({ nodes: 10 });
const read = (...args: Parameters<typeof stateOf>) =>
  observationTokens(look(stateOf(...args)))
    .map((token) => names[token])
    .join(' ');

it('says node and target, the neighbours, and what is behind them', () => {
  expect(read()).toBe('at 0 9 2 4 5 : 2 3 7 >');
  expect(read({ hops: 1 })).toBe('at 0 9 2 4 5 >');
  expect(read({ hops: 3 })).toBe('at 0 9 2 4 5 : 2 3 7 : 3 6 : 7 1 >');
  expect(read({ walk: [9] })).toBe('at 9 9 1 : 1 7 >');
});

it('forgets how the agent came to where it is', () => {
  expect(read({ walk: [0, 5, 0, 2, 2] })).toBe(read({ walk: [2] }));
});

it('is read back as it was seen', () => {
  for (let i = 0; i < 200; i++) {
    const [nodes, hops] = [5 + (i % 36), 1 + (i % 5)];
    const tree = drawTree(derive(key(1), i), nodes);
    const { walk } = walkOn({ tree, hops, maxSteps: 5, target: 1, walk: [0] }, randomWalker(derive(key(2), i)));
    const sight = look({ tree, hops, maxSteps: 5, target: 1, walk });
    const tokens = observationTokens(sight);
    expect(readObservation(tokens, nodes, hops)).toEqual(sight);
    expect(tokens.length).toBeLessThanOrEqual(longestObservation(nodes, hops));
  }
  expect(() => readObservation([5, 4, 9], 10, 2)).toThrow(/token 4 .* must be a node/);
});

describe('longestObservation', () => {
  it.each([
    [5, 1, 8],
    [5, 2, 12],
    [20, 2, 41],
    [20, 5, 53],
    [40, 5, 105],
  ])('of %i nodes and %i hops is %i, which a spider reaches', (nodes, hops, longest) => {
    expect(longestObservation(nodes, hops)).toBe(longest);
    // Legs as long as sight, and the rest of the nodes in one that is shorter.
    const edges = Array.from({ length: nodes - 1 }, (_, i) => [i % hops === 0 ? 0 : i, i + 1] as const);
    const sight = look({ tree: treeOf(...edges), hops, maxSteps: 5, target: 1, walk: [0] });
    expect(observationTokens(sight)).toHaveLength(longest);
  });
});
