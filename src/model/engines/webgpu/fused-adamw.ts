/**
 * AdamW with decoupled weight decay and clipping to a global norm (`model/adamw.ts` defines it) as an optimizer of
 * TensorFlow.js that works in place on the flat buffers: three launches, whatever the number of tensors. Moments and
 * the count of steps belong to the model (`FlatParameters`), so an optimizer may come and go. A gradient that is not
 * finite changes nothing and counts as no step; so does one whose sum of squares exceeds what single precision holds
 * (a norm above 1.8e19).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensor } from '@tensorflow/tfjs-core/dist/tensor_types';
import type { AdamWConfig } from '../../adamw.ts';
import { bufferOf, openEncoder, pendingEncoder, submit } from './backend.ts';
import { FlatParameters } from './flat-parameters.ts';
import type { PipelineCache } from './pipelines.ts';
import { Program, type Recording } from './program.ts';
import { ADAMW_WORDS, adamwDispatches } from './training-kernels.ts';

/** The launches of one model's updates, compiled. */
interface Update {
  readonly recording: Recording;
  readonly program: Program;
  /** What the device's settings are at the moment. */
  readonly settings: Float32Array<ArrayBuffer>;
  /** Into which encoder the last update was recorded. */
  encoder: GPUCommandEncoder | null;
}

const UPDATES = new WeakMap<FlatParameters, Update>();

/** Compiles the update of a model; `FusedAdamW` needs it once. Returns what frees it. */
export async function prepareAdamW(flat: FlatParameters, pipelines: PipelineCache): Promise<() => void> {
  const { gpu } = flat.tfjs;
  const program = await gpu.guard(Program.compile(pipelines, adamwDispatches(flat.layout)));
  const recording = await gpu.guard(
    program.bind((resource) => {
      const name = typeof resource === 'object' && 'extra' in resource ? resource.extra : '';
      if (!flat.has(name)) throw new Error(`AdamW has no buffer called "${name}".`);
      return { buffer: flat.buffer(name) };
    }),
  );
  UPDATES.set(flat, { recording, program, settings: new Float32Array(ADAMW_WORDS).fill(Number.NaN), encoder: null });
  return () => {
    UPDATES.delete(flat);
    program.destroy();
  };
}

export class FusedAdamW extends tf.Optimizer {
  /** A getter, as tfjs has it for its own: a field would keep the class from being dropped when nobody uses it. */
  static get className(): string {
    return 'FusedAdamW';
  }

  #config: AdamWConfig;

  constructor(config: AdamWConfig) {
    super();
    this.#config = config;
  }

  /** Other settings from the next step on. */
  configure(config: AdamWConfig): void {
    this.#config = config;
  }

  /** Takes the gradient of flat parameters of WebGPU models, and of nothing else. */
  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const list = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    for (const { name, tensor } of list) {
      const variable = tf.engine().registeredVariables[name];
      if (!variable) throw new Error(`There is no variable called "${name}".`);
      if (tensor) this.#update(FlatParameters.of(variable), tensor);
    }
    this.incrementIterations();
  }

  getConfig(): tf.serialization.ConfigDict {
    const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = this.#config;
    return { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }

  /** Only the count of its steps: moments are the model's. */
  override async getWeights(): Promise<NamedTensor[]> {
    return [await this.saveIterations()];
  }

  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const rest = await this.extractIterations(weights);
    if (rest.length > 0) throw new Error('FusedAdamW keeps no weights besides the count of its steps.');
  }

  #update(flat: FlatParameters, gradient: tf.Tensor): void {
    const update = UPDATES.get(flat);
    if (!update) throw new Error('The model is not prepared for AdamW; call prepareAdamW() first.');
    const { backend } = flat.tfjs;
    flat.settle();
    this.#put(flat, update);
    const own = flat.buffer('gradient');
    const given = bufferOf(backend, gradient);
    const encoder = openEncoder(backend);
    if (given !== own) encoder.copyBufferToBuffer(given, 0, own, 0, own.size);
    const pass = encoder.beginComputePass();
    update.recording.record(pass, { rows: 0, picked: 0 });
    pass.end();
    update.encoder = encoder;
    flat.changed();
  }

  /** Brings the settings to the device when they are others than last time. */
  #put(flat: FlatParameters, update: Update): void {
    const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = this.#config;
    const settings = [
      learningRate,
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      epsilon,
      1 - learningRate * weightDecay,
      clipNorm,
    ];
    if (settings.every((value, i) => Math.fround(value) === update.settings[i])) return;
    // A write would overtake an update that is recorded and not submitted.
    if (update.encoder !== null && update.encoder === pendingEncoder(flat.tfjs.backend)) submit(flat.tfjs.backend);
    update.settings.set(settings);
    flat.tfjs.gpu.device.queue.writeBuffer(flat.buffer('adamw'), 0, update.settings);
  }
}
