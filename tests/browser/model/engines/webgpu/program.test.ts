/** Compiling, binding, recording and memory: shared pipelines, progress, and errors in words instead of garbage. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Arena } from '../../../../../src/model/engines/webgpu/arena.ts';
import { type Dispatch, MOST_ROWS } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { inErrorScopes } from '../../../../../src/model/engines/webgpu/error-scopes.ts';
import { PipelineCache } from '../../../../../src/model/engines/webgpu/pipelines.ts';
import { Program } from '../../../../../src/model/engines/webgpu/program.ts';
import { openTestDevice, readFloats, type TestDevice } from '../../../../support/webgpu-pass.ts';

let gpu: TestDevice;
beforeAll(async () => {
  gpu = await openTestDevice();
});
afterEach(() => gpu.check());

const CODE = `
  @group(0) @binding(0) var<storage, read_write> y: array<f32>;
  @group(0) @binding(1) var<uniform> settings: vec4<u32>;
  override STEP: f32;
  @compute @workgroup_size(1)
  fn main(@builtin(workgroup_id) group: vec3<u32>) {
    y[settings.x + group.x] += STEP;
  }`;

/** Adds `step` to `rows` floats from `offset` on. */
function adding(step: number, offset: number, code = CODE): Dispatch {
  return {
    name: `add ${step}`,
    kernel: { label: 'add', code, constants: { STEP: step } },
    bindings: [{ extra: 'y' }],
    settings: Uint32Array.of(offset),
    workgroups: ({ rows }) => [rows, 1, 1],
  };
}

describe('a program', () => {
  it('runs its launches in order, each with its settings, as often as it is recorded', async () => {
    const { device } = gpu;
    const cache = new PipelineCache(device);
    const heard: string[] = [];
    const list = [adding(1, 0), adding(10, 1), adding(1, 2)];
    const program = await Program.compile(cache, list, (done, total) => heard.push(`${done} of ${total}`));
    expect(cache.size).toBe(2);
    expect(heard).toEqual(['1 of 2', '2 of 2']);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    const buffer = device.createBuffer({ size: 16, usage });
    const recording = await program.bind(() => ({ buffer }));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    recording.record(pass, { rows: 2, picked: 0 });
    recording.record(pass, { rows: 1, picked: 0 });
    pass.end();
    device.queue.submit([encoder.finish()]);
    expect([...(await readFloats(device, buffer, 0, 4))]).toEqual([2, 21, 12, 1]);
    program.destroy();
    buffer.destroy();
  });

  it('names the kernel that cannot be compiled, and what is wrong with it', async () => {
    const broken = adding(1, 0, CODE.replace('settings.x', 'nonsense'));
    const compiled = Program.compile(new PipelineCache(gpu.device), [adding(1, 0), broken]);
    await expect(compiled).rejects.toThrow(/kernel "add" cannot be compiled.*nonsense/s);
  });

  it('names the launches whose buffers do not fit', async () => {
    const program = await Program.compile(new PipelineCache(gpu.device), [adding(1, 0)]);
    const buffer = gpu.device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM });
    await expect(program.bind(() => ({ buffer }))).rejects.toThrow(/from "add 1" on do not fit/);
  });
});

describe('memory', () => {
  it('that a tensor cannot have is refused with its size', async () => {
    const huge = { name: 'logits', rows: 'tokens', columns: 2 ** 14 } as const;
    const made = Arena.create(gpu.device, [], { rows: 16_384, picked: 1 }, [huge]);
    await expect(made).rejects.toThrow(/"logits" needs 1074 MB for 16384 tokens/);
    const many = Arena.create(gpu.device, [], { rows: 2 * MOST_ROWS, picked: 1 }, []);
    await expect(many).rejects.toThrow(/at most 32768 tokens/);
  });

  it('that the device has not is an error in words, and the scopes are left as they were', async () => {
    const { device } = gpu;
    const size = device.limits.maxBufferSize + 4;
    const made = inErrorScopes(device, 'Activations (9 MB) do not fit', () => {
      return device.createBuffer({ size, usage: GPUBufferUsage.STORAGE });
    });
    await expect(made).rejects.toThrow(/^Activations \(9 MB\) do not fit: the device/);
    await expect(inErrorScopes(device, 'This', () => 7)).resolves.toBe(7);
    const thrown = inErrorScopes(device, 'This', () => {
      throw new TypeError('of mine');
    });
    await expect(thrown).rejects.toThrow(/^of mine$/);
    await expect(device.popErrorScope()).rejects.toThrow();
  });
});
