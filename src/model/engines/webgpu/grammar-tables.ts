/**
 * Grammars on the device: the tables of those in use, one behind the other in one buffer, each uploaded once for as
 * long as there is room.
 */
import type { Grammar } from '../../grammar.ts';
import type { Gpu } from './device.ts';

/** Entries of the first buffer. */
const LEAST_ENTRIES = 2 ** 14;

export class GrammarTables {
  readonly #gpu: Gpu;
  #buffer: GPUBuffer;
  readonly #offsets = new Map<Grammar, number>();
  #used = 0;
  #uploads = 0;

  private constructor(gpu: Gpu, buffer: GPUBuffer) {
    this.#gpu = gpu;
    this.#buffer = buffer;
  }

  static async create(gpu: Gpu): Promise<GrammarTables> {
    return new GrammarTables(gpu, await allocate(gpu, LEAST_ENTRIES));
  }

  /** Another one after a `provide` that needed more room. */
  get buffer(): GPUBuffer {
    return this.#buffer;
  }

  /** Tables uploaded so far. */
  get uploads(): number {
    return this.#uploads;
  }

  /** Sees to it that the device has these tables. What uses others must have been submitted and be over. */
  async provide(grammars: ReadonlySet<Grammar>): Promise<void> {
    const missing = [...grammars].filter((grammar) => !this.#offsets.has(grammar));
    if (missing.length === 0) return;
    const capacity = this.#buffer.size / 4;
    if (this.#used + entriesOf(missing) <= capacity) {
      for (const grammar of missing) this.#put(grammar);
      return;
    }
    this.#offsets.clear();
    this.#used = 0;
    let wanted = capacity;
    while (wanted < entriesOf(grammars)) wanted *= 2;
    if (wanted > capacity) {
      const larger = await allocate(this.#gpu, wanted);
      this.#buffer.destroy();
      this.#buffer = larger;
    }
    for (const grammar of grammars) this.#put(grammar);
  }

  /** The entry where a provided grammar's table begins. */
  offset(grammar: Grammar): number {
    const offset = this.#offsets.get(grammar);
    if (offset === undefined) throw new Error('A grammar is used before its table is on the device.');
    return offset;
  }

  dispose(): void {
    this.#buffer.destroy();
  }

  #put(grammar: Grammar): void {
    const next = grammar.next as Int32Array<ArrayBuffer>;
    this.#gpu.device.queue.writeBuffer(this.#buffer, this.#used * 4, next);
    this.#offsets.set(grammar, this.#used);
    this.#used += next.length;
    this.#uploads++;
  }
}

function entriesOf(grammars: Iterable<Grammar>): number {
  let sum = 0;
  for (const { next } of grammars) sum += next.length;
  return sum;
}

async function allocate(gpu: Gpu, entries: number): Promise<GPUBuffer> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const [buffer] = await gpu.allocate('The grammars', [{ label: 'grammar tables', size: entries * 4, usage }]);
  return buffer as GPUBuffer;
}
