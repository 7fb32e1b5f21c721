/** The form of an evaluation: what it comes to, and what is wrong with it, field by field. */
import { describe, expect, test } from 'vitest';
import { firstDraft, readDraft } from '../../../../src/ui/run/evaluation-draft.ts';
import { tinyExperiment } from '../../../support/tiny-experiment.ts';

const experiment = tinyExperiment();
const draft = firstDraft(experiment);
const DIFFICULTIES = [1, 2, 3, 4, 5, 6, 7, 8];

describe('the form', () => {
  test("begins with the run's own evaluation, keeping attempts", () => {
    const { minDifficulty, maxDifficulty, tasks, samples, temperature } = experiment.evaluation;
    expect(readDraft(draft, DIFFICULTIES)).toEqual({
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
    const { choices } = readDraft({ ...draft, low: '2', high: '8', speed: '1', tasks: '3' }, [2, 4, 8]);
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
    expect(readDraft({ ...draft, ...change }, DIFFICULTIES)).toEqual({ choices: null, problems });
  });
});
