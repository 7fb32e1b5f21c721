/**
 * The graphics device as the engine sees it: opened with the limits and features that the kernels can use, watched
 * for its loss and for errors that nobody asked about, and asked for memory in words that people understand.
 */
import { DeviceFaultError, DeviceLostError } from '../../device-lost.ts';
import { inErrorScopes, megabytes } from './error-scopes.ts';

/** Limits that are raised to whatever the adapter offers; the others stay at WebGPU's defaults. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** Taken where there are: kernels may then be offered in variants that use them. */
const FEATURES = ['timestamp-query', 'shader-f16', 'subgroups'] as const;

/** One buffer to be allocated. */
export interface BufferWish {
  readonly label: string;
  /** In bytes; a multiple of 4, above 0. */
  readonly size: number;
  readonly usage: GPUBufferUsageFlags;
}

/** Opens a device of the fastest adapter; rejects with an Error in words where there is none. */
export async function openGpu(): Promise<Gpu> {
  if (typeof navigator === 'undefined' || !navigator.gpu) {
    throw new Error('This browser offers no WebGPU; use a recent Chrome, Edge, Firefox or Safari, or choose wasm.');
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error('WebGPU is here, but found no graphics adapter; switch hardware acceleration on, or choose wasm.');
  }
  const device = await adapter
    .requestDevice({
      label: 'espalier',
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
      requiredFeatures: FEATURES.filter((name) => adapter.features.has(name)) as GPUFeatureName[],
    })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The graphics adapter gave no device (${why}). Reload the page, or choose wasm.`);
    });
  return new Gpu(device, adapter.info);
}

export class Gpu {
  /** Open to tests and measurements: error scopes, and `device.destroy()` to play the loss of the device. */
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  #loss: DeviceLostError | null = null;
  #fault: DeviceFaultError | null = null;
  /** Rejects whoever waits for the device at the moment. */
  readonly #waiting = new Set<(reason: unknown) => void>();

  /** Watches a device that exists already; `openGpu` opens one. */
  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    this.device = device;
    this.info = info;
    void device.lost.then(({ message, reason }) => this.#lose(message || reason));
    device.addEventListener('uncapturederror', ({ error }) => {
      this.#fault ??= new DeviceFaultError(error.message);
    });
  }

  /** The adapter, for people: "Apple M2". */
  get name(): string {
    const { vendor, architecture, description } = this.info;
    return description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  }

  get isLost(): boolean {
    return this.#loss !== null;
  }

  /** Throws a `DeviceLostError` when the device is gone, and a `DeviceFaultError` when it has reported one. */
  check(): void {
    if (this.#loss) throw this.#loss;
    if (this.#fault) throw this.#fault;
  }

  /** Forgets an error that the device has reported: what is loaded from here on is sound again. */
  forgive(): void {
    this.#fault = null;
  }

  /**
   * Settles as `promise` does, or rejects with a `DeviceLostError` as soon as the device is lost: browsers leave some
   * promises of a lost device unsettled. To be put around everything that waits for the device. Buffers that are
   * being mapped must not be destroyed by others: an aborted mapping counts as a loss.
   */
  guard<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#loss) reject(this.#loss);
      else this.#waiting.add(reject);
      promise.then(
        (value) => {
          this.#waiting.delete(reject);
          if (this.#loss) reject(this.#loss);
          else resolve(value);
        },
        async (error: unknown) => {
          const known = await this.#translate(error);
          this.#waiting.delete(reject);
          reject(known);
        },
      );
    });
  }

  /** Whether the device is still there: asks, because a loss may not have been announced yet. */
  async isAlive(): Promise<boolean> {
    // Work counts as done on a lost device too, but its loss is announced first.
    await Promise.race([this.device.lost, this.device.queue.onSubmittedWorkDone()]);
    return !this.isLost;
  }

  /**
   * New buffers, zeroed, in the order of the wishes. Rejects with an Error that tells the sizes and a remedy when
   * there is not enough memory; then none of them is left.
   */
  async allocate(purpose: string, wishes: readonly BufferWish[]): Promise<GPUBuffer[]> {
    if (this.#loss) throw this.#loss;
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    for (const { label, size, usage } of wishes) {
      const limit =
        usage & GPUBufferUsage.STORAGE ? Math.min(maxBufferSize, maxStorageBufferBindingSize) : maxBufferSize;
      if (size > limit) {
        throw new Error(
          `${purpose} needs a buffer of ${megabytes(size)} (${label}), but this graphics device allows ` +
            `${megabytes(limit)} at most. ${REMEDY}`,
        );
      }
    }
    const buffers: GPUBuffer[] = [];
    const total = wishes.reduce((sum, { size }) => sum + size, 0);
    const parts = wishes.map(({ label, size }) => `${label} ${megabytes(size)}`).join(', ');
    try {
      const what = `${purpose} needs ${megabytes(total)} of graphics memory (${parts})`;
      await this.guard(
        inErrorScopes(this.device, what, () => {
          for (const wish of wishes) buffers.push(this.device.createBuffer({ ...wish }));
        }),
      );
    } catch (error) {
      for (const buffer of buffers) buffer.destroy();
      if (error instanceof DeviceLostError) throw error;
      throw new Error(`${error instanceof Error ? error.message : String(error)} ${REMEDY}`, { cause: error });
    }
    return buffers;
  }

  #lose(reason: string): DeviceLostError {
    this.#loss ??= new DeviceLostError(reason.trim().replace(/\.$/, ''));
    for (const reject of this.#waiting) reject(this.#loss);
    this.#waiting.clear();
    return this.#loss;
  }

  /** Pending work of a lost device is aborted before its loss is announced. */
  async #translate(error: unknown): Promise<unknown> {
    if (this.#loss) return this.#loss;
    if (!(error instanceof Error) || error.name !== 'AbortError') return error;
    await this.isAlive();
    return this.#lose(error.message);
  }
}

const REMEDY = 'Close other tabs that use the GPU, choose a smaller model or context, or the wasm engine.';
