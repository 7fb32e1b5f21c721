/** Starts TensorFlow.js as it comes: its own device, its own settings. */

import threadedSimd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { wasmFiles } from '../../src/model/engines/tfjs/wasm-files.ts';

export type StockBackend = 'webgpu' | 'wasm' | 'cpu';

/** A description of what runs. `threads` lets the wasm backend have as many as it takes. */
export async function startStock(backend: StockBackend, threads: boolean): Promise<string> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  else if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  else {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    if (!threads) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({ ...wasmFiles, 'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd });
  }
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start its ${backend} backend.`);
  await tf.ready();
  if (backend !== 'wasm') return `TensorFlow.js ${tf.version_core} on ${backend}`;
  const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  const count = threads && (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) ? getThreadsCount() : 1;
  return `TensorFlow.js ${tf.version_core} on wasm (SIMD, ${count} ${count === 1 ? 'thread' : 'threads'})`;
}
