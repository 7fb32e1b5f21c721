/** Agents that one wants to be led to: by what happened to them, or by their goal. Pure. */
import type { TreeNodeView } from './nodes.ts';

export const LANDMARKS = ['failed', 'refused', 'lost', 'critical', 'deepest'] as const;

export type Landmark = (typeof LANDMARKS)[number];

export interface LandmarkWords {
  /** The key that leads there inside the tree. */
  readonly key: string;
  readonly text: string;
  readonly help: string;
}

export const LANDMARK_WORDS: Readonly<Record<Landmark, LandmarkWords>> = {
  failed: { key: 'f', text: 'failed', help: 'Next agent that missed its goal or ran out of turns or context' },
  refused: { key: 'r', text: 'refused', help: 'Next agent that was refused a sub-agent' },
  lost: { key: 'l', text: 'lost', help: 'Next agent whose result did not reach its parent' },
  critical: { key: 'c', text: 'critical', help: 'Next agent on the critical path, which the whole tree waited for' },
  deepest: { key: 'd', text: 'deepest', help: 'Next agent on the deepest level' },
};

/** Paths in depth-first order. */
export function landmarksOf(nodes: readonly TreeNodeView[]): Readonly<Record<Landmark, readonly string[]>> {
  const there = nodes.filter(({ status }) => status !== 'later');
  const depth = deepestOf(nodes);
  const paths = (wanted: (node: TreeNodeView) => boolean) => there.filter(wanted).map(({ path }) => path);
  return {
    failed: paths(hasFailed),
    refused: paths(({ refused }) => refused > 0),
    lost: paths(({ joined }) => joined === false),
    // A lone root is no path.
    critical: there.length > 1 ? paths(({ critical }) => critical) : [],
    deepest: depth > 0 ? paths((node) => node.depth === depth) : [],
  };
}

/** Depth of the deepest agent that has been launched; 0 for a lone root. */
export function deepestOf(nodes: readonly TreeNodeView[]): number {
  return nodes.reduce((deepest, { depth, status }) => (status === 'later' ? deepest : Math.max(deepest, depth)), 0);
}

/** Ended without reaching its goal, for whatever reason. */
export function hasFailed({ status }: Pick<TreeNodeView, 'status'>): boolean {
  return status === 'failed' || status === 'turns' || status === 'context';
}

/** Paths of the agents whose goal contains `query`, whatever the case, or whose own path it is; none for no query. */
export function search(nodes: readonly TreeNodeView[], goalOf: (path: string) => string, query: string): string[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return nodes.flatMap(({ path }) => (path === wanted || goalOf(path).toLowerCase().includes(wanted) ? [path] : []));
}

/** The first of `paths` after `from` in the order of `nodes`, beginning again at the end; null when there are none. */
export function nextOf(nodes: readonly TreeNodeView[], paths: readonly string[], from: string): string | null {
  if (paths.length === 0) return null;
  const wanted = new Set(paths);
  const at = nodes.findIndex(({ path }) => path === from);
  for (let i = 1; i <= nodes.length; i++) {
    const path = nodes[(at + i) % nodes.length]?.path;
    if (path !== undefined && wanted.has(path)) return path;
  }
  return null;
}
