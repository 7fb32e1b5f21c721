/**
 * One loaded model inside one instance of the kernels: parameters, buffers and the graph's operations over them. Rows
 * go in, next-token scores and gradients come out; what tokens and losses mean is its callers' business.
 */
import type { ModelConfig } from '../../config.ts';
import { buildGraph, type Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/operations.ts';
import type { Slot } from '../../slots.ts';
import { Arena } from './arena.ts';
import { KeyValueCache } from './cache.ts';
import { instantiateKernels, type Kernels } from './kernels.ts';
import { lowerForward, type Machine, type Pass, type Segment, type Step } from './lowering.ts';
import { lowerBackward } from './lowering-backward.ts';
import { Places, tensorsOf } from './plan.ts';
import { Weights } from './weights.ts';
import { type GradientSpace, takeGradientSpace, takeWorkspace, type Workspace } from './workspace.ts';

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
  readonly places: Places;
  readonly forward: readonly Step[];
}

/** What gradients need besides. */
export interface Trainer extends Executor {
  readonly space: GradientSpace;
  readonly backward: readonly Step[];
  /** Address of the flat gradient, to which `backward` adds. */
  readonly gradient: number;
}

export class Network {
  readonly config: ModelConfig;
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly graph: Graph;
  readonly weights: Weights;
  readonly cache: KeyValueCache;
  readonly space: Workspace;
  #reader: Executor | null = null;
  #trainer: Trainer | null = null;

  private constructor(config: ModelConfig, kernels: Kernels) {
    this.config = config;
    this.kernels = kernels;
    this.arena = new Arena(kernels);
    this.graph = buildGraph(config);
    this.weights = new Weights(config, kernels, this.arena);
    this.cache = new KeyValueCache(config, kernels, this.arena);
    this.space = takeWorkspace(config, Math.max(PASS_ROWS, config.context), this.arena);
  }

  static async create(module: WebAssembly.Module, config: ModelConfig): Promise<Network> {
    return new Network(config, await instantiateKernels(module));
  }

  /** Most rows of one pass. */
  get capacity(): number {
    return this.space.capacity;
  }

  /** The flat parameters; valid until the arena grows. Call `weights.changed` after writing to them. */
  parameters(): Float32Array {
    return this.arena.floats(this.weights.parameters, this.weights.layout.size);
  }

  /** Reads without remembering what a backward pass would need. Made when it is first asked for. */
  reader(): Executor {
    this.#reader ??= this.#executor([]);
    return this.#reader;
  }

  /** Made when it is first asked for: a network that only writes needs none. */
  trainer(): Trainer {
    if (this.#trainer) return this.#trainer;
    const { arena, config, graph } = this;
    const executor = this.#executor(graph.backward.map(tensorsOf));
    const space = takeGradientSpace(config, this.space, arena);
    const gradient = arena.take(this.weights.layout.size);
    const backward = graph.backward.map((operation) =>
      lowerBackward(this.#machine(executor.places), space, gradient, operation),
    );
    this.#trainer = { ...executor, space, gradient, backward };
    return this.#trainer;
  }

  /**
   * Reads all of `readings`, at most `capacity` rows together, and leaves the scores of the rows `picks`, in their
   * order, in the graph's `logits` and `values`. Returns the pass, for `backward`.
   */
  read(executor: Executor, readings: readonly Reading[], picks: readonly ScoredRow[]): Pass {
    const { arena, space } = this;
    this.weights.refresh();
    const segments: Segment[] = [];
    let rows = 0;
    for (const { first, end, slot } of readings) {
      segments.push({ row: rows, count: end - first, first, slot });
      rows += end - first;
    }
    const tokens = arena.integers(space.tokens, rows);
    const positions = arena.integers(space.positions, rows);
    let row = 0;
    for (const { tokens: from, first, end } of readings) {
      for (let position = first; position < end; position++) {
        tokens[row] = from[position] as number;
        positions[row] = position;
        row++;
      }
    }
    const picked = arena.integers(space.picked, picks.length);
    for (const [i, { reading, position }] of picks.entries()) {
      const segment = segments[reading] as Segment;
      picked[i] = segment.row + position - segment.first;
    }
    const pass = { rows, segments, picked: picks.length };
    for (const step of executor.forward) step(pass);
    return pass;
  }

  /** The value head's estimates for the rows that `executor` just scored; null without a value head. */
  values(executor: Executor, picked: number): Float32Array | null {
    const { values } = this.graph;
    return values && this.arena.floats(executor.places.address(values), picked);
  }

  /** `later` names the tensors of the steps behind the forward pass and the loss. */
  #executor(later: readonly (readonly Tensor[])[]): Executor {
    const { forward, logits, dLogits, values, dValues } = this.graph;
    const loss = [logits, dLogits, values, dValues].filter((tensor) => tensor !== null);
    const steps = [...forward.map(tensorsOf), loss, ...later];
    const places = new Places(steps, [logits, dLogits], this.capacity, this.arena);
    const machine = this.#machine(places);
    return { places, forward: forward.map((operation) => lowerForward(machine, operation)) };
  }

  #machine(places: Places): Machine {
    const { kernels, config, weights, cache, space } = this;
    return { kernels, config, weights, cache, space, places };
  }
}
