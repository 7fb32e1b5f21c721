/**
 * The instance's memory, given out from bottom to top and never taken back. Views are made on demand, because growing
 * the memory detaches those that exist.
 */
import type { Kernels } from './kernels.ts';

const PAGE = 65536;
/** A WebAssembly memory with 32-bit addresses ends here. */
const MAX_BYTES = 2 ** 32;
/** Kernels may touch a few floats behind a buffer's last one; every buffer has this many bytes of its own there. */
const SLACK = 64;

export class Arena {
  readonly #memory: WebAssembly.Memory;
  #end: number;

  constructor(kernels: Kernels) {
    this.#memory = kernels.memory;
    this.#end = kernels.heapStart();
  }

  /** Address of `count` zeroed floats (or 32-bit integers). Throws an Error in words when memory ends. */
  take(count: number): number {
    const address = Math.ceil(this.#end / SLACK) * SLACK;
    const end = address + 4 * count + SLACK;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) {
      try {
        if (end > MAX_BYTES) throw new RangeError('beyond 32-bit addresses');
        this.#memory.grow(Math.ceil(missing / PAGE));
      } catch {
        const megabytes = Math.ceil(end / 2 ** 20);
        throw new Error(
          `This model needs ${megabytes} MB of memory, which the browser does not give; use a smaller model or context.`,
        );
      }
    }
    this.#end = end;
    return address;
  }

  /** Valid until the next `take`. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, count);
  }

  /** Valid until the next `take`. */
  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, count);
  }
}
