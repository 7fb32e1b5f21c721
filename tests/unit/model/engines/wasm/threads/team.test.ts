/** Training on threads: the same bits with any number of them, whatever happens to them. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelState, StepConfig } from '../../../../../../src/model/engine.ts';
import { WasmEngine } from '../../../../../../src/model/engines/wasm/index.ts';
import {
  ALL_ADAPTED,
  ALL_TERMS,
  OBSERVE,
  someState,
  TINY,
  trainBatch,
} from '../../../../../support/engine-fixtures.ts';
import { engineSuite } from '../../../../../support/engine-suite.ts';
import { wasmKernels } from '../../../../../support/wasm-kernels.ts';
import { type FakeThread, fakeThread } from '../../../../../support/wasm-threads.ts';

const STEP: StepConfig = { ...OBSERVE, beta1: 0.9, learningRate: 1e-2, clipNorm: 1 };
const CONFIG = { ...TINY, valueHead: true };
const LENGTHS = [40, 3, 44, 1, 44, 20, 31, 44, 9, 44, 44];

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await wasmKernels();
});

engineSuite(
  'wasm on three threads',
  async () => WasmEngine.create(await wasmKernels(), { helpers: [fakeThread(), fakeThread()] }),
  { scores: 1e-5, gradient: 1e-4, batch: 0 },
  // The gradient's bits are compared below.
  ['optimizer', 'generate', 'cache', 'overlap'],
);

/** Three steps on so many threads. */
async function steps(threads: readonly FakeThread[], state: ModelState, loss = ALL_TERMS) {
  const engine = WasmEngine.create(module, { helpers: threads });
  await engine.load(state);
  const batch = trainBatch(state, 4, state.config === CONFIG ? LENGTHS : LENGTHS.map((n) => Math.min(n, 12)));
  const stats = [];
  for (let i = 0; i < 3; i++) stats.push(await engine.train(batch, { ...STEP, loss }));
  const after = await engine.state();
  return { engine, stats, after };
}

describe('training', () => {
  it('gives the same bits on one, two, three and eight threads', async () => {
    for (const config of [CONFIG, ALL_ADAPTED]) {
      const state = someState(config, 1);
      const alone = await steps([], state);
      expect(alone.stats.every(({ applied }) => applied)).toBe(true);
      expect(alone.after.parameters).not.toEqual(state.parameters);
      for (const helpers of [1, 2, 7]) {
        const threads = Array.from({ length: helpers }, fakeThread);
        const together = await steps(threads, state);
        expect(together.stats).toEqual(alone.stats);
        expect(together.after).toEqual(alone.after);
        together.engine.dispose();
        expect(threads.every(({ ended }) => ended)).toBe(true);
      }
    }
  });

  it('shares the work and sends parameters once per step', async () => {
    const thread = fakeThread();
    const { engine } = await steps([thread], someState(CONFIG, 1));
    expect(engine.description).toBe('WebAssembly SIMD, 2 threads');
    const [model, ...asked] = thread.asked as { kind: string; parts?: unknown[]; parameters?: Float32Array | null }[];
    expect(model?.kind).toBe('model');
    expect(asked).toHaveLength(3);
    for (const { parts, parameters } of asked) {
      expect(parts!.length).toBeGreaterThan(1);
      expect(parameters).toBeInstanceOf(Float32Array);
    }
    engine.dispose();
  });

  it('does not send parameters again that did not change', async () => {
    const thread = fakeThread();
    const engine = WasmEngine.create(module, { helpers: [thread] });
    const state = someState(CONFIG, 1);
    await engine.load(state);
    const batch = trainBatch(state, 4, LENGTHS);
    const poisoned = { ...batch, advantages: batch.advantages.map(() => Number.NaN) };
    for (const one of [poisoned, batch, batch]) await engine.train(one, { ...STEP, loss: { kind: 'reinforce' } });
    const sent = (thread.asked as { parameters?: unknown }[]).slice(1).map(({ parameters }) => parameters !== null);
    expect(sent).toEqual([true, false, true]);
    engine.dispose();
  });

  it('goes on with the same result when threads die: before, during and between steps', async () => {
    const state = someState(CONFIG, 1);
    const alone = await steps([], state);
    const batch = trainBatch(state, 4, LENGTHS);
    const threads = [fakeThread(), fakeThread(), fakeThread()] as const;
    const engine = WasmEngine.create(module, { helpers: threads });
    await engine.load(state);
    threads[0].die();
    expect(engine.description).toBe('WebAssembly SIMD, 3 threads');
    const stats = [];
    for (let i = 0; i < 3; i++) {
      const step = engine.train(batch, { ...STEP, loss: ALL_TERMS });
      if (i === 1) {
        await vi.waitFor(() => expect(threads[1].asked).toHaveLength(3), { interval: 0 });
        threads[1].die();
      }
      stats.push(await step);
    }
    expect(engine.description).toBe('WebAssembly SIMD, 2 threads');
    expect(stats).toEqual(alone.stats);
    expect(await engine.state()).toEqual(alone.after);
    engine.dispose();
    expect(threads.every(({ ended }) => ended)).toBe(true);
  });

  it('lets a thread go that says it cannot, or that talks nonsense', async () => {
    const state = someState(CONFIG, 1);
    const alone = await steps([], state);
    for (const words of [{ kind: 'failed', reason: 'out of memory' }, { kind: 'gradient', gradient: 'no' }, null]) {
      const thread = fakeThread();
      const post = thread.postMessage;
      thread.postMessage = (message, transfer) => {
        post(message, transfer);
        if ((message as { kind: string }).kind === 'step') thread.onmessage?.({ data: words } as MessageEvent);
      };
      const { engine, stats } = await steps([thread], state);
      expect(thread.ended).toBe(true);
      expect(engine.description).toBe('WebAssembly SIMD');
      expect(stats).toEqual(alone.stats);
    }
  });

  it('is left by what a thread answers to nonsense: a reason', async () => {
    const thread = fakeThread();
    const said = new Promise((resolve) => {
      thread.onmessage = ({ data }) => resolve(data);
    });
    thread.postMessage({ kind: 'step' }, []);
    expect(await said).toEqual({ kind: 'failed', reason: expect.stringMatching(/does not know/) });
    thread.terminate();
  });
});
