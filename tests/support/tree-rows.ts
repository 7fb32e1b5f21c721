/** A row of the tree with everything at its plainest, for tests. */
import type { TreeNodeView } from '../../src/ui/tree/nodes.ts';
import { parentOf } from '../../src/ui/tree/paths.ts';

export function row(path: string, more: Partial<TreeNodeView> = {}): TreeNodeView {
  return {
    path,
    parent: parentOf(path),
    depth: path.split('.').length - 1,
    goal: [],
    status: 'solved',
    turns: 3,
    tokens: 20,
    subtreeTurns: 3,
    subtreeTokens: 20,
    subtreeAgents: 1,
    subtreeFailed: 0,
    criticalTurns: null,
    critical: false,
    score: 1,
    reward: null,
    advantage: null,
    refused: 0,
    errors: 0,
    batch: null,
    spawnTurn: 0,
    joinTurn: 1,
    joined: true,
    ...more,
  };
}
