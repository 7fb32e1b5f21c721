/** What the lowering of operations to launches needs to know and shares. */
import type { Graph } from '../../graph/graph.ts';
import type { Operation, RowSpace, Tensor } from '../../graph/operations.ts';
import type { ParameterSlot } from '../../layout.ts';
import { adapters } from '../../lora.ts';
import type { PassSize } from './dispatch.ts';
import { gradientSlots } from './splits.ts';
import type { Tiles } from './tiles.ts';

export class LoweringContext {
  readonly graph: Graph;
  readonly tiles: Tiles;
  /** Slots of gradients, and floats of each. */
  readonly slots: number;
  readonly slotSize: number;
  readonly #added = new Map<string, Tensor>();
  /** Offsets of the parameters that have adapters. */
  readonly #adapted: ReadonlySet<number>;

  constructor(graph: Graph, tiles: Tiles) {
    this.graph = graph;
    this.tiles = tiles;
    this.slots = gradientSlots(graph.layout);
    this.slotSize = graph.layout.size;
    this.#adapted = new Set(adapters(graph.config, graph.layout).map(({ weight }) => weight.offset));
  }

  /** Whether anybody asks for a parameter's gradient: it is trained itself, or an adapter's is made from it. */
  wantsGradient({ trained, offset }: ParameterSlot): boolean {
    return trained || this.#adapted.has(offset);
  }

  /** The tensor of this name that is not the graph's; made when it is first asked for. */
  added(name: string, columns: number): Tensor {
    const known = this.#added.get(name);
    if (known) return known;
    const tensor: Tensor = { name, rows: 'tokens', columns };
    this.#added.set(name, tensor);
    return tensor;
  }

  /** [rows, 3, heads]: greatest score, 1 / sum of weights and Σ y · dy of a layer's attention. */
  stats(layer: number): Tensor {
    return this.added(`layers.${layer}.stats`, 3 * this.graph.config.heads);
  }

  /** The gradients of several tensors of the graph, side by side in each row. */
  packed(tensors: readonly Tensor[]): Tensor {
    const [first] = tensors as [Tensor];
    if (tensors.length === 1) return first;
    const columns = tensors.reduce((sum, tensor) => sum + tensor.columns, 0);
    return this.added(tensors.map(({ name }) => name).join(' | '), columns);
  }
}

/** The number of rows of a space in a pass. */
export function rowCount(space: RowSpace, size: PassSize): number {
  return space === 'tokens' ? size.rows : size.picked;
}

/** The word of the `pass` buffer with that number. */
export function rowWord(space: RowSpace): 'rows' | 'picked' {
  return space === 'tokens' ? 'rows' : 'picked';
}

export function offsetsOf(weights: readonly ParameterSlot[]): number[] {
  return weights.map(({ offset }) => offset);
}

/** Rows and columns of a matrix; those of a vector are 1 and its length. */
export function shapeOf({ shape }: ParameterSlot): readonly [number, number] {
  return shape.length === 2 ? [shape[0] as number, shape[1] as number] : [1, shape[0] as number];
}

/** Lanes for `needed` of them: no more than wanted, and no more than the next power of two. */
export function lanesFor(wanted: number, needed: number): number {
  let lanes = 1;
  while (lanes < wanted && lanes < needed) lanes *= 2;
  return lanes;
}

/** How a list names an operation's launches. */
export function launchName({ name }: Operation, part?: string): string {
  return part ? `${name} (${part})` : name;
}
