/** The compiled kernels in Node: built when missing or out of date, read from the file. */
import { readFileSync } from 'node:fs';
import { buildWasm } from '../../scripts/build-wasm.mjs';

/** The portable kernels, or those with fused multiply-add (which this Node may not be able to compile). */
export async function wasmKernels(build: 'portable' | 'relaxed' = 'portable'): Promise<WebAssembly.Module> {
  await buildWasm();
  const file = build === 'portable' ? 'kernels.wasm' : 'kernels.relaxed.wasm';
  return WebAssembly.compile(readFileSync(new URL(`../../src/model/engines/wasm/${file}`, import.meta.url)));
}
