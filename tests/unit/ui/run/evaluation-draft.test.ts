/** The form of an evaluation: what it comes to, and what is wrong with it, field by field. */
import { describe, expect, test } from 'vitest';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { episodeForm } from '../../../../src/ui/run/episode-evaluation-draft.ts';
import { treeForm } from '../../../../src/ui/run/evaluation-draft.ts';
import { tinyExperiment } from '../../../support/tiny-experiment.ts';

const experiment = tinyExperiment();
const DIFFICULTIES = [1, 2, 3, 4, 5, 6, 7, 8];
const form = treeForm(experiment, DIFFICULTIES);
const draft = form.first;

describe('the form for trees', () => {
  test("begins with the run's own evaluation, keeping attempts", () => {
    const { minDifficulty, maxDifficulty, tasks, samples, temperature } = experiment.evaluation;
    expect(form.read(draft)).toEqual({
      choices: {
        difficulties: DIFFICULTIES.filter((one) => one >= minDifficulty && one <= maxDifficulty),
        tasks,
        samples,
        temperature,
        attempts: true,
      },
      problems: {},
    });
  });

  test('names only difficulties that there are', () => {
    const { choices } = treeForm(experiment, [2, 4, 8]).read({
      ...draft,
      low: '2',
      high: '8',
      speed: '1',
      tasks: '3',
    });
    expect(choices).toMatchObject({ difficulties: [2, 4, 8], tasks: 3, speed: 1 });
  });

  test.each([
    [{ tasks: '' }, { tasks: 'Enter a whole number from 1 to 1000.' }],
    [{ tasks: '2.5' }, { tasks: 'Enter a whole number from 1 to 1000.' }],
    [{ samples: '65', temperature: '1' }, { samples: 'Enter a whole number from 1 to 64.' }],
    [{ low: '0' }, { low: 'Enter a whole number from 1 to 8.' }],
    [{ low: '3', high: '2' }, { high: 'Must not be lower than the easiest.' }],
    [{ samples: '4', temperature: '0' }, { temperature: 'At 0 all attempts are the same.' }],
    [{ temperature: 'warm' }, { temperature: 'Enter a number from 0 to 3.' }],
    [{ tasks: '2', speed: '3' }, { speed: 'At most as many as there are tasks.' }],
  ])('says what is wrong with %j', (change, problems) => {
    expect(form.read({ ...draft, ...change })).toEqual({ choices: null, problems });
  });
});

test('says how many trees will be grown', () => {
  expect(form.sizeWords({ difficulties: [1, 2], tasks: 5, samples: 4 })).toBe('Grows 40 trees.');
});

describe('the form for episodes', () => {
  const planning = findPreset('dynamic-pogs')?.experiment;
  if (planning?.method !== 'dynamic-planning') throw new Error('A preset is missing.');
  const { episodes, temperature } = planning.evaluation;

  test("begins with the run's own evaluation", () => {
    const { first, read } = episodeForm(planning, [0, 1, 2]);
    expect(read({ ...first, low: '0', high: '1' })).toEqual({
      choices: { difficulties: [0, 1], tasks: episodes, temperature },
      problems: {},
    });
  });

  test('asks for no difficulty where there is one', () => {
    const { fields, first, read } = episodeForm(planning, [3]);
    expect(fields.map(({ name }) => name)).toEqual(['episodes', 'temperature']);
    expect(read(first).choices?.difficulties).toEqual([3]);
  });

  test.each([
    [{ episodes: '0' }, { episodes: 'Enter a whole number from 1 to 1000.' }],
    [{ temperature: '' }, { temperature: 'Enter a number from 0 to 3.' }],
    [{ low: '2', high: '0' }, { high: 'Must not be lower than the easiest.' }],
  ])('says what is wrong with %j', (change, problems) => {
    const { first, read } = episodeForm(planning, [0, 1, 2]);
    expect(read({ ...first, ...change })).toEqual({ choices: null, problems });
  });

  test('says how many episodes will be played', () => {
    expect(episodeForm(planning, [3]).sizeWords({ difficulties: [3], tasks: 1 })).toBe('Plays 1 episode.');
  });
});
