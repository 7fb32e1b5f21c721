/**
 * The 'wasm' engine: the policy as handwritten SIMD kernels with an analytic backward pass, on the calling thread and
 * on helping threads, with the same bits for any number of them. With the portable kernels (the default) results are the same bits on every machine; decoding gives the same
 * log-probabilities as training and scoring, bit for bit, whatever else is in the batch.
 */
import {
  checkModelState,
  checkRequests,
  checkStepConfig,
  checkTemperature,
  checkTokenBatch,
  checkTrainBatch,
} from '../../checks.ts';
import type {
  Completion,
  Engine,
  GenerateRequest,
  ModelState,
  StepConfig,
  StepStats,
  TokenBatch,
  TokenScores,
  TrainBatch,
} from '../../engine.ts';
import { SharedLock } from '../../shared-lock.ts';
import { SlotTable } from '../../slots.ts';
import { Writer } from '../../writer.ts';
import { slotBytes } from './cache.ts';
import { DecodeChunk } from './generate.ts';
import { lossStats } from './gradient.ts';
import { Network } from './network.ts';
import { type Moments, Optimizer } from './optimizer.ts';
import { scoreBatch } from './score.ts';
import type { Thread } from './threads/remote.ts';
import { SharedWriter } from './threads/shared-writer.ts';
import { Team } from './threads/team.ts';

export interface WasmEngineOptions {
  /** Most bytes that keys and values of sequences take; default 256 MB. */
  readonly cacheBytes?: number;
  /** Words for people; default "WebAssembly SIMD". The number of threads is added. */
  readonly description?: string;
  /** Threads that run `threads/worker.ts`; the engine ends them when it is disposed. Default: none. */
  readonly helpers?: readonly Thread[];
}

const CACHE_BYTES = 256 * 2 ** 20;

interface Loaded {
  readonly network: Network;
  readonly slots: SlotTable;
  readonly writer: SharedWriter;
  /** Moments wait as they were loaded until the first step needs an optimizer: an engine that only writes has none. */
  optimizer: Optimizer | Moments;
  step: number;
}

export class WasmEngine implements Engine {
  readonly kind = 'wasm';
  readonly #description: string;
  readonly #team: Team;
  readonly #module: WebAssembly.Module;
  readonly #cacheBytes: number;
  readonly #lock = new SharedLock();
  #loaded: Loaded | null = null;

  private constructor(module: WebAssembly.Module, options: WasmEngineOptions) {
    this.#module = module;
    // Each thread has its own cache.
    this.#cacheBytes = (options.cacheBytes ?? CACHE_BYTES) / (1 + (options.helpers?.length ?? 0));
    this.#team = new Team(options.helpers ?? []);
    this.#description = options.description ?? 'WebAssembly SIMD';
  }

  get description(): string {
    const threads = 1 + this.#team.helpers.length;
    return threads > 1 ? `${this.#description}, ${threads} threads` : this.#description;
  }

  /** An engine over compiled kernels (`kernels.wasm` or `kernels.relaxed.wasm`). */
  static create(module: WebAssembly.Module, options: WasmEngineOptions = {}): WasmEngine {
    return new WasmEngine(module, options);
  }

  async load(state: ModelState): Promise<void> {
    checkModelState(state);
    await this.#lock.exclusive(async () => {
      this.#loaded = null;
      const network = await Network.create(this.#module, state.config);
      network.parameters().set(state.parameters);
      this.#team.load({ kind: 'model', module: this.#module, config: state.config, cacheBytes: this.#cacheBytes });
      const slots = new SlotTable(this.#cacheBytes / slotBytes(state.config));
      this.#loaded = {
        network,
        slots,
        writer: new SharedWriter(new Writer(slots, new DecodeChunk(network)), network, this.#team),
        optimizer: { firstMoment: state.firstMoment.slice(), secondMoment: state.secondMoment.slice() },
        step: state.step,
      };
    });
  }

  generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return this.#lock.shared(async () => {
      const { network, writer } = this.#require();
      checkRequests(network.config, requests);
      return writer.generate(requests);
    });
  }

  fork(from: string, to: string, length: number): void {
    this.#loaded?.writer.fork(from, to, length);
  }

  release(sequences: readonly string[]): void {
    this.#loaded?.writer.release(sequences);
  }

  score(batch: TokenBatch, temperature = 1): Promise<TokenScores> {
    return this.#lock.exclusive(async () => {
      const { network } = this.#require();
      checkTokenBatch(network.config, batch);
      checkTemperature(temperature);
      return scoreBatch(network, batch, temperature);
    });
  }

  train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    return this.#lock.exclusive(async () => {
      const loaded = this.#require();
      const { network, slots, writer } = loaded;
      checkStepConfig(step);
      checkTrainBatch(network.config, batch, step.loss);
      slots.releaseAll();
      writer.forget();
      if (!(loaded.optimizer instanceof Optimizer)) loaded.optimizer = new Optimizer(network, loaded.optimizer);
      const { optimizer } = loaded;
      optimizer.begin();
      const sums = await this.#team.gradients(network, batch, step, (gradient) => optimizer.add(gradient));
      const { gradNorm, applied } = optimizer.apply(loaded.step + 1, step);
      if (applied) loaded.step++;
      return { ...lossStats(sums), gradNorm, applied };
    });
  }

  state(): Promise<ModelState> {
    return this.#lock.exclusive(async () => {
      const { network, optimizer, step } = this.#require();
      return {
        config: network.config,
        parameters: network.parameters().slice(),
        ...(optimizer instanceof Optimizer ? optimizer.moments() : structuredClone(optimizer)),
        step,
      };
    });
  }

  dispose(): void {
    this.#loaded = null;
    this.#team.dispose();
  }

  #require(): Loaded {
    if (!this.#loaded) throw new Error('The engine holds no model; call load() first.');
    return this.#loaded;
  }
}
