import { describe, expect, it } from 'vitest';
import { around, distanceBetween, drawTree, wayTo } from '../../../../src/envs/pogs/tree.ts';
import { derive, key } from '../../../../src/random/index.ts';
import { TREE } from './fixtures.ts';

describe('drawTree', () => {
  it.each([2, 3, 5, 20, 40])('draws a tree on %i labels', (nodes) => {
    for (let i = 0; i < 50; i++) {
      const tree = drawTree(derive(key(1), i), nodes);
      expect(tree).toHaveLength(nodes);
      expect(tree.flat()).toHaveLength(2 * (nodes - 1));
      tree.forEach((neighbours, node) => {
        expect(neighbours).toEqual([...new Set(neighbours)].sort((a, b) => a - b));
        for (const neighbour of neighbours) expect(tree[neighbour]).toContain(node);
      });
      // With n − 1 edges, connected means without cycles.
      expect(new Set(around(tree, 0).nodes).size).toBe(nodes);
    }
  });

  it('draws each of the 125 trees on five labels equally often', () => {
    const counts = new Map<string, number>();
    const draws = 12_500;
    for (let i = 0; i < draws; i++) {
      const name = JSON.stringify(drawTree(derive(key(2), i), 5));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(125);
    const expected = draws / 125;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 124 degrees of freedom: above 186 in one of ten thousand cases.
    expect(chiSquare).toBeLessThan(186);
  });

  it('depends on the key and on nothing else', () => {
    expect(drawTree(key(3), 20)).toEqual(drawTree(key(3), 20));
    expect(drawTree(key(3), 20)).not.toEqual(drawTree(key(4), 20));
  });
});

describe('around', () => {
  it('lists what is near, nearest first, with who leads there', () => {
    expect(around(TREE, 0, 2)).toEqual({
      nodes: [0, 2, 4, 5, 3, 7],
      parents: [-1, 0, 0, 0, 2, 2],
      distances: [0, 1, 1, 1, 2, 2],
    });
    expect(around(TREE, 9, 1).nodes).toEqual([9, 1]);
    expect(around(TREE, 0).nodes).toHaveLength(10);
  });

  it('finds the way', () => {
    expect(wayTo(around(TREE, 4), 9)).toEqual([0, 2, 7, 1, 9]);
    expect(wayTo(around(TREE, 4), 0)).toEqual([0]);
    expect(wayTo(around(TREE, 4), 4)).toEqual([]);
    expect([distanceBetween(TREE, 4, 9), distanceBetween(TREE, 8, 5), distanceBetween(TREE, 3, 3)]).toEqual([5, 5, 0]);
  });
});
