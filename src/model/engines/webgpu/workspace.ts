/**
 * A list of launches with memory of its own for the passes that it is run on: activations, descriptions of rows and
 * predictions, results per prediction. The memory grows with the largest pass and is used again by all others.
 */
import { Arena, capacityOf, isTensor, planArena } from './arena.ts';
import type { BufferWish } from './device.ts';
import { type DeviceModel, nameOf } from './device-model.ts';
import { type Dispatch, type PassSize, PassWords, RowWords } from './dispatch.ts';
import type { BatchPass } from './packing.ts';
import { PREDICTION_WORDS, SETTINGS_WORDS } from './predictions.ts';
import { Program, type Recording, type Resolve } from './program.ts';
import { splitRows } from './splits.ts';
import { LossWords, SCORE_WORDS } from './training-kernels.ts';

/** Most rows of a pass unless it is said otherwise, and most bytes that its activations may take. */
const MOST_ROWS = 4096;
const MOST_BYTES = 2 ** 30;

/** What is read or written once per pass. */
type Name = 'pass' | 'rows' | 'predictions' | 'tokenStats' | 'scores';

export class Workspace {
  /** Most rows of one pass: a function of the model and the device, at least the model's context. */
  readonly capacity: number;
  readonly #model: DeviceModel;
  readonly #program: Program;
  readonly #others: Resolve;
  #size: PassSize = { rows: 0, picked: 0 };
  #arena: Arena | null = null;
  #buffers = new Map<Name, GPUBuffer>();
  #recording: Recording | null = null;

  private constructor(model: DeviceModel, program: Program, others: Resolve, mostRows: number) {
    this.#model = model;
    this.#program = program;
    this.#others = others;
    this.capacity = capacityFor(model, program.dispatches, mostRows);
  }

  /**
   * Compiles the launches; `others` knows the buffers that a pass does not have. Memory is allocated by the first
   * `fit`. No pass has more than `mostRows` rows, unless one sequence needs them.
   */
  static async create(
    model: DeviceModel,
    dispatches: readonly Dispatch[],
    others: Resolve,
    mostRows: number = MOST_ROWS,
  ): Promise<Workspace> {
    const program = await model.gpu.guard(Program.compile(model.pipelines, dispatches));
    return new Workspace(model, program, others, mostRows);
  }

  /**
   * Sees to it that passes of this size fit: allocates when one is larger than all before it. What has been recorded
   * must have been submitted.
   */
  async fit(size: PassSize): Promise<void> {
    if (this.#recording && size.rows <= this.#size.rows && size.picked <= this.#size.picked) return;
    const { gpu } = this.#model;
    const wanted = {
      rows: capacityOf(Math.max(size.rows, this.#size.rows)),
      picked: capacityOf(Math.max(size.picked, this.#size.picked)),
    };
    // The old memory goes first: both may not fit.
    this.#free();
    const wishes = this.#wishes(wanted);
    const names = Object.keys(wishes) as Name[];
    const buffers = await gpu.allocate(
      `A pass over ${wanted.rows} tokens`,
      names.map((name) => wishes[name] as BufferWish),
    );
    this.#buffers = new Map(names.map((name, i) => [name, buffers[i] as GPUBuffer]));
    this.#arena = await gpu.guard(Arena.create(gpu.device, this.#program.dispatches, wanted, []));
    this.#recording = await gpu.guard(this.#program.bind((resource) => this.#resolve(resource)));
    this.#size = wanted;
  }

  /**
   * Describes the next pass to the device; `predictions` as `packPredictions` makes them. It overtakes what has been
   * recorded and not submitted.
   */
  upload(pass: BatchPass, predictions: Uint32Array<ArrayBuffer>, accumulate: boolean): void {
    const { queue } = this.#model.gpu.device;
    const words = new Uint32Array(PassWords.count);
    words[PassWords.rows] = pass.rows;
    words[PassWords.picked] = pass.picked;
    words[PassWords.accumulate] = accumulate ? 1 : 0;
    words[PassWords.splitRows] = splitRows(this.#model.graph.layout, pass.rows);
    queue.writeBuffer(this.buffer('pass'), 0, words);
    queue.writeBuffer(this.buffer('rows'), 0, pass.words);
    queue.writeBuffer(this.buffer('predictions'), 0, predictions);
  }

  /** Adds the launches to a compute pass; `fit` and `upload` come first. */
  record(encoder: GPUComputePassEncoder, size: PassSize): void {
    if (!this.#recording) throw new Error('A workspace is recorded before it has any memory.');
    this.#recording.record(encoder, size);
  }

  /** A buffer of the pass; there is none before the first `fit`. */
  buffer(name: Name): GPUBuffer {
    return this.#buffers.get(name) as GPUBuffer;
  }

  dispose(): void {
    this.#free();
    this.#program.destroy();
  }

  #free(): void {
    this.#size = { rows: 0, picked: 0 };
    this.#recording = null;
    this.#arena?.destroy();
    this.#arena = null;
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
  }

  #resolve(resource: Parameters<Resolve>[0]): GPUBufferBinding {
    if (isTensor(resource)) return (this.#arena as Arena).binding(resource);
    const name = nameOf(resource) as Name;
    const buffer = this.#buffers.get(name);
    return buffer ? { buffer } : this.#others(resource);
  }

  #wishes({ rows, picked }: PassSize): Partial<Record<Name, BufferWish>> {
    const used = new Set(this.#program.dispatches.flatMap(({ bindings }) => bindings.map(nameOf)));
    const input = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const output = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    const uniform = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const all: Record<Name, BufferWish> = {
      pass: { label: 'pass', size: PassWords.count * 4, usage: uniform },
      rows: { label: 'rows', size: rows * RowWords.count * 4, usage: input },
      predictions: { label: 'predictions', size: (SETTINGS_WORDS + picked * PREDICTION_WORDS) * 4, usage: input },
      tokenStats: { label: 'token statistics', size: picked * LossWords.count * 4, usage: output },
      scores: { label: 'scores', size: picked * SCORE_WORDS * 4, usage: output },
    };
    return Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  }
}

/** The largest power of two of rows that the device has room for; never fewer than one sequence. */
function capacityFor({ gpu, config }: DeviceModel, dispatches: readonly Dispatch[], mostRows: number): number {
  const { maxBufferSize, maxStorageBufferBindingSize, minStorageBufferOffsetAlignment: alignment } = gpu.device.limits;
  const least = capacityOf(config.context);
  let rows = Math.max(least, capacityOf(mostRows));
  const fits = () => {
    const size = { rows, picked: rows };
    try {
      const { buffers, places } = planArena(dispatches, size, { alignment, limit: maxBufferSize, keep: [] });
      if (buffers.reduce((sum, bytes) => sum + bytes, 0) > MOST_BYTES) return false;
      return [...places.values()].every((place) => place.size <= maxStorageBufferBindingSize);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };
  while (rows > least && !fits()) rows /= 2;
  return rows;
}
