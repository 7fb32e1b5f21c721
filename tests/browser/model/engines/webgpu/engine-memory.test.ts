/** Graphics memory and tensors stay what they are, however many steps are taken, and are given back. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../../../../src/model/engines/webgpu/index.ts';
import { engineMemorySuite } from '../../../../support/engine-drift-suite.ts';
import { OBSERVE, someState, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';

/** Bytes of all buffers that exist, on any device. */
let bytes = 0;
const sizes = new WeakMap<GPUBuffer, number>();

const createBuffer = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function (descriptor) {
  const buffer = createBuffer.call(this, descriptor);
  sizes.set(buffer, buffer.size);
  bytes += buffer.size;
  return buffer;
};
const destroy = GPUBuffer.prototype.destroy;
GPUBuffer.prototype.destroy = function () {
  bytes -= sizes.get(this) ?? 0;
  sizes.delete(this);
  return destroy.call(this);
};

describe('the webgpu engine', () => {
  engineMemorySuite('webgpu', createWebGpuEngine, () => bytes + tf.memory().numTensors);

  it('gives its memory back', async () => {
    const before = bytes;
    const engine = await createWebGpuEngine();
    const state = someState(TINY, 3);
    for (const config of [TINY, { ...TINY, layers: 1 }]) {
      await engine.load(someState(config, 3));
      await engine.train(trainBatch(someState(config, 3), 20, [7, 3, 12]), OBSERVE);
    }
    await engine.load(state);
    expect(bytes).toBeGreaterThan(before + 16 * state.parameters.length);
    const { device } = engine;
    engine.dispose();
    await device.lost;
    expect(bytes).toBe(before);
  });
});
