/**
 * The launches of decoding with the memory that they run on. One submission is several steps: the first reads whatever
 * is unread, each later one the token that the sampler has just drawn. What describes them goes up in one piece.
 */
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/operations.ts';
import { Arena, capacityOf, isTensor } from './arena.ts';
import type { KeyValueCache } from './cache.ts';
import type { DeviceModel } from './device-model.ts';
import { nameOf } from './device-model.ts';
import { type Dispatch, type PassSize, PassWords, type Resource, RowWords } from './dispatch.ts';
import type { GrammarTables } from './grammar-tables.ts';
import { lowerGraph } from './lowering.ts';
import { Program, type Recording } from './program.ts';
import { sampleDispatch } from './sampler.ts';
import { DRAW_WORDS, SequenceWords, STEPS } from './sequence-records.ts';
import type { Tiles } from './tiles.ts';

/** Bytes between the parts of the upload: WebGPU's default alignment of offsets, which every device allows. */
const ALIGNMENT = 256;

/** The launches of one step, cut for passes of up to `rows` rows. */
export function decodingDispatches(model: DeviceModel, rows: number): Dispatch[] {
  return launches(model.graph, model.tiles(rows));
}

function launches(graph: Graph, tiles: Tiles): Dispatch[] {
  return [...lowerGraph(graph, tiles).forward, sampleDispatch(graph)];
}

/** One program, tied to the memory of the first step and to that of later ones. */
interface Bound {
  readonly first: Recording;
  readonly later: Recording;
}

/** Where in the upload what lies, in bytes. */
interface Parts {
  readonly firstPass: number;
  readonly laterPass: number;
  readonly sequences: number;
  readonly rows: number;
  readonly end: number;
}

export class DecodePass {
  readonly #model: DeviceModel;
  readonly #cache: KeyValueCache;
  readonly #tables: GrammarTables;
  readonly #programs: ReadonlyMap<Tiles, Program>;
  #bound = new Map<Tiles, Bound>();
  #size: PassSize = { rows: 0, picked: 0 };
  #parts: Parts = partsOf({ rows: 0, picked: 0 });
  #arena: Arena | null = null;
  /** What lies in the arena, by name: each lowering adds tensors of its own to the graph's. */
  #tensors = new Map<string, Tensor>();
  #input: GPUBuffer | null = null;
  #draws: GPUBuffer | null = null;
  #staging: GPUBuffer | null = null;
  /** What `#bound` is tied to beside the memory of this pass. */
  #boundTables: GPUBuffer | null = null;
  /** The next upload; the same memory twice. */
  #words = new Uint32Array();
  #floats = new Float32Array();

  private constructor(
    model: DeviceModel,
    cache: KeyValueCache,
    tables: GrammarTables,
    programs: ReadonlyMap<Tiles, Program>,
  ) {
    this.#model = model;
    this.#cache = cache;
    this.#tables = tables;
    this.#programs = programs;
  }

  /** Compiles the launches for few rows and for up to `rows`; memory is allocated by the first `fit`. */
  static async create(
    model: DeviceModel,
    cache: KeyValueCache,
    tables: GrammarTables,
    rows: number,
  ): Promise<DecodePass> {
    const programs = new Map<Tiles, Program>();
    for (const tiles of new Set([model.tiles(1), model.tiles(rows)])) {
      const compiling = Program.compile(model.pipelines, launches(model.graph, tiles));
      programs.set(tiles, await model.gpu.guard(compiling));
    }
    return new DecodePass(model, cache, tables, programs);
  }

  /** Launches of one step. */
  get launches(): number {
    return [...this.#programs.values()][0]?.dispatches.length ?? 0;
  }

  /**
   * Sees to it that a first step of this size fits; `moved` says that the cache lies elsewhere since the last time.
   * What has been recorded must have been submitted.
   */
  async fit(size: PassSize, moved: boolean): Promise<void> {
    if (size.rows > this.#size.rows || size.picked > this.#size.picked) await this.#allocate(size);
    else if (!moved && this.#boundTables === this.#tables.buffer && this.#bound.size > 0) return;
    this.#bound = new Map();
    for (const [tiles, program] of this.#programs) {
      const first = await this.#bind(program, this.#parts.firstPass);
      this.#bound.set(tiles, { first, later: await this.#bind(program, this.#parts.laterPass) });
    }
    this.#boundTables = this.#tables.buffer;
  }

  /** Words of the records of sequences: record p begins at `offset + p · SequenceWords.count`. */
  get sequences(): { readonly words: Uint32Array; readonly floats: Float32Array; readonly offset: number } {
    return { words: this.#words, floats: this.#floats, offset: this.#parts.sequences / 4 };
  }

  /** Words of the records of rows: record r begins at `offset + r · RowWords.count`. */
  get rows(): { readonly words: Uint32Array; readonly offset: number } {
    return { words: this.#words, offset: this.#parts.rows / 4 };
  }

  /** Sends the records up, `size` of the first step. It overtakes what has been recorded and not submitted. */
  upload({ rows, picked }: PassSize): void {
    const words = this.#words;
    for (const [offset, count] of [
      [this.#parts.firstPass, rows],
      [this.#parts.laterPass, picked],
    ] as const) {
      words[offset / 4 + PassWords.rows] = count;
      words[offset / 4 + PassWords.picked] = picked;
    }
    const length = this.#parts.rows / 4 + rows * RowWords.count;
    this.#model.gpu.device.queue.writeBuffer(this.#input as GPUBuffer, 0, words, 0, length);
  }

  /** Adds the launches of `steps` steps to a compute pass. */
  record(pass: GPUComputePassEncoder, size: PassSize, steps: number): void {
    this.#boundFor(size.rows).first.record(pass, size);
    const { picked } = size;
    const { later } = this.#boundFor(picked);
    for (let step = 1; step < steps; step++) later.record(pass, { rows: picked, picked });
  }

  /** Has what was drawn for `picked` sequences copied to where `read` finds it. */
  recordReadBack(encoder: GPUCommandEncoder, picked: number): void {
    encoder.copyBufferToBuffer(this.#draws as GPUBuffer, 0, this.#staging as GPUBuffer, 0, drawBytes(picked));
  }

  /** [picked, STEPS, DRAW_WORDS] once the submitted work is done: the same words twice. */
  async read(picked: number): Promise<{ readonly words: Uint32Array; readonly floats: Float32Array }> {
    const staging = this.#staging as GPUBuffer;
    const bytes = drawBytes(picked);
    await this.#model.gpu.guard(staging.mapAsync(GPUMapMode.READ, 0, bytes));
    const copy = staging.getMappedRange(0, bytes).slice(0);
    staging.unmap();
    return { words: new Uint32Array(copy), floats: new Float32Array(copy) };
  }

  dispose(): void {
    this.#free();
    for (const program of this.#programs.values()) program.destroy();
  }

  #boundFor(rows: number): Bound {
    const bound = this.#bound.get(this.#model.tiles(rows)) ?? [...this.#bound.values()][0];
    if (!bound) throw new Error('Decoding is recorded before it has any memory.');
    return bound;
  }

  async #allocate(size: PassSize): Promise<void> {
    const { gpu } = this.#model;
    const wanted = {
      rows: capacityOf(Math.max(size.rows, this.#size.rows)),
      picked: capacityOf(Math.max(size.picked, this.#size.picked)),
    };
    // The old memory goes first: both may not fit.
    this.#free();
    const parts = partsOf(wanted);
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
    const draws = drawBytes(wanted.picked);
    const made = await gpu.allocate(`Writing ${wanted.picked} sequences side by side`, [
      { label: 'sequences', size: parts.end, usage: STORAGE | UNIFORM | COPY_DST },
      { label: 'draws', size: draws, usage: STORAGE | COPY_SRC },
      { label: 'draws read back', size: draws, usage: MAP_READ | COPY_DST },
    ]);
    [this.#input, this.#draws, this.#staging] = made as [GPUBuffer, GPUBuffer, GPUBuffer];
    // All programs have tensors of the same names and lifetimes.
    const [program] = this.#programs.values();
    const own = (program as Program).dispatches.map((dispatch) => ({
      ...dispatch,
      bindings: dispatch.bindings.filter((resource) => !isTensor(resource) || !this.#cache.has(resource)),
    }));
    this.#arena = await gpu.guard(Arena.create(gpu.device, own, wanted, []));
    this.#tensors = new Map(own.flatMap(({ bindings }) => bindings.filter(isTensor).map((one) => [one.name, one])));
    this.#parts = parts;
    this.#words = new Uint32Array(parts.end / 4);
    this.#floats = new Float32Array(this.#words.buffer);
    this.#size = wanted;
  }

  #free(): void {
    this.#size = { rows: 0, picked: 0 };
    this.#bound = new Map();
    this.#arena?.destroy();
    for (const buffer of [this.#input, this.#draws, this.#staging]) buffer?.destroy();
    this.#arena = null;
    this.#input = this.#draws = this.#staging = null;
  }

  async #bind(program: Program, pass: number): Promise<Recording> {
    return await this.#model.gpu.guard(program.bind((resource) => this.#resolve(resource, pass)));
  }

  #resolve(resource: Resource, pass: number): GPUBufferBinding {
    if (isTensor(resource)) {
      if (this.#cache.has(resource)) return this.#cache.binding(resource);
      return (this.#arena as Arena).binding(this.#tensors.get(resource.name) ?? resource);
    }
    const input = this.#input as GPUBuffer;
    const { sequences, rows, end } = this.#parts;
    switch (nameOf(resource)) {
      case 'pass':
        return { buffer: input, offset: pass, size: PassWords.count * 4 };
      case 'rows':
        return { buffer: input, offset: rows, size: end - rows };
      case 'sequences':
        return { buffer: input, offset: sequences, size: this.#size.picked * SequenceWords.count * 4 };
      case 'draws':
        return { buffer: this.#draws as GPUBuffer };
      case 'tables':
        return { buffer: this.#tables.buffer };
      default:
        return this.#model.resolve(resource);
    }
  }
}

function partsOf({ rows, picked }: PassSize): Parts {
  const sequences = 2 * ALIGNMENT;
  const first = sequences + Math.ceil((picked * SequenceWords.count * 4) / ALIGNMENT) * ALIGNMENT;
  return { firstPass: 0, laterPass: ALIGNMENT, sequences, rows: first, end: first + rows * RowWords.count * 4 };
}

function drawBytes(picked: number): number {
  return picked * STEPS * DRAW_WORDS * 4;
}
