/** The engine suite in a real browser: tfjs' binaries from the build, and WebGPU (on a software adapter in CI). */
import { describe, expect, it } from 'vitest';
import { TfjsEngine } from '../../../../src/model/engines/tfjs/engine.ts';
import { engineSuite } from '../../../support/engine-suite.ts';

engineSuite('tfjs on wasm', () => TfjsEngine.create({ backend: 'wasm' }), {
  scores: 1e-5,
  gradient: 1e-4,
  batch: 0,
  behaviour: 1e-5,
});

// Stock ops on a simulated GPU take a second where others take milliseconds: only what the backend can get wrong.
engineSuite(
  'tfjs on webgpu',
  () => TfjsEngine.create({ backend: 'webgpu' }),
  { scores: 3e-5, gradient: 3e-4, batch: 1e-5, behaviour: 3e-5 },
  ['gradient', 'generate', 'cache'],
);

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
