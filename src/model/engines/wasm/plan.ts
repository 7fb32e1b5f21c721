/**
 * Where the graph's tensors lie: those that are never needed at the same time share a buffer. Which ones that is
 * follows from the list of operations alone.
 */
import type { Operation, Tensor } from '../../graph/operations.ts';
import type { Arena } from './arena.ts';
import { PANEL, roundUp } from './weights.ts';

/** Addresses of tensors, with rows one `stride` (in floats) after the other. */
export class Places {
  readonly #addresses = new Map<Tensor, number>();
  readonly #padded: ReadonlySet<Tensor>;

  /**
   * Places all tensors of `steps`, which are done one after the other: each names the tensors that it reads or writes.
   * Buffers have `rows` rows; rows of the tensors in `padded` begin at whole panels.
   */
  constructor(steps: readonly (readonly Tensor[])[], padded: readonly Tensor[], rows: number, arena: Arena) {
    this.#padded = new Set(padded);
    const lastUse = new Map<Tensor, number>();
    for (const [i, tensors] of steps.entries()) for (const tensor of tensors) lastUse.set(tensor, i);
    const free: { readonly address: number; readonly floats: number }[] = [];
    const floatsOf = (tensor: Tensor) => rows * this.stride(tensor);
    const place = (tensor: Tensor) => {
      const floats = floatsOf(tensor);
      const at = free.findIndex((buffer) => buffer.floats === floats);
      const [buffer] = at >= 0 ? free.splice(at, 1) : [];
      this.#addresses.set(tensor, buffer?.address ?? arena.take(floats));
    };
    for (const [i, tensors] of steps.entries()) {
      for (const tensor of tensors) if (!this.#addresses.has(tensor)) place(tensor);
      for (const tensor of new Set(tensors)) {
        if (lastUse.get(tensor) === i) free.push({ address: this.address(tensor), floats: floatsOf(tensor) });
      }
    }
  }

  address(tensor: Tensor): number {
    const address = this.#addresses.get(tensor);
    if (address === undefined) throw new Error(`The tensor "${tensor.name}" has no place.`);
    return address;
  }

  stride(tensor: Tensor): number {
    return this.#padded.has(tensor) ? roundUp(tensor.columns, PANEL) : tensor.columns;
  }
}

/** The tensors that an operation reads or writes. */
export function tensorsOf(operation: Operation): readonly Tensor[] {
  const parts: readonly unknown[] = Object.values(operation).flat();
  return parts.filter((part): part is Tensor => typeof part === 'object' && part !== null && 'rows' in part);
}
