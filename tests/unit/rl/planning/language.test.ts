/** What controls carry has the form of the plans that were imitated, and is the same for a run or another each time. */
import { describe, expect, it } from 'vitest';
import { crafter } from '../../../../src/envs/crafter/index.ts';
import { decodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import type { PlanningExperiment } from '../../../../src/experiments/experiment.ts';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { derive, key } from '../../../../src/random/index.ts';
import { languageOf } from '../../../../src/rl/methods/dynamic-planning.ts';

const { warmStart, environment } = findPreset('dynamic-crafter')!.experiment as PlanningExperiment;

function plansOf(style: number, seed = 1) {
  const priming = { ...warmStart, style };
  const language = languageOf({ spec: crafter, settings: environment.settings, priming, key: key(seed) });
  const random = Array.from({ length: 100 }, (_, i) => decodePlan(language.randomPlan(derive(key(2), i))));
  return { random, constant: language.constantPlan };
}

describe('plans of a control', () => {
  it('are of the one style that was imitated', () => {
    const { random, constant } = plansOf(1);
    for (const plan of [...random, decodePlan(constant)]) {
      expect(plan).toEqual([{ goal: plan[0]?.goal, count: 1, direction: null }]);
    }
  });

  it('are of all styles where all were imitated', () => {
    expect(new Set(plansOf(0).random.map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
  });

  it('are the same for a run, and others for another', () => {
    const constants = [1, 1, 2, 3, 4].map((seed) => plansOf(4, seed).constant.join());
    expect(constants[0]).toBe(constants[1]);
    expect(new Set(constants).size).toBeGreaterThan(2);
  });
});
