import { describe, expect, it } from 'vitest';
import { TfjsEngine } from '../../../../../src/model/engines/tfjs/engine.ts';
import { engineSuite } from '../../../../support/engine-suite.ts';
import { wasmFolder } from '../../../../support/tfjs-wasm-files.ts';

engineSuite('tfjs on wasm', () => TfjsEngine.create({ backend: 'wasm', wasmPaths: wasmFolder }), {
  scores: 1e-5,
  gradient: 1e-4,
  batch: 0,
});

engineSuite('tfjs on cpu', () => TfjsEngine.create({ backend: 'cpu' }), { scores: 1e-5, gradient: 1e-4, batch: 0 });

describe('TfjsEngine', () => {
  it('says what it runs on', async () => {
    const engine = await TfjsEngine.create({ backend: 'wasm', wasmPaths: wasmFolder });
    expect(engine.kind).toBe('tfjs');
    expect(engine.description).toBe('TensorFlow.js on WebAssembly (SIMD)');
  });

  it('says in words why a backend cannot run', async () => {
    await expect(TfjsEngine.create({ backend: 'webgpu' })).rejects.toThrow(/no WebGPU/);
  });

  it('falls back to what runs', async () => {
    const engine = await TfjsEngine.create({ backend: 'auto', wasmPaths: wasmFolder });
    expect(engine.description).toMatch(/WebAssembly/);
  });

  it('asks for a model before anything else', async () => {
    const engine = await TfjsEngine.create({ backend: 'cpu' });
    await expect(engine.generate([])).rejects.toThrow(/load\(\) first/);
    await expect(engine.state()).rejects.toThrow(/load\(\) first/);
  });
});
