/** The 'wasm' engine. */
export { WasmEngine } from './engine.ts';
export { hasRelaxedSimd, hasSimd } from './features.ts';
export { createWasmEngine } from './load.ts';
