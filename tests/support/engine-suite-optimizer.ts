/** The engine suite's part on the optimizer. */
import { describe, expect, it } from 'vitest';
import type { LossConfig, ModelState, StepConfig, TrainBatch } from '../../src/model/engine.ts';
import { initialState } from '../../src/model/init.ts';
import { type ParameterSlot, parameterLayout } from '../../src/model/layout.ts';
import { key } from '../../src/random/index.ts';
import { ALL_ADAPTED, OBSERVE, someState, TINY, TINY_WITH_VALUES, tokenBatch, trainBatch } from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';

const ADAMW: StepConfig = {
  loss: { kind: 'sft' },
  temperature: 1,
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  clipNorm: 0,
};

export function engineOptimizerSuite({ engine }: EngineSuiteContext): void {
  /** The gradient of a step at `state`. */
  async function gradientOf(state: ModelState, batch: TrainBatch, step: StepConfig) {
    await engine().load(state);
    const stats = await engine().train(batch, { ...OBSERVE, loss: step.loss });
    return { gradient: (await engine().state()).firstMoment, stats };
  }

  describe('optimizer', () => {
    for (const [clipNorm, config] of [
      [0, TINY],
      [0.05, TINY],
      [0.05, ALL_ADAPTED],
    ] as const) {
      const title = config.lora ? 'trained' : 'all';
      it(`is AdamW on ${title} tensors with decoupled decay of matrices, clipNorm ${clipNorm}`, async () => {
        const state = someState(config, 6);
        const batch = trainBatch(state, 30, [8, 5]);
        const { gradient, stats } = await gradientOf(state, batch, ADAMW);
        expect(stats.gradNorm).toBeGreaterThan(0.05);
        await engine().load(state);
        const applied = await engine().train(batch, { ...ADAMW, clipNorm });
        expect(applied.gradNorm).toBeCloseTo(stats.gradNorm, 5);
        const after = await engine().state();
        expect(after.step).toBe(state.step + 1);
        const scale = clipNorm > 0 ? clipNorm / stats.gradNorm : 1;
        for (const slot of parameterLayout(config).slots) {
          if (slot.trained) expectAdamW(state, after, gradient, scale, slot);
          else expectUntouched(state, after, slot);
        }
      });
    }

    it('moves no parameter at a learning rate of 0', async () => {
      const state = someState(TINY, 6);
      await engine().load(state);
      await engine().train(trainBatch(state, 30, [8]), { ...ADAMW, learningRate: 0 });
      expect((await engine().state()).parameters).toEqual(state.parameters);
    });

    it('changes nothing when the gradient is not finite', async () => {
      const state = someState(TINY, 6);
      const batch = trainBatch(state, 30, [8, 5]);
      const own = batch.weights.findIndex((w) => w > 0);
      for (const poison of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const advantages = batch.advantages.map((a, at) => (at === own ? poison : a));
        await engine().load(state);
        const stats = await engine().train(
          { ...batch, advantages },
          { ...ADAMW, loss: { kind: 'cispo', low: 0, high: 5 } },
        );
        expect(stats.applied).toBe(false);
        expect(await engine().state()).toEqual(state);
      }
      const stats = await engine().train(batch, ADAMW);
      expect(stats.applied).toBe(true);
    });

    it('learns a short sequence by heart', async () => {
      await engine().load(initialState(TINY, key(8)));
      const batch = tokenBatch(TINY, 60, [9]);
      const size = batch.width;
      const weights = new Float32Array(size).fill(1, 1);
      const zeros = new Float32Array(size);
      const lesson = { ...batch, weights, advantages: zeros, logProbs: zeros, normalizer: 8 };
      for (let i = 0; i < 60; i++)
        await engine().train(lesson, { ...ADAMW, learningRate: 0.02, weightDecay: 0, clipNorm: 1 });
      const { logProbs } = await engine().score(batch);
      expect(Math.exp(Math.min(...logProbs))).toBeGreaterThan(0.9);
    });

    it('continues bit for bit from a saved state', async () => {
      const start = someState(TINY_WITH_VALUES, 6);
      const batch = trainBatch(start, 30, [8, 5]);
      await engine().load(start);
      await engine().train(batch, ADAMW);
      const saved = structuredClone(await engine().state());
      const stats = await engine().train(batch, ADAMW);
      const straight = await engine().state();
      await engine().load(saved);
      const resumed = await engine().train(batch, ADAMW);
      expect(resumed).toEqual(stats);
      expect(resumed.applied).toBe(true);
      expect(await engine().state()).toEqual(straight);
    });

    it('refuses settings and batches outside their range', async () => {
      const state = someState(TINY, 6);
      const batch = trainBatch(state, 30, [4]);
      await engine().load(state);
      await expect(engine().train({ ...batch, normalizer: 0 }, ADAMW)).rejects.toThrow(/normalizer/);
      await expect(engine().train({ ...batch, weights: new Float32Array(3) }, ADAMW)).rejects.toThrow(/weights/);
      await expect(engine().train(batch, { ...ADAMW, temperature: 0 })).rejects.toThrow(/temperature/);
      await expect(engine().train(batch, { ...ADAMW, learningRate: Number.NaN })).rejects.toThrow(/learningRate/);
      const { references: _, ...unreferenced } = batch;
      const refuse = async (loss: LossConfig, words: RegExp) =>
        expect(engine().train(unreferenced, { ...ADAMW, loss })).rejects.toThrow(words);
      await refuse({ kind: 'cispo', low: 2, high: 1 }, /low ≤ high/);
      await refuse({ kind: 'sft', kl: 1 }, /references is missing/);
      await refuse({ kind: 'sft', value: { weight: 1, clip: 0 } }, /no value head/);
      expect(await engine().state()).toEqual(state);
    });
  });
}

/** Frozen: parameters and moments have the bits they had. */
function expectUntouched(before: ModelState, after: ModelState, { name, offset, size }: ParameterSlot): void {
  for (const field of ['parameters', 'firstMoment', 'secondMoment'] as const) {
    const part = (state: ModelState) => state[field].subarray(offset, offset + size);
    expect(part(after), `${field} of ${name}`).toEqual(part(before));
  }
}

/** One slot of a step from `before` to `after`, given the gradient, in float64. */
function expectAdamW(
  before: ModelState,
  after: ModelState,
  gradient: Float32Array,
  scale: number,
  slot: ParameterSlot,
): void {
  const t = before.step + 1;
  for (let i = slot.offset; i < slot.offset + slot.size; i++) {
    const g = gradient[i]! * scale;
    const m = 0.9 * before.firstMoment[i]! + 0.1 * g;
    const v = 0.95 * before.secondMoment[i]! + 0.05 * g * g;
    const decay = slot.name.includes('norm') ? 0 : 0.1;
    const p = before.parameters[i]!;
    const expected = p - 0.01 * decay * p - (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.95 ** t)) + 1e-8);
    const where = `${slot.name}[${i - slot.offset}]`;
    expect(Math.abs(after.firstMoment[i]! - m), `first moment of ${where}`).toBeLessThan(1e-6 * (Math.abs(m) + 1e-3));
    expect(Math.abs(after.secondMoment[i]! - v), `second moment of ${where}`).toBeLessThan(1e-6 * (v + 1e-6));
    expect(Math.abs(after.parameters[i]! - expected), where).toBeLessThan(1e-6);
  }
}
