/**
 * The 'wasm' engine: the policy as handwritten SIMD kernels with an analytic backward pass, on the calling thread.
 * With the portable kernels (the default) results are the same bits on every machine; decoding gives the same
 * log-probabilities as training and scoring, bit for bit, whatever else is in the batch.
 */
import { checkModelState, checkRequests, checkStepConfig, checkTokenBatch, checkTrainBatch } from '../../checks.ts';
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
import { SlotTable } from './cache.ts';
import { generate } from './generate.ts';
import { Network, type Trainer } from './network.ts';
import { scoreBatch } from './score.ts';
import { applyGradient, lossGradient } from './train.ts';

export interface WasmEngineOptions {
  /** Most bytes that keys and values of sequences take; default 256 MB. */
  readonly cacheBytes?: number;
  /** Words for people; default "WebAssembly SIMD". */
  readonly description?: string;
}

const CACHE_BYTES = 256 * 2 ** 20;

interface Loaded {
  readonly network: Network;
  readonly slots: SlotTable;
  /** Moments wait here until the first step needs a trainer, then live in the arena. */
  moments: Pick<ModelState, 'firstMoment' | 'secondMoment'>;
  trainer: Trainer | null;
  step: number;
}

export class WasmEngine implements Engine {
  readonly kind = 'wasm';
  readonly description: string;
  readonly #module: WebAssembly.Module;
  readonly #cacheBytes: number;
  #loaded: Loaded | null = null;

  private constructor(module: WebAssembly.Module, options: WasmEngineOptions) {
    this.#module = module;
    this.#cacheBytes = options.cacheBytes ?? CACHE_BYTES;
    this.description = options.description ?? 'WebAssembly SIMD';
  }

  /** An engine over compiled kernels (`kernels.wasm` or `kernels.relaxed.wasm`). */
  static create(module: WebAssembly.Module, options: WasmEngineOptions = {}): WasmEngine {
    return new WasmEngine(module, options);
  }

  async load(state: ModelState): Promise<void> {
    checkModelState(state);
    this.#loaded = null;
    const network = await Network.create(this.#module, state.config);
    network.parameters().set(state.parameters);
    this.#loaded = {
      network,
      slots: new SlotTable(state.config, network.arena, this.#cacheBytes),
      moments: { firstMoment: state.firstMoment.slice(), secondMoment: state.secondMoment.slice() },
      trainer: null,
      step: state.step,
    };
  }

  async generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    const { network, slots } = this.#require();
    checkRequests(network.config, requests);
    return generate(network, slots, requests);
  }

  release(sequences: readonly string[]): void {
    for (const sequence of sequences) this.#loaded?.slots.release(sequence);
  }

  async score(batch: TokenBatch): Promise<TokenScores> {
    const { network } = this.#require();
    checkTokenBatch(network.config, batch);
    return scoreBatch(network, batch);
  }

  async train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    const loaded = this.#require();
    const { network, slots } = loaded;
    checkTrainBatch(network.config, batch);
    checkStepConfig(step);
    slots.releaseAll();
    const trainer = this.#trainer(loaded);
    const stats = lossGradient(network, trainer, batch, step);
    const { gradNorm, applied } = applyGradient(network, trainer, loaded.step + 1, step);
    if (applied) loaded.step++;
    return { ...stats, gradNorm, applied };
  }

  async state(): Promise<ModelState> {
    const { network, trainer, moments, step } = this.#require();
    const { size } = network.weights.layout;
    const copy = (address: number) => network.arena.floats(address, size).slice();
    return {
      config: network.config,
      parameters: network.parameters().slice(),
      firstMoment: trainer ? copy(trainer.firstMoment) : moments.firstMoment.slice(),
      secondMoment: trainer ? copy(trainer.secondMoment) : moments.secondMoment.slice(),
      step,
    };
  }

  dispose(): void {
    this.#loaded = null;
  }

  /** Made at the first step, because an engine that only writes needs none. */
  #trainer(loaded: Loaded): Trainer {
    if (loaded.trainer) return loaded.trainer;
    const { arena } = loaded.network;
    const trainer = loaded.network.trainer();
    const { firstMoment, secondMoment } = loaded.moments;
    arena.floats(trainer.firstMoment, firstMoment.length).set(firstMoment);
    arena.floats(trainer.secondMoment, secondMoment.length).set(secondMoment);
    loaded.moments = { firstMoment: new Float32Array(0), secondMoment: new Float32Array(0) };
    loaded.trainer = trainer;
    return trainer;
  }

  #require(): Loaded {
    if (!this.#loaded) throw new Error('The engine holds no model; call load() first.');
    return this.#loaded;
  }
}
