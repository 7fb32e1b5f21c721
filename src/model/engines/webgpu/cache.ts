/**
 * Keys and values of sequences between turns: per layer two buffers [slots · context, width]. They grow with the
 * number of slots in use; what they hold moves along.
 */
import type { ModelConfig } from '../../config.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/operations.ts';
import type { Slot } from '../../slots.ts';
import type { BufferWish, Gpu } from './device.ts';

/** Bytes that keys and values of one sequence of up to `context` tokens take. */
export function slotBytes(config: ModelConfig): number {
  return 2 * config.layers * blockBytes(config);
}

/** How many sequences fit into this many bytes on a device; at least one. */
export function slotLimit(config: ModelConfig, bytes: number, limits: GPUSupportedLimits): number {
  const perBuffer = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / blockBytes(config);
  return Math.max(1, Math.floor(Math.min(bytes / slotBytes(config), perBuffer)));
}

export class KeyValueCache {
  readonly #gpu: Gpu;
  readonly #config: ModelConfig;
  readonly #limit: number;
  /** The graph's tensors that lie here, in the order of the buffers. */
  readonly #tensors: readonly Tensor[];
  #buffers: readonly GPUBuffer[] = [];
  /** One block: a buffer cannot be copied to itself. */
  #scratch: GPUBuffer | null = null;
  #slots = 0;
  #copies: { readonly from: number; readonly to: number; readonly length: number }[] = [];

  /** Memory is allocated by the first `provide`; `limit` is the most slots there will be. */
  constructor(gpu: Gpu, graph: Graph, limit: number) {
    this.#gpu = gpu;
    this.#config = graph.config;
    this.#limit = limit;
    this.#tensors = graph.forward.flatMap((operation) =>
      operation.kind === 'queryKeyValue' ? operation.outputs.slice(1) : [],
    );
  }

  /** Slots that there is memory for. */
  get slots(): number {
    return this.#slots;
  }

  has(tensor: Tensor): boolean {
    return this.#tensors.includes(tensor);
  }

  /** Where a tensor of keys or values lies; another buffer after a `provide` that needed more room. */
  binding(tensor: Tensor): GPUBufferBinding {
    return { buffer: this.#buffers[this.#tensors.indexOf(tensor)] as GPUBuffer };
  }

  /** The row where a slot begins. */
  begin(slot: Slot): number {
    return slot.index * this.#config.context;
  }

  /** Copies the first `length` rows, before anything is written that is recorded later. */
  copy(from: Slot, to: Slot, length: number): void {
    this.#copies.push({ from: from.index, to: to.index, length });
  }

  /** Forgets copies that have not been recorded. */
  forgetCopies(): void {
    this.#copies = [];
  }

  /**
   * Sees to it that there is memory for these slots and those that are to be copied; true when buffers have changed.
   * What has been recorded must have been submitted.
   */
  async provide(slots: Iterable<Slot>): Promise<boolean> {
    let needed = 0;
    for (const { index } of slots) needed = Math.max(needed, index + 1);
    for (const { from, to } of this.#copies) needed = Math.max(needed, from + 1, to + 1);
    if (needed <= this.#slots) return false;
    let wanted = Math.max(1, this.#slots);
    while (wanted < needed) wanted *= 2;
    await this.#grow(Math.min(wanted, this.#limit));
    return true;
  }

  /** Records the copies that were asked for, in order. */
  recordCopies(encoder: GPUCommandEncoder): void {
    if (this.#copies.length === 0) return;
    const block = blockBytes(this.#config);
    const scratch = this.#scratch as GPUBuffer;
    for (const { from, to, length } of this.#copies) {
      const bytes = length * this.#config.width * 4;
      for (const buffer of this.#buffers) {
        encoder.copyBufferToBuffer(buffer, from * block, scratch, 0, bytes);
        encoder.copyBufferToBuffer(scratch, 0, buffer, to * block, bytes);
      }
    }
    this.#copies = [];
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#scratch?.destroy();
  }

  async #grow(slots: number): Promise<void> {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const block = blockBytes(this.#config);
    const wishes: BufferWish[] = this.#tensors.map(({ name }) => ({ label: name, size: slots * block, usage }));
    if (!this.#scratch) {
      wishes.push({ label: 'copy', size: block, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    }
    const what = `The cache of ${slots} sequences of up to ${this.#config.context} tokens`;
    const made = await this.#gpu.allocate(what, wishes);
    const buffers = made.slice(0, this.#tensors.length);
    this.#scratch ??= made[this.#tensors.length] as GPUBuffer;
    const { device } = this.#gpu;
    if (this.#slots > 0) {
      const encoder = device.createCommandEncoder();
      for (const [i, old] of this.#buffers.entries()) {
        encoder.copyBufferToBuffer(old, 0, buffers[i] as GPUBuffer, 0, this.#slots * block);
      }
      device.queue.submit([encoder.finish()]);
    }
    for (const old of this.#buffers) old.destroy();
    this.#buffers = buffers;
    this.#slots = slots;
  }
}

/** Bytes of one sequence in one buffer. */
function blockBytes({ context, width }: ModelConfig): number {
  return 4 * context * width;
}
