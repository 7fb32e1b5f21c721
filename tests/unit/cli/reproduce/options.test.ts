import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options.mjs';
import { REPRODUCE_HELP, readReproduceOptions } from '../../../../cli/reproduce/options.mjs';
import { PAPER_IDS } from '../../../../src/experiments/reproduction/paper.ts';

describe('the options of reproduce', () => {
  it('have defaults', () => {
    expect(readReproduceOptions(['rao'])).toEqual({
      paper: 'rao',
      seeds: null,
      only: null,
      list: false,
      jobs: 1,
      out: 'reports/rao.json',
      runs: 'runs/reproduce-rao',
      engine: 'wasm',
      gpu: false,
      set: [],
      tasks: null,
      help: false,
    });
  });

  it.each(PAPER_IDS)('keep what belongs to %s apart from other papers, and tell of it', (paper) => {
    const { out, runs } = readReproduceOptions([paper]);
    expect({ out, runs }).toEqual({ out: `reports/${paper}.json`, runs: `runs/reproduce-${paper}` });
    expect(REPRODUCE_HELP).toContain(`${paper} (`);
  });

  it('are read', () => {
    expect(
      readReproduceOptions([
        ...['rao', '--seeds', '3,1, 3', '--only', 'a, b', '--tasks', '2', '--set', 'x=1', '--set', 'y=2'],
        ...['--out', 'o.json', '--runs', 'r', '--engine', 'auto', '--gpu', '--list', '--jobs', '3'],
      ]),
    ).toMatchObject({
      seeds: [1, 3],
      only: ['a', 'b'],
      tasks: 2,
      set: ['x=1', 'y=2'],
      out: 'o.json',
      runs: 'r',
      engine: 'auto',
      gpu: true,
      list: true,
      jobs: 3,
    });
  });

  it.each([
    [[], /Say which paper/],
    [['rao', 'dynamic-planning'], /Say which paper/],
    [['rao', '--jobs', '0'], /--jobs takes whole numbers of at least 1/],
    [['rao', '--sed', '1'], /Unknown option '--sed'.*--help/],
    [['rao', '--seeds', '1,x'], /--seeds takes whole numbers of at least 0; got "x"/],
    [['rao', '--set', 'training.lambda=1'], /must not replace the reproduction.*--out and --runs/],
    [['rao', '--tasks', '1', '--out', 'o.json'], /--out and --runs/],
    [['rao', '--tasks', '0', '--out', 'o.json', '--runs', 'r'], /--tasks takes whole numbers of at least 1/],
  ])('%j is refused in words', (args, message) => {
    expect(() => readReproduceOptions(args)).toThrow(UsageError);
    expect(() => readReproduceOptions(args)).toThrow(message);
  });

  it('ask for no paper when help is wanted', () => {
    expect(readReproduceOptions(['--help']).help).toBe(true);
  });
});
