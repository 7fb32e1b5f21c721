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
 * Small buffers that describe a pass, in 32-bit words.
 *
 * - `pass`: see `PassWords`; kernels bind it as a uniform.
 * - `rows`: a record of `RowWords` for every row that is read; record p also says what prediction p is of.
 *
 * One buffer of records and not one buffer per field: a pass is described by one upload, a sampler moves all rows on
 * through one binding, and no kernel needs more than the eight storage buffers that every device offers.
 */
export type PassBuffer = 'pass' | 'rows';

/** Flat parameters with adapters merged in; gradient slots [splits, parameters]; [context, headSize] cos then sin. */
export type ModelBuffer = 'parameters' | 'gradients' | 'rotary';

/** What a binding refers to: a tensor of the graph (or one that the lowering adds), or a named buffer. */
export type Resource = Tensor | PassBuffer | ModelBuffer | { readonly extra: string };

/** How large a pass is. */
export interface PassSize {
  readonly rows: number;
  readonly picked: number;
}

/** Most rows of a pass: some kernels start a workgroup per row, and no device must allow more than 65,535 of them. */
export const MOST_ROWS = 32_768;

export interface Dispatch {
  /** The operation of the graph, and which part of it. */
  readonly name: string;
  readonly kernel: Kernel;
  /**
   * Binding i of group 0, each used by the shader, at most eight of them storage buffers. A tensor may be bound once
   * only; all tensors share one buffer, so the shader declares all of them `read_write`.
   */
  readonly bindings: readonly Resource[];
  /** 32-bit words of the uniform that follows the bindings (offsets into the parameters and the like); may be empty. */
  readonly settings: Uint32Array;
  readonly workgroups: (size: PassSize) => readonly [number, number, number];
}

/** Words of the `pass` buffer; `kernels/pass.wgsl` has the same as a struct. */
export const PassWords = {
  rows: 0,
  picked: 1,
  /** 0: gradients of this pass overwrite the slots; 1: they are added. */
  accumulate: 2,
  /** Rows per split of a weight gradient's sum. */
  splitRows: 3,
  count: 4,
} as const;

/** Words of a record of the `rows` buffer; `kernels/pass.wgsl` has the same as a struct. */
export const RowWords = {
  /** The token, and its position in its sequence. */
  token: 0,
  position: 1,
  /** The row of the key and value tensors where this token's are written. In training its own row. */
  place: 2,
  /**
   * The row of the key and value tensors where its sequence begins: row r attends to begin … begin + position. In
   * training the sequence's rows follow each other, so that this row is begin + position.
   */
  begin: 3,
  /** Behind the last row of its sequence: who attends to a key (training only). */
  end: 4,
  /** Which prediction this row is, or `NONE`. */
  pickOf: 5,
  /** Of record p, p < picked: the row whose prediction p is. Not a property of row p. */
  picked: 6,
  /** Training only: the next row with the same token, or `LAST`; plus `FIRST` when no row before has this token. */
  next: 7,
  count: 8,
} as const;

/** `RowWords.pickOf` of a row without a prediction. */
export const NONE = 0xffff_ffff;
/** Links of `RowWords.next`. */
export const LAST = 0x7fff_ffff;
export const FIRST = 0x8000_0000;
