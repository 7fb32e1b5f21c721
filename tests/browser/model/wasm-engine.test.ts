/** The 'wasm' engine in a real browser: its files load, both builds pass, and the portable one gives Node's bits. */
import { describe, expect, it } from 'vitest';
import { createWasmEngine, hasRelaxedSimd } from '../../../src/model/engines/wasm/index.ts';
import { request, someState, someTokens, TINY } from '../../support/engine-fixtures.ts';
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

  it('writes the same turns on real threads', async () => {
    const state = someState(TINY, 5);
    const requests = Array.from({ length: 40 }, (_, i) => request(`s${i}`, someTokens(TINY, i, 1 + (i % 9))));
    const completions = [];
    for (const threads of [1, 3]) {
      const engine = await createWasmEngine({ threads });
      await engine.load(state);
      completions.push(await engine.generate(requests));
      engine.dispose();
    }
    expect(completions[1]).toEqual(completions[0]);
  });

  it('starts one thread per core when asked to choose', async () => {
    const engine = await createWasmEngine({ threads: 'auto' });
    const threads = Math.min(8, navigator.hardwareConcurrency);
    expect(engine.description).toBe(threads > 1 ? `WebAssembly SIMD, ${threads} threads` : 'WebAssembly SIMD');
    engine.dispose();
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
