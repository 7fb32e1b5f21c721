/** The 'webgpu' engine. */
import { WebGpuEngine } from './engine.ts';
import type { WebGpuEngineOptions } from './loaded-model.ts';

export { WebGpuEngine } from './engine.ts';
export type { WebGpuEngineOptions } from './loaded-model.ts';

/**
 * Opens a graphics device and an engine on it. Rejects with an Error in words where the browser has no WebGPU or the
 * machine no adapter. Kernels are compiled by the first `load` of an architecture.
 */
export function createWebGpuEngine(options: WebGpuEngineOptions = {}): Promise<WebGpuEngine> {
  return WebGpuEngine.create(options);
}
