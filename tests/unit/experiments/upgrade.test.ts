/** Experiments of version 1: each says after the upgrade what it said then, wherever it comes from. */
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/experiments/environments.ts';
import { EXPERIMENT_VERSION, type PlanningExperiment } from '../../../src/experiments/experiment.ts';
import { findPreset } from '../../../src/experiments/presets/index.ts';
import { experimentProblems, parseExperiment } from '../../../src/experiments/schema.ts';
import { readPath } from '../../../src/experiments/set-path.ts';
import { upgradeExperiment, upgradeText } from '../../../src/experiments/upgrade.ts';
import { configure } from '../../../src/headless/configure.ts';
import { VERSION_1_EXPERIMENT as OLD } from '../../support/version-1-experiment.ts';

describe('an experiment of version 1', () => {
  test('keeps every value, and gets those under which it was computed for what is new', () => {
    const before = structuredClone(OLD);
    expect(parseExperiment(OLD)).toEqual({
      ...OLD,
      version: EXPERIMENT_VERSION,
      environment: { id: 'textcraft', settings: { ...defaultSettings('textcraft'), ...OLD.environment.settings } },
      agent: { ...OLD.agent, turnBudget: 'agent', childSees: 'goal' },
      training: {
        ...OLD.training,
        depthWeights: 'batch',
        bonus: 'rate',
        reward: 'local',
        baseline: 'root',
        staleness: 0,
      },
      evaluation: { ...OLD.evaluation, samples: 1 },
    });
    expect(OLD).toEqual(before);
  });

  test('weighted no depth when that was switched off', () => {
    const off = { ...OLD, training: { ...OLD.training, depthWeights: false } };
    expect(readPath(parseExperiment(off), 'training.depthWeights')).toBe('off');
  });

  test('opens from a file, changed by the command line in old words too', () => {
    const config: unknown = JSON.parse(JSON.stringify(OLD));
    const experiment = configure({ from: { config }, assignments: ['training.depthWeights=false', 'seed=3'] });
    expect(experiment).toMatchObject({ seed: 3, training: { depthWeights: 'off', baseline: 'root' } });
  });

  test('is told what is wrong with it like any other', () => {
    const wrong = { ...OLD, training: { ...OLD.training, depthWeights: 'yes', lambda: -1 }, agent: null };
    const paths = experimentProblems(upgradeExperiment(wrong)).map(({ path }) => path);
    expect(paths).toContain('training.depthWeights');
    expect(paths).toContain('training.lambda');
    expect(paths).toContain('agent.turns');
    expect(() => parseExperiment({ ...OLD, environment: { id: 'chess', settings: {} } })).toThrow('environment.id');
    expect(() => parseExperiment({ ...OLD, environment: 3 })).toThrow('environment.id');
  });
});

test('agents that imitated all styles of plans, before there was a choice, go on doing so', () => {
  const present = findPreset('dynamic-crafter')?.experiment as PlanningExperiment;
  const { style: _, ...warmStart } = present.warmStart;
  expect(parseExperiment({ ...present, warmStart })).toEqual({ ...present, warmStart: { ...warmStart, style: 0 } });
  expect(upgradeExperiment(present)).toBe(present);
});

test('what is of no earlier version stays as it is', () => {
  const present = parseExperiment(OLD);
  expect(upgradeExperiment(present)).toBe(present);
  for (const input of [null, 'text', [], { version: 99 }, {}]) expect(upgradeExperiment(input)).toBe(input);
  expect(() => parseExperiment({ ...OLD, version: 99 })).toThrow('version is 99');
});

test.each([
  ['training.depthWeights', 'true', 'batch'],
  ['training.depthWeights', ' false ', 'off'],
  ['training.depthWeights', 'group', 'group'],
  ['training.depthWeights', 'constructor', 'constructor'],
  ['agent.delegation', 'true', 'true'],
])('%s=%s is read as %s', (path, text, today) => {
  expect(upgradeText(path, text)).toBe(today);
});
