/** Places of agents in their tree: '0' is the root, '0.2' its third child. Pure. */

/** Path of the parent, or null for the root. */
export function parentOf(path: string): string | null {
  const cut = path.lastIndexOf('.');
  return cut < 0 ? null : path.slice(0, cut);
}

/** Paths from the root to the parent of `path`. */
export function ancestorsOf(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** The children of every agent that has some, by its path, in the order of `agents`. */
export function childrenOf<Agent extends { readonly path: string }>(agents: readonly Agent[]): Map<string, Agent[]> {
  const children = new Map<string, Agent[]>();
  for (const agent of agents) {
    const parent = parentOf(agent.path);
    if (parent === null) continue;
    const list = children.get(parent);
    if (list) list.push(agent);
    else children.set(parent, [agent]);
  }
  return children;
}
