/** Kernels with float64-friendly access to their memory, for tests of single kernels. */
import { Arena } from '../../src/model/engines/wasm/arena.ts';
import { instantiateKernels, type Kernels } from '../../src/model/engines/wasm/kernels.ts';
import { key, normal } from '../../src/random/index.ts';
import { wasmKernels } from './wasm-kernels.ts';

export interface KernelBench {
  readonly kernels: Kernels;
  /** Copies `values` into fresh memory; the bytes behind them are NaN, so that nobody may rely on them. */
  put(values: ArrayLike<number>): number;
  putIntegers(values: ArrayLike<number>): number;
  /** A copy of `count` floats. */
  get(address: number, count: number): Float32Array;
}

/** Floats behind every buffer that a kernel may read but whose value must not matter. */
const BEHIND = 8;

export async function kernelBench(): Promise<KernelBench> {
  const kernels = await instantiateKernels(await wasmKernels());
  const arena = new Arena(kernels);
  return {
    kernels,
    put(values) {
      const address = arena.take(values.length + BEHIND);
      arena.floats(address, values.length).set(values);
      arena.floats(address + 4 * values.length, BEHIND).fill(Number.NaN);
      return address;
    },
    putIntegers(values) {
      const address = arena.take(values.length);
      arena.integers(address, values.length).set(values);
      return address;
    },
    get: (address, count) => arena.floats(address, count).slice(),
  };
}

/** `n` normal numbers, in single precision. */
export function noise(seed: number, n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => normal(key(seed), i));
}
