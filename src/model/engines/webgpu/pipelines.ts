/** Compiled kernels of one device, each compiled once: layers and lists of launches share them. */
import type { Kernel } from './dispatch.ts';
import { inErrorScopes } from './error-scopes.ts';

export class PipelineCache {
  readonly device: GPUDevice;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** Pipelines compiled or being compiled. */
  get size(): number {
    return this.#pipelines.size;
  }

  /** The pipeline of a kernel; its bind group layout follows from what the shader uses. Throws when it is invalid. */
  get(kernel: Kernel): Promise<GPUComputePipeline> {
    const key = kernelKey(kernel);
    const known = this.#pipelines.get(key);
    if (known) return known;
    const made = this.#compile(kernel);
    this.#pipelines.set(key, made);
    return made;
  }

  async #compile({ label, code, constants }: Kernel): Promise<GPUComputePipeline> {
    const { device } = this;
    return await inErrorScopes(device, `The kernel "${label}" cannot be compiled`, () => {
      const module = device.createShaderModule({ label, code });
      const compute = { module, entryPoint: 'main', constants };
      return device.createComputePipelineAsync({ label, layout: 'auto', compute });
    });
  }
}

/** Equal for kernels that compile to the same pipeline, whatever their labels. */
export function kernelKey({ code, constants }: Kernel): string {
  const values = Object.keys(constants)
    .sort()
    .map((name) => `${name}=${constants[name]}`);
  return `${values.join(',')}\n${code}`;
}
