/**
 * The model's state on the device: parameters, gradient and both moments, each one flat buffer in the order of the
 * layout, and the parameters as one `tf.Variable` over the very buffer that the kernels read and write.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config.ts';
import type { ModelState } from '../../engine.ts';
import { type ParameterLayout, parameterLayout } from '../../layout.ts';
import { type Adapter, adapters } from '../../lora.ts';
import { bufferOf, openEncoder, submit, type Tfjs } from './backend.ts';
import type { BufferWish } from './device.ts';
import type { PipelineCache } from './pipelines.ts';
import { Program, type Recording } from './program.ts';
import { ADAMW_WORDS, ADAPTER_WORDS, mergeDispatches, PlanWords, squareGroups } from './training-kernels.ts';

const OF_VARIABLE = new WeakMap<tf.Variable, FlatParameters>();

/** Buffers by the names that the kernels have for them; `parameters` has the adapters merged in. */
type Name =
  | 'own'
  | 'parameters'
  | 'gradient'
  | 'firstMoment'
  | 'secondMoment'
  | 'flags'
  | 'steps'
  | 'squares'
  | 'adamw'
  | 'plan'
  | 'adapters';

export class FlatParameters {
  readonly config: ModelConfig;
  readonly layout: ParameterLayout;
  readonly adapters: readonly Adapter[];
  /**
   * The parameters, [layout.size]. Optimizers of tfjs may assign to it: the next pass copies what they assigned into
   * the buffer and makes the variable stand for that again. Its `data()` is a copy of the moment.
   */
  readonly variable: tf.Variable<tf.Rank.R1>;
  readonly tfjs: Tfjs;
  readonly #buffers: ReadonlyMap<Name, GPUBuffer>;
  /** The variable's data as long as it stands for our buffer. */
  #data: object;
  #merge: Recording | null = null;
  #mergeProgram: Program | null = null;
  /** Whether `parameters` is behind `own`. */
  #stale = true;

  private constructor(tfjs: Tfjs, config: ModelConfig, layout: ParameterLayout, buffers: Map<Name, GPUBuffer>) {
    this.tfjs = tfjs;
    this.config = config;
    this.layout = layout;
    this.adapters = adapters(config, layout);
    this.#buffers = buffers;
    const tensor = this.#tensor('own');
    this.variable = tf.variable(tensor);
    this.#data = tensor.dataId;
    tensor.dispose();
    OF_VARIABLE.set(this.variable, this);
  }

  /** Allocates everything, zeroed; tfjs' current backend must be `tfjs.backend`, and is again when this resolves. */
  static async create(tfjs: Tfjs, pipelines: PipelineCache, config: ModelConfig): Promise<FlatParameters> {
    const layout = parameterLayout(config);
    const adapted = adapters(config, layout);
    const wanted = wishes(layout, adapted.length);
    const names = Object.keys(wanted) as Name[];
    const list = names.map((name) => wanted[name] as BufferWish);
    const allocated = await tfjs.gpu.allocate('The model', list);
    const buffers = new Map(names.map((name, i) => [name, allocated[i] as GPUBuffer]));
    const { queue } = tfjs.gpu.device;
    queue.writeBuffer(buffers.get('flags') as GPUBuffer, 0, flagWords(layout));
    if (adapted.length > 0) {
      queue.writeBuffer(buffers.get('adapters') as GPUBuffer, 0, adapterWords(adapted, config.lora?.rank ?? 0));
    } else {
      buffers.set('parameters', buffers.get('own') as GPUBuffer);
    }
    const flat = new FlatParameters(tfjs, config, layout, buffers);
    try {
      await flat.#compile(pipelines);
    } catch (error) {
      flat.dispose();
      throw error;
    }
    return flat;
  }

  /** The state that a variable stands for. Throws for variables of others. */
  static of(variable: tf.Variable): FlatParameters {
    const flat = OF_VARIABLE.get(variable);
    if (!flat) throw new Error(`The variable "${variable.name}" is not the flat parameters of a WebGPU model.`);
    return flat;
  }

  buffer(name: Name): GPUBuffer {
    return this.#buffers.get(name) as GPUBuffer;
  }

  has(name: string): name is Name {
    return this.#buffers.has(name as Name);
  }

  /** Replaces everything; `state` must fit. */
  write({ parameters, firstMoment, secondMoment, step }: ModelState): void {
    const { backend, gpu } = this.tfjs;
    submit(backend);
    this.#stand();
    const { queue } = gpu.device;
    const put = (name: Name, values: Float32Array | Uint32Array) =>
      queue.writeBuffer(this.buffer(name), 0, values as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>);
    put('own', parameters);
    put('firstMoment', firstMoment);
    put('secondMoment', secondMoment);
    put('steps', Uint32Array.of(step));
    this.changed();
  }

  /** A copy of everything, behind all that has been recorded. */
  async read(): Promise<Omit<ModelState, 'config'>> {
    const { backend, gpu } = this.tfjs;
    this.settle();
    submit(backend);
    const bytes = this.layout.size * 4;
    const size = 3 * bytes + 4;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [staging] = (await gpu.allocate('Reading the model back', [{ label: 'copy', size, usage }])) as [GPUBuffer];
    try {
      const encoder = gpu.device.createCommandEncoder();
      const names = ['own', 'firstMoment', 'secondMoment', 'steps'] as const;
      for (const [i, name] of names.entries()) {
        encoder.copyBufferToBuffer(this.buffer(name), 0, staging, i * bytes, name === 'steps' ? 4 : bytes);
      }
      gpu.device.queue.submit([encoder.finish()]);
      await gpu.guard(staging.mapAsync(GPUMapMode.READ));
      const all = staging.getMappedRange();
      const floats = (i: number) => new Float32Array(all.slice(i * bytes, (i + 1) * bytes));
      return {
        parameters: floats(0),
        firstMoment: floats(1),
        secondMoment: floats(2),
        step: new Uint32Array(all, 3 * bytes, 1)[0] as number,
      };
    } finally {
      staging.destroy();
    }
  }

  /** To be called when `own` has been written to: what was made from it is out of date. */
  changed(): void {
    this.#stale = true;
    // tfjs keeps what data() once returned.
    const known = this.tfjs.backend.tensorMap.get(this.#data);
    if (known) known.values = null as unknown as typeof known.values;
  }

  /**
   * Records what has to happen before a pass reads `parameters`: what tfjs assigned to the variable comes into the
   * buffer, and adapters are merged. Nothing in most cases.
   */
  settle(): void {
    this.#adopt();
    if (!this.#stale) return;
    this.#stale = false;
    if (!this.#merge) return;
    const encoder = openEncoder(this.tfjs.backend);
    encoder.copyBufferToBuffer(this.buffer('own'), 0, this.buffer('parameters'), 0, this.layout.size * 4);
    const pass = encoder.beginComputePass();
    this.#merge.record(pass, { rows: 0, picked: 0 });
    pass.end();
  }

  /** `gradient` as a tensor without a copy: it shows whatever the next pass puts there. */
  gradientTensor(): tf.Tensor1D {
    return this.#tensor('gradient');
  }

  /** Frees the buffers; the variable is gone too. */
  dispose(): void {
    this.variable.dispose();
    this.#mergeProgram?.destroy();
    for (const buffer of new Set(this.#buffers.values())) buffer.destroy();
  }

  async #compile(pipelines: PipelineCache): Promise<void> {
    const dispatches = mergeDispatches(this.adapters);
    if (dispatches.length === 0) return;
    const { gpu } = this.tfjs;
    this.#mergeProgram = await gpu.guard(Program.compile(pipelines, dispatches));
    this.#merge = await gpu.guard(
      this.#mergeProgram.bind((resource) => {
        const name = typeof resource === 'string' ? resource : 'extra' in resource ? resource.extra : '';
        return { buffer: this.buffer(name as Name) };
      }),
    );
  }

  #tensor(name: Name): tf.Tensor1D {
    const data = { buffer: this.buffer(name), zeroCopy: true };
    return this.tfjs.backend.createTensorFromGPUData(data, [this.layout.size], 'float32') as tf.Tensor1D;
  }

  #adopt(): void {
    if (this.variable.dataId === this.#data) return;
    const source = bufferOf(this.tfjs.backend, this.variable);
    const encoder = openEncoder(this.tfjs.backend);
    encoder.copyBufferToBuffer(source, 0, this.buffer('own'), 0, this.layout.size * 4);
    this.#stand();
    this.changed();
  }

  /** Lets the variable stand for `own`. */
  #stand(): void {
    if (this.variable.dataId === this.#data) return;
    const tensor = this.#tensor('own');
    this.variable.assign(tensor);
    this.#data = tensor.dataId;
    tensor.dispose();
  }
}

function wishes(layout: ParameterLayout, adapted: number): Partial<Record<Name, BufferWish>> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const wish = (label: string, words: number): BufferWish => ({ label, size: words * 4, usage });
  const { size } = layout;
  return {
    own: wish('parameters', size),
    gradient: wish('gradient', size),
    firstMoment: wish('first moment', size),
    secondMoment: wish('second moment', size),
    flags: wish('flags', Math.ceil(size / 16)),
    steps: wish('step count', 1),
    squares: wish('sums of squares', squareGroups(size).groups),
    adamw: wish('AdamW settings', ADAMW_WORDS),
    plan: wish('AdamW plan', PlanWords.count),
    ...(adapted > 0
      ? { parameters: wish('merged parameters', size), adapters: wish('adapters', adapted * ADAPTER_WORDS) }
      : {}),
  };
}

/** `kernels/flags.wgsl` reads them. */
function flagWords({ slots, size }: ParameterLayout): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(size / 16));
  for (const slot of slots) {
    const bits = (slot.trained ? 1 : 0) | (slot.decay ? 2 : 0);
    for (let i = slot.offset; i < slot.offset + slot.size; i++) {
      words[i >> 4] = (words[i >> 4] as number) | (bits << ((i & 15) * 2));
    }
  }
  return words;
}

/** `kernels/adapters.wgsl` reads them. */
function adapterWords(adapted: readonly Adapter[], rank: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(adapted.length * ADAPTER_WORDS);
  const floats = new Float32Array(words.buffer);
  for (const [i, { weight, a, b, scale }] of adapted.entries()) {
    const [inputs, outputs] = weight.shape as [number, number];
    words.set([weight.offset, a.offset, b.offset, inputs, outputs, rank], i * ADAPTER_WORDS);
    floats[i * ADAPTER_WORDS + 6] = scale;
  }
  return words;
}
