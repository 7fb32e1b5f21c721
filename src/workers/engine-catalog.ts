/**
 * The engines that a run can be computed on, by the names that an experiment uses, and what they depend on in this
 * machine. Each is loaded when asked for.
 */
import type { EngineChoice } from '../experiments/experiment.ts';
import type { Engine } from '../model/engine.ts';

export type EngineOption = Exclude<EngineChoice, 'auto'>;

/** An engine as it can be tried. Its results do not depend on `threads`, but on the rest. */
export interface Candidate {
  readonly option: EngineOption;
  /** For 'wasm'; absent: 1. */
  readonly threads?: number;
  /** For 'wasm': without fused multiply-add even where the browser has it. */
  readonly portable?: boolean;
}

/** The graphics adapter that WebGPU would use. */
export interface Adapter {
  /** For people. */
  readonly name: string;
  /** A GPU simulated on the CPU, many times slower than WebAssembly. */
  readonly software: boolean;
  /** All that the browser tells of it, to know it again by. */
  readonly id: string;
}

/** What the speed of an engine depends on here, next to the adapter. */
export interface Machine {
  /** Threads that may compute at a time. */
  readonly threads: number;
  /** The browser with its version, in its own words. */
  readonly browser: string;
  /** Names the engines as they are in this build of the app. */
  readonly build: string;
}

/** Told how many of an engine's programs have been compiled. */
export type CompileProgress = (done: number, total: number) => void;

export interface EngineCatalog {
  readonly machine: Machine;
  /** Rejects with an Error in words when the engine cannot run here. */
  create(candidate: Candidate, onProgress?: CompileProgress): Promise<Engine>;
  /** Null without WebGPU or without an adapter. */
  adapter(): Promise<Adapter | null>;
}

/** Set by the build. */
declare const ENGINES_BUILD: string;

/** Beyond these, threads of so small a network wait for each other more than they compute. */
const MAX_THREADS = 8;

export const engineCatalog: EngineCatalog = {
  get machine() {
    const threads = Math.max(1, Math.min(MAX_THREADS, navigator.hardwareConcurrency || 1));
    return { threads, browser: navigator.userAgent, build: ENGINES_BUILD };
  },
  async create({ option, threads = 1, portable }, onProgress) {
    switch (option) {
      case 'wasm': {
        const { createWasmEngine } = await import('../model/engines/wasm/index.ts');
        return createWasmEngine({ threads, fma: portable ? 'off' : 'auto' });
      }
      case 'webgpu': {
        const { createWebGpuEngine } = await import('../model/engines/webgpu/index.ts');
        return createWebGpuEngine(onProgress ? { onProgress } : {});
      }
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
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'an unnamed adapter';
    return {
      name,
      software: isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name),
      id: [vendor, architecture, device, description].join('|'),
    };
  },
};

/** "wasm", "wasm-8", "webgpu", "wasm-portable": names a candidate in notes. */
export function candidateId({ option, threads = 1, portable }: Candidate): string {
  return [option, threads > 1 && threads, portable && 'portable'].filter(Boolean).join('-');
}

const NAMES: Record<EngineOption, string> = { wasm: 'WASM', webgpu: 'WebGPU', tfjs: 'TensorFlow.js' };

/** "WASM", "WASM with 8 threads", "WebGPU": for people. */
export function candidateName({ option, threads = 1 }: Candidate): string {
  return threads > 1 ? `${NAMES[option]} with ${threads} threads` : NAMES[option];
}

/** TensorFlow.js where it always runs: on its WebAssembly backend, or on plain JavaScript. */
async function createPlainTfjs(): Promise<Engine> {
  const { TfjsEngine } = await import('../model/engines/tfjs/engine.ts');
  try {
    return await TfjsEngine.create({ backend: 'wasm' });
  } catch {
    return TfjsEngine.create({ backend: 'cpu' });
  }
}
