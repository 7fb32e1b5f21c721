/** The engine suite's part on the loss, its gradient and the optimizer. */
import { describe, expect, it } from 'vitest';
import type { LossConfig, ModelState, StepConfig, TrainBatch } from '../../src/model/engine.ts';
import { initialState } from '../../src/model/init.ts';
import { type ParameterSlot, parameterLayout } from '../../src/model/layout.ts';
import { key } from '../../src/random/index.ts';
import {
  distance,
  eachToken,
  OBSERVE,
  someState,
  TINY,
  TINY_WITH_VALUES,
  tokenBatch,
  trainBatch,
} from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';
import { referenceLoss, referenceMeans } from './reference-loss.ts';
import { finiteDifferences } from './reference-model.ts';

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

/** Finite differences take a second, and are the same for every engine in a file. */
const references = new Map<string, Float64Array>();

export function engineTrainSuite({ engine, tolerances }: EngineSuiteContext): void {
  /** The gradient of a step at `state`. */
  async function gradientOf(state: ModelState, batch: TrainBatch, step: Partial<StepConfig> = {}) {
    await engine().load(state);
    const stats = await engine().train(batch, { ...OBSERVE, ...step });
    return { gradient: (await engine().state()).firstMoment, stats };
  }

  function expectGradient(state: ModelState, actual: Float32Array, expected: ArrayLike<number>): void {
    for (const { name, offset, size } of parameterLayout(state.config).slots) {
      const wanted = Array.from({ length: size }, (_, i) => expected[offset + i]!);
      const scale = Math.max(1e-3, ...wanted.map(Math.abs));
      const error = distance(actual.subarray(offset, offset + size), wanted) / scale;
      expect(error, `gradient of ${name}`).toBeLessThan(tolerances.gradient);
    }
  }

  describe('gradient', () => {
    const losses: { title: string; loss: LossConfig; temperature: number }[] = [
      { title: 'sft', loss: { kind: 'sft' }, temperature: 1 },
      { title: 'cispo, upper clip only', loss: { kind: 'cispo', low: 0, high: 1.5 }, temperature: 1 },
      { title: 'cispo, both clips, temperature 0.7', loss: { kind: 'cispo', low: 0.8, high: 1.2 }, temperature: 0.7 },
    ];
    for (const { title, loss, temperature } of losses) {
      it(`agrees with finite differences of the float64 model, as do the statistics (${title})`, async () => {
        const state = someState(TINY, 3);
        const batch = trainBatch(state, 20, [7, 3, 1, 12], temperature);
        const { gradient, stats } = await gradientOf(state, batch, { loss, temperature });
        const lossAt = referenceLoss(state, batch, loss, temperature);
        const expected = references.get(title) ?? finiteDifferences(lossAt, state.parameters);
        references.set(title, expected);
        expectGradient(state, gradient, expected);

        const norm = Math.hypot(...expected);
        const means = referenceMeans(state, batch, loss, temperature);
        expect(stats.applied).toBe(true);
        expect(Math.abs(stats.loss - lossAt(state.parameters))).toBeLessThan(tolerances.scores);
        expect(Math.abs(stats.gradNorm / norm - 1)).toBeLessThan(tolerances.gradient);
        expect(Math.abs(stats.entropy - means.entropy)).toBeLessThan(tolerances.scores);
        expect(Math.abs(stats.kl - means.kl)).toBeLessThan(10 * tolerances.scores);
        expect(stats.clipped).toBeCloseTo(means.clipped, 6);
        if (loss.kind === 'cispo') expect(means.clipped).toBeGreaterThan(0.1);
      });
    }

    it('adds up over more rows than fit one pass', async () => {
      const state = someState(TINY_WITH_VALUES, 4);
      const lengths = Array.from({ length: 70 }, (_, row) => 2 + ((row * 5) % 9));
      const batch = trainBatch(state, 100, lengths);
      const { gradient } = await gradientOf(state, batch);
      const sum = new Float64Array(gradient.length);
      for (let start = 0; start < 70; start += 35) {
        const rows = { ...batch, weights: batch.weights.slice() };
        eachToken(batch, (row, _, at) => {
          if (row < start || row >= start + 35) rows.weights[at] = 0;
        });
        const part = await gradientOf(state, rows);
        for (let i = 0; i < sum.length; i++) sum[i]! += part.gradient[i]!;
      }
      expectGradient(state, gradient, sum);
    });

    it('ignores everything about tokens of weight 0 and about padding', async () => {
      const state = someState(TINY, 3);
      const loss = { kind: 'cispo', low: 0, high: 5 } as const;
      const batch = trainBatch(state, 20, [7, 3, 12]);
      const clean: TrainBatch = {
        ...batch,
        tokens: batch.tokens.map((token) => (token < TINY.vocabulary ? token : 0)),
        advantages: batch.advantages.map((a) => (Number.isNaN(a) ? 0 : a)),
        logProbs: batch.logProbs.map((l) => (Number.isNaN(l) ? 0 : l)),
      };
      const dirty = await gradientOf(state, batch, { loss });
      expect(dirty).toEqual(await gradientOf(state, clean, { loss }));
    });

    it('is zero when nothing has weight', async () => {
      const state = someState(TINY, 3);
      const batch = { ...trainBatch(state, 20, [4, 6]), weights: new Float32Array(12), normalizer: 1 };
      const { gradient, stats } = await gradientOf(state, batch);
      expect(gradient.every((g) => g === 0)).toBe(true);
      expect(stats).toEqual({
        loss: 0,
        gradNorm: 0,
        entropy: 0,
        kl: 0,
        clipped: 0,
        referenceKl: 0,
        valueLoss: 0,
        applied: true,
      });
    });

    it('leaves the value head alone', async () => {
      const state = someState(TINY_WITH_VALUES, 3);
      const { gradient } = await gradientOf(state, trainBatch(state, 20, [5]));
      expect(gradient.subarray(gradient.length - TINY.width).every((g) => g === 0)).toBe(true);
    });
  });

  describe('optimizer', () => {
    for (const clipNorm of [0, 0.05]) {
      it(`is AdamW with decoupled decay of matrices, clipNorm ${clipNorm}`, async () => {
        const state = someState(TINY, 6);
        const batch = trainBatch(state, 30, [8, 5]);
        const { gradient, stats } = await gradientOf(state, batch);
        expect(stats.gradNorm).toBeGreaterThan(0.05);
        await engine().load(state);
        const applied = await engine().train(batch, { ...ADAMW, clipNorm });
        expect(applied.gradNorm).toBeCloseTo(stats.gradNorm, 5);
        const after = await engine().state();
        expect(after.step).toBe(state.step + 1);
        const scale = clipNorm > 0 ? clipNorm / stats.gradNorm : 1;
        for (const slot of parameterLayout(TINY).slots) expectAdamW(state, after, gradient, scale, slot);
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
      const start = someState(TINY, 6);
      const batch = trainBatch(start, 30, [8, 5]);
      await engine().load(start);
      await engine().train(batch, ADAMW);
      const saved = structuredClone(await engine().state());
      await engine().train(batch, ADAMW);
      const straight = await engine().state();
      await engine().load(saved);
      const resumed = await engine().train(batch, ADAMW);
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
      const clip = { kind: 'cispo', low: 2, high: 1 } as const;
      await expect(engine().train(batch, { ...ADAMW, loss: clip })).rejects.toThrow(/low ≤ high/);
      expect(await engine().state()).toEqual(state);
    });
  });
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
