/** Drawing on the device: the definition of `sampling.ts`, the numbers of `src/random`, the frequencies of softmax. */
import { beforeAll, describe, expect, it } from 'vitest';
import threefryCode from '../../../../../src/model/engines/webgpu/kernels/threefry.wgsl?raw';
import type { Grammar } from '../../../../../src/model/grammar.ts';
import { sampleToken } from '../../../../../src/model/sampling.ts';
import { bits, derive, foldIn, integer, type Key, key, normal, uniform } from '../../../../../src/random/index.ts';
import { openTestDevice, type TestDevice } from '../../../../support/webgpu-pass.ts';
import { drawOnDevice, runKernel, type Wanted } from '../../../../support/webgpu-sampler.ts';

let device: TestDevice;
beforeAll(async () => {
  device = await openTestDevice();
});

describe('threefry', () => {
  it('gives the bits of src/random, and numbers below 1 that are no larger', async () => {
    const count = 4096;
    const asked = Array.from({ length: count }, (_, i): [Key, number] => [
      [bits(key(1), i), bits(key(2), i)],
      i % 3 === 0 ? bits(key(3), i) : i,
    ]);
    const input = Uint32Array.from(asked.flatMap(([[a, b], data]) => [a, b, data, 0]));
    const code = `${threefryCode}
      @group(0) @binding(0) var<storage, read_write> words: array<vec4u>;
      @compute @workgroup_size(64)
      fn main(@builtin(global_invocation_id) id: vec3u) {
        let folded = fold_in(words[id.x].xy, words[id.x].z);
        let drawn = random_bits(folded);
        words[id.x] = vec4u(folded, drawn, bitcast<u32>(unit_float(drawn)));
      }`;
    const words = await runKernel(device, { label: 'threefry', code, constants: {} }, [input], count / 64, 0);
    const floats = new Float32Array(words.buffer);
    for (const [i, [parent, data]] of asked.entries()) {
      const folded = foldIn(parent, data);
      const drawn = uniform(folded);
      expect(Array.from(words.subarray(4 * i, 4 * i + 3))).toEqual([...folded, bits(folded)]);
      const cut = floats[4 * i + 3]!;
      expect(cut <= drawn && cut >= drawn * (1 - 2 ** -23) && cut < 1, `${drawn} became ${cut}`).toBe(true);
    }
    await device.check();
  });
});

/** Every state allows some tokens, about one in three. */
function someGrammar(vocabulary: number, states: number, seed: number): Grammar {
  const next = Int32Array.from({ length: states * vocabulary }, (_, i) => {
    const k = derive(key(seed), 'grammar', i);
    return i % vocabulary === i % 3 || uniform(k) < 0.3 ? integer(derive(k, 'to'), states) : -1;
  });
  return { next };
}

/** Rows of logits, many of them equal to others, and settings of all kinds. */
function someWanted(vocabulary: number, count: number): Wanted[] {
  const grammar = someGrammar(vocabulary, 3, vocabulary);
  return Array.from({ length: count }, (_, i) => {
    const k = derive(key(vocabulary), i);
    const sharp = [1, 3, 30][i % 3]!;
    return {
      logits: Float32Array.from({ length: vocabulary }, (_, t) => Math.round(4 * sharp * normal(k, t)) / 4),
      temperature: [1, 0, 0.4, 2, 1][i % 5]!,
      topK: [0, 0, 1, 5, 40][i % 7] ?? 0,
      topP: [1, 0.3, 1, 0.9, 1, 1, 0.01][i % 11] ?? 1,
      ...(i % 4 === 1 ? { grammar: { grammar, state: i % 3 } } : {}),
      key: k,
      position: 1 + integer(derive(k, 'position'), 1000),
    };
  });
}

describe('the sampler', () => {
  it.each([3, 64, 65, 300])('draws the token of sampling.ts, and says the same of it, from %i tokens', async (size) => {
    const wanted = someWanted(size, 400);
    const drawn = await drawOnDevice(device, wanted);
    for (const [i, { logits, key: k, position, ...settings }] of wanted.entries()) {
      const state = settings.grammar?.state ?? 0;
      const expected = sampleToken(logits, 0, size, settings, state, k, position);
      expect(drawn[i]!.token, `row ${i}`).toBe(expected.token);
      expect(Math.abs(drawn[i]!.logProb - expected.logProb), `row ${i}`).toBeLessThan(2e-5 * (1 - expected.logProb));
      expect(Math.abs(drawn[i]!.entropy - expected.entropy), `row ${i}`).toBeLessThan(1e-5);
    }
    await device.check();
  });

  it('draws among allowed tokens that are next to impossible, and even where logits are no numbers', async () => {
    const size = 90;
    const next = new Int32Array(size).fill(-1);
    for (const token of [7, 40, 89]) next[token] = 0;
    const draw = { temperature: 1, grammar: { grammar: { next }, state: 0 }, position: 1 };
    const far = new Float32Array(size).fill(500);
    for (const token of [7, 40, 89]) far[token] = 0;
    const nothing = new Float32Array(size).fill(Number.NaN);
    const wanted: Wanted[] = Array.from({ length: 60 }, (_, i) => ({ ...draw, logits: far, key: key(i) }));
    const drawn = await drawOnDevice(device, [...wanted, { ...draw, logits: nothing, key: key(0) }]);
    expect(new Set(drawn.slice(0, 60).map(({ token }) => token))).toEqual(new Set([7, 40, 89]));
    expect([7, 40, 89]).toContain(drawn[60]!.token);
    await device.check();
  });

  it('draws with the frequencies of softmax', async () => {
    const size = 70;
    const count = 6000;
    const logits = Float32Array.from({ length: size }, (_, t) => 1.5 * normal(key(8), t));
    const draw = { temperature: 0.7, position: 12 };
    const wanted = Array.from({ length: count }, (_, i) => ({ ...draw, logits, key: derive(key(9), i) }));
    const counts = new Float64Array(size);
    for (const { token } of await drawOnDevice(device, wanted)) counts[token] = counts[token]! + 1;
    expect(Math.abs(deviation(counts, logits, 0.7))).toBeLessThan(3);
    // The measure sees a temperature that is slightly wrong.
    expect(deviation(counts, logits, 0.8)).toBeGreaterThan(10);
    await device.check();
  });
});

/** How many standard deviations the chi-squared statistic lies above its mean; rare tokens count as one. */
function deviation(counts: Float64Array, logits: Float32Array, temperature: number): number {
  const total = counts.reduce((a, b) => a + b, 0);
  const weights = Array.from(logits, (x) => Math.exp(x / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  const bins: { seen: number; expected: number }[] = [];
  const rare = { seen: 0, expected: 0 };
  for (const [token, weight] of weights.entries()) {
    const expected = (total * weight) / sum;
    if (expected >= 5) bins.push({ seen: counts[token]!, expected });
    else {
      rare.seen += counts[token]!;
      rare.expected += expected;
    }
  }
  if (rare.expected > 0) bins.push(rare);
  const statistic = bins.reduce((chi, { seen, expected }) => chi + (seen - expected) ** 2 / expected, 0);
  const freedom = bins.length - 1;
  return (statistic - freedom) / Math.sqrt(2 * freedom);
}
