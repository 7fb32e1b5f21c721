/** Where a browser finds tfjs' WebAssembly binaries: Vite copies them into the build and gives their addresses. */
import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';

export const wasmFiles = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  // tfjs insists on an address for each of its binaries; this one is never loaded.
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
} as const;
