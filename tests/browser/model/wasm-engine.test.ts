/** The 'wasm' engine in a real browser: its files load, both builds pass, and the portable one gives Node's bits. */
import { describe, expect, it } from 'vitest';
import { createWasmEngine, hasRelaxedSimd } from '../../../src/model/engines/wasm/index.ts';
import { engineSuite } from '../../support/engine-suite.ts';
import { GOLDEN, goldenRun } from '../../support/wasm-golden.ts';

engineSuite('wasm with fused multiply-add', () => createWasmEngine({ fma: 'auto' }), {
  scores: 1e-5,
  gradient: 1e-4,
  batch: 0,
});

describe('createWasmEngine', () => {
  it('uses portable SIMD unless asked, with the same bits as anywhere', async () => {
    const engine = await createWasmEngine();
    expect(engine.kind).toBe('wasm');
    expect(engine.description).toBe('WebAssembly SIMD');
    expect(await goldenRun(engine)).toBe(GOLDEN);
  });

  it('gives the same bits on real threads', async () => {
    for (const threads of [2, 3]) {
      const engine = await createWasmEngine({ threads });
      expect(engine.description).toBe(`WebAssembly SIMD, ${threads} threads`);
      expect(await goldenRun(engine)).toBe(GOLDEN);
      // Nobody has been let go.
      expect(engine.description).toBe(`WebAssembly SIMD, ${threads} threads`);
      engine.dispose();
    }
  });

  it('refuses numbers of threads that make no sense', async () => {
    for (const threads of [0, 1.5, Number.NaN]) {
      await expect(createWasmEngine({ threads })).rejects.toThrow(/number of threads/);
    }
  });

  it('says when it uses fused multiply-add', async () => {
    const engine = await createWasmEngine({ fma: 'auto' });
    expect(engine.description).toBe(hasRelaxedSimd() ? 'WebAssembly SIMD (fused multiply-add)' : 'WebAssembly SIMD');
  });
});
