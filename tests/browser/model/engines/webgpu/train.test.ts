/** What only the WebGPU engine promises of a step: how little it asks of the device, and the same bits every time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelState, StepConfig, StepStats } from '../../../../../src/model/engine.ts';
import { TfjsEngine } from '../../../../../src/model/engines/tfjs/engine.ts';
import { createWebGpuEngine, type WebGpuEngine } from '../../../../../src/model/engines/webgpu/index.ts';
import { engineDriftSuite } from '../../../../support/engine-drift-suite.ts';
import {
  ALL_TERMS,
  distance,
  OBSERVE,
  someState,
  TINY,
  TINY_WITH_VALUES,
  trainBatch,
} from '../../../../support/engine-fixtures.ts';

const STEP: StepConfig = { ...OBSERVE, loss: ALL_TERMS, learningRate: 0.01, beta1: 0.9, weightDecay: 0.1, clipNorm: 1 };

describe('training on WebGPU', () => {
  const state = someState(TINY_WITH_VALUES, 3);
  const batches = [[7, 3, 12], [2], [30, 30, 30, 9, 30], [5, 5]].map((lengths, i) =>
    trainBatch(state, 40 + i, lengths),
  );
  let engine: WebGpuEngine;
  beforeAll(async () => {
    engine = await createWebGpuEngine();
  });
  afterAll(() => engine?.dispose());

  /** The statistics of one step per batch, and the state behind the last. */
  async function run(wait: boolean): Promise<{ stats: StepStats[]; after: ModelState }> {
    await engine.load(state);
    const stats: Promise<StepStats>[] = [];
    for (let i = 0; i < 3 * batches.length; i++) {
      stats.push(engine.train(batches[i % batches.length]!, STEP));
      if (wait) await stats[i];
    }
    const after = await engine.state();
    return { stats: await Promise.all(stats), after };
  }

  it('gives the same bits again, whether or not steps wait for each other', async () => {
    const first = await run(true);
    expect(await run(true)).toEqual(first);
    expect(await run(false)).toEqual(first);
    expect(first.after.step).toBe(state.step + 12);
    const fresh = await createWebGpuEngine();
    await fresh.load(state);
    for (let i = 0; i < 12; i++) await fresh.train(batches[i % batches.length]!, STEP);
    expect(await fresh.state()).toEqual(first.after);
    fresh.dispose();
  });

  it('passes over a step that is not finite without losing count', async () => {
    const batch = batches[0]!;
    const poisoned = { ...batch, advantages: batch.advantages.map(() => Number.NaN) };
    await engine.load(state);
    const stats = [batch, poisoned, batch].map((one) => engine.train(one, STEP));
    expect((await Promise.all(stats)).map(({ applied }) => applied)).toEqual([true, false, true]);
    const passedOver = await engine.state();
    await engine.load(state);
    await engine.train(batch, STEP);
    await engine.train(batch, STEP);
    expect(await engine.state()).toEqual(passedOver);
  });

  it('starts at a ratio of exactly 1 from the scores of the same parameters', async () => {
    const batch = batches[2]!;
    await engine.load(state);
    const { logProbs } = await engine.score(batch, 0.7);
    const stats = await engine.train({ ...batch, logProbs }, { ...STEP, temperature: 0.7 });
    expect(stats.kl).toBe(0);
    expect(stats.clipped).toBe(0);
    expect(stats.gradNorm).toBeGreaterThan(0.01);
  });

  it('asks for at most 60 launches, one submission and one read-back per step of two layers', async () => {
    const two = someState({ ...TINY_WITH_VALUES, layers: 2 }, 5);
    const batch = trainBatch(two, 60, [9, 4, 20]);
    await engine.load(two);
    // The first step allocates, the second one brings nothing new.
    await engine.train(batch, STEP);
    const counted = await countCalls(() => engine.train(batch, STEP));
    expect(counted.launches).toBeLessThanOrEqual(60);
    expect(counted).toMatchObject({ submissions: 1, readBacks: 1, uploads: 3, buffers: 0, groups: 0 });
  });

  it('makes one step of a batch that takes several passes', async () => {
    const lengths = Array.from({ length: 9 }, (_, i) => 20 + ((i * 7) % 20));
    const narrow = await createWebGpuEngine({ passTokens: 64 });
    for (const config of [TINY, TINY_WITH_VALUES]) {
      const start = someState(config, 6);
      const batch = trainBatch(start, 70, lengths);
      const step = { ...OBSERVE, loss: config.valueHead ? ALL_TERMS : OBSERVE.loss };
      await engine.load(start);
      const once = await engine.train(batch, step);
      const { firstMoment: whole } = await engine.state();
      await narrow.load(start);
      const { submissions } = await countCalls(async () => {
        expectClose(await narrow.train(batch, step), once);
      });
      expect(submissions).toBeGreaterThan(3);
      const parts = await narrow.state();
      expect(parts.step).toBe(start.step + 1);
      expect(distance(parts.firstMoment, whole)).toBeLessThan(1e-5);
      const scores = await engine.score(batch);
      expect(await narrow.score(batch)).toEqual(scores);
    }
    narrow.dispose();
  });

  it('tells how many kernels are compiled', async () => {
    const told: [number, number][] = [];
    const telling = await createWebGpuEngine({ onProgress: (...numbers) => told.push(numbers) });
    await telling.load(someState({ ...TINY, vocabulary: 13 }, 7));
    const total = told[0]![1];
    expect(total).toBeGreaterThan(10);
    expect(told).toEqual(Array.from({ length: total }, (_, i) => [i + 1, total]));
    telling.dispose();
  });

  function expectClose(actual: StepStats, expected: StepStats): void {
    for (const field of ['loss', 'gradNorm', 'entropy', 'kl', 'clipped', 'referenceKl', 'valueLoss'] as const) {
      expect(actual[field], field).toBeCloseTo(expected[field], 4);
    }
  }
});

engineDriftSuite('webgpu', createWebGpuEngine, () => TfjsEngine.create({ backend: 'wasm' }));

interface Calls {
  launches: number;
  submissions: number;
  readBacks: number;
  uploads: number;
  buffers: number;
  groups: number;
}

/** What `work` asks of any device until it is done. */
async function countCalls(work: () => Promise<unknown>): Promise<Calls> {
  const counts: Calls = { launches: 0, submissions: 0, readBacks: 0, uploads: 0, buffers: 0, groups: 0 };
  const undo = [
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.launches++),
    count(GPUQueue.prototype, 'submit', () => counts.submissions++),
    count(GPUBuffer.prototype, 'mapAsync', () => counts.readBacks++),
    count(GPUQueue.prototype, 'writeBuffer', () => counts.uploads++),
    count(GPUDevice.prototype, 'createBuffer', () => counts.buffers++),
    count(GPUDevice.prototype, 'createBindGroup', () => counts.groups++),
  ];
  try {
    await work();
  } finally {
    for (const one of undo) one();
  }
  return counts;
}

function count<T extends object>(prototype: T, name: keyof T, called: () => void): () => void {
  const original = prototype[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: T, ...args: unknown[]) {
      called();
      return original.apply(this, args);
    },
  });
  return () => Object.defineProperty(prototype, name, { configurable: true, writable: true, value: original });
}
