/** The engines that a run can be computed on, by the names that an experiment uses. Each is loaded when asked for. */
import type { EngineChoice } from '../experiments/experiment.ts';
import type { Engine } from '../model/engine.ts';

export type EngineOption = Exclude<EngineChoice, 'auto'>;

/** The graphics adapter that WebGPU would use. */
export interface Adapter {
  readonly name: string;
  /** A GPU simulated on the CPU, many times slower than WebAssembly. */
  readonly software: boolean;
}

export interface EngineCatalog {
  /** Rejects with an Error in words when the engine cannot run here. */
  create(option: EngineOption): Promise<Engine>;
  /** Null without WebGPU or without an adapter. */
  adapter(): Promise<Adapter | null>;
}

export const engineCatalog: EngineCatalog = {
  async create(option) {
    switch (option) {
      case 'wasm':
        return (await import('../model/engines/wasm/index.ts')).createWasmEngine();
      case 'webgpu':
        return (await import('../model/engines/tfjs/engine.ts')).TfjsEngine.create({ backend: 'webgpu' });
      case 'tfjs':
        return createPlainTfjs();
      default:
        return option satisfies never;
    }
  },
  async adapter() {
    if (typeof navigator === 'undefined' || !('gpu' in navigator)) return null;
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'an unnamed adapter';
    return { name, software: isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name) };
  },
};

/** TensorFlow.js where it always runs: on its WebAssembly backend, or on plain JavaScript. */
async function createPlainTfjs(): Promise<Engine> {
  const { TfjsEngine } = await import('../model/engines/tfjs/engine.ts');
  try {
    return await TfjsEngine.create({ backend: 'wasm' });
  } catch {
    return TfjsEngine.create({ backend: 'cpu' });
  }
}
