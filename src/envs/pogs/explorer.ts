/**
 * The memory of a search: all that has been seen of the tree so far, and where to go next. The search goes to the
 * target as soon as it knows where it is, and otherwise to the nearest node whose neighbours it has not all seen.
 */
import type { Sight } from './state.ts';
import { around, wayTo } from './tree.ts';

export class Explorer {
  /** Edges seen so far; nodes that have not been seen have none. */
  readonly #tree: number[][] = [];
  /** Nodes of which all neighbours have been seen. */
  readonly #explored = new Set<number>();
  #here = -1;
  #target = -1;

  /** Remembers what is seen now. */
  see({ nodes, parents, distances, target, hops }: Sight): void {
    this.#here = nodes[0] as number;
    this.#target = target;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as number;
      const parent = parents[i] as number;
      if ((distances[i] as number) < hops) this.#explored.add(node);
      const known = this.#neighbours(node);
      if (parent < 0 || known.includes(parent)) continue;
      known.push(parent);
      this.#neighbours(parent).push(node);
    }
  }

  /** The ways that are worth going, all equally long: to the target if it is known, else to the nearest open nodes. */
  ways(): number[][] {
    const known = around(this.#tree, this.#here);
    if (known.nodes.includes(this.#target)) return [wayTo(known, this.#target)];
    const open = known.nodes.map((node) => !this.#explored.has(node));
    const nearest = known.distances[open.indexOf(true)];
    return known.nodes.filter((_, i) => open[i] && known.distances[i] === nearest).map((node) => wayTo(known, node));
  }

  #neighbours(node: number): number[] {
    this.#tree[node] ??= [];
    return this.#tree[node];
  }
}
