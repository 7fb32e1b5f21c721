/**
 * One view of a node for live and for finished trees: `fromLiveTree` and `fromTreeRecord` turn what the run worker
 * reports into the same plain rows, with the figures of whole subtrees and the critical path added.
 */
import type { LiveTree, TreeRecord } from '../../rl/records.ts';
import type { AgentEnd } from '../../rl/trace.ts';
import { type CriticalPath, criticalPath } from './critical-path.ts';
import { hasFailed } from './landmarks.ts';
import { parentOf } from './paths.ts';

/**
 * What an agent is doing, or how it ended. `solved` and `failed` have both said that they are finished; `later` is only
 * met in a replay: it has not been launched yet.
 */
export type NodeStatus = 'later' | 'thinking' | 'waiting' | 'solved' | 'failed' | 'turns' | 'context';

/** One agent as the tree draws it. */
export interface TreeNodeView {
  /** '0' is the root, '0.2' its third child. */
  readonly path: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly goal: readonly number[];
  readonly status: NodeStatus;
  /** Own turns and tokens, and those of the whole subtree, this agent included. */
  readonly turns: number;
  readonly tokens: number;
  readonly subtreeTurns: number;
  readonly subtreeTokens: number;
  /** Agents in the subtree, this one included. */
  readonly subtreeAgents: number;
  /** Those of them that ended without reaching their goal. */
  readonly subtreeFailed: number;
  /** Turns one after another until this agent ended, siblings running side by side; null while the tree grows. */
  readonly criticalTurns: number | null;
  /** Whether it lies on the root's critical path: were it quicker, the whole tree would be. */
  readonly critical: boolean;
  /** Verifier of its own goal, in [0, 1]; null until it has ended. */
  readonly score: number | null;
  /** Node reward R and advantage A; null where none was assigned. */
  readonly reward: number | null;
  readonly advantage: number | null;
  /** Spawn requests that were refused, and turns that the environment refused, so far. */
  readonly refused: number;
  readonly errors: number;
  /** Siblings with the same number were launched together and awaited by one turn; null when it was alone. */
  readonly batch: number | null;
  /** The parent's turns (0-based) that launched and that awaited it; -1 for neither or not yet. */
  readonly spawnTurn: number;
  readonly joinTurn: number;
  /** True once its result is in the parent's world; false when it was lost; null while that is open. */
  readonly joined: boolean | null;
}

/** A node before the figures that depend on other nodes are known. */
type Own = Omit<
  TreeNodeView,
  | 'parent'
  | 'subtreeTurns'
  | 'subtreeTokens'
  | 'subtreeAgents'
  | 'subtreeFailed'
  | 'criticalTurns'
  | 'critical'
  | 'batch'
>;

/** The rows of a tree that is still growing. */
export function fromLiveTree(tree: LiveTree): TreeNodeView[] {
  const own = tree.nodes.map((node): Own => {
    const joinTurn = node.joinTurn ?? -1;
    return {
      path: node.path,
      depth: node.depth,
      goal: node.goal,
      status: statusOf(node.status, node.score),
      turns: node.turns,
      tokens: node.tokens,
      score: node.score,
      reward: null,
      advantage: null,
      refused: node.refused,
      errors: node.errors,
      spawnTurn: node.spawnTurn ?? -1,
      joinTurn,
      joined: node.depth === 0 || joinTurn >= 0 ? true : tree.done ? false : null,
    };
  });
  return complete(own, tree.done);
}

/** The rows of a finished, recorded tree. */
export function fromTreeRecord(record: TreeRecord): TreeNodeView[] {
  const own = record.tree.traces.map(
    (trace, i): Own => ({
      path: trace.path,
      depth: trace.depth,
      goal: trace.goal,
      status: statusOf(trace.end, trace.score),
      turns: trace.turns,
      tokens: trace.tokens.length,
      score: trace.score,
      reward: record.rewards?.[i] ?? null,
      advantage: record.advantages?.[i] ?? null,
      refused: trace.refused,
      errors: trace.errors,
      spawnTurn: trace.spawnTurn,
      joinTurn: trace.joinTurn,
      joined: trace.joined,
    }),
  );
  return complete(own, true);
}

/** The goal in the words of the environment: numbers after the first word are written as counts, "i17 ×2". */
export function goalText(goal: readonly number[], nameOf: (token: number) => string): string {
  const words = goal.map(nameOf).map((name, i) => (i > 0 && /^\d+$/.test(name) ? `×${name}` : name));
  return words.join(' ') || 'no goal';
}

function statusOf(status: 'thinking' | 'waiting' | AgentEnd, score: number | null): NodeStatus {
  if (status !== 'finished') return status;
  return score !== null && score >= 1 ? 'solved' : 'failed';
}

function complete(own: readonly Own[], done: boolean): TreeNodeView[] {
  const batches = batchesOf(own);
  const path: CriticalPath | null = done ? criticalPath(own) : null;
  return withSubtrees(
    own.map((node) => ({
      ...node,
      parent: parentOf(node.path),
      subtreeTurns: node.turns,
      subtreeTokens: node.tokens,
      subtreeAgents: 1,
      subtreeFailed: 0,
      criticalTurns: path?.turns.get(node.path) ?? null,
      critical: path?.members.has(node.path) ?? false,
      batch: batches.get(node.path) ?? null,
    })),
  );
}

/** The same rows with the figures of their subtrees added up afresh; agents not launched yet count nothing. */
export function withSubtrees(rows: readonly TreeNodeView[]): TreeNodeView[] {
  const sums = rows.map((row) => ({
    subtreeTurns: row.turns,
    subtreeTokens: row.tokens,
    subtreeAgents: row.status === 'later' ? 0 : 1,
    subtreeFailed: hasFailed(row) ? 1 : 0,
  }));
  const index = new Map(rows.map(({ path }, i) => [path, i]));
  // Children stand after their parents, so walking backwards meets every subtree before its root.
  for (let i = rows.length - 1; i > 0; i--) {
    const into = sums[index.get((rows[i] as TreeNodeView).parent ?? '') ?? -1];
    const from = sums[i];
    if (!into || !from) continue;
    into.subtreeTurns += from.subtreeTurns;
    into.subtreeTokens += from.subtreeTokens;
    into.subtreeAgents += from.subtreeAgents;
    into.subtreeFailed += from.subtreeFailed;
  }
  return rows.map((row, i) => ({ ...row, ...sums[i] }));
}

/** Numbers the batches of at least two siblings; those not awaited yet count as one batch. */
function batchesOf(own: readonly Own[]): Map<string, number> {
  const groups = new Map<string, string[]>();
  for (const { path, joinTurn, spawnTurn } of own) {
    const parent = parentOf(path);
    if (parent === null || spawnTurn < 0) continue;
    const key = `${parent}@${joinTurn}`;
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  const batches = new Map<string, number>();
  let n = 0;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const path of group) batches.set(path, n);
    n++;
  }
  return batches;
}
