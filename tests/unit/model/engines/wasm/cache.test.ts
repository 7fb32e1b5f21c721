/** Caches: no difference to results when places run out, and forks that read nothing again. */
import { describe, expect, it } from 'vitest';
import { Arena } from '../../../../../src/model/engines/wasm/arena.ts';
import { KeyValueCache, slotBytes } from '../../../../../src/model/engines/wasm/cache.ts';
import { WasmEngine } from '../../../../../src/model/engines/wasm/index.ts';
import { instantiateKernels } from '../../../../../src/model/engines/wasm/kernels.ts';
import { request, someState, someTokens, TINY } from '../../../../support/engine-fixtures.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

describe('KeyValueCache', () => {
  it('takes the memory of a slot once, and gives every slot its own', async () => {
    const kernels = await instantiateKernels(await wasmKernels());
    const cache = new KeyValueCache(TINY, kernels, new Arena(kernels));
    const [a, b] = [0, 1].map((index) => ({ index, tokens: [] })) as [never, never];
    cache.provide(a);
    cache.provide(b);
    const addresses = [cache.keys(a, 0), cache.values(a, 0), cache.keys(a, 1), cache.values(a, 1), cache.keys(b, 0)];
    cache.provide(a);
    expect(cache.keys(a, 0)).toBe(addresses[0]);
    const distances = addresses.slice(1).map((address, i) => address - addresses[i]!);
    for (const bytes of distances) expect(bytes).toBeGreaterThanOrEqual(slotBytes(TINY) / 4);
  });

  it('copies whole panels of keys and rows of values, for every layer and head', async () => {
    const kernels = await instantiateKernels(await wasmKernels());
    const arena = new Arena(kernels);
    const cache = new KeyValueCache(TINY, kernels, arena);
    const [a, b] = [0, 1].map((index) => ({ index, tokens: [] })) as [never, never];
    cache.provide(a);
    cache.provide(b);
    const floats = slotBytes(TINY) / 4;
    arena.floats(cache.keys(a, 0), floats).forEach((_, i, all) => {
      all[i] = i + 1;
    });
    cache.copy(a, b, 11);
    const [from, to] = [a, b].map((slot) => arena.floats(cache.keys(slot, 0), floats)) as [Float32Array, Float32Array];
    // 2 layers of 2 heads: 16 positions of keys (two panels) of 4 channels; 11 rows of values of 8 channels.
    const copied = to.reduce((sum, value) => sum + (value !== 0 ? 1 : 0), 0);
    expect(copied).toBe(2 * (2 * 16 * 4 + 11 * 8));
    expect(to.every((value, i) => value === 0 || value === from[i])).toBe(true);
  });
});

describe('WasmEngine with few slots', () => {
  it('writes the same, in turns', async () => {
    const state = someState(TINY, 7);
    const requests = Array.from({ length: 9 }, (_, i) =>
      request(`s${i}`, someTokens(TINY, i, 1 + 3 * i), { maxTokens: 2 + i, temperature: i % 2 }),
    );
    const plenty = WasmEngine.create(await wasmKernels());
    await plenty.load(state);
    const expected = await plenty.generate(requests);
    for (const slots of [0, 1, 4]) {
      const engine = WasmEngine.create(await wasmKernels(), { cacheBytes: slots * slotBytes(TINY) });
      await engine.load(state);
      expect(await engine.generate(requests)).toEqual(expected);
      expect(await engine.generate(requests)).toEqual(expected);
    }
  });
});
