/** The engine suite in a real browser: tfjs' binaries from the build, and WebGPU (on a software adapter in CI). */
import { describe, expect, it } from 'vitest';
import { TfjsEngine } from '../../../../src/model/engines/tfjs/engine.ts';
import { engineSuite } from '../../../support/engine-suite.ts';

engineSuite('tfjs on wasm', () => TfjsEngine.create({ backend: 'wasm' }), { scores: 1e-5, gradient: 1e-4, batch: 0 });

engineSuite('tfjs on webgpu', () => TfjsEngine.create({ backend: 'webgpu' }), {
  scores: 3e-5,
  gradient: 3e-4,
  batch: 1e-5,
});

describe('TfjsEngine', () => {
  it('names the adapter', async () => {
    const engine = await TfjsEngine.create({ backend: 'webgpu' });
    expect(engine.description).toMatch(/^TensorFlow\.js on WebGPU \(.+\)$/);
  });

  it('prefers WebAssembly to a GPU simulated in software', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const software = /swiftshader|llvmpipe/i.test(`${adapter?.info.architecture} ${adapter?.info.description}`);
    const engine = await TfjsEngine.create({ backend: 'auto' });
    expect(engine.description).toMatch(software ? /WebAssembly/ : /WebGPU/);
  });
});
