/** Each family of kernels by itself, at sizes that fill no tile, against its formula in float64. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../../src/model/config.ts';
import type { RowSpace, Tensor } from '../../../../../src/model/graph/operations.ts';
import type { ParameterSlot } from '../../../../../src/model/layout.ts';
import { relativeError, runKernels, tabulate, total } from '../../../../support/webgpu-kernels.ts';
import { openTestDevice, type TestDevice } from '../../../../support/webgpu-pass.ts';

let gpu: TestDevice;
beforeAll(async () => {
  gpu = await openTestDevice();
});
afterEach(() => gpu.check());

const MODEL: ModelConfig = {
  vocabulary: 50,
  context: 16,
  width: 12,
  layers: 1,
  heads: 2,
  hidden: 12,
  valueHead: false,
  ropeBase: 100,
};

/** Three sequences: more rows than a tile has, and no multiple of it. */
const SEQUENCES = [
  { tokens: [1, 2, 3, 1, 2, 3, 3, 3, 9, 0, 9, 0, 1], picked: [0, 2, 3, 11] },
  { tokens: [6], picked: [0] },
  { tokens: [2, 2, 2, 4, 4, 4, 3, 1, 0], picked: [8] },
];
const ROWS = 23;
const PICKED = [0, 2, 3, 11, 13, 22];
const BEGINS = SEQUENCES.flatMap(({ tokens }, s) => tokens.map(() => [0, 13, 14][s]!));

const tensor = (name: string, columns: number, rows: RowSpace = 'tokens'): Tensor => ({ name, rows, columns });

/** Parameters of one shape, one behind the other from `offset` on. */
function slots(offset: number, count: number, ...shape: number[]): ParameterSlot[] {
  const size = shape.reduce((a, b) => a * b, 1);
  return Array.from({ length: count }, (_, i) => {
    return { name: `w${i}`, shape, offset: offset + i * size, size, init: 'ones', decay: true, trained: true };
  });
}

/** Rows and columns of a matrix, and where it begins: whole vectors of 4 and 2, and none. */
const SIZES = [
  [5, 7, 3],
  [12, 20, 8],
  [6, 36, 2],
  [33, 2, 4],
  [4, 1, 1],
] as const;

describe('products', () => {
  it.each(SIZES)('x · W + plus, W %i × %i from %i on', async (inputs, outputs, offset) => {
    const [weight] = slots(offset, 1, inputs, outputs) as [ParameterSlot];
    const [x, plus, y] = [tensor('x', inputs), tensor('plus', outputs), tensor('y', outputs)];
    const run = await runKernels(gpu, {
      config: MODEL,
      sequences: SEQUENCES,
      forward: [{ kind: 'product', name: 'p', x, weight, plus, y }],
    });
    const [a, b] = [run.before('x'), run.before('plus')];
    const w = (k: number, c: number) => run.parameters[offset + k * outputs + c]!;
    const expected = tabulate(ROWS, outputs, (r, c) => b(r, c) + total(inputs, (k) => a(r, k) * w(k, c)));
    expect(relativeError(await run.after('y'), expected)).toBeLessThan(1e-6);
  });

  it.each(SIZES)('Σ dy · Wᵀ of two matrices %i × %i from %i on', async (inputs, outputs, offset) => {
    const weights = slots(offset, 2, inputs, outputs);
    const dys = [tensor('a', outputs), tensor('b', outputs)];
    const run = await runKernels(gpu, {
      config: MODEL,
      sequences: SEQUENCES,
      backward: [{ kind: 'inputGradient', name: 'i', dys, weights, dx: tensor('dx', inputs) }],
    });
    const dy = run.before('a | b');
    const w = (p: number, k: number, c: number) => run.parameters[offset + (p * inputs + c) * outputs + k]!;
    const part = (p: number, r: number, c: number) => total(outputs, (k) => dy(r, p * outputs + k) * w(p, k, c));
    const expected = tabulate(ROWS, inputs, (r, c) => part(0, r, c) + part(1, r, c));
    expect(relativeError(await run.after('dx'), expected)).toBeLessThan(1e-6);
  });

  it.each(SIZES)('xᵀ · dy of two matrices %i × %i from %i on', async (inputs, outputs, offset) => {
    const weights = slots(offset, 2, inputs, outputs);
    const dys = [tensor('a', outputs), tensor('b', outputs)];
    const run = await runKernels(gpu, {
      config: MODEL,
      sequences: SEQUENCES,
      backward: [{ kind: 'weightGradient', name: 'w', x: tensor('x', inputs), dys, weights }],
    });
    const [x, dy] = [run.before('x'), run.before('a | b')];
    const gradients = await run.gradients();
    const expected = new Float64Array(gradients.length);
    for (const p of [0, 1]) {
      const matrix = tabulate(inputs, outputs, (i, c) => total(ROWS, (r) => x(r, i) * dy(r, p * outputs + c)));
      expected.set(matrix, offset + p * inputs * outputs);
    }
    expect(relativeError(gradients, expected)).toBeLessThan(1e-6);
  });

  it('the gated layer and its gradient', async () => {
    const [inputs, hidden] = [10, 14];
    const weights = slots(6, 2, inputs, hidden) as [ParameterSlot, ParameterSlot];
    const [down] = slots(400, 1, hidden, inputs) as [ParameterSlot];
    const [x, gate, up, y] = [tensor('x', inputs), ...['gate', 'up', 'y'].map((name) => tensor(name, hidden))] as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const dy = tensor('dy', inputs);
    const [dGate, dUp] = [tensor('dGate', hidden), tensor('dUp', hidden)];
    const run = await runKernels(gpu, {
      config: MODEL,
      sequences: SEQUENCES,
      forward: [{ kind: 'gated', name: 'g', x, weights, gate, up, y }],
      backward: [{ kind: 'gatedGradient', name: 'd', dy, weight: down, gate, up, dGate, dUp }],
    });
    const a = run.before('x');
    const w = (p: number, k: number, c: number) => run.parameters[6 + (p * inputs + k) * hidden + c]!;
    const product = (p: number, r: number, c: number) => total(inputs, (k) => a(r, k) * w(p, k, c));
    const silu = (g: number) => g / (1 + Math.exp(-g));
    const forward = tabulate(ROWS, hidden, (r, c) => silu(product(0, r, c)) * product(1, r, c));
    expect(relativeError(await run.after('y'), forward)).toBeLessThan(1e-6);
    const slope = (r: number, c: number) =>
      total(inputs, (k) => run.before('dy')(r, k) * run.parameters[400 + c * inputs + k]!);
    const backward = tabulate(ROWS, 2 * hidden, (r, column) => {
      const c = column % hidden;
      const g = product(0, r, c);
      const open = 1 / (1 + Math.exp(-g));
      if (column >= hidden) return slope(r, c) * silu(g);
      return slope(r, c) * product(1, r, c) * open * (1 + g * (1 - open));
    });
    expect(relativeError(await run.after('dGate | dUp'), backward)).toBeLessThan(2e-6);
  });
});

describe('norms', () => {
  it.each([
    [7, 1],
    [130, 2],
    [260, 0],
  ])('width %i, and their gradients, of the picked rows too', async (width, offset) => {
    const [gain, second] = slots(offset, 2, width) as [ParameterSlot, ParameterSlot];
    const of = (rows: RowSpace) => ({
      x: tensor('x', width),
      inverse: tensor(`${rows} inverse`, 1, rows),
      y: tensor(`${rows} y`, width, rows),
      dy: tensor(`${rows} dy`, width, rows),
      dx: tensor(`${rows} dx`, width),
    });
    const [all, picked] = [of('tokens'), of('picked')];
    picked.x = all.x;
    const run = await runKernels(gpu, {
      config: MODEL,
      sequences: SEQUENCES,
      forward: [
        { kind: 'norm', name: 'n', gain, ...all },
        { kind: 'norm', name: 'p', gain: second, ...picked },
      ],
      backward: [
        { kind: 'normGradient', name: 'dn', gain, ...all },
        { kind: 'normGradient', name: 'dp', gain: second, ...picked },
      ],
    });
    const x = run.before('x');
    const scale = (r: number) => 1 / Math.sqrt(total(width, (c) => x(r, c) ** 2) / width + 1e-5);
    const gains = [0, 1].map((i) => (c: number) => run.parameters[offset + i * width + c]!);
    const gradient = (dy: number, r: number, name: string, weight: (c: number) => number) => {
      const g = (c: number) => run.before(name)(dy, c) * weight(c);
      const mean = total(width, (c) => g(c) * x(r, c) * scale(r)) / width;
      return (c: number) => scale(r) * (g(c) - x(r, c) * scale(r) * mean);
    };
    const y = tabulate(ROWS, width, (r, c) => x(r, c) * scale(r) * gains[0]!(c));
    expect(relativeError(await run.after('tokens y'), y)).toBeLessThan(1e-6);
    const head = tabulate(PICKED.length, width, (p, c) => x(PICKED[p]!, c) * scale(PICKED[p]!) * gains[1]!(c));
    expect(relativeError(await run.after('picked y'), head)).toBeLessThan(1e-6);
    const dx = tabulate(ROWS, width, (r, c) => {
      return run.before('tokens dx')(r, c) + gradient(r, r, 'tokens dy', gains[0]!)(c);
    });
    expect(relativeError(await run.after('tokens dx'), dx)).toBeLessThan(1e-6);
    const dHead = tabulate(ROWS, width, (r, c) => {
      return PICKED.includes(r) ? gradient(PICKED.indexOf(r), r, 'picked dy', gains[1]!)(c) : 0;
    });
    expect(relativeError(await run.after('picked dx'), dHead)).toBeLessThan(1e-6);
    const gradients = await run.gradients();
    const expected = new Float64Array(gradients.length);
    for (let c = 0; c < width; c++) {
      expected[offset + c] = total(ROWS, (r) => run.before('tokens dy')(r, c) * x(r, c) * scale(r));
      const term = (p: number) => run.before('picked dy')(p, c) * x(PICKED[p]!, c) * scale(PICKED[p]!);
      expected[offset + width + c] = total(PICKED.length, term);
    }
    expect(relativeError(gradients, expected)).toBeLessThan(1e-6);
  });
});

describe('attention', () => {
  it.each([
    [2, 3],
    [4, 2],
    [6, 1],
    [16, 2],
  ])('head size %i, %i heads, and its gradient', async (size, heads) => {
    const width = size * heads;
    const config = { ...MODEL, width, heads };
    const [q, k, v, y, dy] = ['q', 'k', 'v', 'y', 'dy'].map((name) => tensor(name, width)) as Tensor[];
    const [dq, dk, dv] = ['dq', 'dk', 'dv'].map((name) => tensor(name, width)) as Tensor[];
    const tensors = { q: q!, k: k!, v: v!, y: y!, dy: dy!, dq: dq!, dk: dk!, dv: dv! };
    const run = await runKernels(gpu, {
      config,
      sequences: SEQUENCES,
      forward: [{ kind: 'attention', name: 'a', layer: 0, ...tensors }],
      backward: [{ kind: 'attentionGradient', name: 'd', layer: 0, ...tensors }],
    });
    const [Q, K, V, D] = [run.before('q'), run.before('k'), run.before('v'), run.before('dy')];
    const sees = (r: number, s: number) => s >= BEGINS[r]! && s <= r;
    const score = (r: number, s: number, h: number) =>
      total(size, (c) => Q(r, h * size + c) * K(s, h * size + c)) / Math.sqrt(size);
    const weight = (r: number, s: number, h: number) => {
      if (!sees(r, s)) return 0;
      return Math.exp(score(r, s, h)) / total(ROWS, (o) => (sees(r, o) ? Math.exp(score(r, o, h)) : 0));
    };
    const weights = Array.from({ length: heads }, (_, h) => tabulate(ROWS, ROWS, (r, s) => weight(r, s, h)));
    const P = (r: number, s: number, h: number) => weights[h]![r * ROWS + s]!;
    const attended = tabulate(ROWS, width, (r, c) => total(ROWS, (s) => P(r, s, Math.floor(c / size)) * V(s, c)));
    expect(relativeError(await run.after('y'), attended)).toBeLessThan(1e-6);
    const toWeight = (r: number, s: number, h: number) => total(size, (c) => D(r, h * size + c) * V(s, h * size + c));
    const slopes = Array.from({ length: heads }, (_, h) =>
      tabulate(ROWS, ROWS, (r, s) => {
        const mean = total(ROWS, (o) => P(r, o, h) * toWeight(r, o, h));
        return (P(r, s, h) * (toWeight(r, s, h) - mean)) / Math.sqrt(size);
      }),
    );
    const S = (r: number, s: number, c: number) => slopes[Math.floor(c / size)]![r * ROWS + s]!;
    const back = (at: number, column: number, value: (c: number) => number) => unturn(at, column, size, value);
    const expected = tabulate(ROWS, 3 * width, (row, column) => {
      const c = column % width;
      if (column < width) return back(row, c, (i) => total(ROWS, (s) => S(row, s, i) * K(s, i)));
      if (column < 2 * width) return back(row, c, (i) => total(ROWS, (r) => S(r, row, i) * Q(r, i)));
      return total(ROWS, (r) => P(r, row, Math.floor(c / size)) * D(r, c));
    });
    expect(relativeError(await run.after('dq | dk | dv'), expected)).toBeLessThan(2e-6);
  });
});

/** Column c of a row, turned back by the angles of its position. */
function unturn(row: number, c: number, size: number, value: (c: number) => number): number {
  const half = size / 2;
  const inHead = c % size;
  const angle = (row - BEGINS[row]!) * MODEL.ropeBase ** ((-2 * (inHead % half)) / size);
  if (inHead < half) return value(c) * Math.cos(angle) + value(c + half) * Math.sin(angle);
  return value(c) * Math.cos(angle) - value(c - half) * Math.sin(angle);
}
