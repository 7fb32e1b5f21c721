import { describe, expect, it } from 'vitest';
import { type AdamWConfig, adamw, globalNorm } from '../../../src/model/adamw.ts';
import type { ParameterLayout, ParameterSlot } from '../../../src/model/layout.ts';

const layout: ParameterLayout = {
  slots: [
    { name: 'matrix', shape: [1, 2], offset: 0, size: 2, init: 'zeros', decay: true, trained: true },
    { name: 'gain', shape: [1], offset: 2, size: 1, init: 'ones', decay: false, trained: true },
  ],
  size: 3,
};

const config: AdamWConfig = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.5,
  clipNorm: 0,
};

const buffers = () => ({
  parameters: Float32Array.of(1, -2, 3),
  firstMoment: new Float32Array(3),
  secondMoment: new Float32Array(3),
});

describe('adamw', () => {
  it("moves by the learning rate against the gradient's sign in the first step, after decay", () => {
    const b = buffers();
    expect(adamw(layout, b, Float32Array.of(3, -4, 0), 1, config)).toEqual({ gradNorm: 5, applied: true });
    const expected = [1 * 0.95 - 0.1, -2 * 0.95 + 0.1, 3];
    for (const [i, value] of expected.entries()) expect(b.parameters[i]).toBeCloseTo(value, 6);
  });

  it('follows a worked example of two steps', () => {
    const b = { ...buffers(), parameters: Float32Array.of(0, 0, 1) };
    const plain = { ...config, weightDecay: 0 };
    adamw(layout, b, Float32Array.of(0, 0, 2), 1, plain);
    adamw(layout, b, Float32Array.of(0, 0, -1), 2, plain);
    // m = 0.9·0.2 - 0.1 = 0.08, v = 0.99·0.04 + 0.01 = 0.0496; bias corrections 0.19 and 0.0199.
    expect(b.firstMoment[2]).toBeCloseTo(0.08, 7);
    expect(b.secondMoment[2]).toBeCloseTo(0.0496, 7);
    expect(b.parameters[2]).toBeCloseTo(0.9 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.0496 / 0.0199), 6);
  });

  it('clips by the norm over all tensors, and reports the norm before', () => {
    const clipped = buffers();
    const scaled = buffers();
    const result = adamw(layout, clipped, Float32Array.of(3, 0, 4), 1, { ...config, clipNorm: 1 });
    adamw(layout, scaled, Float32Array.of(0.6, 0, 0.8), 1, config);
    expect(result.gradNorm).toBe(5);
    for (let i = 0; i < 3; i++) expect(clipped.firstMoment[i]).toBeCloseTo(scaled.firstMoment[i] ?? Number.NaN, 7);
  });

  it('leaves a gradient below the limit as it is', () => {
    const [free, limited] = [buffers(), buffers()];
    adamw(layout, free, Float32Array.of(0.3, 0.1, 0), 1, config);
    adamw(layout, limited, Float32Array.of(0.3, 0.1, 0), 1, { ...config, clipNorm: 1 });
    expect(limited).toEqual(free);
  });

  it('neither counts nor moves what is frozen, not even by decay', () => {
    const [matrix, gain] = layout.slots as [ParameterSlot, ParameterSlot];
    const frozen = { ...layout, slots: [{ ...matrix, trained: false }, gain] };
    const before = { ...buffers(), firstMoment: Float32Array.of(1, 2, 0), secondMoment: Float32Array.of(1, 2, 0) };
    const b = structuredClone(before);
    const { gradNorm } = adamw(frozen, b, Float32Array.of(3, Number.NaN, 0.5), 1, config);
    expect(gradNorm).toBe(0.5);
    for (const field of ['parameters', 'firstMoment', 'secondMoment'] as const) {
      expect(b[field].subarray(0, 2)).toEqual(before[field].subarray(0, 2));
      expect(b[field][2]).not.toBe(before[field][2]);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'touches nothing when an entry is %d',
    (bad) => {
      const b = buffers();
      expect(adamw(layout, b, Float32Array.of(1, bad, 1), 1, config).applied).toBe(false);
      expect(b).toEqual(buffers());
    },
  );
});

describe('globalNorm', () => {
  it('does not overflow where single precision would', () => {
    expect(globalNorm(Float32Array.of(1e30, 1e30, 0), layout.slots)).toBeCloseTo(Math.SQRT2 * 1e30, -25);
  });

  it('is 0 for zeros', () => {
    expect(globalNorm(new Float32Array(3), layout.slots)).toBe(0);
  });
});
