/**
 * The safetensors format, single precision only: an 8-byte little-endian header length, a JSON header, then the
 * tensors' bytes back to back. Reading trusts nothing: whatever does not fit is refused in words.
 */
import * as v from 'valibot';

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major, as many numbers as the shape says. */
  readonly data: Float32Array;
}

export interface TensorFile {
  /** By name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is not what it should be; the message says what is wrong. */
export class SafetensorsError extends Error {
  override name = 'SafetensorsError';
}

const LENGTH_BYTES = 8;

/** The format's own limit on the header. */
const MAX_HEADER_BYTES = 100_000_000;

/** The name under which the header keeps text instead of a tensor. */
const METADATA = '__metadata__';

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Entry = v.strictObject({
  dtype: v.string(),
  shape: v.array(wholeNumber),
  data_offsets: v.strictTuple([wholeNumber, wholeNumber]),
});
const Metadata = v.record(v.string(), v.string());

/** The bytes of a file. Throws a SafetensorsError when a tensor's numbers do not match its shape. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let size = 0;
  for (const [name, { shape, data }] of tensors) {
    if (name === METADATA) throw new SafetensorsError(`A tensor cannot be called "${METADATA}".`);
    if (product(shape) !== data.length) {
      throw new SafetensorsError(
        `Tensor "${name}" has ${data.length} numbers; its shape ${text(shape)} needs another count.`,
      );
    }
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] };
    size += data.byteLength;
  }
  // Spaces behind the header align the tensors, as the reference implementation does.
  const json = JSON.stringify(header);
  const encoded = new TextEncoder().encode(json);
  const headerLength = Math.ceil(encoded.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(encoded, LENGTH_BYTES);
  let offset = LENGTH_BYTES + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/** What a file holds, copied out of `bytes`. Throws a SafetensorsError when it is not whole and well-formed. */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes);
  let metadata: Record<string, string> = {};
  const entries: { name: string; shape: number[]; begin: number; end: number }[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) {
      const parsed = v.safeParse(Metadata, value);
      if (!parsed.success) throw new SafetensorsError('The header is damaged: its metadata are not texts by name.');
      metadata = parsed.output;
      continue;
    }
    const parsed = v.safeParse(Entry, value);
    if (!parsed.success) {
      throw new SafetensorsError(
        `The header is damaged: the entry of tensor "${name}" is not a dtype, shape and place.`,
      );
    }
    const { dtype, shape, data_offsets } = parsed.output;
    if (dtype !== 'F32') {
      throw new SafetensorsError(`Tensor "${name}" is of type ${dtype}; convert the file to single precision (F32).`);
    }
    entries.push({ name, shape, begin: data_offsets[0], end: data_offsets[1] });
  }

  // The format allows neither gaps nor overlaps: in order, each tensor begins where the one before ends.
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors = new Map<string, Tensor>();
  let expected = 0;
  for (const { name, shape, begin, end } of entries) {
    if (begin !== expected || end - begin !== 4 * product(shape)) {
      throw new SafetensorsError(
        `The header is damaged: the place of tensor "${name}" does not fit its shape ${text(shape)}.`,
      );
    }
    if (start + end > bytes.length) {
      throw new SafetensorsError(`The file is cut short: tensor "${name}" ends behind its last byte.`);
    }
    tensors.set(name, { shape, data: new Float32Array(bytes.slice(start + begin, start + end).buffer) });
    expected = end;
  }
  if (start + expected !== bytes.length) {
    throw new SafetensorsError('The file is damaged: it goes on behind its last tensor.');
  }
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array): { header: object; start: number } {
  const notOne = 'This is not a safetensors file';
  if (bytes.length < LENGTH_BYTES) throw new SafetensorsError(`${notOne}: it has only ${bytes.length} bytes.`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (length > MAX_HEADER_BYTES || start > bytes.length) {
    throw new SafetensorsError(`${notOne}, or it is cut short: its header would be ${length} bytes long.`);
  }
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, start)));
  } catch {
    throw new SafetensorsError(`${notOne}: its header is not JSON.`);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new SafetensorsError(`${notOne}: its header is not a table of tensors.`);
  }
  return { header, start };
}

function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

function text(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
