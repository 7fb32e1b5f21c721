/**
 * Tells the growth of one tree from the change to another, so that only what is new moves: which agents appeared and
 * which results came back since the tree was first shown, and a density that never gets finer under a reader's eyes.
 */
import { useMemo, useRef } from 'preact/hooks';
import type { Density } from './density.ts';
import type { TreeNodeView } from './nodes.ts';

export interface Growth {
  /** Goes up by one whenever another tree is shown. */
  readonly generation: number;
  /** Whether the agent appeared after the tree was first shown. */
  isNew(path: string): boolean;
  /** Paths whose result was taken over after the tree was first shown. */
  readonly returned: ReadonlySet<string>;
  /** The coarsest density asked for while this tree was shown at this width. */
  settle(density: Density, width: number, coarser: (a: Density, b: Density) => Density): Density;
}

interface Memory {
  generation: number;
  nodes: readonly TreeNodeView[];
  /** Agents and results that were there at first sight. */
  readonly first: ReadonlySet<string>;
  readonly joinedAtFirst: ReadonlySet<string>;
  returned: ReadonlySet<string>;
  density: Density | null;
  width: number;
}

export function useGrowth(nodes: readonly TreeNodeView[]): Growth {
  const memory = useRef<Memory | null>(null);
  return useMemo(() => {
    const before = memory.current;
    const now = before && grewFrom(before.nodes, nodes) ? before : remember(nodes, before);
    now.nodes = nodes;
    now.returned = new Set(nodes.filter(hasJoined).flatMap(({ path }) => (now.joinedAtFirst.has(path) ? [] : [path])));
    memory.current = now;
    return {
      generation: now.generation,
      isNew: (path) => !now.first.has(path),
      returned: now.returned,
      settle: (density, width, coarser) => {
        now.density = now.density === null || now.width !== width ? density : coarser(now.density, density);
        now.width = width;
        return now.density;
      },
    };
  }, [nodes]);
}

function remember(nodes: readonly TreeNodeView[], before: Memory | null): Memory {
  return {
    generation: (before?.generation ?? -1) + 1,
    nodes,
    first: new Set(nodes.map(({ path }) => path)),
    joinedAtFirst: new Set(nodes.filter(hasJoined).map(({ path }) => path)),
    returned: new Set(),
    density: null,
    width: 0,
  };
}

/** A tree only ever gains agents and turns, and nobody's goal changes. */
function grewFrom(before: readonly TreeNodeView[], after: readonly TreeNodeView[]): boolean {
  const now = new Map(after.map((node) => [node.path, node]));
  return before.every(({ path, goal, turns }) => {
    const same = now.get(path);
    return same !== undefined && same.turns >= turns && same.goal.join() === goal.join();
  });
}

function hasJoined({ joined, parent }: TreeNodeView): boolean {
  return joined === true && parent !== null;
}
