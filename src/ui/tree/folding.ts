/**
 * Which branches of a tree are folded: below a level, save those that were unfolded by hand, and those that were folded
 * by hand. The level also holds for agents that appear later. Pure.
 */
import type { TreeNodeView } from './nodes.ts';
import { ancestorsOf } from './paths.ts';

export interface Folding {
  /** Levels of sub-agents in view; null for all. */
  readonly levels: number | null;
  /** Paths folded and unfolded by hand. */
  readonly folded: ReadonlySet<string>;
  readonly unfolded: ReadonlySet<string>;
}

export const UNFOLDED: Folding = { levels: null, folded: new Set(), unfolded: new Set() };

/** Paths of all folded agents; leaves may be among them, to no effect. */
export function foldedPaths(nodes: readonly TreeNodeView[], { levels, folded, unfolded }: Folding): Set<string> {
  const paths = new Set(folded);
  if (levels === null) return paths;
  for (const { path, depth } of nodes) if (depth >= levels && !unfolded.has(path)) paths.add(path);
  return paths;
}

export function withFold(folding: Folding, path: string, fold: boolean): Folding {
  const folded = new Set(folding.folded);
  const unfolded = new Set(folding.unfolded);
  const [into, from] = fold ? [folded, unfolded] : [unfolded, folded];
  into.add(path);
  from.delete(path);
  return { ...folding, folded, unfolded };
}

/** Unfolds whatever hides `path`. */
export function withView(folding: Folding, path: string, folded: ReadonlySet<string>): Folding {
  return ancestorsOf(path)
    .filter((above) => folded.has(above))
    .reduce((next, above) => withFold(next, above, false), folding);
}
