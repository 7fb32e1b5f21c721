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
  /** Whether the agent has appeared just now, and not with the tree itself. */
  isNew(path: string): boolean;
  /** Whether its result has been taken over just now. */
  hasReturned(path: string): boolean;
  /** The coarsest density asked for while this tree was shown at this width. */
  settle(density: Density, width: number, coarser: (a: Density, b: Density) => Density): Density;
}

interface Memory {
  generation: number;
  nodes: readonly TreeNodeView[];
  readonly tree: string | undefined;
  /** Updates of this tree so far, and the one at which each agent appeared and each result came back. */
  updates: number;
  appeared: ReadonlyMap<string, number>;
  returned: ReadonlyMap<string, number>;
  density: Density | null;
  width: number;
}

/** Motion is shown for so many updates; after that an agent that is scrolled into view just stands there. */
const RECENT = 3;

/** `tree` names the tree in view, if it has a name; without one, nodes that cannot have grown from the last are another. */
export function useGrowth(nodes: readonly TreeNodeView[], tree?: string): Growth {
  const memory = useRef<Memory | null>(null);
  return useMemo(() => {
    const before = memory.current;
    const same = before !== null && (tree === undefined ? grewFrom(before.nodes, nodes) : before.tree === tree);
    const now = same ? before : remember(nodes, tree, before);
    now.nodes = nodes;
    now.updates++;
    now.appeared = noted(now.appeared, nodes.filter(isThere), now.updates);
    now.returned = noted(now.returned, nodes.filter(hasJoined), now.updates);
    memory.current = now;
    const recent = (since: number | undefined) => since !== undefined && since > 1 && now.updates - since < RECENT;
    return {
      generation: now.generation,
      isNew: (path) => recent(now.appeared.get(path)),
      hasReturned: (path) => recent(now.returned.get(path)),
      settle: (density, width, coarser) => {
        now.density = now.density === null || now.width !== width ? density : coarser(now.density, density);
        now.width = width;
        return now.density;
      },
    };
  }, [nodes, tree]);
}

function remember(nodes: readonly TreeNodeView[], tree: string | undefined, before: Memory | null): Memory {
  return {
    generation: (before?.generation ?? -1) + 1,
    nodes,
    tree,
    updates: 0,
    appeared: new Map(),
    returned: new Map(),
    density: null,
    width: 0,
  };
}

/** When each of `nodes` was first seen; what is gone, as when a replay goes back, is forgotten. */
function noted(before: ReadonlyMap<string, number>, nodes: readonly TreeNodeView[], now: number): Map<string, number> {
  return new Map(nodes.map(({ path }) => [path, before.get(path) ?? now]));
}

/** A tree only ever gains agents and turns, and nobody's goal changes. */
function grewFrom(before: readonly TreeNodeView[], after: readonly TreeNodeView[]): boolean {
  const now = new Map(after.map((node) => [node.path, node]));
  return before.every(({ path, goal, turns }) => {
    const same = now.get(path);
    return same !== undefined && same.turns >= turns && same.goal.join() === goal.join();
  });
}

function isThere({ status }: TreeNodeView): boolean {
  return status !== 'later';
}

function hasJoined({ joined, parent }: TreeNodeView): boolean {
  return joined === true && parent !== null;
}
