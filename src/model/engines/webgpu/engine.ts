/**
 * The 'webgpu' engine: the network's graph compiled to WGSL, one submission per optimizer step, on the device and in
 * the command stream of TensorFlow.js' WebGPU backend. On one device results repeat bit for bit, and decoding gives
 * the log-probabilities of scoring and training.
 *
 * Optimizer steps may be issued without waiting for each other: they are carried out in order, and each promise
 * settles with its own statistics. When the device is lost, every call rejects with a `DeviceLostError`; a new engine
 * starts on a new device.
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
import { leaseTfjs, openEncoder, submit, type Tfjs, useTfjs } from './backend.ts';
import { LoadedModel, type WebGpuEngineOptions } from './loaded-model.ts';
import { statsOf } from './policy-loss.ts';
import { ReadBackRing } from './read-back.ts';
import { LossWords, PlanWords } from './training-kernels.ts';

/** Steps whose statistics are under way at once. */
const STEPS_UNDER_WAY = 8;
const STATS_WORDS = LossWords.count + PlanWords.count;

export class WebGpuEngine implements Engine {
  readonly kind = 'webgpu';
  readonly description: string;
  readonly #tfjs: Tfjs;
  readonly #options: WebGpuEngineOptions;
  readonly #lock = new SharedLock();
  readonly #results: ReadBackRing;
  #loaded: LoadedModel | null = null;
  #disposed = false;

  private constructor(tfjs: Tfjs, options: WebGpuEngineOptions) {
    this.#tfjs = tfjs;
    this.#options = options;
    this.#results = new ReadBackRing(tfjs.gpu, STATS_WORDS * 4, STEPS_UNDER_WAY);
    this.description = `WebGPU (${tfjs.gpu.name})`;
  }

  /** Opens the device; rejects with an Error in words where there is no WebGPU. */
  static async create(options: WebGpuEngineOptions = {}): Promise<WebGpuEngine> {
    return new WebGpuEngine(await leaseTfjs(), options);
  }

  /** For tests and measurements: error scopes, counters, and `destroy()` to play the loss of the device. */
  get device(): GPUDevice {
    return this.#tfjs.gpu.device;
  }

  async load(state: ModelState): Promise<void> {
    checkModelState(state);
    // Copied now: the caller may change its arrays while this waits for its turn.
    const copy = structuredClone(state);
    await this.#exclusive(async () => {
      this.#tfjs.gpu.forgive();
      if (!this.#loaded?.fits(copy.config)) {
        this.#loaded?.dispose();
        this.#loaded = null;
        this.#loaded = await LoadedModel.create(this.#tfjs, copy.config, this.#options);
      }
      this.#loaded.write(copy);
    });
  }

  async generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    this.#open();
    return this.#lock.shared(() =>
      this.#attempt(async () => {
        const { model, writer } = this.#require();
        checkRequests(model.config, requests);
        await useTfjs();
        model.flat.settle();
        submit(this.#tfjs.backend);
        return writer.generate(requests);
      }),
    );
  }

  fork(from: string, to: string, length: number): void {
    if (!this.#tfjs.gpu.isLost) this.#loaded?.writer.fork(from, to, length);
  }

  release(sequences: readonly string[]): void {
    this.#loaded?.writer.release(sequences);
  }

  score(batch: TokenBatch, temperature = 1): Promise<TokenScores> {
    return this.#exclusive(async () => {
      const { model, scorer } = this.#require();
      checkTokenBatch(model.config, batch);
      checkTemperature(temperature);
      return scorer.score(batch, temperature);
    });
  }

  async train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    const { stats } = await this.#exclusive(async () => {
      const loaded = this.#require();
      checkStepConfig(step);
      checkTrainBatch(loaded.model.config, batch, step.loss);
      return this.#step(loaded, batch, step);
    });
    return stats;
  }

  state(): Promise<ModelState> {
    return this.#exclusive(async () => {
      const { model } = this.#require();
      return { config: model.config, ...(await model.flat.read()) };
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    // Behind everything that was asked for; on a lost device that has been rejected already.
    void this.#lock.exclusive(async () => {
      await this.#results.dispose();
      this.#loaded?.dispose();
      this.#loaded = null;
      this.#tfjs.release();
    });
  }

  /** Submits one step; its statistics are on their way when this resolves. */
  async #step(
    loaded: LoadedModel,
    batch: TrainBatch,
    step: StepConfig,
  ): Promise<{ readonly stats: Promise<StepStats> }> {
    const { backend } = this.#tfjs;
    const { loss, model, optimizer } = loaded;
    loaded.forget();
    const { policyLoss, tokens } = await loss.prepare(batch, step);
    const result = await this.#results.take();
    await useTfjs();
    const { variable } = model.flat;
    optimizer.configure(step);
    optimizer.minimize(() => policyLoss(variable), false, [variable]);
    const encoder = openEncoder(backend);
    encoder.copyBufferToBuffer(loss.sums, 0, result, 0, LossWords.count * 4);
    encoder.copyBufferToBuffer(model.flat.buffer('plan'), 0, result, LossWords.count * 4, PlanWords.count * 4);
    submit(backend);
    const stats = this.#results.read(result).then((words) => {
      // An error that the device has reported since makes these numbers worthless.
      this.#tfjs.gpu.check();
      return {
        ...statsOf(words, tokens),
        gradNorm: words[LossWords.count + PlanWords.norm] as number,
        applied: words[LossWords.count + PlanWords.applied] !== 0,
      };
    });
    // The caller hears of a failure, if a little later.
    stats.catch(() => {});
    return { stats };
  }

  async #exclusive<T>(task: () => Promise<T>): Promise<T> {
    this.#open();
    return this.#lock.exclusive(() =>
      this.#attempt(async () => {
        await useTfjs();
        return task();
      }),
    );
  }

  /** Calls made before it is disposed of are carried out, later ones are not. */
  #open(): void {
    if (this.#disposed) throw new Error('The engine has been disposed of; create a new one.');
  }

  /** Whatever goes wrong while the device is lost goes wrong because of it. */
  async #attempt<T>(task: () => Promise<T>): Promise<T> {
    const { gpu } = this.#tfjs;
    if (gpu.isLost) gpu.check();
    try {
      const result = await task();
      gpu.check();
      return result;
    } catch (error) {
      if (gpu.isLost) gpu.check();
      throw error;
    }
  }

  #require(): LoadedModel {
    if (!this.#loaded) throw new Error('The engine holds no model; call load() first.');
    return this.#loaded;
  }
}
