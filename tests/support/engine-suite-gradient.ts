/** The engine suite's part on the losses, their gradients and statistics. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../src/model/config.ts';
import type { LossConfig, ModelState, StepConfig, TrainBatch } from '../../src/model/engine.ts';
import { parameterLayout, slot } from '../../src/model/layout.ts';
import {
  ADAPTED,
  ALL_ADAPTED,
  ALL_TERMS,
  distance,
  eachToken,
  OBSERVE,
  referenceScores,
  SMALL,
  SMALL_WITH_VALUES,
  someState,
  TINY,
  TINY_WITH_VALUES,
  trainBatch,
} from './engine-fixtures.ts';
import type { EngineSuiteContext } from './engine-suite.ts';
import { referenceLoss, referenceMeans } from './reference-loss.ts';
import { finiteDifferences } from './reference-model.ts';

interface Case {
  readonly config: ModelConfig;
  readonly loss: LossConfig;
  readonly temperature?: number;
  /** What the loss would be without the part that the case is about: it must make a difference. */
  readonly without?: LossConfig;
}

/** Each kind of loss alone, each further term, and together what is used together. */
const CASES: Record<string, Case> = {
  sft: { config: TINY, loss: { kind: 'sft' } },
  'cispo, both clips, temperature 0.7': {
    config: TINY,
    loss: { kind: 'cispo', low: 0.8, high: 1.2 },
    temperature: 0.7,
  },
  'cispo, upper clip only': { config: SMALL, loss: { kind: 'cispo', low: 0, high: 1.5 } },
  'reinforce, temperature 1.4': { config: SMALL, loss: { kind: 'reinforce' }, temperature: 1.4 },
  'ppo, clip-higher': {
    config: SMALL,
    loss: { kind: 'ppo', low: 0.8, high: 1.28, dual: 0 },
    without: { kind: 'ppo', low: 0, high: 1e9, dual: 0 },
  },
  'ppo with dual clip and KL (GRPO), temperature 0.8': {
    config: SMALL,
    loss: { kind: 'ppo', low: 0.8, high: 1.2, dual: 1.5, kl: 0.3 },
    temperature: 0.8,
    without: { kind: 'ppo', low: 0.8, high: 1.2, dual: 0, kl: 0.3 },
  },
  'ppo with entropy bonus and value loss': {
    config: SMALL_WITH_VALUES,
    loss: { kind: 'ppo', low: 0.8, high: 1.2, dual: 0, entropy: 0.1, value: { weight: 0.5, clip: 0 } },
    without: { kind: 'ppo', low: 0.8, high: 1.2, dual: 0, value: { weight: 0.5, clip: 0 } },
  },
  'every term, with a clipped value loss, temperature 1.3': {
    config: SMALL_WITH_VALUES,
    loss: ALL_TERMS,
    temperature: 1.3,
    without: { ...ALL_TERMS, value: { weight: 0.5, clip: 0 } },
  },
  'ppo on three adapted matrices': { config: ADAPTED, loss: { kind: 'ppo', low: 0.8, high: 1.2, dual: 3 } },
  'every term, all matrices adapted, temperature 0.7': { config: ALL_ADAPTED, loss: ALL_TERMS, temperature: 0.7 },
};

/** Finite differences take a while, and are the same for every engine in a file. */
const references = new Map<string, Float64Array>();

export function engineGradientSuite({ engine, tolerances }: EngineSuiteContext): void {
  /** The gradient of a step at `state`. */
  async function gradientOf(state: ModelState, batch: TrainBatch, step: Partial<StepConfig> = {}) {
    await engine().load({ ...state, firstMoment: new Float32Array(state.parameters.length) });
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
    it.each(Object.entries(CASES))('agrees with finite differences of the float64 model: %s', async (title, one) => {
      const { config, loss, temperature = 1 } = one;
      const state = someState(config, 3);
      const batch = trainBatch(state, 20, config === TINY ? [7, 3, 1, 12] : [6, 3, 1, 5, 4, 7], temperature);
      const { gradient, stats } = await gradientOf(state, batch, { loss, temperature });
      const lossAt = referenceLoss(state, batch, loss, temperature);
      const trained = parameterLayout(config).slots.filter((s) => s.trained);
      const expected = references.get(title) ?? finiteDifferences(lossAt, state.parameters, trained);
      references.set(title, expected);
      expectGradient(state, gradient, expected);
      for (const { name, offset, size, trained } of parameterLayout(config).slots) {
        const isZero = gradient.subarray(offset, offset + size).every((g) => g === 0);
        expect(isZero, `gradient of ${name} is zero`).toBe(!trained);
      }
      if (one.without) {
        const less = referenceLoss(state, batch, one.without, temperature)(state.parameters);
        expect(Math.abs(less - lossAt(state.parameters))).toBeGreaterThan(1e-3);
      }

      const means = referenceMeans(state, batch, loss, temperature);
      expect(stats.applied).toBe(true);
      expect(Math.abs(stats.loss - lossAt(state.parameters))).toBeLessThan(10 * tolerances.scores);
      expect(Math.abs(stats.gradNorm / Math.hypot(...expected) - 1)).toBeLessThan(tolerances.gradient);
      expect(Math.abs(stats.entropy - means.entropy)).toBeLessThan(tolerances.scores);
      expect(stats.clipped).toBeCloseTo(means.clipped, 6);
      for (const field of ['kl', 'referenceKl', 'valueLoss'] as const) {
        expect(Math.abs(stats[field] - means[field]), field).toBeLessThan(10 * tolerances.scores);
      }
      if (loss.kind === 'cispo' || loss.kind === 'ppo') expect(means.clipped).toBeGreaterThan(0.1);
    });

    it('adds up over more rows than fit one pass', async () => {
      const state = someState(TINY_WITH_VALUES, 4);
      const lengths = Array.from({ length: 70 }, (_, row) => 2 + ((row * 5) % 9));
      const batch = trainBatch(state, 100, lengths);
      const { gradient } = await gradientOf(state, batch, { loss: ALL_TERMS });
      const sum = new Float64Array(gradient.length);
      for (let start = 0; start < 70; start += 35) {
        const rows = { ...batch, weights: batch.weights.slice() };
        eachToken(batch, (row, _, at) => {
          if (row < start || row >= start + 35) rows.weights[at] = 0;
        });
        const part = await gradientOf(state, rows, { loss: ALL_TERMS });
        for (let i = 0; i < sum.length; i++) sum[i]! += part.gradient[i]!;
      }
      expectGradient(state, gradient, sum);
    });

    it('ignores everything about tokens of weight 0 and about padding', async () => {
      const state = sharpState();
      const batch = trainBatch(state, 20, [7, 3, 12]);
      let leastProbable = 0;
      eachToken(batch, (row, p, at) => {
        if (batch.weights[at] !== 0) return;
        leastProbable = Math.min(leastProbable, referenceScores(state, batch, row).logProbs[p]!);
      });
      // e to the power of this is no single-precision number.
      expect(leastProbable).toBeLessThan(-90);
      const clean = (numbers: Float32Array) => numbers.map((x) => (Number.isNaN(x) ? 0 : x));
      const tidy: TrainBatch = {
        ...batch,
        tokens: batch.tokens.map((token) => (token < TINY.vocabulary ? token : 0)),
        advantages: clean(batch.advantages),
        logProbs: clean(batch.logProbs),
        references: clean(batch.references),
        returns: clean(batch.returns),
        values: clean(batch.values),
      };
      for (const loss of [ALL_TERMS, { ...ALL_TERMS, kind: 'ppo', low: 0.8, high: 1.2, dual: 3 } as const]) {
        const dirty = await gradientOf(state, batch, { loss });
        expect(dirty.stats.applied).toBe(true);
        expect(dirty).toEqual(await gradientOf(state, tidy, { loss }));
      }
    });

    it('is zero when nothing has weight', async () => {
      const state = someState(TINY, 3);
      const batch = { ...trainBatch(state, 20, [4, 6]), weights: new Float32Array(12), normalizer: 1 };
      const { gradient, stats } = await gradientOf(state, batch);
      expect(gradient.every((g) => g === 0)).toBe(true);
      const nothing = { loss: 0, gradNorm: 0, entropy: 0, kl: 0, clipped: 0, referenceKl: 0, valueLoss: 0 };
      expect(stats).toEqual({ ...nothing, applied: true });
    });

    it('leaves the value head alone without a value term', async () => {
      for (const config of [SMALL_WITH_VALUES, ALL_ADAPTED]) {
        const state = someState(config, 3);
        const { gradient, stats } = await gradientOf(state, trainBatch(state, 20, [5]));
        const { offset, size } = slot(parameterLayout(config), 'value_head.weight');
        expect(gradient.subarray(offset, offset + size).every((g) => g === 0)).toBe(true);
        expect(stats.gradNorm).toBeGreaterThan(0);
      }
    });
  });
}

/** A model with scores so far apart that some tokens are next to impossible. */
function sharpState(): ModelState {
  const state = someState(TINY_WITH_VALUES, 3);
  const { offset, size } = slot(parameterLayout(TINY_WITH_VALUES), 'model.norm.weight');
  return { ...state, parameters: state.parameters.map((x, i) => (i >= offset && i < offset + size ? 60 * x : x)) };
}
