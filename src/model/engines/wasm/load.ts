/** Fetches the compiled kernels in a browser. (In Node, read the files and use `WasmEngine.create`.) */
import { WasmEngine, type WasmEngineOptions } from './engine.ts';
import { FUSED, hasRelaxedSimd, hasSimd } from './features.ts';
import { startThreads } from './threads/start.ts';

export interface WasmLoadOptions extends Omit<WasmEngineOptions, 'helpers'> {
  /**
   * 'auto' uses fused multiply-add where the browser has it: faster, but results may differ between machines in the
   * last bits. 'off' (the default) gives the same bits everywhere.
   */
  readonly fma?: 'auto' | 'off';
  /** Threads to train with, the calling one included; 'auto': one per core, at most 8. Default 1. */
  readonly threads?: number | 'auto';
}

/** Loads the kernels; rejects with an Error in words when they cannot run here. */
export async function createWasmEngine(options: WasmLoadOptions = {}): Promise<WasmEngine> {
  if (!hasSimd()) throw new Error('This browser has no WebAssembly SIMD; update it, or choose another engine.');
  const relaxed = options.fma === 'auto' && hasRelaxedSimd();
  const url = relaxed ? new URL('./kernels.relaxed.wasm', import.meta.url) : new URL('./kernels.wasm', import.meta.url);
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`The WebAssembly kernels did not load (${response.status} for ${url.pathname}); reload the page.`);
  }
  const module = await WebAssembly.compile(await response.arrayBuffer());
  return WasmEngine.create(module, {
    ...options,
    helpers: startThreads(options.threads ?? 1),
    description: relaxed ? `WebAssembly SIMD (${FUSED})` : 'WebAssembly SIMD',
  });
}
