/** Memory is taken once: it does not grow with the number of steps, turns or sequences. Where it ends, words say so. */
import { expect, it } from 'vitest';
import { Arena } from '../../../../../src/model/engines/wasm/arena.ts';
import { slotBytes } from '../../../../../src/model/engines/wasm/cache.ts';
import { DecodeChunk } from '../../../../../src/model/engines/wasm/generate.ts';
import { lossGradient } from '../../../../../src/model/engines/wasm/gradient.ts';
import { instantiateKernels } from '../../../../../src/model/engines/wasm/kernels.ts';
import { Network } from '../../../../../src/model/engines/wasm/network.ts';
import { Optimizer } from '../../../../../src/model/engines/wasm/optimizer.ts';
import { scoreBatch } from '../../../../../src/model/engines/wasm/score.ts';
import { SlotTable } from '../../../../../src/model/slots.ts';
import { Writer } from '../../../../../src/model/writer.ts';
import { OBSERVE, request, someState, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

it('stays flat over 2,000 rounds of writing, scoring and training', async () => {
  const network = await Network.create(await wasmKernels(), TINY);
  const state = someState(TINY, 10);
  network.parameters().set(state.parameters);
  const trainer = network.trainer();
  const optimizer = new Optimizer(network, state);
  const slots = new SlotTable(2 ** 19 / slotBytes(TINY));
  const writer = new Writer(slots, new DecodeChunk(network));
  const batch = trainBatch(state, 11, [20, 9, 30]);
  const step = { ...OBSERVE, learningRate: 1e-4 };
  const round = async (i: number) => {
    // Half of the sequences are released; the others pile up until the budget is spent.
    const requests = Array.from({ length: 6 }, (_, j) => request(`${i} ${j}`, [1, 2, 3], { maxTokens: 2 }));
    await writer.generate(requests);
    writer.fork(`${i} 5`, `fork of ${i}`, 3);
    writer.release(requests.slice(0, 3).map(({ sequence }) => sequence));
    scoreBatch(network, batch, 1);
    lossGradient(network, trainer, batch, step);
    optimizer.begin();
    optimizer.add(trainer.gradient);
    expect(optimizer.apply(i + 1, step).applied).toBe(true);
  };
  for (let i = 0; i < 40; i++) await round(i);
  const before = network.kernels.memory.buffer.byteLength;
  expect(slots.count).toBe(slots.limit);
  for (let i = 40; i < 2000; i++) await round(i);
  expect(network.kernels.memory.buffer.byteLength).toBe(before);
  expect(slots.count).toBe(slots.limit);
});

it('says what a model would need when there is no more', async () => {
  const arena = new Arena(await instantiateKernels(await wasmKernels()));
  const before = arena.take(10);
  expect(() => arena.take(2 ** 30)).toThrow(/needs 4\d{3} MB of memory, which the browser does not give/);
  // What was there still is, and more of it can be taken.
  expect(arena.take(10)).toBeGreaterThan(before);
});
