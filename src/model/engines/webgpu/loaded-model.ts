/** A model with all that an engine does with it. */
import type { ModelConfig } from '../../config.ts';
import type { ModelState } from '../../engine.ts';
import { SlotTable } from '../../slots.ts';
import { Writer } from '../../writer.ts';
import type { Tfjs } from './backend.ts';
import { Decoder } from './decoder.ts';
import { DeviceModel } from './device-model.ts';
import type { Dispatch } from './dispatch.ts';
import { FusedAdamW, prepareAdamW } from './fused-adamw.ts';
import { kernelKey } from './pipelines.ts';
import { LossPass, trainingDispatches } from './policy-loss.ts';
import { Scorer, scoringDispatches } from './scoring.ts';
import { adamwDispatches, mergeDispatches } from './training-kernels.ts';

export interface WebGpuEngineOptions {
  /** Told how many of a model's kernels are compiled while it is being loaded. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Most bytes that keys and values of sequences take; default 256 MB. */
  readonly cacheBytes?: number;
  /** Most tokens of one pass of training or scoring: larger batches take several. Default: 4096, or what fits. */
  readonly passTokens?: number;
}

const CACHE_BYTES = 256 * 2 ** 20;

export class LoadedModel {
  readonly model: DeviceModel;
  readonly loss: LossPass;
  readonly scorer: Scorer;
  readonly writer: Writer;
  readonly optimizer: FusedAdamW;
  /** The configuration as text. */
  readonly #key: string;
  readonly #slots: SlotTable;
  readonly #decoder: Decoder;
  readonly #dispose: () => void;

  private constructor(
    parts: Pick<LoadedModel, 'model' | 'loss' | 'scorer' | 'writer' | 'optimizer'>,
    slots: SlotTable,
    decoder: Decoder,
    dispose: () => void,
  ) {
    this.model = parts.model;
    this.loss = parts.loss;
    this.scorer = parts.scorer;
    this.writer = parts.writer;
    this.optimizer = parts.optimizer;
    this.#key = JSON.stringify(parts.model.config);
    this.#slots = slots;
    this.#decoder = decoder;
    this.#dispose = dispose;
  }

  /** Compiles and allocates for a valid configuration; tfjs' current backend must be that of the lease. */
  static async create(tfjs: Tfjs, config: ModelConfig, options: WebGpuEngineOptions): Promise<LoadedModel> {
    const closing: (() => void)[] = [];
    const close = () => {
      for (const one of closing.reverse()) one();
    };
    const own = <T extends { dispose(): void }>(part: T): T => {
      closing.push(() => part.dispose());
      return part;
    };
    try {
      const model = own(await DeviceModel.create(tfjs, config));
      await compileAll(model, options.onProgress);
      const scorer = own(await Scorer.create(model, options.passTokens));
      const loss = own(await LossPass.create(model, options.passTokens));
      closing.push(await prepareAdamW(model.flat, model.pipelines));
      const decoder = own(await Decoder.create(model, options.cacheBytes ?? CACHE_BYTES));
      const slots = new SlotTable(decoder.slots);
      const writer = new Writer(slots, decoder);
      const optimizer = new FusedAdamW(NO_STEP);
      return new LoadedModel({ model, scorer, loss, writer, optimizer }, slots, decoder, close);
    } catch (error) {
      close();
      throw error;
    }
  }

  /** Whether a state of this configuration can be written into it. */
  fits(config: ModelConfig): boolean {
    return JSON.stringify(config) === this.#key;
  }

  /** Replaces the state and forgets all sequences. */
  write(state: ModelState): void {
    this.forget();
    this.model.flat.write(state);
  }

  /** Forgets all sequences: their keys and values are those of other parameters. Nothing may be being written. */
  forget(): void {
    this.#slots.releaseAll();
    this.#decoder.forget();
  }

  dispose(): void {
    this.#dispose();
  }
}

/** Settings until the first step brings its own. */
const NO_STEP = { learningRate: 0, beta1: 0, beta2: 0, epsilon: 1, weightDecay: 0, clipNorm: 0 };

/** Compiles everything at once, so that progress is told of the whole. */
async function compileAll(model: DeviceModel, onProgress: WebGpuEngineOptions['onProgress']): Promise<void> {
  const { pass, end } = trainingDispatches(model);
  const lists: readonly (readonly Dispatch[])[] = [
    scoringDispatches(model),
    pass,
    end,
    adamwDispatches(model.flat.layout),
    mergeDispatches(model.flat.adapters),
    Decoder.dispatches(model),
  ];
  const kernels = new Map(lists.flat().map(({ kernel }) => [kernelKey(kernel), kernel]));
  let done = 0;
  const compiling = [...kernels.values()].map(async (kernel) => {
    await model.gpu.guard(model.pipelines.get(kernel));
    onProgress?.(++done, kernels.size);
  });
  // All of them settle before the first failure is thrown: none may fail unheard.
  await Promise.allSettled(compiling);
  await Promise.all(compiling);
}
