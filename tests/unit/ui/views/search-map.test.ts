/** The map of a searched tree: every node in a place of its own, edges from row to row, and the line of a plan. */
import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { key } from '../../../../src/random/index.ts';
import { planStops, searchMap } from '../../../../src/ui/views/search-map.ts';

describe('searchMap', () => {
  it('hangs a path up at its middle', () => {
    const { places, edges, columns, rows } = searchMap([[1], [0, 2], [1, 3], [2, 4], [3]]);
    expect(places.map(({ column, row }) => [column, row])).toEqual([
      [0, 2],
      [0, 1],
      [0.5, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(edges).toEqual([
      { from: 2, to: 1 },
      { from: 1, to: 0 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
    ]);
    expect({ columns, rows }).toEqual({ columns: 2, rows: 3 });
  });

  it('puts children of a star beside each other, under their middle', () => {
    const { places, columns, rows } = searchMap([[1, 2, 3], [0], [0], [0]]);
    expect(places.map(({ column, row }) => [column, row])).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    expect({ columns, rows }).toEqual({ columns: 3, rows: 2 });
  });

  it('lets a deep subtree stand beside a flat one instead of under it', () => {
    // 0 ─ 1 ─ 2 ─ 3 beside the leaves 4 and 5, and 6 ─ 7 ─ 8 to balance.
    const { columns } = searchMap([[1, 4, 5, 6], [0, 2], [1, 3], [2], [0], [0], [0, 7], [6, 8], [7]]);
    expect(columns).toBe(4);
  });

  it.each([5, 20, 40])('leaves each of %i nodes room, and draws each edge once', (nodes) => {
    for (let seed = 0; seed < 40; seed++) {
      const { tree } = pogs.generate(key(seed), 0, { nodes }).state;
      const map = searchMap(tree);
      expect(searchMap(tree)).toEqual(map);
      map.places.forEach(({ column, row }, label) => {
        expect(column).toBeGreaterThanOrEqual(0);
        expect(column).toBeLessThanOrEqual(map.columns - 1 + 1e-9);
        expect(row).toBeLessThan(map.rows);
        map.places.slice(0, label).forEach((other) => {
          if (other.row === row) expect(Math.abs(other.column - column)).toBeGreaterThan(1 - 1e-9);
        });
      });
      expect(map.edges).toHaveLength(nodes - 1);
      for (const { from, to } of map.edges) {
        expect(tree[from]).toContain(to);
        expect(map.places[to]?.row).toBe((map.places[from]?.row ?? 0) + 1);
      }
    }
  });

  it('is as flat as the tree can be', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { tree } = pogs.generate(key(seed), 0, {}).state;
      const depth = (node: number, parent: number): number =>
        1 + Math.max(0, ...(tree[node] ?? []).filter((next) => next !== parent).map((next) => depth(next, node)));
      expect(searchMap(tree).rows).toBe(Math.min(...tree.map((_, root) => depth(root, -1))));
    }
  });
});

describe('planStops', () => {
  const path = [[1], [0, 2], [1, 3], [2, 4], [3]];

  it.each([
    ['where it set out', { from: 0, route: [1, 2] }, 0, [0, 1, 2]],
    ['where it set out, wherever it is now', { from: 0, route: [1, 2] }, 4, [0, 1, 2]],
    ['where it is, beside the route', { from: null, route: [1, 2] }, 0, [0, 1, 2]],
    ['where it is, far from a goal', { from: null, route: [4] }, 0, [0, 4]],
    ['the route, on it', { from: null, route: [1, 2] }, 1, [1, 2]],
    ['the route, behind it', { from: null, route: [1, 2] }, 3, [1, 2]],
    ['the goal, at it', { from: null, route: [4] }, 4, [4]],
  ])('begins with %s', (_, plan, here, stops) => {
    expect(planStops(plan, here, path)).toEqual(stops);
  });
});
