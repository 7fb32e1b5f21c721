/**
 * Memory of a pass' tensors: a few large buffers, in which tensors that are never needed at the same time lie at the
 * same place. Sized for a capacity of rows; smaller passes use the same arena, so that bind groups are made once per
 * capacity and not once per batch.
 */
import type { Tensor } from '../../graph/operations.ts';
import { type Dispatch, MOST_ROWS, type PassSize, type Resource } from './dispatch.ts';
import { inErrorScopes, megabytes } from './error-scopes.ts';

/** Where a tensor lies. */
export interface Place {
  readonly buffer: number;
  /** Bytes. */
  readonly offset: number;
  readonly size: number;
}

export interface ArenaPlan {
  readonly places: ReadonlyMap<Tensor, Place>;
  /** Bytes of each buffer. */
  readonly buffers: readonly number[];
}

export interface ArenaOptions {
  /** Bytes to which offsets are rounded up. */
  readonly alignment: number;
  /** Most bytes of one buffer. */
  readonly limit: number;
  /** Tensors that are also read or written outside the list: they share their memory with no other. */
  readonly keep: readonly Tensor[];
}

/** The capacity, a power of two of at least 64, in which this many rows fit. */
export function capacityOf(rows: number): number {
  let capacity = 64;
  while (capacity < rows) capacity *= 2;
  return capacity;
}

/** Places for all tensors that the launches, run in this order, and `keep` name. */
export function planArena(dispatches: readonly Dispatch[], size: PassSize, options: ArenaOptions): ArenaPlan {
  const places = new Map<Tensor, Place>();
  const buffers: number[] = [];
  const live = lifetimes(dispatches, options.keep);
  // Large ones first: small ones find room between them.
  const order = [...live].sort(([a], [b]) => bytesOf(b, size) - bytesOf(a, size));
  for (const [tensor, [first, last]] of order) {
    const bytes = bytesOf(tensor, size);
    const taken = [...places].filter(([other]) => {
      const [start, end] = live.get(other) as [number, number];
      return start <= last && first <= end;
    });
    const at = (buffer: number) =>
      firstGap(
        taken.flatMap(([, p]) => (p.buffer === buffer ? [p] : [])),
        bytes,
        options,
      );
    let buffer = 0;
    while (buffer < buffers.length && at(buffer) + bytes > options.limit) buffer++;
    const offset = at(buffer);
    if (offset + bytes > options.limit) {
      throw new RangeError(
        `"${tensor.name}" needs ${megabytes(bytes)} for ${size.rows} tokens, but this device's largest buffer has ` +
          `${megabytes(options.limit)}; train on fewer tokens at a time.`,
      );
    }
    places.set(tensor, { buffer, offset, size: bytes });
    buffers[buffer] = Math.max(buffers[buffer] ?? 0, offset + bytes);
  }
  return { places, buffers };
}

/** The memory itself. */
export class Arena {
  /** How much of a pass fits. */
  readonly size: PassSize;
  /** Bytes of all its buffers. */
  readonly bytes: number;
  readonly #plan: ArenaPlan;
  readonly #buffers: readonly GPUBuffer[];

  private constructor(size: PassSize, plan: ArenaPlan, buffers: readonly GPUBuffer[]) {
    this.size = size;
    this.bytes = plan.buffers.reduce((sum, bytes) => sum + bytes, 0);
    this.#plan = plan;
    this.#buffers = buffers;
  }

  /** Allocates room for the tensors of these launches. Throws an Error with the sizes when there is not enough. */
  static async create(
    device: GPUDevice,
    dispatches: readonly Dispatch[],
    size: PassSize,
    keep: readonly Tensor[],
  ): Promise<Arena> {
    if (size.rows > MOST_ROWS) {
      throw new RangeError(`A pass has at most ${MOST_ROWS} tokens; got ${size.rows}.`);
    }
    const { minStorageBufferOffsetAlignment: alignment, maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    for (const tensor of lifetimes(dispatches, keep).keys()) {
      const bytes = bytesOf(tensor, size);
      if (bytes <= maxStorageBufferBindingSize) continue;
      throw new RangeError(
        `"${tensor.name}" needs ${megabytes(bytes)} for ${size.rows} tokens, but kernels of this device see at most ` +
          `${megabytes(maxStorageBufferBindingSize)}; train on fewer tokens at a time.`,
      );
    }
    const plan = planArena(dispatches, size, { alignment, limit: maxBufferSize, keep });
    const total = plan.buffers.reduce((sum, bytes) => sum + bytes, 0);
    const what = `Activations of ${size.rows} tokens (${megabytes(total)}) do not fit`;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffers: GPUBuffer[] = [];
    try {
      await inErrorScopes(device, what, () => {
        for (const bytes of plan.buffers) buffers.push(device.createBuffer({ label: 'arena', size: bytes, usage }));
      });
    } catch (error) {
      for (const buffer of buffers) buffer.destroy();
      throw error;
    }
    return new Arena(size, plan, buffers);
  }

  has(tensor: Tensor): boolean {
    return this.#plan.places.has(tensor);
  }

  /** The part of a buffer that is this tensor. Throws for a tensor that the arena was not made for. */
  binding(tensor: Tensor): Required<GPUBufferBinding> {
    const place = this.#plan.places.get(tensor);
    if (!place) throw new Error(`The arena has no tensor "${tensor.name}".`);
    return { buffer: this.#buffers[place.buffer] as GPUBuffer, offset: place.offset, size: place.size };
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }
}

/** Whether a resource is a tensor. */
export function isTensor(resource: Resource): resource is Tensor {
  return typeof resource === 'object' && 'columns' in resource;
}

function bytesOf(tensor: Tensor, { rows, picked }: PassSize): number {
  return Math.max(1, tensor.rows === 'tokens' ? rows : picked) * tensor.columns * 4;
}

/** First and last launch that names each tensor. */
function lifetimes(dispatches: readonly Dispatch[], keep: readonly Tensor[]): Map<Tensor, [number, number]> {
  const live = new Map<Tensor, [number, number]>();
  for (const tensor of keep) live.set(tensor, [0, dispatches.length]);
  for (const [i, { bindings }] of dispatches.entries()) {
    for (const tensor of bindings.filter(isTensor)) {
      const known = live.get(tensor);
      if (!known) live.set(tensor, [i, i]);
      else known[1] = Math.max(known[1], i);
    }
  }
  return live;
}

/** The lowest aligned offset at which `bytes` do not touch any of `taken`. */
function firstGap(taken: readonly Place[], bytes: number, { alignment }: ArenaOptions): number {
  let offset = 0;
  for (const place of [...taken].sort((a, b) => a.offset - b.offset)) {
    if (offset + bytes <= place.offset) break;
    offset = Math.max(offset, Math.ceil((place.offset + place.size) / alignment) * alignment);
  }
  return offset;
}
