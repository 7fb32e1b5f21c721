import { describe, expect, test } from 'vitest';
import type { Experiment, RaoExperiment } from '../../../src/experiments/experiment.ts';
import type { NumberKnob } from '../../../src/experiments/knob.ts';
import { findKnob } from '../../../src/experiments/knobs/index.ts';
import { DEFAULT_PRESET, findPreset, PRESETS } from '../../../src/experiments/presets/index.ts';
import { readPath, writePath } from '../../../src/experiments/set-path.ts';
import {
  closestPreset,
  differences,
  formatRunHash,
  parseRunHash,
  type RunAddress,
} from '../../../src/experiments/url.ts';

function address(changes: Partial<RunAddress> = {}): RunAddress {
  return { runId: null, preset: DEFAULT_PRESET, experiment: DEFAULT_PRESET.experiment, hidden: [], ...changes };
}

const isRao = (experiment: Experiment): experiment is RaoExperiment => experiment.method === 'rao';

describe('writing', () => {
  test('a preset is its name and its seed', () => {
    expect(formatRunHash(address())).toBe('#/run?preset=rao-textcraft&seed=1');
  });

  test('only differences are written, and hidden knobs', () => {
    const experiment = writePath(DEFAULT_PRESET.experiment, 'training.lambda', 0.4);
    const hash = formatRunHash(address({ runId: 'k3x-9', experiment, hidden: ['model.width'] }));
    expect(hash).toBe('#/run/k3x-9?preset=rao-textcraft&seed=1&training.lambda=0.4&model.width_hide=true');
  });
});

describe('reading', () => {
  test.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    'what was written for %s comes back',
    (_, preset) => {
      let experiment = writePath(preset.experiment, 'training.learningRate', 0.00025);
      experiment = writePath(experiment, 'name', 'Größe & 100 % = “groß”?');
      const [name] = Object.keys(preset.experiment.environment.settings);
      const knob = findKnob(`environment.settings.${name}`, experiment) as NumberKnob;
      const other = readPath(experiment, knob.path) === knob.min ? knob.max : knob.min;
      experiment = writePath(experiment, knob.path, other);
      experiment = isRao(preset.experiment)
        ? writePath(experiment, 'agent.delegation', !preset.experiment.agent.delegation)
        : writePath(experiment, 'agent.every', 7);
      experiment = writePath(experiment, 'seed', 4_294_967_295);
      const original = { runId: 'abc', preset, experiment, hidden: ['seed', 'training.lambda'] };
      expect(parseRunHash(formatRunHash(original))).toEqual({ address: original, problems: [] });
    },
  );

  test('what was written of another environment comes back, settings that share a name included', () => {
    const moved = writePath(DEFAULT_PRESET.experiment, 'environment.id', 'oolong');
    for (const tiers of [DEFAULT_PRESET.experiment.environment.settings.tiers ?? 0, 7, 3]) {
      const experiment = writePath(moved, 'environment.settings.tiers', Math.min(tiers, 8));
      const original = { ...address(), experiment };
      expect(parseRunHash(formatRunHash(original))).toEqual({ address: original, problems: [] });
    }
    expect(formatRunHash({ ...address(), experiment: moved })).toBe(
      '#/run?preset=rao-textcraft&seed=1&environment.id=oolong',
    );
  });

  test.each([
    ['agent.turnBudget', 'tree'],
    ['agent.childSees', 'context'],
    ['training.bonus', 'count'],
    ['training.reward', 'root'],
    ['training.depthWeights', 'group'],
    ['training.baseline', 'cohort'],
    ['training.staleness', 2],
  ])('%s=%s comes back', (path, value) => {
    const original = address({ experiment: writePath(DEFAULT_PRESET.experiment, path, value) });
    const hash = formatRunHash(original);
    expect(hash).toContain(`&${path}=${value}`);
    expect(parseRunHash(hash)).toEqual({ address: original, problems: [] });
  });

  test('an address of version 1 is understood', () => {
    const { address: read, problems } = parseRunHash('#/run?preset=rao-textcraft&training.depthWeights=false');
    expect(problems).toEqual([]);
    expect(readPath(read.experiment, 'training.depthWeights')).toBe('off');
    const { experiment } = parseRunHash('#/run?training.depthWeights=true').address;
    expect(readPath(experiment, 'training.depthWeights')).toBe('batch');
  });

  test('an empty hash is the default preset', () => {
    expect(parseRunHash('#/run')).toEqual({ address: address(), problems: [] });
  });

  test.each([
    ['#/run?preset=nope', 'preset'],
    ['#/run?training.lambda=lots', 'training.lambda'],
    ['#/run?training.lambda=7', 'training.lambda'],
    ['#/run?training.lambda=', 'training.lambda'],
    ['#/run?seed=0x10', 'seed'],
    ['#/run?trainin.lambda=0.4', 'trainin.lambda'],
    ['#/run?__proto__=1', '__proto__'],
    ['#/run?constructor.name=x', 'constructor.name'],
    ['#/run?nothing_hide=true', 'nothing_hide'],
    ['#/run?agent.delegation=maybe', 'agent.delegation'],
    ['#/run?name=%E0%A4%A', ''],
    ['#/run/../../etc?seed=1', ''],
    [`#/run/${'x'.repeat(65)}`, ''],
  ])('%s is told in words and falls back', (hash, path) => {
    const { address: read, problems } = parseRunHash(hash);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(read).toEqual(address());
  });

  test('good parameters beside a bad one still count', () => {
    const { address: read, problems } = parseRunHash('#/run?preset=single-textcraft&seed=7&bogus=1&training.tasks=4');
    expect(problems).toHaveLength(1);
    expect(read.preset).toBe(findPreset('single-textcraft'));
    expect(read.experiment.seed).toBe(7);
    expect(readPath(read.experiment, 'training.tasks')).toBe(4);
  });

  test('a knob is shown again by false', () => {
    expect(parseRunHash('#/run?seed_hide=false').address.hidden).toEqual([]);
  });
});

test('an experiment is written against the preset that it differs least from', () => {
  for (const preset of PRESETS) {
    const experiment = writePath(writePath(preset.experiment, 'seed', 9), 'training.updates', 3);
    expect(closestPreset(experiment)).toBe(preset);
    expect(differences(preset.experiment, experiment)).toEqual([
      ['training.updates', 3],
      ['seed', 9],
    ]);
  }
});
