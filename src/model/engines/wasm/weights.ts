/**
 * Parameters inside the arena: the flat buffer of the layout, and copies of the matrices packed for the register
 * tiles, with adapters merged in. The flat buffer is the truth; `refresh` makes the copies anew when it has changed.
 */
import type { ModelConfig } from '../../config.ts';
import { type ParameterLayout, type ParameterSlot, parameterLayout } from '../../layout.ts';
import { type Adapter, adapters } from '../../lora.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';

/** A matrix W [inputs, outputs] and where its packed copies lie, as far as someone asked for them. */
interface Matrix {
  readonly slot: ParameterSlot;
  readonly inputs: number;
  readonly outputs: number;
  panels: number | null;
  transposed: number | null;
}

export class Weights {
  readonly layout: ParameterLayout;
  /** Address of the flat parameters. */
  readonly parameters: number;
  readonly adapters: readonly Adapter[];
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #matrices = new Map<string, Matrix>();
  /** Addresses of a merged matrix and of s · A, while packing. */
  readonly #merged: number;
  readonly #scaled: number;
  #stale = true;
  #version = 0;

  /** Takes room for the parameters; nothing is filled in yet. */
  constructor(config: ModelConfig, kernels: Kernels, arena: Arena) {
    this.#kernels = kernels;
    this.#arena = arena;
    this.layout = parameterLayout(config);
    this.parameters = arena.take(this.layout.size);
    this.adapters = adapters(config, this.layout);
    this.#merged = arena.take(Math.max(0, ...this.adapters.map(({ weight }) => weight.size)));
    this.#scaled = arena.take(Math.max(0, ...this.adapters.map(({ a }) => a.size)));
  }

  /** Address of one tensor of the flat buffer at `base`: the parameters', or another buffer of the same layout. */
  address(slot: ParameterSlot, base = this.parameters): number {
    return base + 4 * slot.offset;
  }

  /** Address of the panels of W, for x · W; filled at the next `refresh`. */
  panels(slot: ParameterSlot): number {
    const matrix = this.#matrix(slot);
    const { inputs, outputs } = matrix;
    matrix.panels ??= this.#take(inputs * roundUp(outputs, PANEL));
    return matrix.panels;
  }

  /** Address of the panels of Wᵀ, for y · Wᵀ; filled at the next `refresh`. */
  transposed(slot: ParameterSlot): number {
    const matrix = this.#matrix(slot);
    const { inputs, outputs } = matrix;
    matrix.transposed ??= this.#take(outputs * roundUp(inputs, PANEL));
    return matrix.transposed;
  }

  /** Says that the parameters have new values. */
  changed(): void {
    this.#stale = true;
    this.#version++;
  }

  /** Counts how often they had. */
  get version(): number {
    return this.#version;
  }

  /** Brings the packed copies up to date. */
  refresh(): void {
    if (!this.#stale) return;
    for (const { slot, inputs, outputs, panels, transposed } of this.#matrices.values()) {
      const from = this.#effective(slot);
      if (panels !== null) this.#kernels.packRows(from, outputs, inputs, outputs, panels);
      if (transposed !== null) this.#kernels.packColumns(from, outputs, inputs, outputs, 0, transposed);
    }
    this.#stale = false;
  }

  /** Address of W + s · A · B, valid until the next call. */
  #effective(weight: ParameterSlot): number {
    const from = this.address(weight);
    const adapter = this.adapters.find((one) => one.weight === weight);
    if (!adapter) return from;
    const { a, b, scale } = adapter;
    const [inputs, rank] = a.shape as [number, number];
    const [, outputs] = b.shape as [number, number];
    const kernels = this.#kernels;
    kernels.scale(this.address(a), a.size, scale, this.#scaled);
    kernels.gemm(
      this.#scaled,
      rank,
      this.address(b),
      outputs,
      PANEL,
      this.#merged,
      outputs,
      from,
      inputs,
      outputs,
      rank,
    );
    return this.#merged;
  }

  #matrix(slot: ParameterSlot): Matrix {
    const known = this.#matrices.get(slot.name);
    if (known) return known;
    const [inputs, outputs] = slot.shape as [number, number];
    // The layout's own slot, by which adapters are found.
    const own = this.layout.slots.find(({ name }) => name === slot.name) as ParameterSlot;
    const matrix: Matrix = { slot: own, inputs, outputs, panels: null, transposed: null };
    this.#matrices.set(slot.name, matrix);
    return matrix;
  }

  #take(floats: number): number {
    this.#stale = true;
    return this.#arena.take(floats);
  }
}

/** Columns of a panel; see assembly/gemm.ts. */
export const PANEL = 8;

/** The smallest multiple of `step` that is at least `n`. */
export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
