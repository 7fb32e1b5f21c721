import { describe, expect, test } from 'vitest';
import { knobsFor } from '../../../src/experiments/knobs/index.ts';
import { findPreset, PRESETS } from '../../../src/experiments/presets/index.ts';
import {
  ExperimentError,
  experimentProblems,
  parseExperiment,
  parseStoredExperiment,
} from '../../../src/experiments/schema.ts';
import { writePath } from '../../../src/experiments/set-path.ts';

const [base] = PRESETS.map((preset) => preset.experiment);
if (!base) throw new Error('There are no presets.');

describe('a valid experiment', () => {
  test.each(PRESETS.map((preset) => [preset.id, preset.experiment] as const))('preset %s passes', (_, experiment) => {
    expect(experimentProblems(experiment)).toEqual([]);
    expect(parseExperiment(structuredClone(experiment))).toEqual(experiment);
  });

  test('survives JSON', () => {
    expect(parseExperiment(JSON.parse(JSON.stringify(base)))).toEqual(base);
  });
});

describe('single values', () => {
  test.each([
    ['training.trees', 1, 'at least 2'],
    ['training.tasks', 0, 'at least 1'],
    ['training.lambda', Number.NaN, 'number'],
    ['training.updates', 2.5, 'Round it to 3'],
    ['agent.delegation', 'yes', 'true or false'],
    ['engine', 'cuda', 'Choose auto'],
    ['seed', -1, 'at least 0'],
    ['name', '', 'at most 80 characters'],
    ['environment.id', 'chess', 'textcraft'],
    ['environment.settings.tiers', 99, 'at most 13'],
  ] as const)('%s = %s is refused', (path, value, words) => {
    const problems = experimentProblems(writePath(base, path, value));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(Object.values(problems[0] ?? {}).join(' ')).toContain(words);
  });

  test('everything wrong is told at once', () => {
    const wrong = writePath(writePath(base, 'training.trees', 0), 'model.width', 7);
    try {
      parseExperiment(wrong);
      expect.unreachable('a wrong experiment passed');
    } catch (error) {
      expect(error).toBeInstanceOf(ExperimentError);
      expect((error as ExperimentError).problems.map((problem) => problem.path)).toEqual([
        'training.trees',
        'model.width',
      ]);
      expect((error as ExperimentError).message.split('\n')).toHaveLength(2);
    }
  });

  test('a missing value and an unknown one are named', () => {
    const { lambda: _, ...training } = base.training;
    const problems = experimentProblems({ ...base, training: { ...training, lamda: 0.4 } });
    expect(problems.map(({ path, found }) => [path, found])).toEqual([
      ['training.lambda', 'missing'],
      ['training.lamda', 'not a setting'],
    ]);
    expect(problems[1]?.remedy).toContain('training.lambda');
  });

  test.each([[null], [42], ['text'], [[]], [{}], [{ version: 99 }]])('%j is not an experiment', (input) => {
    expect(experimentProblems(input)).toHaveLength(1);
  });
});

describe('values that contradict one another', () => {
  test.each([
    ['a context shorter than the prompt', 'model.context', { 'model.context': 8 }],
    ['more heads than the width allows', 'model.heads', { 'model.heads': 3 }],
    ['training beyond the tiers', 'training.maxDifficulty', { 'training.maxDifficulty': 20 }],
    ['evaluation beyond the tiers', 'evaluation.maxDifficulty', { 'evaluation.maxDifficulty': 30 }],
    ['easiest above hardest', 'training.minDifficulty', { 'training.minDifficulty': 3, 'training.maxDifficulty': 2 }],
    ['a warm start that is easiest above hardest', 'warmStart.minDifficulty', { 'warmStart.minDifficulty': 3 }],
    ['a network too big for a tab', 'model.width', { 'model.width': 512, 'model.layers': 12, 'model.hidden': 2048 }],
    [
      'goals of more agents than fit the context',
      'model.context',
      { 'agent.childSees': 'ancestors', 'agent.depthCap': 16, 'model.context': 48 },
    ],
    ['delegation with no one to delegate to', 'agent.depthCap', { 'agent.depthCap': 0 }],
    ['attempts that are all the same', 'evaluation.samples', { 'evaluation.samples': 4, 'evaluation.temperature': 0 }],
    ['nothing to do', 'training.updates', { 'training.updates': 0, 'warmStart.tokens': 0 }],
  ] as const)('%s', (_, path, changes) => {
    let experiment = base;
    for (const [name, value] of Object.entries(changes)) experiment = writePath(experiment, name, value);
    const problems = experimentProblems(experiment);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.remedy).toMatch(/\.$/);
  });

  test('the context must hold the prompt and a first turn, and the remedy is enough', () => {
    const problem = experimentProblems(writePath(base, 'model.context', 8))[0];
    const enough = Number(/to (\d+)/.exec(problem?.remedy ?? '')?.[1]);
    expect(experimentProblems(writePath(base, 'model.context', enough))).toEqual([]);
  });
});

test('a run that exists keeps what runs in vain, not what cannot run', () => {
  const greedy = writePath(base, 'evaluation.temperature', 0);
  const vain = writePath(greedy, 'evaluation.samples', 4);
  expect(() => parseExperiment(vain)).toThrow(/evaluation\.samples is 4 at temperature 0.*Lower it to 1, or raise/);
  expect(parseStoredExperiment(vain)).toEqual(vain);
  expect(() => parseStoredExperiment(writePath(vain, 'agent.depthCap', 0))).toThrow(ExperimentError);
});

test('a run that exists may be evaluated with plans that are not its own, but no new one learns from them', () => {
  const planning = findPreset('dynamic-pogs')?.experiment ?? base;
  const advised = writePath(planning, 'agent.content', 'coach');
  expect(() => parseExperiment(advised)).toThrow(
    /agent\.content is coach, which is for evaluations.*training\.updates/,
  );
  expect(parseStoredExperiment(advised)).toEqual(advised);
  const imitation = writePath(advised, 'training.updates', 0);
  expect(parseExperiment(imitation)).toEqual(imitation);
});

test('a style of plans that the player does not have is refused with the names of those that it has', () => {
  const planning = findPreset('dynamic-pogs')?.experiment ?? base;
  expect(() => parseExperiment(writePath(planning, 'warmStart.style', 7))).toThrow(/warmStart\.style is 7.*0 to 6.*1 /);
  expect(parseExperiment(writePath(planning, 'warmStart.style', 6))).toMatchObject({ warmStart: { style: 6 } });
});

test('every knob has a value in every preset, a help sentence and a sane range', () => {
  for (const knob of knobsFor(base)) {
    expect(knob.help, knob.path).toMatch(/^[\p{Lu}\d].*\.\)?$/u);
    if (knob.kind === 'integer' || knob.kind === 'number') expect(knob.min, knob.path).toBeLessThan(knob.max);
  }
});
