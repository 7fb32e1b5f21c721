/** Memory is taken once: it does not grow with the number of steps, turns or sequences. */
import { expect, it } from 'vitest';
import { SlotTable } from '../../../../../src/model/engines/wasm/cache.ts';
import { generate } from '../../../../../src/model/engines/wasm/generate.ts';
import { Network } from '../../../../../src/model/engines/wasm/network.ts';
import { scoreBatch } from '../../../../../src/model/engines/wasm/score.ts';
import { applyGradient, lossGradient } from '../../../../../src/model/engines/wasm/train.ts';
import { OBSERVE, request, someState, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

it('stays flat over many rounds of writing, scoring and training', async () => {
  const network = await Network.create(await wasmKernels(), TINY);
  const state = someState(TINY, 10);
  network.parameters().set(state.parameters);
  const trainer = network.trainer();
  const slots = new SlotTable(TINY, network.arena, 2 ** 19);
  const batch = trainBatch(state, 11, [20, 9, 30]);
  const step = { ...OBSERVE, learningRate: 1e-4 };
  const round = (i: number) => {
    // Half of the sequences are released; the others pile up until the budget is spent.
    const requests = Array.from({ length: 6 }, (_, j) => request(`${i} ${j}`, [1, 2, 3]));
    generate(network, slots, requests);
    for (const { sequence } of requests.slice(0, 3)) slots.release(sequence);
    scoreBatch(network, batch);
    lossGradient(network, trainer, batch, step);
    expect(applyGradient(network, trainer, i + 1, step).applied).toBe(true);
  };
  for (let i = 0; i < 50; i++) round(i);
  const before = network.kernels.memory.buffer.byteLength;
  expect(slots.count).toBe(slots.limit);
  for (let i = 50; i < 400; i++) round(i);
  expect(network.kernels.memory.buffer.byteLength).toBe(before);
  expect(slots.count).toBe(slots.limit);
});
