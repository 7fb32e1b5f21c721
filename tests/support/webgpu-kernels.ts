/** Single operations of the graph on a real WebGPU device: random tensors in, what the kernels made of them out. */
import type { ModelConfig } from '../../src/model/config.ts';
import { Arena, isTensor } from '../../src/model/engines/webgpu/arena.ts';
import type { Resource } from '../../src/model/engines/webgpu/dispatch.ts';
import { lowerBackwardOperation } from '../../src/model/engines/webgpu/lower-backward.ts';
import { lowerForwardOperation } from '../../src/model/engines/webgpu/lower-forward.ts';
import { LoweringContext } from '../../src/model/engines/webgpu/lowering-context.ts';
import { packRows, type RowSequence } from '../../src/model/engines/webgpu/pass-rows.ts';
import { Program } from '../../src/model/engines/webgpu/program.ts';
import { rotaryTable } from '../../src/model/engines/webgpu/rotary.ts';
import { splitRows } from '../../src/model/engines/webgpu/splits.ts';
import { tilesFor } from '../../src/model/engines/webgpu/tiles.ts';
import { buildGraph } from '../../src/model/graph/graph.ts';
import type { BackwardOperation, ForwardOperation } from '../../src/model/graph/operations.ts';
import { key, normal } from '../../src/random/index.ts';
import { readFloats, type TestDevice } from './webgpu-pass.ts';

/** A matrix of a test: value at row r and column c. */
export type Matrix = (r: number, c: number) => number;

export interface KernelRun {
  readonly parameters: Float64Array;
  /** What the tensor of this name held before. */
  before(name: string): Matrix;
  /** What it holds now, row by row. */
  after(name: string): Promise<Float64Array>;
  /** Gradients, summed over their slots. */
  gradients(): Promise<Float64Array>;
}

export interface KernelCase {
  /** The model whose sizes count where an operation does not tell them, and whose number of parameters there is. */
  readonly config: ModelConfig;
  readonly sequences: readonly RowSequence[];
  readonly forward?: readonly ForwardOperation[];
  readonly backward?: readonly BackwardOperation[];
}

/** Standard normal numbers; another seed gives others. */
export function drawnFloats(seed: number, length: number): Float32Array<ArrayBuffer> {
  const drawn = key(seed);
  return Float32Array.from({ length }, (_, i) => normal(drawn, i));
}

export async function runKernels({ device, pipelines }: TestDevice, wanted: KernelCase): Promise<KernelRun> {
  const { config, forward = [], backward = [] } = wanted;
  const pass = packRows(wanted.sequences);
  const context = new LoweringContext(buildGraph(config), tilesFor('processor', pass.rows));
  const list = [
    ...forward.map((operation) => lowerForwardOperation(context, operation)),
    ...backward.flatMap((operation) => lowerBackwardOperation(context, operation)),
  ];
  const tensors = [...new Set(list.flatMap(({ bindings }) => bindings.filter(isTensor)))];
  const named = (name: string) => {
    const found = tensors.find((tensor) => tensor.name === name);
    if (!found) throw new Error(`No kernel uses "${name}", but ${tensors.map((tensor) => tensor.name).join(', ')}.`);
    return found;
  };
  const rowsOf = (name: string) => (named(name).rows === 'tokens' ? pass.rows : pass.picked);
  const arena = await Arena.create(device, list, { rows: 64, picked: 64 }, tensors);
  const held = new Map<string, Float32Array>();
  for (const [i, tensor] of tensors.entries()) {
    const values = drawnFloats(2 + i, rowsOf(tensor.name) * tensor.columns);
    held.set(tensor.name, values);
    const { buffer, offset } = arena.binding(tensor);
    device.queue.writeBuffer(buffer, offset, values);
  }
  const make = (data: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>, more = 0) => {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC | more;
    const buffer = device.createBuffer({ size: data.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  const { slots, slotSize } = context;
  const parameters = drawnFloats(1, slotSize);
  const sizes = Uint32Array.of(pass.rows, pass.picked, 0, splitRows(context.graph.layout, pass.rows));
  const buffers = {
    pass: make(sizes, GPUBufferUsage.UNIFORM),
    rows: make(pass.words),
    parameters: make(parameters),
    gradients: make(new Float32Array(slots * slotSize)),
    rotary: make(rotaryTable(config)),
  };
  const resolve = (resource: Resource) =>
    isTensor(resource) ? arena.binding(resource) : { buffer: buffers[resource as keyof typeof buffers] };
  const recording = await (await Program.compile(pipelines, list)).bind(resolve);
  const encoder = device.createCommandEncoder();
  const encoding = encoder.beginComputePass();
  recording.record(encoding, pass);
  encoding.end();
  device.queue.submit([encoder.finish()]);
  return {
    parameters: Float64Array.from(parameters),
    before(name) {
      const { columns } = named(name);
      const values = held.get(name)!;
      return (r, c) => values[r * columns + c]!;
    },
    async after(name) {
      const { buffer, offset } = arena.binding(named(name));
      return Float64Array.from(await readFloats(device, buffer, offset, rowsOf(name) * named(name).columns));
    },
    async gradients() {
      const all = await readFloats(device, buffers.gradients, 0, slots * slotSize);
      const sum = new Float64Array(slotSize);
      for (const [i, value] of all.entries()) sum[i % slotSize]! += value;
      return sum;
    },
  };
}

/** [rows, columns], row by row. */
export function tabulate(rows: number, columns: number, value: Matrix): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns));
}

/** Σ value(k) for k < count. */
export function total(count: number, value: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += value(k);
  return sum;
}

/** Largest difference, relative to the largest expected value. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} values, expected ${expected.length}.`);
  const scale = Math.max(1e-12, ...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs(actual[i]! - value))) / scale;
}
