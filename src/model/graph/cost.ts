/** What a pass over the graph costs: floating-point operations of its matrix products, and its parameters. */
import type { Graph } from './graph.ts';
import type { Operation, RowSpace } from './operations.ts';

/** How much a pass reads. */
export interface PassShape {
  /** Tokens read, all sequences together. */
  readonly tokens: number;
  /** Predictions wanted. */
  readonly picked: number;
  /** (query, key) pairs of causal attention: Σ over sequences of length · (length + 1) / 2. */
  readonly pairs: number;
}

/** The shape of whole sequences of these lengths, with a prediction for every token that has a successor. */
export function passShape(lengths: Iterable<number>): PassShape {
  let tokens = 0;
  let picked = 0;
  let pairs = 0;
  for (const length of lengths) {
    tokens += length;
    picked += length - 1;
    pairs += (length * (length + 1)) / 2;
  }
  return { tokens, picked, pairs };
}

/**
 * Multiplications and additions of one operation's matrix products (a multiply-add counts as two). Norms, activations
 * and softmax are not counted, nor is what a backward pass computes again: the usual convention, by which executors
 * can be compared.
 */
function operationFlops(operation: Operation, shape: PassShape): number {
  const rows = (space: RowSpace) => (space === 'tokens' ? shape.tokens : shape.picked);
  const sizes = (weights: readonly { readonly size: number }[]) => weights.reduce((sum, { size }) => sum + size, 0);
  switch (operation.kind) {
    case 'queryKeyValue':
    case 'gated':
      return 2 * rows(operation.x.rows) * sizes(operation.weights);
    case 'product':
    case 'value':
      return 2 * rows(operation.x.rows) * operation.weight.size;
    case 'unembed':
      return 2 * rows(operation.x.rows) * operation.table.size;
    case 'weightGradient':
      return 2 * rows(operation.x.rows) * sizes(operation.weights);
    case 'inputGradient':
      return 2 * rows(operation.dx.rows) * sizes(operation.weights);
    case 'gatedGradient':
      return 2 * rows(operation.dy.rows) * operation.weight.size;
    case 'valueGradient':
      return 4 * rows(operation.x.rows) * operation.weight.size;
    case 'attention':
      return 4 * shape.pairs * operation.q.columns;
    case 'attentionGradient':
      return 8 * shape.pairs * operation.q.columns;
    case 'embed':
    case 'norm':
    case 'normGradient':
    case 'embedGradient':
      return 0;
    default:
      return operation satisfies never;
  }
}

/** Of the forward pass, or of a whole training pass. */
export function graphFlops(graph: Graph, shape: PassShape, part: 'forward' | 'training'): number {
  const operations: readonly Operation[] = part === 'forward' ? graph.forward : [...graph.forward, ...graph.backward];
  return operations.reduce((sum, operation) => sum + operationFlops(operation, shape), 0);
}
