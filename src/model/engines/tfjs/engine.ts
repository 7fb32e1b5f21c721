/**
 * The 'tfjs' engine: the policy in plain TensorFlow.js ops with its autodiff, on any tfjs backend. The readable
 * definition of the model, the oracle for the faster engines, and the fallback where they cannot run.
 */
import './gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { adamw } from '../../adamw.ts';
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
import { type ParameterLayout, parameterLayout } from '../../layout.ts';
import { type BackendOptions, type StartedBackend, startBackend, useBackend } from './backend.ts';
import type { SequenceCache } from './cache.ts';
import { generate, type Model } from './generate.ts';
import { angleTable, quarterTurn } from './positions.ts';
import { lossGradient, scoreBatch } from './train.ts';
import { mergeAdapters, nameWeights, uploadParameters } from './weights.ts';

/** A loaded model: the state on the CPU, which is the truth, and its parameters on the backend. */
interface Loaded {
  readonly layout: ParameterLayout;
  /** Own copies, changed in place by the optimizer. */
  readonly buffers: Pick<ModelState, 'parameters' | 'firstMoment' | 'secondMoment'>;
  step: number;
  /** Parameters on the backend, one tensor per slot of the layout. */
  tensors: readonly tf.Tensor[];
  /** The same with adapters merged: what `model.weights` names. */
  merged: readonly tf.Tensor[];
  model: Model;
}

export class TfjsEngine implements Engine {
  readonly kind = 'tfjs';
  readonly description: string;
  readonly #backend: StartedBackend;
  readonly #caches = new Map<string, SequenceCache>();
  #loaded: Loaded | null = null;
  /** Settles, never rejects, when the last call that was made is over. */
  #last: Promise<unknown> = Promise.resolve();

  /** Use `TfjsEngine.create`. */
  private constructor(backend: StartedBackend) {
    this.#backend = backend;
    this.description = backend.description;
  }

  /** Starts the backend; rejects with an Error in words when it cannot run here. */
  static async create(options: BackendOptions): Promise<TfjsEngine> {
    return new TfjsEngine(await startBackend(options));
  }

  load(state: ModelState): Promise<void> {
    return this.#inTurn(async () => {
      checkModelState(state);
      this.#unload();
      const { config } = state;
      const layout = parameterLayout(config);
      const buffers = {
        parameters: state.parameters.slice(),
        firstMoment: state.firstMoment.slice(),
        secondMoment: state.secondMoment.slice(),
      };
      const tables = { angles: angleTable(config), quarterTurn: quarterTurn(config) };
      this.#loaded = {
        layout,
        buffers,
        step: state.step,
        ...upload(layout, { config, ...tables }, buffers.parameters),
      };
    });
  }

  generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return this.#inTurn(async () => {
      const { model } = this.#require();
      checkRequests(model.config, requests);
      return generate(model, this.#caches, requests);
    });
  }

  fork(from: string, to: string, length: number): void {
    const cache = this.#caches.get(from);
    if (cache && from !== to) this.#caches.set(to, cache.fork(length));
  }

  release(sequences: readonly string[]): void {
    for (const sequence of sequences) this.#caches.delete(sequence);
  }

  score(batch: TokenBatch, temperature = 1): Promise<TokenScores> {
    return this.#inTurn(async () => {
      const { model } = this.#require();
      checkTokenBatch(model.config, batch);
      checkTemperature(temperature);
      return scoreBatch(model, batch, temperature);
    });
  }

  train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    return this.#inTurn(async () => {
      const loaded = this.#require();
      const { model, layout, buffers } = loaded;
      checkStepConfig(step);
      checkTrainBatch(model.config, batch, step.loss);
      this.#caches.clear();
      const { gradient, stats } = await lossGradient(model, layout, loaded.tensors, batch, step);
      const { gradNorm, applied } = adamw(layout, buffers, gradient, loaded.step + 1, step);
      if (applied) {
        loaded.step++;
        tf.dispose([...loaded.tensors, ...loaded.merged]);
        Object.assign(loaded, upload(layout, model, buffers.parameters));
      }
      return { ...stats, gradNorm, applied };
    });
  }

  state(): Promise<ModelState> {
    return this.#inTurn(async () => {
      const { model, buffers, step } = this.#require();
      return {
        config: model.config,
        parameters: buffers.parameters.slice(),
        firstMoment: buffers.firstMoment.slice(),
        secondMoment: buffers.secondMoment.slice(),
        step,
      };
    });
  }

  dispose(): void {
    this.#unload();
  }

  /** One call after the other, in the order in which they were made: each finds the model as the last one left it. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      await useBackend(this.#backend.name);
      return task();
    });
    this.#last = result.catch(() => {});
    return result;
  }

  #unload(): void {
    this.#caches.clear();
    if (!this.#loaded) return;
    tf.dispose([...this.#loaded.tensors, ...this.#loaded.merged, this.#loaded.model.quarterTurn]);
    this.#loaded = null;
  }

  #require(): Loaded {
    if (!this.#loaded) throw new Error('The engine holds no model; call load() first.');
    return this.#loaded;
  }
}

/** `parameters` on the backend, and the model that reads them. */
function upload(
  layout: ParameterLayout,
  model: Omit<Model, 'weights'>,
  parameters: Float32Array,
): Pick<Loaded, 'tensors' | 'merged' | 'model'> {
  const tensors = uploadParameters(layout, parameters);
  const merged = tf.tidy(() => [...mergeAdapters(model.config, layout, tensors)]);
  return { tensors, merged, model: { ...model, weights: nameWeights(model.config, layout, merged) } };
}
