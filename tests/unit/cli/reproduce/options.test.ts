import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options.mjs';
import { readReproduceOptions } from '../../../../cli/reproduce/options.mjs';

describe('the options of reproduce', () => {
  it('have defaults', () => {
    expect(readReproduceOptions(['rao'])).toEqual({
      seeds: null,
      only: null,
      list: false,
      out: 'reports/rao.json',
      runs: 'runs/reproduce-rao',
      engine: 'wasm',
      gpu: false,
      set: [],
      tasks: null,
      help: false,
    });
  });

  it('are read', () => {
    expect(
      readReproduceOptions([
        ...['rao', '--seeds', '3,1, 3', '--only', 'a, b', '--tasks', '2', '--set', 'x=1', '--set', 'y=2'],
        ...['--out', 'o.json', '--runs', 'r', '--engine', 'auto', '--gpu', '--list'],
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
    });
  });

  it.each([
    [[], /Say which paper/],
    [['arpo'], /Say which paper/],
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
