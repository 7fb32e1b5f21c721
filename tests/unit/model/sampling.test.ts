import { describe, expect, it } from 'vitest';
import { sampleToken } from '../../../src/model/sampling.ts';
import { foldIn, key, uniform } from '../../../src/random/index.ts';

const logits = Float32Array.of(9, 9, Math.log(0.1), Math.log(0.6), Math.log(0.3), 9);

describe('sampleToken', () => {
  it('reads only its part of the buffer', () => {
    expect(sampleToken(logits, 2, 3, { temperature: 0 }, 0, key(1), 0).token).toBe(1);
  });

  it('takes the first of equally probable tokens at temperature 0', () => {
    expect(sampleToken(Float32Array.of(1, 3, 3, 2), 0, 4, { temperature: 0 }, 0, key(1), 0).token).toBe(1);
  });

  it('says log-probability and entropy of the distribution it drew from', () => {
    const entropy = -(0.1 * Math.log(0.1) + 0.6 * Math.log(0.6) + 0.3 * Math.log(0.3));
    for (const temperature of [0, 1]) {
      const draw = sampleToken(logits, 2, 3, { temperature }, 0, key(1), 0);
      expect(draw.logProb).toBeCloseTo(Math.log([0.1, 0.6, 0.3][draw.token] ?? Number.NaN), 6);
      expect(draw.entropy).toBeCloseTo(entropy, 6);
    }
    const sharp = [0.1, 0.6, 0.3].map((p) => p ** 2 / 0.46);
    const draw = sampleToken(logits, 2, 3, { temperature: 0.5 }, 0, key(1), 0);
    expect(draw.logProb).toBeCloseTo(Math.log(sharp[draw.token] ?? Number.NaN), 6);
    expect(draw.entropy).toBeCloseTo(-sharp.reduce((sum, p) => sum + p * Math.log(p), 0), 6);
  });

  it('draws each token as often as it is probable', () => {
    const counts = [0, 0, 0];
    const n = 4000;
    for (let position = 0; position < n; position++) {
      const { token } = sampleToken(logits, 2, 3, { temperature: 1 }, 0, key(7), position);
      counts[token] = (counts[token] ?? 0) + 1;
    }
    for (const [i, p] of [0.1, 0.6, 0.3].entries()) {
      expect(Math.abs((counts[i] ?? 0) / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  it('uses one uniform number, keyed by the position', () => {
    const k = key(3);
    for (let position = 0; position < 50; position++) {
      const u = uniform(foldIn(k, position));
      expect(sampleToken(logits, 2, 3, { temperature: 1 }, 0, k, position).token).toBe(u < 0.1 ? 0 : u < 0.7 ? 1 : 2);
    }
  });

  it('never draws a token of probability 0, and survives huge logits', () => {
    const wild = Float32Array.of(Number.NEGATIVE_INFINITY, 1e30, 1e30, -1e30);
    for (let position = 0; position < 50; position++) {
      const draw = sampleToken(wild, 0, 4, { temperature: 1 }, 0, key(1), position);
      expect([1, 2]).toContain(draw.token);
      expect(draw.logProb).toBeCloseTo(-Math.LN2, 6);
    }
  });
});
