/**
 * From the graph to launches of kernels. Where kernels want the graph's tensors in another shape (three gradients side
 * by side in one row, the softmax' sums next to what attention gives), the lowering adds tensors of its own.
 */
import type { Graph } from '../../graph/graph.ts';
import type { Dispatch } from './dispatch.ts';
import { lowerBackwardOperation } from './lower-backward.ts';
import { lowerForwardOperation } from './lower-forward.ts';
import { LoweringContext } from './lowering-context.ts';
import type { Tiles } from './tiles.ts';

/** The launches of a graph's two halves, and the loss' place is between them. */
export interface LoweredGraph {
  readonly forward: readonly Dispatch[];
  readonly backward: readonly Dispatch[];
}

/**
 * Lowers a graph. Training, scoring and decoding run the same forward launches, over rows of their own: a cache differs
 * from a whole sequence only in where the records say that keys lie.
 */
export function lowerGraph(graph: Graph, tiles: Tiles): LoweredGraph {
  const context = new LoweringContext(graph, tiles);
  return {
    forward: graph.forward.flatMap((operation) => lowerForwardOperation(context, operation)),
    backward: graph.backward.flatMap((operation) => lowerBackwardOperation(context, operation)),
  };
}
