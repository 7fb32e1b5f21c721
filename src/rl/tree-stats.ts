/** Figures of one finished tree: sizes, costs, the critical path, how it delegated. Pure. */
import { criticalPath, tokenCosts, turnCosts } from './critical-path.ts';
import { childrenByPath, type Trace, type Tree } from './trace.ts';

export interface TreeStats {
  readonly agents: number;
  /** Deepest agent's depth. */
  readonly depth: number;
  /** Turns of all agents. */
  readonly turns: number;
  /** Turns that follow one another when siblings launched together run side by side. */
  readonly criticalTurns: number;
  /** Tokens of all contexts. */
  readonly tokens: number;
  /** Tokens that follow one another likewise, if every agent reads and writes at one speed. */
  readonly criticalTokens: number;
  /** Children that ran beside a sibling (their parent waited for both at once). */
  readonly parallelChildren: number;
  /** Delegations that were refused. */
  readonly refused: number;
  /** Turns that the environment refused. */
  readonly errors: number;
  /** Mean and smallest own success of all non-root agents; null without any. */
  readonly childSuccess: { readonly mean: number; readonly min: number } | null;
  /** The root only handed its whole goal on: at most two turns of its own kind and one child with the same goal. */
  readonly router: boolean;
}

export function treeStats(tree: Tree): TreeStats {
  const root = rootOf(tree);
  const children = childrenByPath(tree);
  const descendants = tree.traces.slice(1);
  const sum = (f: (trace: Trace) => number) => tree.traces.reduce((total, trace) => total + f(trace), 0);
  const scores = descendants.map((trace) => trace.score);
  const ofRoot = children.get(root.path) ?? [];
  return {
    agents: tree.traces.length,
    depth: Math.max(...tree.traces.map((trace) => trace.depth)),
    turns: sum((trace) => trace.turns),
    criticalTurns: criticalPath(root, children, turnCosts),
    tokens: sum((trace) => trace.tokens.length),
    criticalTokens: criticalPath(root, children, tokenCosts),
    refused: sum((trace) => trace.refused),
    errors: sum((trace) => trace.errors),
    parallelChildren: [...children.values()].reduce((n, siblings) => n + besideASibling(siblings), 0),
    childSuccess:
      scores.length > 0 ? { mean: scores.reduce((a, b) => a + b, 0) / scores.length, min: Math.min(...scores) } : null,
    // Spawn, wait and finish are three turns; a router has no other.
    router: root.turns <= 3 && ofRoot.length === 1 && sameGoal(ofRoot[0]?.goal ?? [], root.goal),
  };
}

/** The trace of the root agent. */
export function rootOf(tree: Tree): Trace {
  const root = tree.traces[0];
  if (root?.path !== '0') throw new Error(`The tree of task ${tree.task} has no root trace.`);
  return root;
}

function besideASibling(siblings: readonly Trace[]): number {
  const perWait = new Map<number, number>();
  for (const { joinTurn } of siblings) perWait.set(joinTurn, (perWait.get(joinTurn) ?? 0) + 1);
  let n = 0;
  for (const [joinTurn, count] of perWait) if (joinTurn >= 0 && count > 1) n += count;
  return n;
}

function sameGoal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, i) => token === b[i]);
}
