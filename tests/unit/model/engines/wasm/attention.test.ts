/** Attention against a float64 softmax, its gradient against finite differences, and equal bits however it is cut. */
import { beforeAll, describe, expect, it } from 'vitest';
import { distance } from '../../../../support/engine-fixtures.ts';
import { type KernelBench, kernelBench, noise } from '../../../../support/wasm-memory.ts';

let bench: KernelBench;
beforeAll(async () => {
  bench = await kernelBench();
});

/** [t, heads · size], float64. */
function reference(q: Float64Array, k: Float64Array, v: Float64Array, t: number, heads: number): Float64Array {
  const d = q.length / t;
  const size = d / heads;
  const out = new Float64Array(q.length);
  for (let h = 0; h < heads; h++) {
    for (let i = 0; i < t; i++) {
      const e = Array.from({ length: i + 1 }, (_, j) => {
        let dot = 0;
        for (let c = 0; c < size; c++) dot += q[i * d + h * size + c]! * k[j * d + h * size + c]!;
        return Math.exp(dot / Math.sqrt(size));
      });
      const total = e.reduce((a, b) => a + b, 0);
      for (const [j, p] of e.entries()) {
        for (let c = 0; c < size; c++) {
          const at = i * d + h * size + c;
          out[at] = out[at]! + (p / total) * v[j * d + h * size + c]!;
        }
      }
    }
  }
  return out;
}

const SHAPES = [
  { t: 1, heads: 1, size: 2 },
  { t: 7, heads: 2, size: 6 },
  { t: 37, heads: 3, size: 8 },
  { t: 16, heads: 1, size: 16 },
];

for (const { t, heads, size } of SHAPES) {
  const d = heads * size;
  const span = Math.ceil(t / 8) * 8;
  const [q, k, v, dOut] = [1, 2, 3, 4].map((seed) => noise(seed, t * d)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];

  describe(`${heads} heads of ${size} over ${t} tokens`, () => {
    /** The outputs when tokens arrive in runs of the given lengths. */
    function attendInRuns(runs: readonly number[]): Float32Array {
      const { kernels } = bench;
      const [Q, K, V, out] = [bench.put(q), bench.put(k), bench.put(v), bench.put(q)];
      const keys = bench.put(new Float32Array(span * d).fill(Number.NaN));
      const values = bench.put(new Float32Array(span * d).fill(Number.NaN));
      const scratch = bench.put(new Float32Array(16 * span).fill(Number.NaN));
      let first = 0;
      for (const count of runs) {
        const at = 4 * first * d;
        kernels.packKeys(K + at, count, first, heads, size, span * size, keys);
        kernels.copy(V + at, count * d, values + at);
        kernels.attend(Q + at, count, first, heads, size, keys, span * size, values, scratch, span, out + at);
        first += count;
      }
      return bench.get(out, t * d);
    }

    it('is softmax(q kᵀ / √size) v over what came before', () => {
      const expected = reference(Float64Array.from(q), Float64Array.from(k), Float64Array.from(v), t, heads);
      expect(distance(attendInRuns([t]), expected)).toBeLessThan(1e-5);
    });

    it('gives the same bits token by token and in runs', () => {
      const whole = attendInRuns([t]);
      expect(attendInRuns(Array.from({ length: t }, () => 1))).toEqual(whole);
      if (t > 5) expect(attendInRuns([3, 1, t - 4])).toEqual(whole);
    });

    it('has the gradient of finite differences', () => {
      const scratch = bench.put(new Float32Array(2 * t * span + 2 * span * size).fill(Number.NaN));
      const [dq, dk, dv] = [bench.put(q), bench.put(q), bench.put(q)] as const;
      bench.kernels.attendGradient(
        bench.put(q),
        bench.put(k),
        bench.put(v),
        bench.put(dOut),
        t,
        heads,
        size,
        scratch,
        span,
        dq,
        dk,
        dv,
      );
      const inputs = [q, k, v].map((x) => Float64Array.from(x)) as [Float64Array, Float64Array, Float64Array];
      const along = () => reference(...inputs, t, heads).reduce((sum, y, i) => sum + y * dOut[i]!, 0);
      for (const [which, address] of [dq, dk, dv].entries()) {
        const gradient = bench.get(address, t * d);
        expect(gradient.every(Number.isFinite)).toBe(true);
        // A handful of entries from all over the matrix.
        for (let i = 0; i < t * d; i += Math.max(1, Math.floor((t * d) / 11))) {
          const x = inputs[which]!;
          const at = x[i]!;
          x[i] = at + 1e-5;
          const above = along();
          x[i] = at - 1e-5;
          const below = along();
          x[i] = at;
          expect(gradient[i]).toBeCloseTo((above - below) / 2e-5, 4);
        }
      }
    });
  });
}
