/** What the command line accepts, and how it answers mistakes. Whether settings exist is the app's to say (e2e). */
import { describe, expect, it } from 'vitest';
import { readDifficulties, readEvaluateOptions, readTrainOptions, UsageError } from '../../../cli/options.mjs';

describe('train', () => {
  it('starts from the default preset', () => {
    expect(readTrainOptions([])).toEqual({
      preset: 'rao-textcraft',
      config: null,
      assignments: [],
      out: null,
      gpu: false,
      json: false,
      help: false,
    });
  });

  it('turns flags into settings, with --set last so that it wins', () => {
    const { assignments } = readTrainOptions([
      ...['--set', 'training.lambda=0.4', '--seed', '7', '--updates=3', '--engine', 'wasm', '--workers', '2'],
      ...['--set', 'model.width=32'],
    ]);
    expect(assignments).toEqual([
      'seed=7',
      'training.updates=3',
      'engine=wasm',
      'workers=2',
      'training.lambda=0.4',
      'model.width=32',
    ]);
  });

  it.each([
    [['--sed', '1'], /Unknown option '--sed'\. --help/],
    [['rao-textcraft'], /Unexpected argument 'rao-textcraft'/],
    [['--seed'], /--seed/],
    [['--seed', 'one'], /--seed must be a whole number of at least 0; got "one"/],
    [['--seed', '-1'], /--seed/],
    [['--updates', '1.5'], /--updates must be a whole number/],
    [['--workers', '0'], /--workers must be a whole number of at least 1/],
    [['--preset', 'a', '--config', 'b'], /Give one of them/],
  ])('refuses %j', (args, message) => {
    expect(() => readTrainOptions(args)).toThrow(message);
    expect(() => readTrainOptions(args)).toThrow(UsageError);
  });
});

describe('evaluate', () => {
  it('reads what to evaluate', () => {
    expect(readEvaluateOptions(['--run', 'runs/a', '--difficulty', '2-4,6', '--tasks', '5', '--json'])).toEqual({
      run: 'runs/a',
      compare: null,
      out: null,
      choices: { difficulties: [2, 3, 4, 6], tasks: 5 },
      assignments: [],
      gpu: false,
      json: true,
      help: false,
    });
  });

  it('reads how thoroughly, and what to compare with', () => {
    const options = readEvaluateOptions([
      ...['--run', 'a', '--compare', 'b', '--out', 'c.json', '--samples', '8', '--temperature', '0.7'],
      ...['--attempts', '--speed', '5', '--plan-advantage', '64'],
    ]);
    expect(options).toMatchObject({ compare: 'b', out: 'c.json' });
    expect(options.choices).toEqual({ samples: 8, temperature: 0.7, attempts: true, speed: 5, moments: 64 });
    expect(readEvaluateOptions(['--run', 'a']).choices).toEqual({});
  });

  it('needs a run, but not for help', () => {
    expect(() => readEvaluateOptions([])).toThrow(/--run DIR/);
    expect(readEvaluateOptions(['--help']).help).toBe(true);
  });

  it.each([
    ['--seed', '1'],
    ['--tasks', '0'],
    ['--difficulty', '3-2'],
    ['--samples', '0'],
    ['--speed', '1.5'],
    ['--plan-advantage', '0'],
    ['--temperature', 'warm'],
    ['--temperature', '-1'],
    ['--temperature', '3.5'],
    ['--temperature', ''],
  ])('refuses %s %s', (...args) => {
    expect(() => readEvaluateOptions(['--run', 'a', ...args])).toThrow(UsageError);
  });
});

describe('difficulties', () => {
  it.each([
    ['3', [3]],
    ['4,2,2', [2, 4]],
    [' 1 , 3-5 ', [1, 3, 4, 5]],
    ['0-2,1-3', [0, 1, 2, 3]],
  ])('%j', (text, expected) => {
    expect(readDifficulties(text)).toEqual(expected);
  });

  it.each(['', 'hard', '2,,3', '5-2', '-3', '1.5', '1-999999'])('refuses %j', (text) => {
    expect(() => readDifficulties(text)).toThrow(/such as 2,3,4 or 2-5/);
  });
});
