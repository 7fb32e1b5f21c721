/**
 * The critical path of a finished tree, counted in turns as the run's metrics count it: the agents that the root's end
 * waited for. Turns that were cut off do not count.
 */
import { type TimedNode, timelineOf } from './timeline.ts';

export interface CriticalPath {
  /** Turns until each agent ended, counted from its start. */
  readonly turns: ReadonlyMap<string, number>;
  /** Paths of the agents that the root's end waited for. */
  readonly members: ReadonlySet<string>;
}

/** Expects nodes with parents before children, root first. */
export function criticalPath(nodes: readonly TimedNode[]): CriticalPath {
  const { agents } = timelineOf(nodes.map((node) => (node.cut ? { ...node, cut: false } : node)));
  const turns = new Map<string, number>();
  for (const [path, { start, end }] of agents) turns.set(path, end - start);
  const members = new Set<string>();
  const follow = nodes[0] ? [nodes[0].path] : [];
  for (let path = follow.pop(); path !== undefined; path = follow.pop()) {
    members.add(path);
    for (const { slowest } of agents.get(path)?.waits ?? []) follow.push(slowest);
  }
  return { turns, members };
}
