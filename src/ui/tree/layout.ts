/**
 * Where the nodes of a delegation tree stand, in whole columns and rows: depth runs to the right, every leaf has a row
 * of its own, and a parent is level with its first child (as an outline, for narrow screens, it stands above it). Subtrees take disjoint bands of rows in spawn
 * order, so while a tree grows no node above the growth ever moves: those below are pushed down whole rows. Time is
 * linear in nodes times depth.
 */

/** What the layout needs to know of a node. */
export interface LayoutNode {
  readonly path: string;
  /** Path of the parent; null for the root. */
  readonly parent: string | null;
}

export interface Placement {
  /** 0 is the root's. */
  readonly column: number;
  readonly row: number;
  /** Row of the last visible child; the node's own row when there is none. */
  readonly lastChildRow: number;
  /** Last row of the band that the whole visible subtree takes. */
  readonly lastRow: number;
}

export interface TreeLayout {
  /** Visible nodes by path, in depth-first order. */
  readonly placements: ReadonlyMap<string, Placement>;
  readonly columns: number;
  readonly rows: number;
}

/** Whether a first child stands beside its parent, or on a row of its own as in an outline. */
export type LayoutStyle = 'level' | 'outline';

/**
 * Lays out `nodes`, which stand in depth-first order with parents before children. Descendants of `collapsed` nodes
 * are left out. Throws when a parent is missing or comes after its child.
 */
export function layoutTree(
  nodes: readonly LayoutNode[],
  collapsed: ReadonlySet<string> = new Set(),
  style: LayoutStyle = 'level',
): TreeLayout {
  const placements = new Map<string, Mutable<Placement>>();
  const hidden = new Set<string>();
  /** The chain of ancestors of the node placed last, itself included. */
  const branch: string[] = [];
  let rows = 0;
  let columns = 0;
  for (const { path, parent } of nodes) {
    if (parent !== null && (hidden.has(parent) || collapsed.has(parent))) {
      hidden.add(path);
      continue;
    }
    while (branch.length > 0 && branch.at(-1) !== parent) branch.pop();
    if (branch.length === 0 && placements.size > 0) {
      throw new Error(`Node ${path} does not follow its parent ${parent}; nodes must stand in depth-first order.`);
    }
    const above = parent === null ? undefined : placements.get(parent);
    // A first child shares its parent's row; everything else opens a new one.
    const beside = style === 'level' && above?.lastChildRow === FRESH;
    const row = beside ? above.row : rows++;
    const column = branch.length;
    columns = Math.max(columns, column + 1);
    placements.set(path, { column, row, lastChildRow: FRESH, lastRow: row });
    if (above) above.lastChildRow = row;
    for (const ancestor of branch) (placements.get(ancestor) as Mutable<Placement>).lastRow = row;
    branch.push(path);
  }
  for (const placement of placements.values()) {
    if (placement.lastChildRow === FRESH) placement.lastChildRow = placement.row;
  }
  return { placements, columns, rows };
}

/** No child was placed yet. */
const FRESH = -1;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
