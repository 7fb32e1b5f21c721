/**
 * A compiled list of launches. Compile once per model, bind once per set of buffers, record once per pass:
 *
 *     const program = await Program.compile(pipelines, dispatches, progress);
 *     const recording = await program.bind((resource) => ({ buffer, offset, size }));
 *     recording.record(pass, { rows, picked });
 *
 * Recording is what a step pays for: three calls per launch and nothing else.
 */
import type { Dispatch, PassSize, Resource } from './dispatch.ts';
import { inErrorScopes } from './error-scopes.ts';
import type { PipelineCache } from './pipelines.ts';

/** Says how many of a list's distinct kernels are compiled. */
export type Progress = (done: number, total: number) => void;

/** Which part of which buffer a resource is. */
export type Resolve = (resource: Resource) => GPUBufferBinding;

export class Program {
  readonly dispatches: readonly Dispatch[];
  readonly #device: GPUDevice;
  readonly #pipelines: readonly GPUComputePipeline[];
  /** All settings of the list, each at its own offset: they never change. */
  readonly #settings: GPUBuffer | null;
  readonly #offsets: readonly number[];

  private constructor(
    device: GPUDevice,
    dispatches: readonly Dispatch[],
    pipelines: readonly GPUComputePipeline[],
    settings: GPUBuffer | null,
    offsets: readonly number[],
  ) {
    this.#device = device;
    this.dispatches = dispatches;
    this.#pipelines = pipelines;
    this.#settings = settings;
    this.#offsets = offsets;
  }

  /** Compiles what the cache does not hold yet. Throws an Error that names the kernel when one is invalid. */
  static async compile(cache: PipelineCache, dispatches: readonly Dispatch[], progress?: Progress): Promise<Program> {
    const { device } = cache;
    const compiling = dispatches.map(({ kernel }) => cache.get(kernel));
    const distinct = [...new Set(compiling)];
    let done = 0;
    for (const one of distinct) one.then(() => progress?.(++done, distinct.length)).catch(() => undefined);
    // All of them settle before the first failure is thrown: none may fail unheard.
    await Promise.allSettled(distinct);
    const pipelines = await Promise.all(compiling);
    const { words, offsets } = packSettings(dispatches, device.limits.minUniformBufferOffsetAlignment);
    const settings = words.length === 0 ? null : await uniformBuffer(device, words);
    return new Program(device, dispatches, pipelines, settings, offsets);
  }

  /** Ties the list to buffers. They must outlive the recording; making one costs a bind group per launch. */
  async bind(resolve: Resolve): Promise<Recording> {
    const first = this.dispatches[0]?.name ?? 'nothing';
    const groups = await inErrorScopes(this.#device, `The buffers of the launches from "${first}" on do not fit`, () =>
      this.dispatches.map((dispatch, i) => this.#group(dispatch, i, resolve)),
    );
    return new Recording(this.dispatches, this.#pipelines, groups);
  }

  /** Frees the settings; recordings of this program are dead then. */
  destroy(): void {
    this.#settings?.destroy();
  }

  #group(dispatch: Dispatch, i: number, resolve: Resolve): GPUBindGroup {
    const entries: GPUBindGroupEntry[] = dispatch.bindings.map((resource, binding) => ({
      binding,
      resource: resolve(resource),
    }));
    if (this.#settings && dispatch.settings.length > 0) {
      const size = paddedWords(dispatch) * 4;
      const resource = { buffer: this.#settings, offset: this.#offsets[i] as number, size };
      entries.push({ binding: entries.length, resource });
    }
    const layout = (this.#pipelines[i] as GPUComputePipeline).getBindGroupLayout(0);
    return this.#device.createBindGroup({ label: dispatch.name, layout, entries });
  }
}

/** A program tied to buffers. */
export class Recording {
  readonly #dispatches: readonly Dispatch[];
  readonly #pipelines: readonly GPUComputePipeline[];
  readonly #groups: readonly GPUBindGroup[];

  constructor(
    dispatches: readonly Dispatch[],
    pipelines: readonly GPUComputePipeline[],
    groups: readonly GPUBindGroup[],
  ) {
    this.#dispatches = dispatches;
    this.#pipelines = pipelines;
    this.#groups = groups;
  }

  /** Adds all launches to a compute pass, for a pass of this size. */
  record(pass: GPUComputePassEncoder, size: PassSize): void {
    const dispatches = this.#dispatches;
    for (let i = 0; i < dispatches.length; i++) {
      pass.setPipeline(this.#pipelines[i] as GPUComputePipeline);
      pass.setBindGroup(0, this.#groups[i] as GPUBindGroup);
      const [x, y, z] = (dispatches[i] as Dispatch).workgroups(size);
      pass.dispatchWorkgroups(x, y, z);
    }
  }
}

/** Settings as an array of vec4<u32>, the smallest stride that a uniform array has. */
function paddedWords({ settings }: Dispatch): number {
  return Math.ceil(settings.length / 4) * 4;
}

function packSettings(dispatches: readonly Dispatch[], alignment: number): { words: Uint32Array; offsets: number[] } {
  const offsets: number[] = [];
  let bytes = 0;
  let end = 0;
  for (const dispatch of dispatches) {
    offsets.push(bytes);
    if (dispatch.settings.length === 0) continue;
    end = bytes + paddedWords(dispatch) * 4;
    bytes = Math.ceil(end / alignment) * alignment;
  }
  const words = new Uint32Array(end / 4);
  for (const [i, { settings }] of dispatches.entries()) {
    if (settings.length > 0) words.set(settings, (offsets[i] as number) / 4);
  }
  return { words, offsets };
}

async function uniformBuffer(device: GPUDevice, words: Uint32Array): Promise<GPUBuffer> {
  const size = words.byteLength;
  return await inErrorScopes(device, `The settings of the kernels (${size} bytes) cannot be stored`, () => {
    const buffer = device.createBuffer({
      label: 'settings',
      size,
      usage: GPUBufferUsage.UNIFORM,
      mappedAtCreation: true,
    });
    new Uint32Array(buffer.getMappedRange()).set(words);
    buffer.unmap();
    return buffer;
  });
}
