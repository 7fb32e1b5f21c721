/**
 * The policy loss as one op of TensorFlow.js: forward pass, loss, backward pass and the gradient's reduction are
 * recorded into tfjs' own command encoder, so that `optimizer.minimize(() => policyLoss(parameters))` is a learner,
 * with `FusedAdamW` or with any optimizer of tfjs.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig, StepStats, TrainBatch } from '../../engine.ts';
import { bufferOf, openEncoder, pendingEncoder, submit } from './backend.ts';
import { type DeviceModel, nameOf } from './device-model.ts';
import type { Dispatch } from './dispatch.ts';
import { FlatParameters } from './flat-parameters.ts';
import { lowerGraph } from './lowering.ts';
import { type BatchPass, packBatch } from './packing.ts';
import { packPredictions } from './predictions.ts';
import { Program, type Recording, type Resolve } from './program.ts';
import { gradientSlots } from './splits.ts';
import { LossWords, lossDispatches, reduceDispatches } from './training-kernels.ts';
import { Workspace } from './workspace.ts';

/** The loss of a batch as a function of the flat parameters (`FlatParameters.variable`). */
export type PolicyLoss = (parameters: tf.Variable) => tf.Scalar;

export interface PreparedLoss {
  readonly policyLoss: PolicyLoss;
  /** Predictions with a weight: what means are taken over. */
  readonly tokens: number;
}

/** The launches of a training pass, and those behind the last one. */
export function trainingDispatches(model: DeviceModel): { readonly pass: Dispatch[]; readonly end: Dispatch[] } {
  const { graph, flat } = model;
  const lowered = lowerGraph(graph, model.tiles(Number.POSITIVE_INFINITY));
  return {
    pass: [...lowered.forward, ...lossDispatches(graph), ...lowered.backward],
    end: reduceDispatches(graph.layout, gradientSlots(graph.layout), flat.adapters),
  };
}

export class LossPass {
  /** Sums of the last pass' statistics, in the order of `LossWords`. */
  readonly sums: GPUBuffer;
  readonly #model: DeviceModel;
  readonly #gradients: GPUBuffer;
  readonly #workspace: Workspace;
  readonly #end: Recording;
  readonly #endProgram: Program;
  /** Into which encoder the last pass was recorded. */
  #encoder: GPUCommandEncoder | null = null;

  private constructor(
    model: DeviceModel,
    buffers: { readonly sums: GPUBuffer; readonly gradients: GPUBuffer },
    workspace: Workspace,
    endProgram: Program,
    end: Recording,
  ) {
    this.#model = model;
    this.sums = buffers.sums;
    this.#gradients = buffers.gradients;
    this.#workspace = workspace;
    this.#endProgram = endProgram;
    this.#end = end;
  }

  /** Passes have at most `mostRows` rows; without it, what the device has room for. */
  static async create(model: DeviceModel, mostRows?: number): Promise<LossPass> {
    const { gpu, graph, pipelines } = model;
    const { pass, end } = trainingDispatches(model);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const slots = gradientSlots(graph.layout);
    const [sums, gradients] = (await gpu.allocate('Training', [
      { label: 'sums of the loss', size: LossWords.count * 4, usage },
      { label: 'partial gradients', size: slots * graph.layout.size * 4, usage },
    ])) as [GPUBuffer, GPUBuffer];
    const own: Readonly<Record<string, GPUBuffer>> = { lossSums: sums, gradients };
    const resolve: Resolve = (resource) => {
      const buffer = own[nameOf(resource) ?? ''];
      return buffer ? { buffer } : model.resolve(resource);
    };
    try {
      const workspace = await Workspace.create(model, pass, resolve, mostRows);
      const program = await gpu.guard(Program.compile(pipelines, end));
      const recording = await gpu.guard(program.bind(resolve));
      return new LossPass(model, { sums, gradients }, workspace, program, recording);
    } catch (error) {
      sums.destroy();
      gradients.destroy();
      throw error;
    }
  }

  /**
   * The loss of a checked batch, as `model/loss.ts` defines it. It may be called any number of times, in tfjs' thread
   * and while 'webgpu' is its current backend; every call records the whole pass, whether or not a gradient is asked
   * for. That gradient is the model's own buffer: it shows the last pass.
   */
  async prepare(
    batch: TrainBatch,
    { loss, temperature }: Pick<StepConfig, 'loss' | 'temperature'>,
  ): Promise<PreparedLoss> {
    const { weights } = batch;
    const passes = packBatch(batch, this.#workspace.capacity, (index) => weights[index] !== 0);
    const told = passes.map(({ indices }) => packPredictions(batch.tokens, indices, temperature, { batch, loss }));
    let tokens = 0;
    if (passes.length > 0) this.#flush();
    for (const pass of passes) {
      tokens += pass.picked;
      await this.#workspace.fit(pass);
    }
    const { flat } = this.#model;
    const policyLoss = (parameters: tf.Variable) => {
      if (FlatParameters.of(parameters) !== flat) throw new Error('These are the parameters of another model.');
      flat.settle();
      const op = tf.customGrad(() => ({
        value: this.#run(passes, told),
        gradFunc: (dy: tf.Tensor) => this.#gradient(dy),
      }));
      return op(parameters) as tf.Scalar;
    };
    return { policyLoss, tokens };
  }

  dispose(): void {
    this.#workspace.dispose();
    this.#endProgram.destroy();
    this.sums.destroy();
    this.#gradients.destroy();
  }

  #run(passes: readonly BatchPass[], told: readonly Uint32Array<ArrayBuffer>[]): tf.Scalar {
    const { backend } = this.#model.tfjs;
    for (const [i, pass] of passes.entries()) {
      this.#flush();
      this.#workspace.upload(pass, told[i] as Uint32Array<ArrayBuffer>, i > 0);
      this.#encoder = openEncoder(backend);
      const compute = this.#encoder.beginComputePass();
      this.#workspace.record(compute, pass);
      if (i === passes.length - 1) this.#end.record(compute, pass);
      compute.end();
    }
    const encoder = openEncoder(backend);
    if (passes.length === 0) {
      encoder.clearBuffer(this.sums);
      encoder.clearBuffer(this.#model.flat.buffer('gradient'));
    }
    const info = backend.makeTensorInfo([], 'float32');
    encoder.copyBufferToBuffer(this.sums, LossWords.loss * 4, bufferOf(backend, info), 0, 4);
    return tf.engine().makeTensorFromTensorInfo(info, backend) as tf.Scalar;
  }

  /** Submits a pass that is recorded and not submitted: uploads would overtake it, and growth destroys its memory. */
  #flush(): void {
    const { backend } = this.#model.tfjs;
    if (this.#encoder !== null && this.#encoder === pendingEncoder(backend)) submit(backend);
  }

  #gradient(dy: tf.Tensor): tf.Tensor {
    const gradient = this.#model.flat.gradientTensor();
    // What minimize() asks for is known to be 1: the gradient as it is.
    const known = this.#model.tfjs.backend.tensorMap.get(dy.dataId)?.values as ArrayLike<number> | null | undefined;
    return known?.[0] === 1 ? gradient : tf.mul(gradient, dy);
  }
}

/** The statistics of a step from the sums over its tokens. */
export function statsOf(sums: Float32Array, tokens: number): Omit<StepStats, 'gradNorm' | 'applied'> {
  const n = Math.max(1, tokens);
  const mean = (word: number) => (sums[word] as number) / n;
  return {
    loss: sums[LossWords.loss] as number,
    entropy: mean(LossWords.entropy),
    kl: mean(LossWords.kl),
    clipped: mean(LossWords.clipped),
    referenceKl: mean(LossWords.referenceKl),
    valueLoss: mean(LossWords.valueLoss),
  };
}
