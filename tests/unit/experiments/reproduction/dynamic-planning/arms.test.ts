/** The arms on planning: each describes an experiment that can run and be measured, and differs as its claim says. */
import { describe, expect, it } from 'vitest';
import { planningEnvironment } from '../../../../../src/envs/registry.ts';
import type { PlanningExperiment } from '../../../../../src/experiments/experiment.ts';
import { findPreset } from '../../../../../src/experiments/presets/index.ts';
import { type Arm, armExperiment } from '../../../../../src/experiments/reproduction/arm.ts';
import {
  INTERVALS,
  PLANNING_ARMS,
  PLANNING_SEEDS,
} from '../../../../../src/experiments/reproduction/dynamic-planning/arms.ts';
import { PLANNING_CLAIMS } from '../../../../../src/experiments/reproduction/dynamic-planning/claims.ts';
import { differences, formatRunHash, parseRunHash } from '../../../../../src/experiments/url.ts';
import { configureStored } from '../../../../../src/headless/configure.ts';

const arm = (id: string): Arm => {
  const found = PLANNING_ARMS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no arm ${id}.`);
  return found;
};

const experimentOf = (one: Arm, seed = 1) => armExperiment(one, seed) as PlanningExperiment;

/** What is evaluated: the trained experiment with the measurement's changes. */
function measured(id: string, measurement: string): PlanningExperiment {
  const one = arm(id);
  const found = one.measurements.find((each) => each.id === measurement);
  if (!found) throw new Error(`The arm ${id} has no measurement ${measurement}.`);
  return configureStored(experimentOf(one), found.assignments) as PlanningExperiment;
}

describe.each(PLANNING_ARMS.map((one) => [one.id, one] as const))('%s', (_, one) => {
  it('is an experiment that can run, and that an address can hold', () => {
    const experiment = experimentOf(one, 7);
    expect(experiment.seed).toBe(7);
    const preset = findPreset(one.preset);
    if (!preset) throw new Error('It starts from no preset.');
    const { address, problems } = parseRunHash(formatRunHash({ runId: null, preset, experiment, hidden: [] }));
    expect(problems).toEqual([]);
    expect(differences(experiment, address.experiment)).toEqual([]);
  });

  it('is not evaluated along the way', () => {
    expect(experimentOf(one).evaluation).toMatchObject({ every: 0, warmStartEvery: 0 });
  });

  it('can be measured in every way that it asks for', () => {
    const { id, settings } = experimentOf(one).environment;
    const there = planningEnvironment(id).difficulties(settings);
    for (const { id: measurement, difficulties, checkpoint } of one.measurements) {
      const { agent, warmStart } = measured(one.id, measurement);
      for (const difficulty of difficulties) expect(there, measurement).toContain(difficulty);
      if (checkpoint === 'primed') expect(warmStart.tokens, measurement).toBeGreaterThan(0);
      // A controlled measurement has to differ from the agent's own way.
      const { every } = agent;
      if (measurement.startsWith('every-')) expect(measurement).toMatch(new RegExp(`^every-${every}(-primed)?$`));
    }
  });
});

it('has Crafter’s primed agents first, and the two on costs last, with fewer seeds', () => {
  expect(PLANNING_ARMS.slice(0, 2).map(({ id }) => id)).toEqual(['crafter-dynamic', 'crafter-never']);
  expect(PLANNING_ARMS.slice(-2).map(({ id, seeds }) => [id, seeds])).toEqual([
    ['crafter-cost-none', [1, 2]],
    ['crafter-cost-high', [1, 2]],
  ]);
  expect(PLANNING_SEEDS.length).toBeGreaterThanOrEqual(5);
});

it.each([
  // Without plans, as many steps of the player have fewer tokens.
  ['crafter-dynamic', 'crafter-never', ['agent.when', 'training.planCost', 'warmStart.plans', 'warmStart.tokens']],
  ['crafter-unprimed', 'crafter-unprimed-never', ['agent.when']],
  ['pogs-dynamic', 'pogs-never', ['agent.when', 'warmStart.plans']],
  ['pogs-dynamic', 'pogs-always', ['agent.every', 'agent.when']],
  ['crafter-cost-none', 'crafter-cost-high', ['training.planCost']],
])('%s and %s differ in what the claim is about', (a, b, paths) => {
  const changed = differences(experimentOf(arm(a)), experimentOf(arm(b))).map(([path]) => path);
  expect(changed.filter((path) => path !== 'name').sort()).toEqual(paths);
});

it('has free plans at one end and dear ones at the other', () => {
  const price = (id: string) => experimentOf(arm(id)).training.planCost;
  expect(price('crafter-cost-none')).toBe(0);
  expect(price('crafter-cost-high')).toBeGreaterThan(price('crafter-dynamic'));
});

it('measures never, and every interval, with the rest of the agent as it is', () => {
  for (const [id, suffix] of [
    ['crafter-dynamic', ''],
    ['pogs-dynamic', ''],
    ['pogs-dynamic', '-primed'],
  ] as const) {
    const own = experimentOf(arm(id));
    expect(measured(id, `never${suffix}`).agent).toEqual({ ...own.agent, when: 'never' });
    for (const every of INTERVALS) {
      expect(measured(id, `every-${every}${suffix}`).agent).toEqual({ ...own.agent, when: 'every', every });
    }
  }
});

it('lets coached episodes last, and measures without a coach what that alone does', () => {
  const [coached, alone] = [measured('crafter-dynamic', 'coach'), measured('crafter-dynamic', 'alone')];
  expect(coached.agent).toMatchObject({ when: 'every', every: 1, content: 'coach' });
  expect(alone.agent).toEqual(experimentOf(arm('crafter-dynamic')).agent);
  expect(alone.environment).toEqual(coached.environment);
  expect(alone.evaluation).toEqual(coached.evaluation);
  expect(coached.environment.settings.length).toBe(coached.evaluation.episodeSteps);
});

it('is all asked for by some claim or bar', () => {
  const used = new Set(PLANNING_CLAIMS.flatMap(({ arms }) => arms));
  const optional = ['pogs-never', 'pogs-always'];
  expect(PLANNING_ARMS.map(({ id }) => id).filter((id) => !used.has(id))).toEqual(optional);
});
