/** The 'wasm' engine. */
export { WasmEngine, type WasmEngineOptions } from './engine.ts';
export { hasRelaxedSimd, hasSimd } from './features.ts';
export { createWasmEngine, type WasmLoadOptions } from './load.ts';
