/**
 * What only many steps show: an engine and the oracle, trained side by side on the same batches, must tell the same
 * losses; and an engine's memory must not grow, however many steps it takes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, LossConfig, StepConfig, TrainBatch } from '../../src/model/engine.ts';
import { derive, key, normal } from '../../src/random/index.ts';
import {
  ALL_ADAPTED,
  eachToken,
  OBSERVE,
  request,
  someState,
  someTokens,
  TINY_WITH_VALUES,
  tokenBatch,
  trainBatch,
} from './engine-fixtures.ts';

const STEPS = 50;
const SAMPLES = 20;

/**
 * All terms whose gradients are continuous. At the edge of PPO's clip, or of the value's, the gradient jumps, and then
 * the last bit of a ratio decides about the step: engines that differ by rounding go apart there, and rightly so.
 */
const LOSS: LossConfig = {
  kind: 'cispo',
  low: 0.8,
  high: 1.28,
  kl: 0.05,
  entropy: 0.01,
  value: { weight: 0.5, clip: 0 },
};

const STEP: StepConfig = { ...OBSERVE, loss: LOSS, learningRate: 3e-3, beta1: 0.9, weightDecay: 0.01, clipNorm: 1 };

/** Defines the comparison: 50 steps, losses less than 1e-3 apart at every one of them. */
export function engineDriftSuite(
  name: string,
  makeEngine: () => Promise<Engine>,
  makeOracle: () => Promise<Engine>,
): void {
  describe(`${name}, beside the oracle`, () => {
    const config = { ...TINY_WITH_VALUES, layers: 2 };
    const engines: Engine[] = [];
    beforeAll(async () => {
      engines.push(await makeOracle(), await makeEngine());
    }, 60_000);
    afterAll(() => {
      for (const engine of engines) engine.dispose();
    });

    it(`tells the same loss over ${STEPS} steps`, async () => {
      const [oracle, engine] = engines as [Engine, Engine];
      const start = someState(config, 17);
      for (const one of engines) await one.load(start);
      const losses: number[] = [];
      for (let i = 0; i < STEPS; i++) {
        const batch = await freshBatch(oracle, i);
        const loss = i % 10 === 0 ? ({ kind: 'sft' } as const) : LOSS;
        const expected = await oracle.train(batch, { ...STEP, loss });
        const actual = await engine.train(batch, { ...STEP, loss });
        expect(Math.abs(actual.loss - expected.loss), `loss of step ${i}`).toBeLessThan(1e-3);
        losses.push(expected.loss);
      }
      // It would be no comparison if nothing had been learned.
      expect(losses[40]!).toBeLessThan(losses[0]! - 0.1);
      expect(new Set(losses).size).toBe(STEPS);
    }, 120_000);
  });

  /** Rows of other lengths each time, as if the oracle's policy of a moment ago had written them. */
  async function freshBatch(oracle: Engine, i: number): Promise<TrainBatch> {
    const lengths = [5 + (i % 7), 12, 3 + ((i * 5) % 20), 8];
    // The same few sequences come again, so that there is something to learn.
    const batch = tokenBatch(TINY_WITH_VALUES, 700 + (i % 3), lengths);
    const scores = await oracle.score(batch);
    const noisy = (numbers: Float32Array, name: string, spread: number) =>
      numbers.map((x, at) => x + spread * normal(derive(key(i), name), at));
    const weights = new Float32Array(batch.rows * batch.width);
    let own = 0;
    eachToken(batch, (row, p, at) => {
      if ((row + p) % 3 === 0) return;
      weights[at] = 1;
      own++;
    });
    return {
      ...batch,
      weights,
      advantages: noisy(weights.slice().fill(0), 'advantages', 1),
      logProbs: noisy(scores.logProbs, 'behaviour', 0.2),
      references: noisy(scores.logProbs, 'references', 0.2),
      returns: noisy(scores.values, 'returns', 0.5),
      values: noisy(scores.values, 'values', 0.2),
      normalizer: own,
    };
  }
}

/**
 * Defines the test of flat memory: `probe` says how much the engine holds (bytes, buffers, tensors: whatever the caller
 * can count); after a warm-up over all shapes it never says more, through `steps` steps with turns in between.
 */
export function engineMemorySuite(
  name: string,
  makeEngine: () => Promise<Engine>,
  probe: (engine: Engine) => number | Promise<number>,
  steps = 2000,
): void {
  it(`${name} keeps its memory flat over ${steps} steps`, async () => {
    const engine = await makeEngine();
    const state = someState(ALL_ADAPTED, 18);
    const batches = [[7, 3, 12], [2], [5, 5, 5, 5, 5, 5]].map((lengths, i) => trainBatch(state, 800 + i, lengths));
    await engine.load(state);
    const work = async (i: number) => {
      await engine.train(batches[i % batches.length]!, STEP);
      if (i % 10 !== 0) return;
      const prompt = someTokens(ALL_ADAPTED, 900 + (i % 3), 3 + (i % 3));
      await engine.generate([request(`a${i}`, prompt), request(`b${i}`, prompt, { maxTokens: 2 })]);
      engine.fork(`a${i}`, `c${i}`, 4);
      await engine.score(batches[i % batches.length]!);
      engine.release([`a${i}`, `b${i}`, `c${i}`]);
    };
    for (let i = 0; i < 30; i++) await work(i);
    const before = await probe(engine);
    expect(before).toBeGreaterThan(0);
    for (let i = 0; i < steps; i++) {
      await work(i);
      if ((i + 1) % Math.ceil(steps / SAMPLES) === 0) {
        expect(await probe(engine), `after ${i + 1} steps`).toBeLessThanOrEqual(before);
      }
    }
    expect((await engine.state()).step).toBe(state.step + 30 + steps);
    engine.dispose();
  }, 300_000);
}
