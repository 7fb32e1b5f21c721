/**
 * The critical path of a tree: how long it takes when siblings that were launched together run side by side. A child
 * starts once the turn that spawned it is written; its parent reads on after its wait when the slowest child it waited
 * for has ended. The unit is that of the costs: turns, or tokens.
 */
import type { Trace } from './trace.ts';

/** What one agent's own turns cost, without its children. */
export interface Costs {
  /** Reading the goal. */
  readonly goal: number;
  /** Per turn: writing it, and reading what it led to. */
  readonly turns: readonly { readonly write: number; readonly read: number }[];
  /** A turn that the end of the context window cut off. */
  readonly rest: number;
}

/** Every turn costs 1. */
export function turnCosts(trace: Trace): Costs {
  return { goal: 0, turns: Array.from({ length: trace.turns }, () => ({ write: 1, read: 0 })), rest: 0 };
}

/** Every token costs 1, read or written. */
export function tokenCosts({ own, turns }: Trace): Costs {
  let at = 0;
  const run = (kind: 0 | 1) => {
    const from = at;
    while (at < own.length && own[at] === kind) at++;
    return at - from;
  };
  const goal = run(0);
  return { goal, turns: Array.from({ length: turns }, () => ({ write: run(1), read: run(0) })), rest: own.length - at };
}

/** Cost from the start of `trace` to its end along the critical path of its subtree. */
export function criticalPath(
  trace: Trace,
  children: ReadonlyMap<string, readonly Trace[]>,
  costs: (trace: Trace) => Costs,
): number {
  const { goal, turns, rest } = costs(trace);
  const own = children.get(trace.path) ?? [];
  const startedAt = new Map<Trace, number>();
  let now = goal;
  turns.forEach(({ write, read }, turn) => {
    now += write;
    for (const child of own) {
      if (child.spawnTurn === turn) startedAt.set(child, now);
      if (child.joinTurn === turn) {
        now = Math.max(now, (startedAt.get(child) ?? now) + criticalPath(child, children, costs));
      }
    }
    now += read;
  });
  return now + rest;
}
