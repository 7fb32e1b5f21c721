/** What is counted of a graphics device and of WebAssembly, on a device that does nothing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Counters } from '../../../bench/page/counters.ts';

class Pass {
  dispatchWorkgroups(): void {}
  dispatchWorkgroupsIndirect(): void {}
}

class Queue {
  submit(): void {}
  async onSubmittedWorkDone(): Promise<void> {}
}

class Buffer {
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
  async mapAsync(): Promise<void> {}
  destroy(): void {}
}

class Device {
  createBuffer({ size }: { size: number }): Buffer {
    return new Buffer(size);
  }
  async popErrorScope(): Promise<null> {
    return null;
  }
}

const { Memory, Instance, instantiate, instantiateStreaming } = WebAssembly;
let counters: Counters;

beforeEach(() => {
  vi.stubGlobal('GPUComputePassEncoder', Pass);
  vi.stubGlobal('GPUQueue', Queue);
  vi.stubGlobal('GPUBuffer', Buffer);
  vi.stubGlobal('GPUDevice', Device);
  counters = new Counters();
  counters.install();
});

afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(WebAssembly, { Memory, Instance, instantiate, instantiateStreaming });
});

it('counts since the sample began', async () => {
  new Pass().dispatchWorkgroups();
  counters.begin(0);
  new Pass().dispatchWorkgroups();
  new Pass().dispatchWorkgroupsIndirect();
  new Queue().submit();
  await new Buffer(4).mapAsync();
  await new Queue().onSubmittedWorkDone();
  expect(counters.work).toEqual({ dispatches: 2, submits: 1, readBacks: 1 });
});

it('knows what buffers hold, and the most that they held', () => {
  expect(counters.memory.device).toBeNull();
  const device = new Device();
  const [a, b] = [device.createBuffer({ size: 100 }), device.createBuffer({ size: 50 })];
  a.destroy();
  // A second time frees nothing.
  a.destroy();
  expect(counters.memory.device).toEqual({ now: 50, most: 150 });
  b.destroy();
  expect(counters.memory.device).toEqual({ now: 0, most: 150 });
});

it('tells JavaScript from waiting where there is a device', async () => {
  expect(counters.script(performance.now())).toBeNull();
  const buffer = new Device().createBuffer({ size: 4 });
  const start = performance.now();
  counters.begin(start);
  const mapped = buffer.mapAsync();
  const asked = performance.now();
  await mapped;
  const answered = performance.now();
  const time = counters.script(answered + 1000) ?? Number.NaN;
  expect(time).toBeGreaterThanOrEqual(1000);
  expect(time).toBeLessThanOrEqual(1000 + asked - start + (answered - asked));
});

it('sees every memory of WebAssembly, made or exported', async () => {
  expect(counters.memory.wasm).toBeNull();
  new WebAssembly.Memory({ initial: 2 });
  // A module that exports one page of memory as "m".
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 109, 2, 0);
  await WebAssembly.instantiate(bytes);
  await WebAssembly.instantiate(await WebAssembly.compile(bytes));
  new WebAssembly.Instance(new WebAssembly.Module(bytes));
  expect(counters.memory.wasm).toBe(5 * 65536);
});
