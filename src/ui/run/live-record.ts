/** The record of a tree that was watched while it grew. Pure. */
import type { LiveTree, TreeRecord } from '../../rl/records.ts';

/** Null while the tree grows, and when it is not among those that were kept. */
export function recordOf(live: LiveTree, records: readonly TreeRecord[]): TreeRecord | null {
  if (!live.done) return null;
  return records.findLast((record) => isSame(live, record)) ?? null;
}

/** Trees of one task grow side by side: what they did tells them apart, and those that did the same are the same. */
function isSame({ task, phase, nodes }: LiveTree, { tree, phase: recorded }: TreeRecord): boolean {
  return (
    tree.task === task &&
    recorded === phase &&
    tree.traces.length === nodes.length &&
    tree.traces.every(({ path, turns, tokens }, i) => {
      const node = nodes[i];
      return node?.path === path && node.turns === turns && node.tokens === tokens.length;
    })
  );
}
