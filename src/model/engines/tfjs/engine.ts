/**
 * The 'tfjs' engine: the policy in plain TensorFlow.js ops with its autodiff, on any tfjs backend. The readable
 * definition of the model, the oracle for the faster engines, and the fallback where they cannot run.
 */
import './gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { adamw } from '../../adamw.ts';
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
import { type ParameterLayout, parameterLayout } from '../../layout.ts';
import { type BackendOptions, type StartedBackend, startBackend, useBackend } from './backend.ts';
import type { SequenceCache } from './cache.ts';
import { generate, type Model } from './generate.ts';
import { angleTable, quarterTurn } from './positions.ts';
import { lossGradient, scoreBatch } from './train.ts';
import { nameWeights, uploadParameters } from './weights.ts';

/** A loaded model: the state on the CPU, which is the truth, and its parameters on the backend. */
interface Loaded {
  readonly layout: ParameterLayout;
  /** Own copies, changed in place by the optimizer. */
  readonly buffers: Pick<ModelState, 'parameters' | 'firstMoment' | 'secondMoment'>;
  step: number;
  /** Parameters on the backend, one tensor per slot of the layout. */
  tensors: tf.Tensor[];
  model: Model;
}

export class TfjsEngine implements Engine {
  readonly kind = 'tfjs';
  readonly description: string;
  readonly #backend: StartedBackend;
  readonly #caches = new Map<string, SequenceCache>();
  #loaded: Loaded | null = null;

  /** Use `TfjsEngine.create`. */
  private constructor(backend: StartedBackend) {
    this.#backend = backend;
    this.description = backend.description;
  }

  /** Starts the backend; rejects with an Error in words when it cannot run here. */
  static async create(options: BackendOptions): Promise<TfjsEngine> {
    return new TfjsEngine(await startBackend(options));
  }

  async load(state: ModelState): Promise<void> {
    checkModelState(state);
    await useBackend(this.#backend.name);
    this.#unload();
    const { config } = state;
    const layout = parameterLayout(config);
    const buffers = {
      parameters: state.parameters.slice(),
      firstMoment: state.firstMoment.slice(),
      secondMoment: state.secondMoment.slice(),
    };
    const tensors = uploadParameters(layout, buffers.parameters);
    const weights = nameWeights(config, layout, tensors);
    const model = { config, weights, angles: angleTable(config), quarterTurn: quarterTurn(config) };
    this.#loaded = { layout, buffers, step: state.step, tensors, model };
  }

  async generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    const { model } = this.#require();
    checkRequests(model.config, requests);
    await useBackend(this.#backend.name);
    return generate(model, this.#caches, requests);
  }

  release(sequences: readonly string[]): void {
    for (const sequence of sequences) this.#caches.delete(sequence);
  }

  async score(batch: TokenBatch): Promise<TokenScores> {
    const { model } = this.#require();
    checkTokenBatch(model.config, batch);
    await useBackend(this.#backend.name);
    return scoreBatch(model, batch);
  }

  async train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    const loaded = this.#require();
    const { model, layout, buffers } = loaded;
    checkTrainBatch(model.config, batch);
    checkStepConfig(step);
    await useBackend(this.#backend.name);
    this.#caches.clear();
    const { gradient, stats } = await lossGradient(model, layout, loaded.tensors, batch, step);
    const { gradNorm, applied } = adamw(layout, buffers, gradient, loaded.step + 1, step);
    if (applied) {
      loaded.step++;
      tf.dispose(loaded.tensors);
      loaded.tensors = uploadParameters(layout, buffers.parameters);
      loaded.model = { ...model, weights: nameWeights(model.config, layout, loaded.tensors) };
    }
    return { ...stats, gradNorm, applied };
  }

  async state(): Promise<ModelState> {
    const { model, buffers, step } = this.#require();
    return {
      config: model.config,
      parameters: buffers.parameters.slice(),
      firstMoment: buffers.firstMoment.slice(),
      secondMoment: buffers.secondMoment.slice(),
      step,
    };
  }

  dispose(): void {
    this.#unload();
  }

  #unload(): void {
    this.#caches.clear();
    if (!this.#loaded) return;
    tf.dispose([...this.#loaded.tensors, this.#loaded.model.quarterTurn]);
    this.#loaded = null;
  }

  #require(): Loaded {
    if (!this.#loaded) throw new Error('The engine holds no model; call load() first.');
    return this.#loaded;
  }
}
