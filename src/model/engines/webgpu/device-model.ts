/**
 * One model on the device: its graph, its state, and what every pass over it shares. Training, scoring and writing
 * are built on it.
 */
import type { ModelConfig } from '../../config.ts';
import { buildGraph, type Graph } from '../../graph/graph.ts';
import type { Tfjs } from './backend.ts';
import type { Gpu } from './device.ts';
import type { Resource } from './dispatch.ts';
import { FlatParameters } from './flat-parameters.ts';
import { PipelineCache } from './pipelines.ts';
import type { Resolve } from './program.ts';
import { rotaryTable } from './rotary.ts';
import { type Hardware, type Tiles, tilesFor } from './tiles.ts';

/** Kernels are compiled once per device, whichever models come and go. */
const PIPELINES = new WeakMap<GPUDevice, PipelineCache>();

export class DeviceModel {
  readonly gpu: Gpu;
  readonly tfjs: Tfjs;
  readonly graph: Graph;
  readonly flat: FlatParameters;
  readonly pipelines: PipelineCache;
  /** [context, headSize]: see `rotaryTable`. */
  readonly rotary: GPUBuffer;

  private constructor(tfjs: Tfjs, graph: Graph, flat: FlatParameters, pipelines: PipelineCache, rotary: GPUBuffer) {
    this.gpu = tfjs.gpu;
    this.tfjs = tfjs;
    this.graph = graph;
    this.flat = flat;
    this.pipelines = pipelines;
    this.rotary = rotary;
  }

  /** Allocates a model, all zeros, for a valid configuration. tfjs' current backend must be that of the lease. */
  static async create(tfjs: Tfjs, config: ModelConfig): Promise<DeviceModel> {
    const { gpu } = tfjs;
    const pipelines = PIPELINES.get(gpu.device) ?? new PipelineCache(gpu.device);
    PIPELINES.set(gpu.device, pipelines);
    const table = rotaryTable(config);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const [rotary] = (await gpu.allocate('The model', [{ label: 'rotary angles', size: table.byteLength, usage }])) as [
      GPUBuffer,
    ];
    gpu.device.queue.writeBuffer(rotary, 0, table);
    try {
      const flat = await FlatParameters.create(tfjs, pipelines, config);
      return new DeviceModel(tfjs, buildGraph(config), flat, pipelines, rotary);
    } catch (error) {
      rotary.destroy();
      throw error;
    }
  }

  get config(): ModelConfig {
    return this.graph.config;
  }

  /** How kernels are cut for passes of up to `rows` rows on this device. */
  tiles(rows: number): Tiles {
    return tilesFor(hardwareOf(this.gpu), rows);
  }

  /** The buffers of the model itself; throws for tensors and for what belongs to a pass. */
  readonly resolve: Resolve = (resource: Resource) => {
    const name = nameOf(resource);
    if (name === 'rotary') return { buffer: this.rotary };
    if (name !== null && this.flat.has(name)) return { buffer: this.flat.buffer(name) };
    throw new Error(`The model has no buffer for "${name ?? (resource as { name: string }).name}".`);
  };

  dispose(): void {
    this.flat.dispose();
    this.rotary.destroy();
  }
}

/** The name of a buffer; null for a tensor. */
export function nameOf(resource: Resource): string | null {
  if (typeof resource === 'string') return resource;
  return 'extra' in resource ? resource.extra : null;
}

/** Whether an adapter is a processor that simulates a graphics card. */
export function hardwareOf({ info, name }: Gpu): Hardware {
  return info.isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name) ? 'processor' : 'graphics';
}
