/**
 * One loaded model inside one instance of the kernels: parameters, buffers and the operations over them. Rows go in,
 * next-token scores and gradients come out; what tokens and losses mean is its callers' business.
 */
import type { ModelConfig } from '../../config.ts';
import { Arena } from './arena.ts';
import { backwardOperations, type GradientBuffers, takeGradients } from './backward.ts';
import type { Slot } from './cache.ts';
import { bodyOperations, headOperations } from './forward.ts';
import { instantiateKernels, type Kernels } from './kernels.ts';
import { type Buffers, type Operation, runAll, type Segment, takeBuffers } from './plan.ts';
import { packWeights, takeWeights, type Weights } from './weights.ts';

/** Rows of a pass, unless one sequence alone is longer. Few enough for a pass to stay in the second-level cache. */
const PASS_ROWS = 512;

/** The next tokens of one sequence: positions `first` on. */
export interface Reading {
  readonly tokens: ArrayLike<number>;
  /** Which of `tokens` to read: from `first` up to and without `end`. */
  readonly first: number;
  readonly end: number;
  readonly slot: Slot | null;
}

/** A row whose next-token scores are wanted: the one that reads token `position` of reading number `reading`. */
export interface ScoredRow {
  readonly reading: number;
  readonly position: number;
}

/** Buffers and operations of one kind of pass. */
export interface Executor {
  readonly buffers: Buffers;
  readonly body: readonly Operation[];
  readonly head: readonly Operation[];
}

/** What training adds. */
export interface Trainer extends Executor {
  readonly gradients: GradientBuffers;
  readonly backward: readonly Operation[];
  /** Addresses of AdamW's moments. */
  readonly firstMoment: number;
  readonly secondMoment: number;
}

export class Network {
  readonly config: ModelConfig;
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly weights: Weights;
  #reader: Executor | null = null;
  #packed = false;

  private constructor(config: ModelConfig, kernels: Kernels) {
    this.config = config;
    this.kernels = kernels;
    this.arena = new Arena(kernels);
    this.weights = takeWeights(config, this.arena);
  }

  static async create(module: WebAssembly.Module, config: ModelConfig): Promise<Network> {
    return new Network(config, await instantiateKernels(module));
  }

  /** Most rows of one pass. */
  get capacity(): number {
    return Math.max(PASS_ROWS, this.config.context);
  }

  /** The flat parameters; valid until the arena grows. Call `changed` after writing to them. */
  parameters(): Float32Array {
    return this.arena.floats(this.weights.parameters, this.weights.layout.size);
  }

  /** Says that the parameters have new values. */
  changed(): void {
    this.#packed = false;
  }

  /** Reads without remembering what a backward pass would need. */
  reader(): Executor {
    this.#reader ??= this.#executor(false);
    return this.#reader;
  }

  /** A new trainer; one per network is enough. */
  trainer(): Trainer {
    const { arena, config, kernels, weights } = this;
    const executor = this.#executor(true);
    const gradients = takeGradients(config, weights, executor.buffers, arena);
    return {
      ...executor,
      gradients,
      backward: backwardOperations(kernels, config, weights, executor.buffers, gradients),
      firstMoment: arena.take(weights.layout.size),
      secondMoment: arena.take(weights.layout.size),
    };
  }

  /**
   * Reads all of `readings`, at most `capacity` rows together, and leaves the scores of the rows `picks`, in their
   * order, in the executor's `logits`. Returns the segments for a backward pass.
   */
  read(executor: Executor, readings: readonly Reading[], picks: readonly ScoredRow[]): readonly Segment[] {
    if (!this.#packed) {
      packWeights(this.kernels, this.weights);
      this.#packed = true;
    }
    const { buffers } = executor;
    const segments: Segment[] = [];
    let rows = 0;
    for (const { first, end, slot } of readings) {
      segments.push({ row: rows, count: end - first, first, slot });
      rows += end - first;
    }
    const tokens = this.arena.integers(buffers.tokens, rows);
    const positions = this.arena.integers(buffers.positions, rows);
    let row = 0;
    for (const { tokens: from, first, end } of readings) {
      for (let position = first; position < end; position++) {
        tokens[row] = from[position] as number;
        positions[row] = position;
        row++;
      }
    }
    const picked = this.arena.integers(buffers.picked, picks.length);
    for (const [i, { reading, position }] of picks.entries()) {
      const segment = segments[reading] as Segment;
      picked[i] = segment.row + position - segment.first;
    }
    const pass = { rows, segments, picked: picks.length };
    runAll(executor.body, pass);
    runAll(executor.head, pass);
    return segments;
  }

  #executor(keep: boolean): Executor {
    const { arena, config, kernels, weights } = this;
    const buffers = takeBuffers(config, arena, this.capacity, keep);
    return {
      buffers,
      body: bodyOperations(kernels, config, weights, buffers),
      head: headOperations(kernels, config, weights, buffers),
    };
  }
}
