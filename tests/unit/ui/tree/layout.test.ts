/** The tree's layout: places never collide, order and nesting hold, and growth moves nothing that stands above it. */
import { describe, expect, it } from 'vitest';
import { derive, integer, key } from '../../../../src/random/index.ts';
import { type LayoutNode, layoutTree } from '../../../../src/ui/tree/layout.ts';

/** Paths in depth-first order, parents first. */
const tree = (...paths: string[]): LayoutNode[] => paths.map((path) => ({ path, parent: parent(path) }));

function parent(path: string): string | null {
  const cut = path.lastIndexOf('.');
  return cut < 0 ? null : path.slice(0, cut);
}

/** Insertion order of a random tree of `n` nodes: every node hangs on a random earlier one, as its next child. */
function growth(n: number, seed: number): string[] {
  const paths = ['0'];
  const children = new Map<string, number>();
  for (let i = 1; i < n; i++) {
    const above = paths[integer(derive(key(seed), i), paths.length)]!;
    const index = children.get(above) ?? 0;
    children.set(above, index + 1);
    paths.push(`${above}.${index}`);
  }
  return paths;
}

const byPath = (a: string, b: string) => {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i]! - y[i]!;
  return x.length - y.length;
};

const sorted = (paths: readonly string[]) => tree(...[...paths].sort(byPath));

describe('layoutTree', () => {
  it('places a lone root', () => {
    const { placements, rows, columns } = layoutTree(tree('0'));
    expect(placements.get('0')).toEqual({ column: 0, row: 0, lastChildRow: 0, lastRow: 0 });
    expect([rows, columns]).toEqual([1, 1]);
  });

  it('is empty for no nodes', () => {
    expect(layoutTree([])).toEqual({ placements: new Map(), rows: 0, columns: 0 });
  });

  it('sets a parent level with its first child and gives every leaf a row', () => {
    const { placements, rows, columns } = layoutTree(tree('0', '0.0', '0.0.0', '0.0.1', '0.1', '0.2', '0.2.0'));
    const rowOf = Object.fromEntries([...placements].map(([path, { row }]) => [path, row]));
    expect(rowOf).toEqual({ '0': 0, '0.0': 0, '0.0.0': 0, '0.0.1': 1, '0.1': 2, '0.2': 3, '0.2.0': 3 });
    expect([rows, columns]).toEqual([4, 3]);
    expect(placements.get('0')).toMatchObject({ lastChildRow: 3, lastRow: 3 });
    expect(placements.get('0.0')).toMatchObject({ lastChildRow: 1, lastRow: 1 });
  });

  it('gives every node a row of its own as an outline', () => {
    const { placements, rows } = layoutTree(tree('0', '0.0', '0.0.0', '0.1'), new Set(), 'outline');
    expect([...placements].map(([path, { row, column }]) => [path, row, column])).toEqual([
      ['0', 0, 0],
      ['0.0', 1, 1],
      ['0.0.0', 2, 2],
      ['0.1', 3, 1],
    ]);
    expect(rows).toBe(4);
    expect(placements.get('0')).toMatchObject({ lastChildRow: 3, lastRow: 3 });
  });

  it('leaves out what is folded away', () => {
    const { placements, rows } = layoutTree(tree('0', '0.0', '0.0.0', '0.0.0.0', '0.0.1', '0.1'), new Set(['0.0']));
    expect([...placements.keys()]).toEqual(['0', '0.0', '0.1']);
    expect(rows).toBe(2);
  });

  it('refuses nodes out of order, in words', () => {
    expect(() => layoutTree(tree('0', '0.1.0'))).toThrow('depth-first order');
    expect(() => layoutTree(tree('0', '0.0', '0.1', '0.0.0'))).toThrow('Node 0.0.0 does not follow its parent 0.0');
  });

  for (const style of ['level', 'outline'] as const) {
    describe(`200 nodes, ${style}`, () => {
      const layout = layoutTree(sorted(growth(200, 4)), new Set(), style);

      it('never puts two nodes in one place', () => {
        const places = [...layout.placements.values()].map(({ column, row }) => `${column},${row}`);
        expect(new Set(places).size).toBe(200);
      });

      it('keeps siblings in order and subtrees in bands of their own', () => {
        for (const [path, place] of layout.placements) {
          const above = parent(path);
          if (above === null) continue;
          const from = layout.placements.get(above)!;
          expect(place.column).toBe(from.column + 1);
          expect(place.row).toBeGreaterThanOrEqual(from.row);
          expect(place.lastRow).toBeLessThanOrEqual(from.lastRow);
          const next = layout.placements.get(nextSibling(path));
          if (next) expect(next.row).toBeGreaterThan(place.lastRow);
        }
      });

      it('draws no line through a box: the column above a child is free down to its parent', () => {
        const taken = new Map([...layout.placements].map(([path, { column, row }]) => [`${column},${row}`, path]));
        for (const [path, { column, row }] of layout.placements) {
          const above = parent(path);
          if (above === null) continue;
          const from = layout.placements.get(above)!;
          for (let r = from.row + 1; r <= row; r++) expect(taken.get(`${column - 1},${r}`)).toBeUndefined();
        }
      });
    });
  }

  it('moves nothing above a new node, and what is below by at most one row', () => {
    const order = growth(120, 9);
    for (let n = 2; n <= order.length; n++) {
      const before = layoutTree(sorted(order.slice(0, n - 1)));
      const after = layoutTree(sorted(order.slice(0, n)));
      const added = after.placements.get(order[n - 1]!)!;
      for (const [path, old] of before.placements) {
        const now = after.placements.get(path)!;
        expect(now.column).toBe(old.column);
        const shift = now.row - old.row;
        expect(shift).toBeGreaterThanOrEqual(0);
        expect(shift).toBeLessThanOrEqual(1);
        if (old.row < added.row) expect(shift).toBe(0);
      }
    }
  });
});

function nextSibling(path: string): string {
  const parts = path.split('.');
  return [...parts.slice(0, -1), Number(parts.at(-1)) + 1].join('.');
}
