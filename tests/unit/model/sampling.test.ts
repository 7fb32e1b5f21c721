import { describe, expect, it } from 'vitest';
import { type DrawSettings, judgeToken, sampleToken } from '../../../src/model/sampling.ts';
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

describe('sampleToken from fewer tokens', () => {
  // Probabilities 0.1, 0.2, 0.4, 0.2, 0.1: tokens 1 and 3 tie, and so do 0 and 4.
  const five = Float32Array.of(0.1, 0.2, 0.4, 0.2, 0.1).map(Math.log);

  /** How often each token comes in 600 draws. */
  function drawn(settings: DrawSettings, state = 0): number[] {
    const counts = [0, 0, 0, 0, 0];
    for (let position = 0; position < 600; position++) {
      const { token } = sampleToken(five, 0, 5, settings, state, key(2), position);
      counts[token] = (counts[token] ?? 0) + 1;
    }
    return counts;
  }
  const kept = (settings: DrawSettings, state = 0) => drawn(settings, state).flatMap((n, i) => (n > 0 ? [i] : []));

  it('keeps the top k, of equals those with the smaller number', () => {
    expect(kept({ temperature: 1, topK: 1 })).toEqual([2]);
    expect(kept({ temperature: 1, topK: 2 })).toEqual([1, 2]);
    expect(kept({ temperature: 1, topK: 4 })).toEqual([0, 1, 2, 3]);
    for (const topK of [0, 5, 1000]) expect(kept({ temperature: 1, topK })).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps tokens until their share is reached, of equals those with the smaller number', () => {
    expect(kept({ temperature: 1, topP: 0.01 })).toEqual([2]);
    expect(kept({ temperature: 1, topP: 0.39 })).toEqual([2]);
    expect(kept({ temperature: 1, topP: 0.5 })).toEqual([1, 2]);
    expect(kept({ temperature: 1, topP: 0.7 })).toEqual([1, 2, 3]);
    expect(kept({ temperature: 1, topP: 0.85 })).toEqual([0, 1, 2, 3]);
    expect(kept({ temperature: 1, topP: 1 })).toEqual([0, 1, 2, 3, 4]);
  });

  it('counts the share among what top-k left, at the temperature of the draw', () => {
    // Among tokens 1 and 2 the shares are 1/3 and 2/3.
    expect(kept({ temperature: 1, topK: 2, topP: 0.6 })).toEqual([2]);
    expect(kept({ temperature: 1, topK: 2, topP: 0.7 })).toEqual([1, 2]);
    // At temperature ½ the shares are 1, 4, 16, 4, 1 in 26.
    expect(kept({ temperature: 0.5, topP: 0.6 })).toEqual([2]);
    expect(kept({ temperature: 0.5, topP: 0.63 })).toEqual([1, 2]);
  });

  it('draws what is left as often as it is probable', () => {
    const [, one, two] = drawn({ temperature: 1, topK: 2 });
    expect(one! + two!).toBe(600);
    expect(Math.abs(one! / 600 - 1 / 3)).toBeLessThan(0.08);
  });

  describe('under a grammar', () => {
    // State 0 allows tokens 0, 1 and 4; state 1 token 3 only.
    const next = Int32Array.of(0, 1, -1, -1, 0, -1, -1, -1, 0, -1);
    const grammar = { grammar: { next }, state: 0 };

    it('never draws what the state forbids', () => {
      expect(kept({ temperature: 1, grammar }, 0)).toEqual([0, 1, 4]);
      expect(kept({ temperature: 1, grammar }, 1)).toEqual([3]);
    });

    it('takes the best allowed token at temperature 0', () => {
      expect(kept({ temperature: 0, grammar }, 0)).toEqual([1]);
      expect(kept({ temperature: 0, grammar }, 1)).toEqual([3]);
    });

    it('truncates among what is allowed', () => {
      expect(kept({ temperature: 1, grammar, topK: 2 }, 0)).toEqual([0, 1]);
      expect(kept({ temperature: 1, grammar, topP: 0.5 }, 0)).toEqual([1]);
      expect(kept({ temperature: 1, grammar, topP: 0.51 }, 0)).toEqual([0, 1]);
    });
  });

  it('shapes the draw, not what is said of it', () => {
    const next = Int32Array.of(-1, -1, -1, -1, 0);
    const all = sampleToken(five, 0, 5, { temperature: 1 }, 0, key(2), 0);
    for (const settings of [{ topK: 1 }, { topP: 0.1 }, { grammar: { grammar: { next }, state: 0 } }]) {
      const draw = sampleToken(five, 0, 5, { temperature: 1, ...settings }, 0, key(2), 0);
      expect(draw.logProb).toBeCloseTo(five[draw.token]!, 6);
      expect(draw.entropy).toBe(all.entropy);
    }
  });
});

describe('judgeToken', () => {
  it('says of a token what drawing it would have said', () => {
    for (const temperature of [0, 0.5, 1]) {
      for (let position = 0; position < 10; position++) {
        const draw = sampleToken(logits, 2, 3, { temperature }, 0, key(1), position);
        expect(judgeToken(logits, 2, 3, temperature, draw.token)).toEqual(draw);
      }
    }
  });

  it('judges tokens that would never be drawn', () => {
    const { token, logProb, entropy } = judgeToken(Float32Array.of(0, 0, Number.NEGATIVE_INFINITY), 0, 3, 1, 2);
    expect(token).toBe(2);
    expect(logProb).toBe(Number.NEGATIVE_INFINITY);
    expect(entropy).toBeCloseTo(Math.LN2, 6);
  });
});
