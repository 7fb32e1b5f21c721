/**
 * Starts a TensorFlow.js backend: loads only the one that is asked for, and says in words why it cannot run here.
 * tfjs has one current backend per thread; whoever computes calls `useBackend` first.
 */
import * as tf from '@tensorflow/tfjs-core';

export type BackendName = 'webgpu' | 'wasm' | 'webgl' | 'cpu';

export interface BackendOptions {
  /** 'auto' takes the first that runs of webgpu (hardware only), wasm, webgl, cpu. */
  readonly backend: BackendName | 'auto';
  /**
   * Where the binaries of tfjs' WebAssembly backend lie: a folder ending in '/', or one address per file. Needed
   * outside a browser only; a browser gets them from the build.
   */
  readonly wasmPaths?: string | Record<string, string>;
}

export interface StartedBackend {
  readonly name: BackendName;
  /** For people: "TensorFlow.js on WebGPU (…)". */
  readonly description: string;
}

/** MatMulPackedProgram in tfjs' webgpu_util: sums every element in one order, without atomics, whatever the shape. */
const PACKED_PRODUCT = 3;

/** Starts the backend; rejects with an Error in words when it, or with 'auto' every one, cannot run. */
export async function startBackend(options: BackendOptions): Promise<StartedBackend> {
  if (options.backend !== 'auto') return start(options.backend, options);
  const reasons: string[] = [];
  for (const name of ['webgpu', 'wasm', 'webgl', 'cpu'] as const) {
    try {
      if (name === 'webgpu') await refuseSoftwareAdapter();
      return await start(name, options);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`No TensorFlow.js backend runs here. ${reasons.join(' ')}`);
}

/** Makes `name`, already started, the one that the next ops run on. */
export async function useBackend(name: BackendName): Promise<void> {
  if (tf.getBackend() !== name) await tf.setBackend(name);
}

async function start(name: BackendName, options: BackendOptions): Promise<StartedBackend> {
  const detail = await starters[name](options);
  return { name, description: `TensorFlow.js on ${TITLES[name]}${detail ? ` (${detail})` : ''}` };
}

const TITLES: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  cpu: 'plain JavaScript',
};

/** Each loads its package, makes it current, and returns a detail for the description ('' for none). */
const starters: Record<BackendName, (options: BackendOptions) => Promise<string>> = {
  async webgpu() {
    const adapter = await findAdapter();
    await import('@tensorflow/tfjs-backend-webgpu');
    await makeCurrent('webgpu', 'Close other tabs that use the GPU, or choose another engine.');
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', PACKED_PRODUCT);
    return adapterName(adapter);
  },
  async wasm({ wasmPaths }) {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // After the first start the binary is loaded, and tfjs refuses to hear about its place again. (The public
    // findBackend() would not do as a test: it starts the backend.)
    if (!('wasm' in tf.engine().registry)) {
      // tfjs starts its threads from the source text of one of its functions, which no longer runs once minified.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      setWasmPaths(wasmPaths ?? (await import('./wasm-files.ts')).wasmFiles);
    }
    await makeCurrent('wasm', 'Its binary files could not be loaded; reload the page, or choose another engine.');
    return (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'without SIMD';
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
    await makeCurrent('webgl', 'This browser offers no WebGL; choose another engine.');
    if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
      throw new Error('WebGL on this device computes with 16-bit numbers only, too coarse to train; choose wasm.');
    }
    return '';
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await makeCurrent('cpu', 'Reload the page.');
    return '';
  },
};

async function makeCurrent(name: BackendName, remedy: string): Promise<void> {
  let reason = '';
  const started = await tf.setBackend(name).catch((error: unknown) => {
    reason = error instanceof Error ? ` (${error.message})` : '';
    return false;
  });
  if (!started) throw new Error(`TensorFlow.js could not start its ${TITLES[name]} backend${reason}. ${remedy}`);
}

async function findAdapter(): Promise<GPUAdapter> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) {
    throw new Error('This browser offers no WebGPU; use a recent Chrome, Edge, Firefox or Safari, or choose wasm.');
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error('WebGPU is here, but found no graphics adapter; switch hardware acceleration on, or choose wasm.');
  }
  return adapter;
}

/** A GPU simulated on the CPU is many times slower than WebAssembly. */
async function refuseSoftwareAdapter(): Promise<void> {
  const adapter = await findAdapter();
  if (adapter.info.isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(adapterName(adapter))) {
    throw new Error(`WebGPU runs in software here (${adapterName(adapter)}).`);
  }
}

function adapterName(adapter: GPUAdapter): string {
  const { vendor, architecture, description } = adapter.info;
  return description || [vendor, architecture].filter(Boolean).join(' ');
}
