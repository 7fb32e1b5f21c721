/** The experiment that a command line describes, or what is wrong with it in words. */
import { describe, expect, it } from 'vitest';
import { planningEnvironment } from '../../../src/envs/registry.ts';
import { DEFAULT_PRESET } from '../../../src/experiments/presets/index.ts';
import { configure, configureStored, milestonesOf } from '../../../src/headless/configure.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';

const preset = DEFAULT_PRESET.id;

it('is the preset with its changes, the last of each setting winning', () => {
  const experiment = configure({
    from: { preset },
    assignments: ['seed=7', 'training.updates=3', 'engine=wasm', 'workers=2', 'training.updates=4'],
  });
  expect(experiment).toMatchObject({ seed: 7, engine: 'wasm', workers: 2, training: { updates: 4 } });
  expect(experiment.model).toEqual(DEFAULT_PRESET.experiment.model);
});

it('is the experiment of a file', () => {
  const config: unknown = JSON.parse(JSON.stringify({ ...DEFAULT_PRESET.experiment, name: 'From a file' }));
  expect(configure({ from: { config }, assignments: ['seed=2'] })).toMatchObject({ name: 'From a file', seed: 2 });
});

it('is mended by what is changed in it', () => {
  const { experiment } = DEFAULT_PRESET;
  const config = { ...experiment, evaluation: { ...experiment.evaluation, samples: 4, temperature: 0 } };
  expect(() => configure({ from: { config }, assignments: [] })).toThrow(/evaluation\.samples is 4 at temperature 0/);
  const mended = configure({ from: { config }, assignments: ['evaluation.temperature=0.7'] });
  expect(mended.evaluation).toMatchObject({ samples: 4, temperature: 0.7 });
  // A run that has been trained with it is evaluated with other choices, which are checked when they are known.
  expect(configureStored(config, ['seed=3'])).toEqual({ ...config, seed: 3 });
});

it('says what its environment calls the milestones of an episode, where there are episodes', () => {
  expect(milestonesOf(tinyPlanningExperiment())).toEqual(planningEnvironment('pogs').milestones);
  expect(milestonesOf(DEFAULT_PRESET.experiment)).toEqual([]);
  expect(() => milestonesOf({ hello: 1 })).toThrow(/version/);
});

describe('mistakes', () => {
  it.each([
    [
      'an unknown preset',
      { from: { preset: 'rao' }, assignments: [] },
      /no preset "rao"\. Choose one of: .*rao-textcraft/,
    ],
    ['an unknown setting', { from: { preset }, assignments: ['training.lamda=1'] }, /Did you mean training\.lambda/],
    ['a value out of range', { from: { preset }, assignments: ['training.trees=1'] }, /training\.trees is 1/],
    ['an unknown engine', { from: { preset }, assignments: ['engine=cuda'] }, /engine is "cuda".*auto/],
    ['no assignment', { from: { preset }, assignments: ['training.lambda'] }, /path=value/],
    ['settings that do not fit together', { from: { preset }, assignments: ['model.context=8'] }, /model\.context/],
    ['a file of something else', { from: { config: { hello: 1 } }, assignments: [] }, /version/],
  ])('%s', (_, request, message) => {
    expect(() => configure(request)).toThrow(message);
  });
});
