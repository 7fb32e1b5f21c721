/**
 * Small results on their way to the CPU: a ring of buffers that are mapped and used again, so that steps need not
 * wait for the statistics of those before them.
 */
import type { Gpu } from './device.ts';

export class ReadBackRing {
  readonly #gpu: Gpu;
  readonly #bytes: number;
  readonly #limit: number;
  readonly #free: GPUBuffer[] = [];
  readonly #all: GPUBuffer[] = [];
  /** Settles, never rejects, when the oldest that is under way is back. */
  readonly #underWay: Promise<unknown>[] = [];

  /** At most `limit` results of `bytes` bytes each are under way at once. */
  constructor(gpu: Gpu, bytes: number, limit: number) {
    this.#gpu = gpu;
    this.#bytes = bytes;
    this.#limit = limit;
  }

  /** A buffer to copy a result into; waits for the oldest result when all are under way. */
  async take(): Promise<GPUBuffer> {
    while (this.#free.length === 0 && this.#all.length >= this.#limit) await this.#underWay[0];
    const free = this.#free.pop();
    if (free) return free;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [made] = (await this.#gpu.allocate('Reading results back', [
      { label: 'result', size: this.#bytes, usage },
    ])) as [GPUBuffer];
    this.#all.push(made);
    return made;
  }

  /** What the submitted work has copied into a buffer of this ring, which is free again then. */
  read(buffer: GPUBuffer): Promise<Float32Array> {
    const mapped = this.#gpu.guard(buffer.mapAsync(GPUMapMode.READ));
    const result = mapped.then(() => {
      const values = new Float32Array(buffer.getMappedRange().slice(0));
      buffer.unmap();
      this.#free.push(buffer);
      return values;
    });
    mapped.catch(() => {
      // Nobody knows its state: the next result gets another one.
      this.#all.splice(this.#all.indexOf(buffer), 1);
      buffer.destroy();
    });
    const over: Promise<unknown> = result.then(ignore, ignore).then(() => {
      this.#underWay.splice(this.#underWay.indexOf(over), 1);
    });
    this.#underWay.push(over);
    return result;
  }

  /** Frees the buffers once nothing is under way; nothing may be taken any more. */
  async dispose(): Promise<void> {
    await Promise.all(this.#underWay);
    for (const buffer of this.#all) buffer.destroy();
    this.#all.length = 0;
    this.#free.length = 0;
  }
}

function ignore(): void {}
