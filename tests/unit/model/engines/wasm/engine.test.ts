/** The 'wasm' engine passes the suite of all engines, with equal bits where others may only be close. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainBatch } from '../../../../../src/model/engine.ts';
import { hasRelaxedSimd, hasSimd, WasmEngine } from '../../../../../src/model/engines/wasm/index.ts';
import { key, normal } from '../../../../../src/random/index.ts';
import {
  distance,
  OBSERVE,
  referenceScores,
  request,
  someState,
  someTokens,
  TINY,
  tokenBatch,
  trainBatch,
} from '../../../../support/engine-fixtures.ts';
import { engineSuite } from '../../../../support/engine-suite.ts';
import { referenceLoss } from '../../../../support/reference-loss.ts';
import { GOLDEN, goldenRun, ODD } from '../../../../support/wasm-golden.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

const TOLERANCES = { scores: 1e-5, gradient: 1e-4, batch: 0 };

engineSuite('wasm', async () => WasmEngine.create(await wasmKernels()), TOLERANCES);

// Node gets relaxed SIMD with V8 11.4; the browser tests cover it everywhere else.
if (hasRelaxedSimd()) {
  engineSuite('wasm, relaxed SIMD', async () => WasmEngine.create(await wasmKernels('relaxed')), TOLERANCES);
}

describe('WasmEngine', () => {
  let module: WebAssembly.Module;
  beforeAll(async () => {
    module = await wasmKernels();
  });

  it('needs SIMD, which Node has', () => {
    expect(hasSimd()).toBe(true);
  });

  it('computes the same bits everywhere', async () => {
    expect(await goldenRun(WasmEngine.create(module))).toBe(GOLDEN);
  });

  it('handles sizes that fill no vector', async () => {
    const state = someState(ODD, 1);
    const engine = WasmEngine.create(module);
    await engine.load(state);
    const batch = tokenBatch(ODD, 2, [40, 3, 18]);
    const scores = await engine.score(batch);
    for (let row = 0; row < batch.rows; row++) {
      const expected = referenceScores(state, batch, row);
      const at = row * batch.width;
      for (const field of ['logProbs', 'entropies', 'values'] as const) {
        const got = scores[field].subarray(at, at + batch.lengths[row]!);
        expect(distance(got, expected[field])).toBeLessThan(2e-5);
      }
    }
  });

  it('finds the slope of the loss at such sizes, and at widths that are read in strips', async () => {
    for (const config of [ODD, { ...TINY, layers: 1, hidden: 261 }]) {
      const state = someState(config, 5);
      const batch = trainBatch(state, 6, [30, 2, 21], 0.7);
      const loss = { kind: 'cispo', low: 0.3, high: 1.5 } as const;
      const engine = WasmEngine.create(module);
      await engine.load(state);
      await engine.train(batch, { ...OBSERVE, loss, temperature: 0.7 });
      const { firstMoment: gradient } = await engine.state();
      const lossOf = referenceLoss(state, batch, loss, 0.7);
      for (let direction = 0; direction < 3; direction++) {
        const along = Float64Array.from(state.parameters, (_, i) => normal(key(direction), i));
        const lossAt = (step: number) => {
          const parameters = Float64Array.from(state.parameters, (x, i) => x + step * along[i]!);
          return lossOf(parameters);
        };
        const slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
        const predicted = along.reduce((sum, x, i) => sum + x * gradient[i]!, 0);
        const scale = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
        expect(Math.abs(predicted - slope)).toBeLessThan(1e-4 * scale);
      }
    }
  });

  it('starts from a ratio of exactly 1, at any temperature and with history in the cache', async () => {
    const engine = WasmEngine.create(module);
    await engine.load(someState(ODD, 8));
    const width = ODD.context;
    const batch = { ...tokenBatch(ODD, 9, [1, 1, 1], width), normalizer: 1 } as TrainBatch;
    const arrays = { weights: new Float32Array(3 * width), logProbs: new Float32Array(3 * width) };
    for (let row = 0; row < 3; row++) {
      let tokens = someTokens(ODD, 20 + row, 2 + 3 * row);
      for (let turn = 0; turn < 2; turn++) {
        const [completion] = await engine.generate([request(`${row}`, tokens, { temperature: 0.6, maxTokens: 9 })]);
        arrays.weights.fill(1, row * width + tokens.length, row * width + tokens.length + 9);
        arrays.logProbs.set(completion!.logProbs, row * width + tokens.length);
        tokens = [...tokens, ...completion!.tokens, 3, 1];
      }
      batch.tokens.set(tokens, row * width);
      batch.lengths[row] = tokens.length;
    }
    const loss = { kind: 'cispo', low: 1, high: 1 } as const;
    const full = { ...batch, ...arrays, advantages: arrays.weights };
    const stats = await engine.train(full, { ...OBSERVE, loss, temperature: 0.6 });
    expect(stats.kl).toBe(0);
    expect(stats.clipped).toBe(0);
  });

  it('asks for a model before anything else', async () => {
    const engine = WasmEngine.create(module);
    await expect(engine.generate([])).rejects.toThrow(/load\(\) first/);
    await expect(engine.state()).rejects.toThrow(/load\(\) first/);
    engine.release(['nobody']);
  });
});
