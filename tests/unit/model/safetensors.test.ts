import { describe, expect, it } from 'vitest';
import {
  readSafetensors,
  SafetensorsError,
  type TensorFile,
  writeSafetensors,
} from '../../../src/model/safetensors.ts';

const file: TensorFile = {
  tensors: new Map([
    ['a', { shape: [2, 3], data: Float32Array.of(1, -2, 3, 4.5, Number.NaN, Number.NEGATIVE_INFINITY) }],
    ['empty', { shape: [0, 4], data: new Float32Array(0) }],
    ['scalar', { shape: [], data: Float32Array.of(7) }],
    ['model.größe', { shape: [2], data: Float32Array.of(8, 9) }],
  ]),
  metadata: { format: 'pt', note: 'a "quoted" text' },
};

/** A file with any header and so many bytes of data, well-formed or not. */
function raw(header: string, data = 0): Uint8Array {
  const encoded = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + encoded.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(encoded.length), true);
  bytes.set(encoded, 8);
  return bytes;
}

const entry = (shape: number[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('writeSafetensors', () => {
  it('lays out length, header and data as the format says', () => {
    const bytes = writeSafetensors({
      tensors: new Map([
        ['x', { shape: [2], data: Float32Array.of(1, 2) }],
        ['y', { shape: [1, 1], data: Float32Array.of(-1) }],
      ]),
      metadata: { format: 'pt' },
    });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { format: 'pt' },
      x: entry([2], 0, 8),
      y: entry([1, 1], 8, 12),
    });
    expect([0, 4, 8].map((at) => view.getFloat32(8 + length + at, true))).toEqual([1, 2, -1]);
    expect(bytes).toHaveLength(8 + length + 12);
  });

  it('writes a view into a larger buffer, not the buffer', () => {
    const large = Float32Array.of(0, 1, 2, 3);
    const bytes = writeSafetensors({
      tensors: new Map([['x', { shape: [2], data: large.subarray(1, 3) }]]),
      metadata: {},
    });
    expect(readSafetensors(bytes).tensors.get('x')?.data).toEqual(Float32Array.of(1, 2));
  });

  it('refuses numbers that do not match their shape, and the reserved name', () => {
    const write = (name: string, shape: number[]) => () =>
      writeSafetensors({ tensors: new Map([[name, { shape, data: new Float32Array(5) }]]), metadata: {} });
    expect(write('x', [2, 3])).toThrow('Tensor "x" has 5 numbers; its shape [2, 3] needs another count.');
    expect(write('__metadata__', [5])).toThrow(SafetensorsError);
  });
});

describe('readSafetensors', () => {
  it('gives back what was written, wherever the bytes lie', () => {
    const bytes = writeSafetensors(file);
    expect(readSafetensors(bytes)).toEqual(file);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3))).toEqual(file);
  });

  it('reads entries in any order, and files without metadata', () => {
    const bytes = raw(JSON.stringify({ b: entry([1], 4, 8), a: entry([1], 0, 4) }), 8);
    bytes.set(new Uint8Array(Float32Array.of(1, 2).buffer), bytes.length - 8);
    const { tensors, metadata } = readSafetensors(bytes);
    expect([...tensors].map(([name, { data }]) => [name, data[0]])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(metadata).toEqual({});
  });

  it('is not fooled by names that mean something to JavaScript', () => {
    const { tensors } = readSafetensors(raw(`{"__proto__":${JSON.stringify(entry([1], 0, 4))}}`, 4));
    expect([...tensors.keys()]).toEqual(['__proto__']);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /not a safetensors file: it has only 0 bytes/],
    ['a zip', new TextEncoder().encode('PK\u0003\u0004 and so on'), /not a safetensors file, or it is cut short/],
    ['a header beyond the end', raw('{}').subarray(0, 9), /cut short/],
    ['no JSON', raw('hello'), /header is not JSON/],
    ['a list', raw('[]'), /not a table/],
    ['null', raw('null'), /not a table/],
    ['odd metadata', raw('{"__metadata__":{"a":1}}'), /metadata are not texts/],
    ['an odd entry', raw('{"x":3}'), /entry of tensor "x"/],
    ['a negative shape', raw(JSON.stringify({ x: entry([-1], 0, 4) }), 4), /entry of tensor "x"/],
    ['a fraction', raw(JSON.stringify({ x: entry([1.5], 0, 6) }), 6), /entry of tensor "x"/],
    ['half precision', raw(JSON.stringify({ x: entry([1], 0, 2, 'BF16') }), 2), /type BF16; convert/],
    ['a wrong size', raw(JSON.stringify({ x: entry([2], 0, 4) }), 4), /does not fit its shape \[2\]/],
    ['a gap', raw(JSON.stringify({ x: entry([1], 4, 8) }), 8), /does not fit/],
    ['an overlap', raw(JSON.stringify({ x: entry([1], 0, 4), y: entry([1], 0, 4) }), 4), /tensor "y" does not fit/],
    ['a cut', writeSafetensors(file).slice(0, -4), /cut short: tensor "model.größe"/],
    ['a tail', raw(JSON.stringify({ x: entry([1], 0, 4) }), 8), /goes on behind/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });
});
