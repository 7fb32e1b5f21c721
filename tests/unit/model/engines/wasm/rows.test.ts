/** The kernels that treat rows one by one, at widths with and without a tail, against float64 formulas. */
import { beforeAll, describe, expect, it } from 'vitest';
import { distance } from '../../../../support/engine-fixtures.ts';
import { type KernelBench, kernelBench, noise } from '../../../../support/wasm-memory.ts';

let bench: KernelBench;
beforeAll(async () => {
  bench = await kernelBench();
});

describe('exp', () => {
  it('is within 2 units in the last place', () => {
    const x = Float32Array.from({ length: 40_000 }, (_, i) => -87.2 + (175 * i) / 40_000);
    const y = bench.put(x);
    bench.kernels.expAll(y, x.length, y);
    let worst = 0;
    for (const [i, value] of bench.get(y, x.length).entries()) {
      const exact = Math.exp(x[i]!);
      const unit = 2 ** (Math.floor(Math.log2(exact)) - 23);
      worst = Math.max(worst, Math.abs(value - exact) / unit);
    }
    expect(worst).toBeLessThan(2);
  });

  it('is exactly 1 at 0, and 0 where single precision runs out', () => {
    const y = bench.put([0, -0, -88, Number.NEGATIVE_INFINITY, -1000, 1, -1, 2]);
    bench.kernels.expAll(y, 8, y);
    expect([...bench.get(y, 5)]).toEqual([1, 1, 0, 0, 0]);
  });
});

for (const d of [4, 6, 17, 64]) {
  describe(`rows of ${d}`, () => {
    const rows = 3;
    const x = noise(1, rows * d);
    const gain = noise(2, d);
    const dy = noise(3, rows * d);

    const normed = (values: ArrayLike<number>, gains: ArrayLike<number>) =>
      Array.from({ length: rows * d }, (_, at) => {
        const row = Math.floor(at / d);
        let squares = 0;
        for (let i = 0; i < d; i++) squares += values[row * d + i]! ** 2;
        return (values[at]! / Math.sqrt(squares / d + 1e-5)) * gains[at % d]!;
      });

    it('rmsNorm divides by the root of the mean square', () => {
      const y = bench.put(x);
      bench.kernels.rmsNorm(bench.put(x), 0, bench.put(gain), rows, d, 1e-5, y, bench.put(x));
      expect(distance(bench.get(y, rows * d), normed(x, gain))).toBeLessThan(1e-5);
    });

    it('rmsNormGradient is its derivative, added to what is there', () => {
      const inverse = bench.put(x);
      const X = bench.put(x);
      const gains = bench.put(gain);
      bench.kernels.rmsNorm(X, 0, gains, rows, d, 1e-5, bench.put(x), inverse);
      const dx = bench.put(new Float32Array(rows * d).fill(1));
      const dGain = bench.put(new Float32Array(d).fill(2));
      bench.kernels.rmsNormGradient(X, 0, gains, inverse, bench.put(dy), rows, d, dx, dGain);
      const along = (values: Float64Array, gains: Float64Array) =>
        normed(values, gains).reduce((sum, y, i) => sum + y * dy[i]!, 0);
      const x64 = Float64Array.from(x);
      const gain64 = Float64Array.from(gain);
      const slope = (target: Float64Array, i: number) => {
        const at = target[i]!;
        target[i] = at + 1e-5;
        const above = along(x64, gain64);
        target[i] = at - 1e-5;
        const below = along(x64, gain64);
        target[i] = at;
        return (above - below) / 2e-5;
      };
      expect(
        distance(
          bench.get(dx, rows * d),
          Array.from(x, (_, i) => 1 + slope(x64, i)),
        ),
      ).toBeLessThan(1e-4);
      expect(
        distance(
          bench.get(dGain, d),
          Array.from(gain, (_, i) => 2 + slope(gain64, i)),
        ),
      ).toBeLessThan(1e-4);
    });

    it('rmsNorm and its gradient can treat picked rows alone', () => {
      const picks = bench.putIntegers([2, 0]);
      const [X, gains] = [bench.put(x), bench.put(gain)];
      const [y, inverse, dx, dGain] = [x, x, new Float32Array(rows * d), new Float32Array(d)].map((v) => bench.put(v));
      bench.kernels.rmsNorm(X, picks, gains, 2, d, 1e-5, y!, inverse!);
      const expected = normed(x, gain);
      expect(distance(bench.get(y!, d), expected.slice(2 * d))).toBeLessThan(1e-5);
      expect(distance(bench.get(y! + 4 * d, d), expected.slice(0, d))).toBeLessThan(1e-5);
      bench.kernels.rmsNormGradient(X, picks, gains, inverse!, bench.put(dy), 2, d, dx!, dGain!);
      const picked = bench.get(dx!, rows * d);
      const whole = bench.put(new Float32Array(2 * d));
      const rowsAlone = bench.put(Float32Array.of(...x.subarray(2 * d), ...x.subarray(0, d)));
      const alone = bench.put(new Float32Array(d));
      bench.kernels.rmsNormGradient(rowsAlone, 0, gains, inverse!, bench.put(dy), 2, d, whole, alone);
      expect(picked.subarray(2 * d)).toEqual(bench.get(whole, d));
      expect(picked.subarray(0, d)).toEqual(bench.get(whole + 4 * d, d));
      expect(picked.subarray(d, 2 * d).every((v) => v === 0)).toBe(true);
      expect(bench.get(dGain!, d)).toEqual(bench.get(alone, d));
    });

    it('scale and addTo keep to their floats', () => {
      const to = bench.put([...x, 9, 9, 9]);
      bench.kernels.scale(to, x.length, -2, to);
      bench.kernels.addTo(to, bench.put(x), x.length);
      expect(bench.get(to, x.length + 3)).toEqual(Float32Array.of(...x.map((v) => -v), 9, 9, 9));
    });

    it('gather and scatterAdd move whole rows', () => {
      const indices = bench.putIntegers([2, 0, 2, 1]);
      const to = bench.put(noise(9, 4 * d));
      bench.kernels.gather(bench.put(x), indices, 4, d, to);
      const got = bench.get(to, 4 * d);
      expect(got.subarray(2 * d, 3 * d)).toEqual(x.subarray(2 * d));
      const table = bench.put(new Float32Array(rows * d));
      bench.kernels.scatterAdd(to, indices, 4, d, table);
      const sums = bench.get(table, rows * d);
      expect(sums.subarray(0, 2 * d)).toEqual(x.subarray(0, 2 * d));
      expect(
        distance(
          sums.subarray(2 * d),
          x.subarray(2 * d).map((v) => 2 * v),
        ),
      ).toBe(0);
    });

    it('swiGlu and its gradient', () => {
      const n = rows * d;
      const up = noise(4, n);
      const gates = bench.put(x);
      const ups = bench.put(up);
      const y = bench.put(noise(5, n + 4));
      bench.kernels.swiGlu(gates, ups, n, y);
      const silu = (g: number) => g / (1 + Math.exp(-g));
      expect(
        distance(
          bench.get(y, n),
          Array.from(x, (g, i) => silu(g) * up[i]!),
        ),
      ).toBeLessThan(1e-6);
      const dGate = bench.put(dy);
      const dUp = bench.put(noise(5, n + 4));
      bench.kernels.swiGluGradient(gates, ups, dGate, n, dGate, dUp);
      const slope = (g: number) => (silu(g + 1e-5) - silu(g - 1e-5)) / 2e-5;
      expect(
        distance(
          bench.get(dGate, n),
          Array.from(x, (g, i) => slope(g) * up[i]! * dy[i]!),
        ),
      ).toBeLessThan(1e-5);
      expect(
        distance(
          bench.get(dUp, n),
          Array.from(x, (g, i) => silu(g) * dy[i]!),
        ),
      ).toBeLessThan(1e-6);
    });
  });
}

describe('rotate', () => {
  for (const headSize of [2, 6, 8, 16]) {
    it(`turns pairs of heads of ${headSize} by their position, and back`, () => {
      const heads = 3;
      const half = headSize / 2;
      const positions = [0, 5, 2];
      const angle = (position: number, i: number) => position * 0.3 * (i + 1);
      const table = (f: (x: number) => number) =>
        bench.put(Array.from({ length: 6 * half }, (_, at) => f(angle(Math.floor(at / half), at % half))));
      const x = noise(6, 3 * heads * headSize);
      const X = bench.put(x);
      const cos = table(Math.cos);
      const sin = table(Math.sin);
      const indices = bench.putIntegers(positions);
      bench.kernels.rotate(X, indices, 3, heads, headSize, cos, sin, 1);
      const expected = Array.from(x, (_, at) => {
        const row = Math.floor(at / (heads * headSize));
        const channel = at % headSize;
        const i = channel % half;
        const [c, s] = [Math.cos(angle(positions[row]!, i)), Math.sin(angle(positions[row]!, i))];
        return channel < half ? x[at]! * c - x[at + half]! * s : x[at]! * c + x[at - half]! * s;
      });
      expect(distance(bench.get(X, x.length), expected)).toBeLessThan(1e-5);
      bench.kernels.rotate(X, indices, 3, heads, headSize, cos, sin, -1);
      expect(distance(bench.get(X, x.length), x)).toBeLessThan(1e-5);
    });
  }
});

describe('exponentials and logitGradient', () => {
  for (const n of [1, 5, 8, 100, 101]) {
    it(`judge rows of ${n} tokens`, () => {
      const rows = 3;
      const stride = Math.ceil(n / 8) * 8;
      const logits = noise(7, rows * stride).map((v, at) => (at % stride < n ? 5 * v : Number.NaN));
      const scales = [1, 2, 0.5];
      const targets = [0, n - 1, n >> 1];
      const X = bench.put(logits);
      const E = bench.put(new Float32Array(rows * stride).fill(Number.NaN));
      const T = bench.putIntegers(targets);
      const S = bench.put(scales);
      const sums = bench.put(new Float32Array(4 * rows));
      bench.kernels.exponentials(X, stride, rows, n, S, T, E, sums);
      const got = bench.get(sums, 4 * rows);
      const e = bench.get(E, rows * stride);
      // Any numbers do; b = 0 takes a way of its own.
      const slopes = [0.5, 0, -1, -2, 0.7, 3, 1, -1, 0];
      bench.kernels.logitGradient(X, stride, rows, n, S, T, sums, bench.put(slopes), E);
      const gradient = bench.get(E, rows * stride);
      for (let row = 0; row < rows; row++) {
        const z = Array.from(logits.subarray(row * stride, row * stride + n), (v) => v * scales[row]!);
        const top = Math.max(...z);
        const exact = z.map((v) => Math.exp(v - top));
        expect(got[4 * row]).toBeCloseTo(
          exact.reduce((a, b) => a + b, 0),
          4,
        );
        expect(got[4 * row + 1]).toBeCloseTo(
          exact.reduce((sum, v, i) => sum + v * (z[i]! - top), 0),
          4,
        );
        expect(got[4 * row + 2]).toBeCloseTo(z[targets[row]!]! - top, 5);
        expect(got[4 * row + 3]).toBe(Math.max(...logits.subarray(row * stride, row * stride + n)));
        expect(distance(e.subarray(row * stride, row * stride + n), exact)).toBeLessThan(2e-6);
        const [a, b, c] = slopes.slice(3 * row) as [number, number, number];
        const expected = exact.map((v, i) => v * (a + b * (z[i]! - top)) + (i === targets[row] ? c : 0));
        expect(distance(gradient.subarray(row * stride, row * stride + n), expected)).toBeLessThan(1e-5);
      }
    });
  }
});
