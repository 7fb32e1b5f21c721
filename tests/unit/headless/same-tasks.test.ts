/** Two runs meet the same held-out tasks when seed and environment agree; else it is said what differs. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESET } from '../../../src/experiments/presets/index.ts';
import { checkSameTasks } from '../../../src/headless/same-tasks.ts';
import { tinyExperiment } from '../../support/tiny-experiment.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';

const one = tinyExperiment();
const [setting] = Object.keys(one.environment.settings);

describe('the same tasks', () => {
  it('are met by a recursive and a single agent, whatever their networks', () => {
    const other = { ...one, agent: { ...one.agent, delegation: false }, model: DEFAULT_PRESET.experiment.model };
    expect(checkSameTasks({ configs: [one, other], assignments: [] })).toBe(true);
  });

  it('are not met under another seed, unless both are given one', () => {
    const configs = [one, { ...one, seed: one.seed + 1 }] as const;
    expect(() => checkSameTasks({ configs, assignments: [] })).toThrow(`Add --set seed=${one.seed}`);
    expect(checkSameTasks({ configs, assignments: ['seed=5'] })).toBe(true);
  });

  it('are not met in another environment', () => {
    const other = { ...one, environment: { id: 'oolong', settings: {} } };
    expect(() => checkSameTasks({ configs: [one, other], assignments: [] })).toThrow();
  });

  it('are not met under other settings of the environment', () => {
    const settings = { ...one.environment.settings, tiers: (one.environment.settings.tiers ?? 0) + 1 };
    expect(setting).toBeDefined();
    const other = { ...one, environment: { ...one.environment, settings } };
    expect(() => checkSameTasks({ configs: [one, other], assignments: [] })).toThrow(/environment\.settings\.tiers/);
  });

  it('are not compared one by one where agents play whole episodes', () => {
    const planning = tinyPlanningExperiment();
    for (const configs of [
      [planning, planning],
      [one, planning],
    ] as const) {
      expect(() => checkSameTasks({ configs, assignments: [] })).toThrow(
        /Only runs of agents that delegate can be compared task by task\. Evaluate each of these on its own/,
      );
    }
  });

  it('cannot be told of what is no experiment', () => {
    expect(() => checkSameTasks({ configs: [one, {}], assignments: [] })).toThrow(/version/);
  });
});
