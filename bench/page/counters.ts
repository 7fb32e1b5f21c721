/**
 * Counts what a thread asks of its graphics device and how much memory it holds, by wrapping the platform's own
 * methods: the same for every library. Install before any of them is loaded.
 */
import type { DeviceWork, Memory } from './protocol.ts';

export class Counters {
  #dispatches = 0;
  #submits = 0;
  #readBacks = 0;
  #device = false;
  #now = 0;
  #most = 0;
  /** When the thread first waited for the device since `begin`. */
  #waited: number | null = null;
  readonly #memories = new Set<WebAssembly.Memory>();

  install(): void {
    this.#installWasm();
    if (typeof GPUDevice !== 'undefined') this.#installDevice();
  }

  /** Starts a sample. */
  begin(): void {
    this.#dispatches = 0;
    this.#submits = 0;
    this.#readBacks = 0;
    this.#waited = null;
  }

  /** Since `begin`. */
  get work(): DeviceWork {
    return { dispatches: this.#dispatches, submits: this.#submits, readBacks: this.#readBacks };
  }

  /** When the thread first waited since `begin` (by `performance.now`); null when it has not. */
  get waited(): number | null {
    return this.#waited;
  }

  /** Whether a graphics device is in use. */
  get hasDevice(): boolean {
    return this.#device;
  }

  get memory(): Memory {
    let wasm = 0;
    for (const memory of this.#memories) wasm += memory.buffer.byteLength;
    return {
      device: this.#device ? { now: this.#now, most: this.#most } : null,
      wasm: this.#memories.size > 0 ? wasm : null,
    };
  }

  #installDevice(): void {
    const count = <T extends object>(prototype: T, name: keyof T & string, before: () => void) =>
      wrap(
        prototype,
        name,
        (original) =>
          function (this: unknown, ...args: unknown[]) {
            before();
            return original.apply(this, args);
          },
      );
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => this.#dispatches++);
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => this.#dispatches++);
    count(GPUQueue.prototype, 'submit', () => this.#submits++);
    count(GPUQueue.prototype, 'onSubmittedWorkDone', () => this.#wait());
    count(GPUBuffer.prototype, 'mapAsync', () => {
      this.#readBacks++;
      this.#wait();
    });
    const sizes = new WeakMap<object, number>();
    wrap(GPUDevice.prototype, 'createBuffer', (original) => {
      const counters = this;
      return function (this: unknown, ...args: unknown[]) {
        const buffer = original.apply(this, args) as GPUBuffer;
        counters.#device = true;
        counters.#now += buffer.size;
        counters.#most = Math.max(counters.#most, counters.#now);
        sizes.set(buffer, buffer.size);
        return buffer;
      };
    });
    wrap(GPUBuffer.prototype, 'destroy', (original) => {
      const counters = this;
      return function (this: unknown, ...args: unknown[]) {
        const buffer = this as object;
        counters.#now -= sizes.get(buffer) ?? 0;
        sizes.delete(buffer);
        return original.apply(this, args);
      };
    });
  }

  #wait(): void {
    this.#waited ??= performance.now();
  }

  #installWasm(): void {
    const keep = (value: unknown) => {
      if (value instanceof WebAssembly.Memory) this.#memories.add(value);
    };
    const look = (instance: WebAssembly.Instance) => {
      for (const value of Object.values(instance.exports)) keep(value);
    };
    const Memory = WebAssembly.Memory;
    WebAssembly.Memory = new Proxy(Memory, {
      construct: (target, args) => {
        const memory = new target(args[0]);
        keep(memory);
        return memory;
      },
    });
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct: (target, args) => {
        const instance = new target(args[0], args[1]);
        look(instance);
        return instance;
      },
    });
    for (const name of ['instantiate', 'instantiateStreaming'] as const) {
      wrap(
        WebAssembly,
        name,
        (original) =>
          async function (this: unknown, ...args: unknown[]) {
            const result = await original.apply(this, args);
            const { instance } = result as Partial<WebAssembly.WebAssemblyInstantiatedSource>;
            look(instance ?? (result as WebAssembly.Instance));
            return result;
          },
      );
    }
  }
}

type Method = (...args: unknown[]) => unknown;

/** Puts `around(original)` in the place of a method. */
function wrap<T extends object>(owner: T, name: keyof T & string, around: (original: Method) => Method): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  Object.defineProperty(owner, name, { value: around(original as Method), configurable: true, writable: true });
}
