/** The arms of the reproduction: each describes an experiment that can run, and differs from its baseline as it says. */
import { describe, expect, it } from 'vitest';
import { environment } from '../../../../../src/envs/registry.ts';
import type { RaoExperiment } from '../../../../../src/experiments/experiment.ts';
import { findPreset } from '../../../../../src/experiments/presets/index.ts';
import { type Arm, armExperiment, type Measurement } from '../../../../../src/experiments/reproduction/arm.ts';
import { FINAL, RAO_ARMS, RAO_COMPARISONS, RAO_SEEDS } from '../../../../../src/experiments/reproduction/rao/arms.ts';
import { differences, formatRunHash, parseRunHash } from '../../../../../src/experiments/url.ts';

const arm = (id: string): Arm => {
  const found = RAO_ARMS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no arm ${id}.`);
  return found;
};

/** The only one that RAO's report is made of. */
function finalOf({ measurements }: Arm): Measurement {
  expect(measurements.map(({ id, checkpoint }) => [id, checkpoint])).toEqual([[FINAL, 'last']]);
  return measurements[0] as Measurement;
}

describe.each(RAO_ARMS.map((one) => [one.id, one] as const))('%s', (_, one) => {
  it('is an experiment that can run, and that an address can hold', () => {
    const experiment = armExperiment(one, 7);
    expect(experiment.seed).toBe(7);
    const preset = findPreset(one.preset);
    if (!preset) throw new Error('It starts from no preset.');
    const hash = formatRunHash({ runId: null, preset, experiment, hidden: [] });
    const { address, problems } = parseRunHash(hash);
    expect(problems).toEqual([]);
    expect(differences(experiment, address.experiment)).toEqual([]);
  });

  it('is evaluated on difficulties that there are', () => {
    const { id, settings } = armExperiment(one, 1).environment;
    const [low, high] = finalOf(one).difficulties;
    const there = environment(id).difficulties(settings);
    expect(there).toContain(low);
    expect(there).toContain(high);
  });
});

it('has every id once, at least five seeds, and less than an hour and a half of work', () => {
  expect(new Set(RAO_ARMS.map(({ id }) => id)).size).toBe(RAO_ARMS.length);
  expect(RAO_SEEDS.length).toBeGreaterThanOrEqual(5);
  const minutes = RAO_SEEDS.length * RAO_ARMS.reduce((sum, one) => sum + one.minutes, 0);
  expect(minutes).toBeLessThan(90);
});

it.each([
  ['small-recursive', 'small-single', ['agent.delegation', 'agent.turns']],
  ['large-recursive', 'large-single', ['agent.delegation', 'agent.turns']],
  ['ablation-local-batch', 'ablation-local-off', ['training.depthWeights']],
  ['ablation-local-batch', 'ablation-root-batch', ['training.reward']],
  ['ablation-root-batch', 'ablation-root-off', ['training.depthWeights']],
  ['bonus-rate', 'bonus-count', ['training.bonus']],
  ['small-recursive', 'large-recursive', ['model.context']],
])('%s and %s differ in what the claim is about', (a, b, paths) => {
  const changed = differences(armExperiment(arm(a), 1), armExperiment(arm(b), 1)).map(([path]) => path);
  expect(changed.filter((path) => path !== 'name' && !path.startsWith('evaluation.')).sort()).toEqual(paths);
});

it('has curves where a claim is about the way there', () => {
  const curved = RAO_ARMS.filter((one) => armExperiment(one, 1).evaluation.every > 0).map(({ id }) => id);
  expect(curved).toEqual(
    expect.arrayContaining(['small-recursive', 'small-single', 'large-recursive', 'large-single']),
  );
  expect(curved.filter((id) => id.startsWith('ablation-'))).toHaveLength(4);
});

it('compares arms that meet and time the same tasks', () => {
  for (const { recursive, single } of RAO_COMPARISONS) {
    expect(arm(recursive).measurements).toEqual(arm(single).measurements);
    expect(finalOf(arm(recursive)).speed).toBeGreaterThan(0);
    const [one, other] = [arm(recursive), arm(single)].map((each) => armExperiment(each, 1).environment);
    expect(one).toEqual(other);
  }
});

it('trains the generalising arms on medium tasks only', () => {
  for (const id of ['medium-recursive', 'medium-single']) {
    const { warmStart, training, environment: world } = armExperiment(arm(id), 1) as RaoExperiment;
    const medium = environment(world.id)
      .bands(world.settings)
      .find(({ name }) => name === 'medium');
    for (const phase of [warmStart, training]) {
      expect([phase.minDifficulty, phase.maxDifficulty]).toEqual([medium?.low, medium?.high]);
    }
  }
});

it('says which arm is wrong, and why', () => {
  const wrong = { ...arm('small-single'), assignments: ['training.lamda=1'] };
  expect(() => armExperiment(wrong, 1)).toThrow(/The arm small-single: training\.lamda.*Did you mean training\.lambda/);
  expect(() => armExperiment({ ...wrong, preset: 'none' }, 1)).toThrow(/preset "none", which does not exist/);
});
