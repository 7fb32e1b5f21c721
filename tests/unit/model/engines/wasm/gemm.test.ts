/** Products of all small shapes against plain loops, and the promise that a row's bits do not depend on other rows. */
import { beforeAll, describe, expect, it } from 'vitest';
import { distance } from '../../../../support/engine-fixtures.ts';
import { type KernelBench, kernelBench, noise } from '../../../../support/wasm-memory.ts';

let bench: KernelBench;
beforeAll(async () => {
  bench = await kernelBench();
});

/** Σ over k of a(i, k) · b(k, j), plus s(i, j), row-major [m, n]. */
function product(
  m: number,
  n: number,
  k: number,
  a: (i: number, k: number) => number,
  b: (k: number, j: number) => number,
  s: (i: number, j: number) => number = () => 0,
): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    let sum = s(i, j);
    for (let x = 0; x < k; x++) sum += a(i, x) * b(x, j);
    return sum;
  });
}

const panels = (n: number) => Math.ceil(n / 8);

describe('gemm', () => {
  for (const n of [1, 3, 7, 8, 9, 16, 21, 32, 75]) {
    it(`multiplies by ${n} columns, packed either way or in place`, () => {
      for (const m of [1, 2, 3, 4, 5, 7, 8, 9, 66]) {
        for (const k of [1, 2, 5, 8]) {
          const a = noise(1, m * k);
          const b = noise(2, k * n);
          const bT = Float32Array.from({ length: n * k }, (_, at) => b[(at % k) * n + Math.floor(at / k)]!);
          const expected = product(
            m,
            n,
            k,
            (i, x) => a[i * k + x]!,
            (x, j) => b[x * n + j]!,
          );
          const { kernels } = bench;
          const A = bench.put(a);
          const B = bench.put(b);
          const C = bench.put(new Float32Array(m * n));
          const packed = bench.put(new Float32Array(panels(n) * 8 * k));
          kernels.packRows(B, n, k, n, packed);
          kernels.gemm(A, k, packed, 8, 8 * k, C, n, 0, m, n, k);
          const fromRows = bench.get(C, m * n);
          expect(distance(fromRows, expected)).toBeLessThan(1e-5);
          kernels.packColumns(bench.put(bT), k, n, k, 0, packed);
          kernels.gemm(A, k, packed, 8, 8 * k, C, n, 0, m, n, k);
          expect(bench.get(C, m * n)).toEqual(fromRows);
          kernels.gemm(A, k, B, n, 8, C, n, 0, m, n, k);
          expect(bench.get(C, m * n)).toEqual(fromRows);
        }
      }
    });
  }

  it.each([
    [5, 11],
    [1, 43],
    [14, 8],
  ])('adds another matrix [%d, %d], which may be the result, and keeps to its columns', (m, n) => {
    const k = 6;
    const stride = n + 3;
    const a = noise(3, m * k);
    const b = noise(4, k * n);
    const s = noise(5, m * stride);
    const expected = product(
      m,
      n,
      k,
      (i, x) => a[i * k + x]!,
      (x, j) => b[x * n + j]!,
      (i, j) => s[i * stride + j]!,
    );
    const A = bench.put(a);
    const B = bench.put(b);
    const S = bench.put(s);
    const C = bench.put(new Float32Array(m * stride).fill(7));
    bench.kernels.gemm(A, k, B, n, 8, C, stride, S, m, n, k);
    bench.kernels.gemm(A, k, B, n, 8, S, stride, S, m, n, k);
    const apart = bench.get(C, m * stride);
    const inPlace = bench.get(S, m * stride);
    for (let i = 0; i < m; i++) {
      const row = i * stride;
      expect(distance(apart.subarray(row, row + n), expected.slice(i * n, (i + 1) * n))).toBeLessThan(1e-5);
      expect(inPlace.subarray(row, row + n)).toEqual(apart.subarray(row, row + n));
      expect([...apart.subarray(row + n, row + stride)]).toEqual([7, 7, 7]);
      expect(inPlace.subarray(row + n, row + stride)).toEqual(s.subarray(row + n, row + stride));
    }
  });

  it('gives a row the same bits alone and among others', () => {
    const [m, n, k] = [70, 83, 37];
    const A = bench.put(noise(6, m * k));
    const B = bench.put(noise(7, k * n));
    const C = bench.put(new Float32Array(m * n));
    bench.kernels.gemm(A, k, B, n, 8, C, n, 0, m, n, k);
    const together = bench.get(C, m * n);
    for (let i = 0; i < m; i++) {
      bench.kernels.gemm(A + 4 * i * k, k, B, n, 8, C, n, 0, 1, n, k);
      expect(bench.get(C, n)).toEqual(together.slice(i * n, (i + 1) * n));
    }
  });
});

describe('gemmT', () => {
  // Widths below and above the one from which A is read strip by strip; depths below and above one block.
  for (const m of [1, 3, 4, 5, 67, 256, 261]) {
    it(`multiplies the transpose of ${m} columns`, () => {
      for (const [n, k] of [
        [1, 1],
        [9, 7],
        [8, 300],
      ] as const) {
        const a = noise(8, k * m);
        const b = noise(9, k * n);
        const s = noise(10, m * n);
        const expected = product(
          m,
          n,
          k,
          (i, x) => a[x * m + i]!,
          (x, j) => b[x * n + j]!,
          (i, j) => s[i * n + j]!,
        );
        const C = bench.put(s);
        bench.kernels.gemmT(bench.put(a), m, bench.put(b), n, 8, C, n, C, m, n, k);
        expect(distance(bench.get(C, m * n), expected)).toBeLessThan(1e-4);
      }
    });
  }
});
