/**
 * Real devices that are destroyed at random moments under a guarded 'webgpu' engine: what it computes is, to the bit,
 * what an undisturbed one computes; twice within two minutes, and another engine goes on.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, ModelState, StepConfig, TrainBatch } from '../../../src/model/engine.ts';
import { parameterLayout } from '../../../src/model/layout.ts';
import { derive, integer, key } from '../../../src/random/index.ts';
import { engineCatalog } from '../../../src/workers/engine-catalog.ts';
import { GuardedEngine, PATIENCE_MS } from '../../../src/workers/engine-guard.ts';
import { distance, OBSERVE, request, SMALL, someState, tokenBatch, trainBatch } from '../../support/engine-fixtures.ts';

const STATE = someState(SMALL, 1);
const STEP: StepConfig = {
  ...OBSERVE,
  loss: { kind: 'cispo', low: 0, high: 5 },
  learningRate: 1e-3,
  beta1: 0.9,
  clipNorm: 1,
};
const BATCHES: readonly TrainBatch[] = [2, 3, 4].map((seed) => trainBatch(STATE, seed, [5, 9]));
const STEPS = 6;

/** Every device that was opened, the newest last. */
const devices: GPUDevice[] = [];

beforeEach(() => {
  const { requestDevice } = GPUAdapter.prototype;
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const device of devices.splice(0)) device.destroy();
});

const webgpu = () => engineCatalog.create({ option: 'webgpu' });

interface Answers {
  readonly turns: unknown[];
  readonly end: ModelState;
}

/** A little run; `disturb` is asked before each call, and may destroy the device now or while the call is under way. */
async function run(engine: Engine, disturb: () => void = () => {}): Promise<Answers> {
  const turns: unknown[] = [];
  const ask = <T>(call: () => Promise<T>): Promise<T> => {
    const answer = call();
    disturb();
    return answer;
  };
  await engine.load(STATE);
  for (let step = 0; step < STEPS; step++) {
    const write = (name: string, first: number) =>
      ask(() => engine.generate([request(`${name}${step}`, [first, 2, 3], { maxTokens: 4 })]));
    const writing = [write('a', 1), write('b', 4)];
    const scoring = ask(() => engine.score(tokenBatch(SMALL, step, [4, 6])));
    turns.push(await Promise.all([...writing, scoring]));
    turns.push(await ask(() => engine.train(BATCHES[step % BATCHES.length]!, STEP)));
  }
  return { turns, end: await ask(() => engine.state()) };
}

async function guarded(engine: Engine) {
  const clock = { now: 0 };
  const said: string[] = [];
  const guard = new GuardedEngine({
    engine,
    renew: webgpu,
    fallBack: () => engineCatalog.create({ option: 'wasm' }),
    now: () => clock.now,
    told: { lost: (message) => said.push(message), recovered: (_, replaced) => said.push(replaced) },
    limits: { steps: 3, bytes: 1e9 },
  });
  return { guard, clock, said };
}

/** TensorFlow.js by itself notices no loss; only the project's own engine does. */
async function isOwnEngine(): Promise<boolean> {
  if (!(await engineCatalog.adapter())) return false;
  const engine = await webgpu();
  engine.dispose();
  return engine.kind === 'webgpu';
}

describe.runIf(await isOwnEngine())('a device that is destroyed', { timeout: 90_000 }, () => {
  it('at random moments: nothing is lost, and not a bit is different', async () => {
    const undisturbed = await webgpu();
    const expected = await run(undisturbed);
    undisturbed.dispose();
    const { guard, clock, said } = await guarded(await webgpu());
    const random = key(7);
    let calls = 0;
    let losses = 0;
    // Three moments among the calls: at once, or some way into the call.
    const moments = new Set([0, 1, 2].map((i) => 8 * i + integer(derive(random, 'moment', i), 8)));
    const result = await run(guard, () => {
      if (!moments.has(calls++)) return;
      clock.now += PATIENCE_MS;
      losses++;
      const device = devices.at(-1)!;
      setTimeout(() => device.destroy(), 4 * integer(derive(random, 'delay', calls), 5));
    });
    expect(losses).toBe(3);
    expect(said.filter((message) => message.endsWith('Starting it again…')).length).toBeGreaterThan(1);
    expect(guard.kind).toBe('webgpu');
    expect(result).toEqual(expected);
    guard.dispose();
  });

  it('twice within two minutes: WebAssembly goes on where it was', async () => {
    const plain = await engineCatalog.create({ option: 'wasm' });
    const expected = await run(plain);
    const { guard, said } = await guarded(await webgpu());
    let calls = 0;
    const result = await run(guard, () => {
      if (calls++ % 7 === 3) devices.at(-1)!.destroy();
    });
    expect(guard.kind).toBe('wasm');
    expect(said.at(-1)).toBe('The graphics device was lost twice within two minutes.');
    // Another engine rounds differently.
    expect(result.end.step).toBe(expected.end.step);
    expect(result.end.parameters).toHaveLength(parameterLayout(SMALL).size);
    expect(distance(result.end.parameters, expected.end.parameters)).toBeLessThan(1e-4);
    guard.dispose();
  });
});
