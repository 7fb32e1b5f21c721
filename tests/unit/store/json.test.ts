import { describe, expect, it } from 'vitest';
import { decodeJson, encodeJson } from '../../../src/store/json.ts';

describe('a round trip', () => {
  it.each<[string, unknown]>([
    ['negative zero', -0],
    ['numbers of any size', [0, -1.5, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e21, 2 ** 53]],
    ['numbers that JSON lacks', { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: [Number.NEGATIVE_INFINITY] }],
    ['strings', ['', '"\\\n\u2028é🌳', '$number']],
    ['null and booleans', [null, true, false]],
    ['nested objects and names that need quoting', { 'a"b': { c: [{}, []] } }],
    ['typed arrays', { x: new Int32Array([1, -2]), y: new Float32Array([0.1, -0]), z: new Uint8Array(0) }],
  ])('keeps %s', (_what, value) => {
    expect(decodeJson(encodeJson(value))).toEqual(value);
  });

  it('is plain JSON where JSON suffices', () => {
    const value = { step: 1, own: [0, 1], name: 'a "b"', none: null };
    expect(encodeJson(value)).toBe(JSON.stringify(value));
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(encodeJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

it.each<[string, unknown, string]>([
  ['functions', { f: () => 0 }, 'type function cannot'],
  ['bigints', [1n], 'type bigint cannot'],
  ['maps', new Map(), 'A Map cannot'],
  ['dates', { at: new Date(0) }, 'A Date cannot'],
  ['undefined in a list', [undefined], 'type undefined cannot'],
])('refuses %s rather than losing them', (_what, value, message) => {
  expect(() => encodeJson(value)).toThrow(message);
});

it.each([
  ['what is not JSON', '{"a":'],
  ['typed arrays that there are not', '{"$typedArray":"Complex64Array","values":[1]}'],
])('refuses to read %s', (_what, text) => {
  expect(() => decodeJson(text)).toThrow(SyntaxError);
});
