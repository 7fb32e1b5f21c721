/** The graph's forward operations as calls of kernels. */
import { type ModelConfig, NORM_EPSILON } from '../../config.ts';
import type { ForwardOperation, Tensor } from '../../graph/operations.ts';
import type { ParameterSlot } from '../../layout.ts';
import type { Slot } from '../../slots.ts';
import type { KeyValueCache } from './cache.ts';
import type { Kernels } from './kernels.ts';
import type { Places } from './plan.ts';
import { PANEL, type Weights } from './weights.ts';
import type { Workspace } from './workspace.ts';

/** A run of rows that belongs to one sequence. */
export interface Segment {
  /** First row. */
  readonly row: number;
  readonly count: number;
  /** Position of the first row in its sequence; what comes before is in `slot`. */
  readonly first: number;
  /** Where keys and values are kept; null when the segment is its whole sequence. */
  readonly slot: Slot | null;
}

/** What one run over the operations works on. */
export interface Pass {
  readonly rows: number;
  readonly segments: readonly Segment[];
  /** Rows whose next-token scores are wanted: this many in the workspace's `picked`. */
  readonly picked: number;
}

/** One operation, ready to run. */
export type Step = (pass: Pass) => void;

/** What operations are lowered onto. */
export interface Machine {
  readonly kernels: Kernels;
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly cache: KeyValueCache;
  readonly space: Workspace;
  readonly places: Places;
}

export function lowerForward(machine: Machine, operation: ForwardOperation): Step {
  const { kernels, config, weights, space, places } = machine;
  const { width: d, hidden: F } = config;
  const at = (tensor: Tensor) => places.address(tensor);
  switch (operation.kind) {
    case 'embed': {
      const [table, y] = [weights.address(operation.table), at(operation.y)];
      return ({ rows }) => kernels.gather(table, space.tokens, rows, d, y);
    }
    case 'norm': {
      const [x, y, inverse] = [at(operation.x), at(operation.y), at(operation.inverse)];
      const gain = weights.address(operation.gain);
      const picks = operation.x.rows === operation.y.rows ? 0 : space.picked;
      return (pass) => kernels.rmsNorm(x, picks, gain, rowsOf(pass, operation.y), d, NORM_EPSILON, y, inverse);
    }
    case 'queryKeyValue': {
      const [q, k] = operation.outputs;
      const products = operation.weights.map((weight, i) =>
        times(machine, operation.x, weight, operation.outputs[i] as Tensor, null),
      );
      return (pass) => {
        for (const product of products) product(pass);
        for (const tensor of [q, k]) turn(machine, at(tensor), pass.rows, 1);
      };
    }
    case 'attention':
      return (pass) => attention(machine, operation, pass);
    case 'product':
      return times(machine, operation.x, operation.weight, operation.y, operation.plus);
    case 'gated': {
      const [gate, up, y] = [at(operation.gate), at(operation.up), at(operation.y)];
      const [toGate, toUp] = operation.weights;
      const products = [
        times(machine, operation.x, toGate, operation.gate, null),
        times(machine, operation.x, toUp, operation.up, null),
      ];
      return (pass) => {
        for (const product of products) product(pass);
        kernels.swiGlu(gate, up, pass.rows * F, y);
      };
    }
    case 'unembed':
      return timesTransposed(machine, operation.x, operation.table, operation.y, null);
    case 'value': {
      const [x, y, weight] = [at(operation.x), at(operation.y), weights.address(operation.weight)];
      return (pass) => kernels.gemm(x, d, weight, 1, PANEL, y, 1, 0, rowsOf(pass, operation.y), 1, d);
    }
    default:
      return operation satisfies never;
  }
}

export function rowsOf(pass: Pass, tensor: Tensor): number {
  return tensor.rows === 'tokens' ? pass.rows : pass.picked;
}

/** y = x · W (+ plus, which may be y). */
export function times(
  { kernels, weights, places }: Machine,
  x: Tensor,
  w: ParameterSlot,
  y: Tensor,
  plus: Tensor | null,
): Step {
  const [inputs, outputs] = w.shape as [number, number];
  const panels = weights.panels(w);
  const [from, to, add] = [places.address(x), places.address(y), plus ? places.address(plus) : 0];
  const [strideX, strideY] = [places.stride(x), places.stride(y)];
  return (pass) =>
    kernels.gemm(from, strideX, panels, PANEL, PANEL * inputs, to, strideY, add, rowsOf(pass, x), outputs, inputs);
}

/** y = x · Wᵀ (+ plus, which may be y). */
export function timesTransposed(
  { kernels, weights, places }: Machine,
  x: Tensor,
  w: ParameterSlot,
  y: Tensor,
  plus: Tensor | null,
): Step {
  const [inputs, outputs] = w.shape as [number, number];
  const panels = weights.transposed(w);
  const [from, to, add] = [places.address(x), places.address(y), plus ? places.address(plus) : 0];
  const [strideX, strideY] = [places.stride(x), places.stride(y)];
  return (pass) =>
    kernels.gemm(from, strideX, panels, PANEL, PANEL * outputs, to, strideY, add, rowsOf(pass, x), inputs, outputs);
}

/** Turns queries or keys by their positions' angles; direction -1 turns back, which is also the gradient. */
export function turn({ kernels, config, space }: Machine, x: number, rows: number, direction: 1 | -1): void {
  const { heads, width } = config;
  kernels.rotate(x, space.positions, rows, heads, width / heads, space.cos, space.sin, direction);
}

function attention(
  { kernels, config, cache, space, places }: Machine,
  operation: ForwardOperation & { readonly kind: 'attention' },
  { segments }: Pass,
): void {
  const { width: d, heads } = config;
  const headSize = d / heads;
  const { scores, span } = space;
  const headStride = span * headSize;
  const [q, k, v, y] = [operation.q, operation.k, operation.v, operation.y].map((tensor) => places.address(tensor)) as [
    number,
    number,
    number,
    number,
  ];
  for (const { row, count, first, slot } of segments) {
    const at = 4 * row * d;
    const keys = slot ? cache.keys(slot, operation.layer) : space.keys;
    kernels.packKeys(k + at, count, first, heads, headSize, headStride, keys);
    let values = v + at;
    if (slot) {
      values = cache.values(slot, operation.layer);
      kernels.copy(v + at, count * d, values + 4 * first * d);
    }
    kernels.attend(q + at, count, first, heads, headSize, keys, headStride, values, scores, span, y + at);
  }
}
