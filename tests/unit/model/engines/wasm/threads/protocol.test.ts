/** Nothing crosses between threads that is not known. */
import { describe, expect, it } from 'vitest';
import { checkFromHelper, checkToHelper } from '../../../../../../src/model/engines/wasm/threads/protocol.ts';
import { request, someState, TINY, trainBatch } from '../../../../../support/engine-fixtures.ts';

const NONSENSE = [null, undefined, 3, 'step', {}, { kind: 'other' }];

describe('what an engine says', () => {
  const batch = trainBatch(someState(TINY, 1), 1, [3]);
  const step = { kind: 'step', parameters: null, parts: [batch], settings: {}, spare: [new Float32Array(1)] };
  const write = { kind: 'write', id: 0, parameters: new Float32Array(1), requests: [request('a', [1])] };

  it('is taken', () => {
    const others = [
      { kind: 'fork', from: 'a', to: 'b', length: 3 },
      { kind: 'release', sequences: ['a', 'b'] },
    ];
    for (const message of [step, write, ...others]) expect(checkToHelper(message)).toBe(message);
  });

  it('is refused when it makes no sense', () => {
    const broken = [
      ...NONSENSE,
      { kind: 'model', module: {}, config: {}, cacheBytes: 1 },
      { ...step, parts: [{ ...batch, weights: new Float32Array(1) }] },
      { ...step, parameters: [1, 2] },
      { ...step, spare: [null] },
      { ...write, id: 'a' },
      { ...write, requests: [{ sequence: 3 }] },
      { kind: 'fork', from: 'a', to: 'b' },
      { kind: 'release', sequences: 'a' },
    ];
    for (const data of broken) expect(() => checkToHelper(data)).toThrow(/does not know/);
  });
});

describe('what a helper says', () => {
  const gradient = { kind: 'gradient', gradient: new Float32Array(1), sums: new Float64Array(7) };
  const written = { kind: 'written', id: 1, completions: [{ tokens: new Int32Array(1) }] };

  it('is taken', () => {
    for (const message of [gradient, written, { kind: 'failed', reason: 'tired' }]) {
      expect(checkFromHelper(message)).toBe(message);
    }
  });

  it('is refused when it makes no sense', () => {
    const broken = [
      ...NONSENSE,
      { ...gradient, sums: [] },
      { ...written, id: null },
      { ...written, completions: [{ tokens: [1] }] },
      { kind: 'failed' },
    ];
    for (const data of broken) expect(() => checkFromHelper(data)).toThrow(/nobody knows/);
  });
});
