/** Labelled trees: drawn uniformly at random, and walked. Pure. */
import { foldIn, integer, type Key } from '../../random/index.ts';

/** The neighbours of every node, ascending. Nodes are called by their labels, 0 … n − 1. */
export type Tree = readonly (readonly number[])[];

/**
 * One of the n^(n − 2) trees on `nodes` ≥ 2 labels, all equally likely: what a random Prüfer sequence stands for. So no
 * label is more likely than another to stand anywhere, and labels mean nothing beyond their tree.
 */
export function drawTree(key: Key, nodes: number): Tree {
  const sequence = Array.from({ length: nodes - 2 }, (_, i) => integer(foldIn(key, i), nodes));
  // How many edges of a node are still to be made.
  const open = new Uint8Array(nodes).fill(1);
  for (const node of sequence) open[node] = (open[node] as number) + 1;
  const tree: number[][] = Array.from({ length: nodes }, () => []);
  const join = (a: number, b: number) => {
    (tree[a] as number[]).push(b);
    (tree[b] as number[]).push(a);
  };
  let next = open.indexOf(1);
  let leaf = next;
  for (const node of sequence) {
    join(leaf, node);
    open[leaf] = 0;
    open[node] = (open[node] as number) - 1;
    // A node before `next` that has just become a leaf is the smallest one; otherwise the search goes on upwards.
    if (open[node] === 1 && node < next) leaf = node;
    else {
      next = open.indexOf(1, next + 1);
      leaf = next;
    }
  }
  join(leaf, nodes - 1);
  for (const neighbours of tree) neighbours.sort((a, b) => a - b);
  return tree;
}

/** Whether a value is a tree on two nodes or more: neighbours of each other, all in one piece, and no way round. */
export function isTree(value: unknown): value is Tree {
  if (!Array.isArray(value) || value.length < 2 || !value.every(Array.isArray)) return false;
  const tree: Tree = value;
  if (!tree.every((neighbours, node) => neighbours.every((other) => tree[other]?.includes(node)))) return false;
  const reached = new Set([0]);
  for (const node of reached) for (const neighbour of tree[node] as readonly number[]) reached.add(neighbour);
  return reached.size === tree.length && tree.flat().length === 2 * (tree.length - 1);
}

/** What lies around a node, nearest first; equally near ones in the order of who leads to them, then of labels. */
export interface Surroundings {
  /** The node itself, and then the others. */
  readonly nodes: readonly number[];
  /** Per entry of `nodes`: the neighbour by which it is reached; -1 for the node itself. */
  readonly parents: readonly number[];
  /** Per entry of `nodes`: edges to it. */
  readonly distances: readonly number[];
}

/** All nodes that are at most `hops` edges away. `tree` may lack nodes and edges that lead nowhere near. */
export function around(tree: Tree, node: number, hops = Number.POSITIVE_INFINITY): Surroundings {
  const nodes = [node];
  const parents = [-1];
  const distances = [0];
  for (let i = 0; i < nodes.length; i++) {
    const distance = distances[i] as number;
    if (distance >= hops) break;
    for (const neighbour of tree[nodes[i] as number] as readonly number[]) {
      if (neighbour === parents[i]) continue;
      nodes.push(neighbour);
      parents.push(nodes[i] as number);
      distances.push(distance + 1);
    }
  }
  return { nodes, parents, distances };
}

/** The way to `node` from where `surroundings` are seen, without the start; it must be among them. */
export function wayTo({ nodes, parents }: Surroundings, node: number): number[] {
  const way: number[] = [];
  for (let i = nodes.indexOf(node); (parents[i] as number) >= 0; i = nodes.indexOf(parents[i] as number)) {
    way.unshift(nodes[i] as number);
  }
  return way;
}

/** Edges between two nodes. */
export function distanceBetween(tree: Tree, a: number, b: number): number {
  const { nodes, distances } = around(tree, a);
  return distances[nodes.indexOf(b)] as number;
}
