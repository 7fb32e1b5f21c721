/**
 * Counts what a thread asks of its graphics device and how much memory it holds, by wrapping the platform's own
 * methods: the same for every library. Install before any of them is loaded.
 */
import type { DeviceWork, Memory } from './protocol.ts';
import { ScriptTime } from './script-time.ts';

export class Counters {
  #dispatches = 0;
  #submits = 0;
  #readBacks = 0;
  #device = false;
  #now = 0;
  #most = 0;
  readonly #stopwatch = new ScriptTime();
  readonly #memories = new Set<WebAssembly.Memory>();

  install(): void {
    this.#installWasm();
    if (typeof GPUDevice !== 'undefined') this.#installDevice();
  }

  /** Starts a sample, at `now` by `performance.now`. */
  begin(now: number): void {
    this.#dispatches = 0;
    this.#submits = 0;
    this.#readBacks = 0;
    this.#stopwatch.begin(now);
  }

  /** Milliseconds of JavaScript from `begin` to `now`; null without a device, where the thread itself computes. */
  script(now: number): number | null {
    return this.#device ? this.#stopwatch.end(now) : null;
  }

  /** Since `begin`. */
  get work(): DeviceWork {
    return { dispatches: this.#dispatches, submits: this.#submits, readBacks: this.#readBacks };
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
    const before = <T extends object>(prototype: T, name: keyof T & string, act: () => void) =>
      wrap(
        prototype,
        name,
        (original) =>
          function (this: unknown, ...args: unknown[]) {
            act();
            return original.apply(this, args);
          },
      );
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => this.#dispatches++);
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => this.#dispatches++);
    before(GPUQueue.prototype, 'submit', () => this.#submits++);
    before(GPUBuffer.prototype, 'mapAsync', () => this.#readBacks++);
    this.#installWait(GPUBuffer.prototype, 'mapAsync');
    this.#installWait(GPUQueue.prototype, 'onSubmittedWorkDone');
    this.#installWait(GPUDevice.prototype, 'popErrorScope');
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

  /** Tells the stopwatch when the thread asks to wait by this method, and when it is answered. */
  #installWait<T extends object>(prototype: T, name: keyof T & string): void {
    const stopwatch = this.#stopwatch;
    wrap(
      prototype,
      name,
      (original) =>
        function (this: unknown, ...args: unknown[]) {
          const promise = original.apply(this, args) as Promise<unknown>;
          stopwatch.asked(performance.now());
          // Ahead of whoever called, whose work is the next stretch.
          const answered = () => stopwatch.answered(performance.now());
          promise.then(answered, answered);
          return promise;
        },
    );
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
