/**
 * Where the nodes of a searched tree stand: hung up at its middle, so that it is as flat as can be, each subtree as close
 * to the one before as their outlines let it. The tree alone decides, so nothing moves during an episode. Pure.
 */

/** The neighbours of every node, by label. */
type Tree = readonly (readonly number[])[];

export interface SearchMap {
  /** By label; columns are not always whole, but nodes of a row stand at least one apart. */
  readonly places: readonly { readonly column: number; readonly row: number }[];
  /** Each edge once, from the upper node to the lower. */
  readonly edges: readonly { readonly from: number; readonly to: number }[];
  readonly columns: number;
  readonly rows: number;
}

export function searchMap(tree: Tree): SearchMap {
  const root = middle(tree);
  const outline = hang(tree, root, -1);
  const left = Math.min(...outline.left);
  const places = tree.map(() => ({ column: 0, row: 0 }));
  const edges: { from: number; to: number }[] = [];
  const put = (branch: Branch, column: number, row: number) => {
    places[branch.node] = { column, row };
    for (const { branch: child, offset } of branch.children) {
      edges.push({ from: branch.node, to: child.node });
      put(child, column + offset, row + 1);
    }
  };
  put(outline, -left, 0);
  return { places, edges, columns: Math.max(...outline.right) - left + 1, rows: outline.left.length };
}

/** A subtree with its outline: per row, how far to the left and right of its root it reaches. */
interface Branch {
  readonly node: number;
  readonly children: readonly { readonly branch: Branch; readonly offset: number }[];
  readonly left: readonly number[];
  readonly right: readonly number[];
}

function hang(tree: Tree, node: number, parent: number): Branch {
  const branches = (tree[node] ?? []).filter((other) => other !== parent).map((child) => hang(tree, child, node));
  // Columns of the children counted from the first one, and how far the row of them reaches so far.
  const columns: number[] = [];
  const reach: number[] = [];
  for (const { left, right } of branches) {
    const column = Math.max(...left.map((edge, row) => (reach[row] === undefined ? 0 : reach[row] + 1 - edge)));
    columns.push(column);
    right.forEach((edge, row) => {
      reach[row] = column + edge;
    });
  }
  const centre = ((columns[0] ?? 0) + (columns.at(-1) ?? 0)) / 2;
  const children = branches.map((branch, i) => ({ branch, offset: (columns[i] as number) - centre }));
  const depth = Math.max(0, ...branches.map(({ left }) => left.length));
  const rows = Array.from({ length: depth }, (_, row) => row);
  const side = (which: 'left' | 'right', outermost: (...edges: number[]) => number) => [
    0,
    ...rows.map((row) =>
      outermost(
        ...children.flatMap(({ branch, offset }) => {
          const edge = branch[which][row];
          return edge === undefined ? [] : [offset + edge];
        }),
      ),
    ),
  ];
  return { node, children, left: side('left', Math.min), right: side('right', Math.max) };
}

/** The middle of a longest path. */
function middle(tree: Tree): number {
  const end = farthest(tree, 0).at(-1) as number;
  const path = farthest(tree, end);
  return path[Math.floor(path.length / 2)] as number;
}

/** The path to a node that is as far away as any. */
function farthest(tree: Tree, node: number, parent = -1): number[] {
  let longest: number[] = [];
  for (const next of tree[node] ?? []) {
    if (next === parent) continue;
    const path = farthest(tree, next, node);
    if (path.length > longest.length) longest = path;
  }
  return [node, ...longest];
}

/**
 * The nodes that the line of a plan joins: the planned ones, and before them where the agent set out, if that is known.
 * Otherwise the line begins where the agent is, unless it is on the route already or has left it behind.
 */
export function planStops(
  { from, route }: { readonly from: number | null; readonly route: readonly number[] },
  here: number,
  tree: Tree,
): number[] {
  if (from !== null) return [from, ...route];
  const [first] = route;
  const ahead = !route.includes(here) && (route.length === 1 || tree[here]?.includes(first ?? here));
  return ahead ? [here, ...route] : [...route];
}
