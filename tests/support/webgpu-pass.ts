/**
 * Passes over the network on a real WebGPU device, for tests: tensors and gradients by name, and no error unheard.
 * The device is opened with WebGPU's default limits, so that kernels which need more fail here.
 */
import type { ModelConfig } from '../../src/model/config.ts';
import { Arena, capacityOf, isTensor } from '../../src/model/engines/webgpu/arena.ts';
import { type PassSize, type Resource, RowWords } from '../../src/model/engines/webgpu/dispatch.ts';
import { type LoweredGraph, lowerGraph } from '../../src/model/engines/webgpu/lowering.ts';
import type { PassRows } from '../../src/model/engines/webgpu/pass-rows.ts';
import { PipelineCache } from '../../src/model/engines/webgpu/pipelines.ts';
import { Program, type Recording } from '../../src/model/engines/webgpu/program.ts';
import { rotaryTable } from '../../src/model/engines/webgpu/rotary.ts';
import { gradientSlots, splitRows } from '../../src/model/engines/webgpu/splits.ts';
import { type Tiles, tilesFor } from '../../src/model/engines/webgpu/tiles.ts';
import { buildGraph, type Graph } from '../../src/model/graph/graph.ts';
import type { Tensor } from '../../src/model/graph/operations.ts';

export interface TestDevice {
  readonly device: GPUDevice;
  readonly pipelines: PipelineCache;
  /** Throws when the device has reported an error since; call it at the end of each test. */
  check(): Promise<void>;
}

export async function openTestDevice(): Promise<TestDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('This browser has no WebGPU adapter.');
  const device = await adapter.requestDevice();
  const errors: string[] = [];
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  return {
    device,
    pipelines: new PipelineCache(device),
    async check() {
      await device.queue.onSubmittedWorkDone();
      if (errors.length > 0) throw new Error(`WebGPU reported: ${errors.splice(0).join('\n')}`);
    },
  };
}

type Buffers = Readonly<Record<'pass' | 'rows' | 'parameters' | 'gradients' | 'rotary', GPUBuffer>>;

/** A policy's network with buffers of its own. */
export class TestNetwork {
  readonly graph: Graph;
  readonly lowered: LoweredGraph;
  readonly #device: GPUDevice;
  readonly #arena: Arena;
  readonly #buffers: Buffers;
  readonly #forward: Recording;
  readonly #backward: Recording | null;

  private constructor(
    graph: Graph,
    lowered: LoweredGraph,
    device: GPUDevice,
    arena: Arena,
    buffers: Buffers,
    forward: Recording,
    backward: Recording | null,
  ) {
    this.graph = graph;
    this.lowered = lowered;
    this.#device = device;
    this.#arena = arena;
    this.#buffers = buffers;
    this.#forward = forward;
    this.#backward = backward;
  }

  static async create(
    { device, pipelines }: TestDevice,
    config: ModelConfig,
    { rows = 64, tiles = tilesFor('processor', rows), backward = true }: NetworkOptions = {},
  ): Promise<TestNetwork> {
    const graph = buildGraph(config);
    const lowered = lowerGraph(graph, tiles);
    const size = { rows: capacityOf(rows), picked: capacityOf(rows) };
    const keep = graph.tensors;
    const list = [...lowered.forward, ...(backward ? lowered.backward : [])];
    const arena = await Arena.create(device, list, size, keep);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = (floats: number, more = 0) => device.createBuffer({ size: floats * 4, usage: usage | more });
    const buffers = {
      pass: buffer(4, GPUBufferUsage.UNIFORM),
      rows: buffer(size.rows * RowWords.count),
      parameters: buffer(graph.layout.size),
      gradients: buffer(graph.layout.size * gradientSlots(graph.layout)),
      rotary: buffer((config.context * config.width) / config.heads),
    };
    device.queue.writeBuffer(buffers.rotary, 0, rotaryTable(config));
    const resolve = (resource: Resource): GPUBufferBinding => {
      if (isTensor(resource)) return arena.binding(resource);
      if (typeof resource === 'object') throw new Error(`The network does not use "${resource.extra}".`);
      return { buffer: buffers[resource] };
    };
    const forward = await (await Program.compile(pipelines, lowered.forward)).bind(resolve);
    const back = backward ? await (await Program.compile(pipelines, lowered.backward)).bind(resolve) : null;
    return new TestNetwork(graph, lowered, device, arena, buffers, forward, back);
  }

  setParameters(parameters: Float32Array<ArrayBuffer>): void {
    if (parameters.length !== this.graph.layout.size) throw new RangeError('These are not all parameters.');
    this.#device.queue.writeBuffer(this.#buffers.parameters, 0, parameters);
  }

  forward(pass: PassRows): void {
    this.#describe(pass, false);
    this.#run([this.#forward], pass);
  }

  /** The backward pass behind a forward pass over the same rows; `dLogits` and `dValues` must have been written. */
  backward(pass: PassRows, accumulate = false): void {
    if (!this.#backward) throw new Error('This network was made without a backward pass.');
    this.#describe(pass, accumulate);
    this.#run([this.#backward], pass);
  }

  write(tensor: Tensor, values: Float32Array<ArrayBuffer>): void {
    const { buffer, offset } = this.#arena.binding(tensor);
    this.#device.queue.writeBuffer(buffer, offset, values);
  }

  /** The tensor's first `rows` rows. */
  async read(tensor: Tensor, rows: number): Promise<Float32Array> {
    const { buffer, offset } = this.#arena.binding(tensor);
    return await readFloats(this.#device, buffer, offset, rows * tensor.columns);
  }

  /** Gradients, summed over their slots in order. */
  async gradients(): Promise<Float32Array> {
    const { size } = this.graph.layout;
    const slots = await this.gradientSlots();
    const sum = slots.slice(0, size);
    for (let at = size; at < slots.length; at += size) {
      for (let i = 0; i < size; i++) sum[i] = Math.fround((sum[i] as number) + (slots[at + i] as number));
    }
    return sum;
  }

  async gradientSlots(): Promise<Float32Array> {
    const floats = this.graph.layout.size * gradientSlots(this.graph.layout);
    return await readFloats(this.#device, this.#buffers.gradients, 0, floats);
  }

  setGradientSlots(values: Float32Array<ArrayBuffer>): void {
    this.#device.queue.writeBuffer(this.#buffers.gradients, 0, values);
  }

  destroy(): void {
    this.#arena.destroy();
    for (const buffer of Object.values(this.#buffers)) buffer.destroy();
  }

  #describe(pass: PassRows, accumulate: boolean): void {
    const split = splitRows(this.graph.layout, pass.rows);
    const words = Uint32Array.of(pass.rows, pass.picked, accumulate ? 1 : 0, split);
    this.#device.queue.writeBuffer(this.#buffers.pass, 0, words);
    this.#device.queue.writeBuffer(this.#buffers.rows, 0, pass.words);
  }

  #run(recordings: readonly Recording[], size: PassSize): void {
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const recording of recordings) recording.record(pass, size);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }
}

interface NetworkOptions {
  readonly rows?: number;
  readonly tiles?: Tiles;
  readonly backward?: boolean;
}

export async function readFloats(
  device: GPUDevice,
  source: GPUBuffer,
  offset: number,
  floats: number,
): Promise<Float32Array> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ size: floats * 4, usage });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(source, offset, staging, 0, floats * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}
