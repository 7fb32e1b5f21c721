/** The device: how it is opened and shared with TensorFlow.js, what it says when memory runs out, and its loss. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeviceFaultError, DeviceLostError } from '../../../../../src/model/device-lost.ts';
import { openGpu } from '../../../../../src/model/engines/webgpu/device.ts';
import { createWebGpuEngine, type WebGpuEngine } from '../../../../../src/model/engines/webgpu/index.ts';
import { derive, integer, key } from '../../../../../src/random/index.ts';
import { OBSERVE, request, someState, someTokens, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';

const state = someState(TINY, 3);
const batch = trainBatch(state, 20, [7, 3, 12]);
const STEP = { ...OBSERVE, learningRate: 0.01 };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('openGpu', () => {
  it('takes what the adapter offers', async () => {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    const { device, name } = await openGpu();
    for (const limit of ['maxBufferSize', 'maxStorageBufferBindingSize', 'maxStorageBuffersPerShaderStage'] as const) {
      expect(device.limits[limit]).toBe(adapter!.limits[limit]);
    }
    for (const feature of ['timestamp-query', 'shader-f16', 'subgroups'] as const) {
      expect(device.features.has(feature)).toBe(adapter!.features.has(feature));
    }
    expect(name).not.toBe('');
    device.destroy();
  });

  it('says in words what is missing', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    await expect(createWebGpuEngine()).rejects.toThrow(/no graphics adapter; .*choose wasm/);
    vi.spyOn(Navigator.prototype, 'gpu', 'get').mockReturnValue(undefined as unknown as GPU);
    await expect(openGpu()).rejects.toThrow(/offers no WebGPU; .*choose wasm/);
  });

  it('tells sizes and a remedy when memory runs out', async () => {
    const gpu = await openGpu();
    const usage = GPUBufferUsage.STORAGE;
    const { maxStorageBufferBindingSize } = gpu.device.limits;
    await expect(
      gpu.allocate('A model', [{ label: 'parameters', size: maxStorageBufferBindingSize + 4, usage }]),
    ).rejects.toThrow(/A model needs a buffer of .* MB \(parameters\), but .* allows .* MB at most\. Close other tabs/);
    vi.spyOn(gpu.device, 'popErrorScope').mockResolvedValueOnce(null).mockResolvedValueOnce(null);
    vi.mocked(gpu.device.popErrorScope).mockResolvedValueOnce(new GPUOutOfMemoryError('No more.'));
    await expect(
      gpu.allocate('A pass', [
        { label: 'rows', size: 3e6, usage },
        { label: 'scores', size: 1e6, usage },
      ]),
    ).rejects.toThrow(
      /A pass needs 4.0 MB of graphics memory \(rows 3.0 MB, scores 1.0 MB\).*out of memory.*Close other/,
    );
    gpu.device.destroy();
  });

  it('names the first error that nobody asked about, until something sound is loaded', async () => {
    const engine = await createWebGpuEngine();
    await engine.load(state);
    engine.device.createBuffer({ size: 4, usage: 0 });
    await engine.device.queue.onSubmittedWorkDone();
    await expect(engine.train(batch, STEP)).rejects.toThrow(DeviceFaultError);
    await engine.load(state);
    expect((await engine.train(batch, STEP)).applied).toBe(true);
    engine.dispose();
  });
});

describe('the backend shared with TensorFlow.js', () => {
  it('is one for all engines, and closes with the last of them', async () => {
    const [first, second] = await Promise.all([createWebGpuEngine(), createWebGpuEngine()]);
    expect(second!.device).toBe(first!.device);
    await first!.load(state);
    // A step under way is finished, and what it leaves behind is no loss to the others.
    const last = first!.train(batch, STEP);
    first!.dispose();
    await second!.load(state);
    expect(await second!.train(batch, STEP)).toEqual(await last);
    const { device } = second!;
    second!.dispose();
    await device.lost;
    const third = await createWebGpuEngine();
    expect(third.device).not.toBe(device);
    third.dispose();
    third.dispose();
    await expect(third.load(state)).rejects.toThrow(/disposed/);
  });

  it('is the one that tfjs works on: next to an engine, and before one', async () => {
    const doubled = async (x: tf.Tensor) => {
      await tf.setBackend('webgpu');
      return Array.from(await tf.tidy(() => tf.mul(x, 2)).data());
    };
    const engine = await createWebGpuEngine();
    await engine.load(state);
    const expected = await engine.train(batch, STEP);
    await engine.load(state);
    await tf.setBackend('webgpu');
    const x = tf.tensor1d([1, 2, 3]);
    const [numbers, stats] = await Promise.all([doubled(x), engine.train(batch, STEP)]);
    expect(numbers).toEqual([2, 4, 6]);
    expect(stats).toEqual(expected);
    x.dispose();
    engine.dispose();
    await engine.device.lost;

    // Now tfjs is there first, on a device that it asked for, and stays there.
    await tf.setBackend('webgpu');
    const y = tf.tensor1d([4, 5]);
    expect(await doubled(y)).toEqual([8, 10]);
    const joined = await createWebGpuEngine();
    await joined.load(state);
    expect(await joined.train(batch, STEP)).toEqual(expected);
    joined.dispose();
    expect(await doubled(y)).toEqual([8, 10]);
    y.dispose();

    tf.removeBackend('webgpu');
    const alone = await createWebGpuEngine();
    expect(alone.device).not.toBe(joined.device);
    alone.dispose();
  });
});

describe('the loss of the device', () => {
  /** What is going on when it happens. */
  const busy: Record<string, (engine: WebGpuEngine) => Promise<unknown>> = {
    train: (engine) => engine.train(batch, STEP),
    score: (engine) => engine.score(batch),
    generate: (engine) => engine.generate([request('a', someTokens(TINY, 4, 5), { maxTokens: 30 })]),
    state: (engine) => engine.state(),
    load: (engine) => engine.load(someState({ ...TINY, layers: 1 }, 4)),
  };

  it('rejects everything at once, at any moment, and the next engine works', async () => {
    let engine = await createWebGpuEngine();
    await engine.load(state);
    const expected = await engine.train(batch, STEP);
    for (const [i, name] of ['train', 'score', 'generate'].entries()) {
      const call = busy[name]!;
      const calls = [call(engine), call(engine), ...Object.values(busy).map((other) => other(engine))];
      const outcomes = Promise.allSettled(calls);
      await turns(integer(derive(key(9), name), 3 + 6 * i));
      engine.device.destroy();
      const reasons = (await outcomes).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(reasons.length, name).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason, name).toBeInstanceOf(DeviceLostError);
      for (const late of Object.values(busy)) await expect(late(engine), name).rejects.toThrow(DeviceLostError);
      engine.fork('a', 'b', 3);
      engine.release(['a']);
      const lost = engine;
      engine = await createWebGpuEngine();
      lost.dispose();
      await engine.load(state);
      expect(await engine.train(batch, STEP), name).toEqual(expected);
    }
    engine.dispose();
  }, 120_000);

  it('is known to an engine that is made right after', async () => {
    const engine = await createWebGpuEngine();
    engine.device.destroy();
    const next = await createWebGpuEngine();
    expect(next.device).not.toBe(engine.device);
    engine.dispose();
    await next.load(state);
    expect((await next.train(batch, STEP)).applied).toBe(true);
    next.dispose();
  });
});

/** Lets so many turns of the event loop go by. */
async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }
}
