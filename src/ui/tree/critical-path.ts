/**
 * The critical path of a finished tree, counted in turns as the run's metrics count it: every agent takes one turn per
 * unit of time, a child starts after the turn that launched it, and a parent goes on when the slowest child that it
 * awaits has ended.
 */

export interface TimedNode {
  readonly path: string;
  readonly turns: number;
  /** The parent's turns that launched and awaited this agent; -1 for neither. */
  readonly spawnTurn: number;
  readonly joinTurn: number;
}

export interface CriticalPath {
  /** Turns until each agent ended, counted from its start. */
  readonly turns: ReadonlyMap<string, number>;
  /** Paths of the agents that the root's end waited for. */
  readonly members: ReadonlySet<string>;
}

/** Expects nodes with parents before children, root first. */
export function criticalPath(nodes: readonly TimedNode[]): CriticalPath {
  const children = new Map<string, TimedNode[]>();
  for (const node of nodes) {
    const parent = node.path.slice(0, Math.max(0, node.path.lastIndexOf('.')));
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  const turns = new Map<string, number>();
  const awaited = new Map<string, string[]>();
  // Backwards, so that children are timed before their parents.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as TimedNode;
    const own = children.get(node.path) ?? [];
    const startedAt = new Map<string, number>();
    const slowest: string[] = [];
    let now = 0;
    for (let turn = 0; turn < node.turns; turn++) {
      now++;
      let last: string | null = null;
      for (const child of own) {
        if (child.spawnTurn === turn) startedAt.set(child.path, now);
        if (child.joinTurn !== turn) continue;
        const end = (startedAt.get(child.path) ?? now) + (turns.get(child.path) ?? 0);
        if (end <= now) continue;
        now = end;
        last = child.path;
      }
      if (last !== null) slowest.push(last);
    }
    turns.set(node.path, now);
    awaited.set(node.path, slowest);
  }
  const members = new Set<string>();
  const follow = nodes[0] ? [nodes[0].path] : [];
  for (let path = follow.pop(); path !== undefined; path = follow.pop()) {
    members.add(path);
    follow.push(...(awaited.get(path) ?? []));
  }
  return { turns, members };
}
