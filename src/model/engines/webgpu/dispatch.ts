/**
 * What lies between the graph and the device: a list of kernel launches over named buffers. The lowering makes it, the
 * runtime compiles and records it; neither knows the other. All data are plain, so a list can be printed and tested.
 */
import type { Tensor } from '../../graph/operations.ts';

/** A compute shader: WGSL whose entry point is `main`, and values for its `override` constants. */
export interface Kernel {
  readonly label: string;
  readonly code: string;
  readonly constants: Readonly<Record<string, number>>;
}

/**
 * Small buffers that describe a pass; one 32-bit word per entry.
 *
 * - `pass`: see `PassWords`.
 * - `tokens`, `positions` [rows]: token and position in its sequence of every row that is read.
 * - `places` [rows]: the row of the key and value tensors where this token's are written. In training its own row.
 * - `begins` [rows]: the row of the key and value tensors where its sequence begins, so that row r attends to
 *   `begins[r] … begins[r] + positions[r]`.
 * - `ends` [rows]: behind the last row of its sequence (training only: who attends to a key).
 * - `picked` [picked]: the rows whose predictions are wanted; `pickOf` [rows]: which prediction a row is, or -1.
 */
export type PassBuffer = 'pass' | 'tokens' | 'positions' | 'places' | 'begins' | 'ends' | 'picked' | 'pickOf';

/** Flat parameters with adapters merged in; gradient slots [splits, parameters]; [context, headSize] cos then sin. */
export type ModelBuffer = 'parameters' | 'gradients' | 'rotary';

/** What a binding refers to: a tensor of the graph (or one that the lowering adds), or a named buffer. */
export type Resource = Tensor | PassBuffer | ModelBuffer | { readonly extra: string };

/** How large a pass is. */
export interface PassSize {
  readonly rows: number;
  readonly picked: number;
}

export interface Dispatch {
  /** The operation of the graph, and which part of it. */
  readonly name: string;
  readonly kernel: Kernel;
  /** Binding i of group 0. A tensor may be bound once only; all tensors share one buffer, so all are read_write. */
  readonly bindings: readonly Resource[];
  /** 32-bit words of the uniform that follows the bindings (offsets into the parameters and the like); may be empty. */
  readonly settings: Uint32Array;
  readonly workgroups: (size: PassSize) => readonly [number, number, number];
}

/** Words of the `pass` buffer. */
export const PassWords = {
  rows: 0,
  picked: 1,
  /** 0: gradients of this pass overwrite the slots; 1: they are added. */
  accumulate: 2,
  /** Rows per split of a weight gradient's sum. */
  splitRows: 3,
  count: 4,
} as const;
