/** Small trees drawn by hand, and searches on them. */
import type { PogsState } from '../../../../src/envs/pogs/state.ts';
import type { Tree } from '../../../../src/envs/pogs/tree.ts';

/** A tree of edges `[a, b]` on the labels from 0 on. */
export function treeOf(...edges: readonly (readonly [number, number])[]): Tree {
  const tree: number[][] = Array.from({ length: edges.length + 1 }, () => []);
  for (const [a, b] of edges) {
    (tree[a] as number[]).push(b);
    (tree[b] as number[]).push(a);
  }
  return tree.map((neighbours) => neighbours.sort((a, b) => a - b));
}

/**
 *     4 ─ 0 ─ 2 ─ 7 ─ 1 ─ 9
 *         │   │
 *         5   3 ─ 6 ─ 8
 */
export const TREE = treeOf([0, 4], [0, 5], [0, 2], [2, 7], [2, 3], [7, 1], [3, 6], [6, 8], [1, 9]);

/** A search from node 0 to node 9 of `TREE`, two hops of sight, ten steps, unless it is said otherwise. */
export function stateOf(changes: Partial<PogsState> = {}): PogsState {
  return { tree: TREE, hops: 2, maxSteps: 10, target: 9, walk: [0], ...changes };
}

/** How often a walk goes straight back to the node that it has just come from; staying is no move. */
export function reversals(walk: readonly number[]): number {
  const moved = walk.filter((node, i) => node !== walk[i - 1]);
  return moved.filter((node, i) => node === moved[i - 2]).length;
}
