/** Slots: reused, bounded, taken from whoever waited longest; and no difference to results when they run out. */
import { describe, expect, it } from 'vitest';
import { Arena } from '../../../../../src/model/engines/wasm/arena.ts';
import { SlotTable } from '../../../../../src/model/engines/wasm/cache.ts';
import { WasmEngine } from '../../../../../src/model/engines/wasm/index.ts';
import { instantiateKernels } from '../../../../../src/model/engines/wasm/kernels.ts';
import { request, someState, someTokens, TINY } from '../../../../support/engine-fixtures.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

/** Bytes of one slot of TINY: keys and values of 2 layers, 48 positions, 8 floats. */
const SLOT_BYTES = 4 * 2 * 2 * 48 * 8;

async function table(slots: number): Promise<SlotTable> {
  return new SlotTable(TINY, new Arena(await instantiateKernels(await wasmKernels())), slots * SLOT_BYTES);
}

const NOBODY: ReadonlySet<string> = new Set();

describe('SlotTable', () => {
  it('finds a sequence again, and gives a released slot to the next', async () => {
    const slots = await table(8);
    const a = slots.acquire('a', NOBODY)!;
    a.tokens.push(1, 2);
    expect(slots.acquire('a', NOBODY)).toBe(a);
    slots.release('a');
    slots.release('a');
    const b = slots.acquire('b', NOBODY)!;
    expect(b.address).toBe(a.address);
    expect(b.tokens).toEqual([]);
    expect(slots.count).toBe(1);
  });

  it('takes the slot of the sequence that waited longest, never of a busy one', async () => {
    const slots = await table(3);
    expect(slots.limit).toBe(3);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => slots.acquire(name, NOBODY)!);
    slots.acquire('a', NOBODY);
    expect(slots.acquire('d', new Set(['b']))?.address).toBe(c!.address);
    expect(slots.acquire('e', new Set(['d']))?.address).toBe(b!.address);
    expect(slots.acquire('f', new Set(['a', 'd', 'e']))).toBeNull();
    expect(slots.acquire('a', NOBODY)).toBe(a);
    expect(slots.count).toBe(3);
  });

  it('has room for one sequence however small the budget', async () => {
    expect((await table(0)).limit).toBe(1);
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
    for (const slots of [1, 4]) {
      const engine = WasmEngine.create(await wasmKernels(), { cacheBytes: slots * SLOT_BYTES });
      await engine.load(state);
      expect(await engine.generate(requests)).toEqual(expected);
      expect(await engine.generate(requests)).toEqual(expected);
    }
  });
});
