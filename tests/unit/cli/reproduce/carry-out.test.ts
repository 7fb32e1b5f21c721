/** What is run for an item, with which options and in which order; and several items at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryOut, evaluationArgs, sideBySide } from '../../../../cli/reproduce/carry-out.mjs';
import { writeJson } from '../../../../cli/reproduce/files.mjs';
import { type Item, isFinished, type Parsers, stateOf } from '../../../../cli/reproduce/results.mjs';
import { type Arm, armExperiment, type Measurement } from '../../../../src/experiments/reproduction/arm.ts';
import { RAO_ARMS } from '../../../../src/experiments/reproduction/rao/arms.ts';

const LAST: Measurement = {
  ...{ id: 'last', checkpoint: 'last', assignments: [], difficulties: [1, 1], tasks: 5, speed: 0 },
};
const MEASUREMENTS: readonly Measurement[] = [
  LAST,
  { ...LAST, id: 'random', assignments: ['agent.when=random'], rateOf: 'last' },
  { ...LAST, id: 'primed', checkpoint: 'primed', moments: 20 },
];

const parsers: Parsers = {
  decodeJson: (text) => JSON.parse(text),
  parseMetricLine: (row) => row as never,
  parseEvaluation: (found) => found as never,
};

describe('an item', () => {
  let base = '';
  let item: Item;
  let calls: string[][] = [];
  let shown: string[] = [];

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'espalier-carry-out-'));
    const arm = RAO_ARMS[0] as Arm;
    item = { arm, seed: 1, experiment: armExperiment(arm, 1), measurements: MEASUREMENTS, folder: join(base, 'item') };
    calls = [];
    shown = [];
  });

  afterEach(() => rmSync(base, { recursive: true, force: true }));

  /** In the place of the commands: each leaves the files that matter, and takes two seconds. */
  const commands = {
    run: async (name: 'train' | 'evaluate', args: readonly string[]) => {
      calls.push([name, ...args]);
      const out = args[args.indexOf('--out') + 1] as string;
      if (name === 'evaluate') writeJson(out, { kind: 'episodes', byDifficulty: [{ frequency: 0.25 }] });
      else {
        writeJson(join(out, 'run.json'), {});
        writeFileSync(join(out, 'metrics.jsonl'), '{"step":4,"phase":"warm-start"}\n{"step":5,"phase":"training"}\n');
      }
      return 2;
    },
  };

  const carry = (change: Partial<Parameters<typeof carryOut>[2]> = {}) =>
    carryOut(item, stateOf(item), {
      ...{ commands, gpu: false, jobs: 1, parsers },
      show: (activity, fraction) => shown.push(`${activity} ${Math.round(100 * fraction)}`),
      ...change,
    });

  it('is trained once and measured in every way, and is finished then', async () => {
    expect(await carry()).toBe(8);
    const at = (...path: string[]) => join(item.folder, ...path);
    expect(calls).toEqual([
      ['train', '--config', at('experiment.json'), '--out', at('run'), '--json'],
      [
        ...['evaluate', '--run', at('run'), '--difficulty', '1-1', '--tasks', '5'],
        ...['--out', at('evaluation-last.json'), '--json'],
      ],
      [
        ...['evaluate', '--run', at('run'), '--difficulty', '1-1', '--tasks', '5'],
        ...['--set', 'agent.when=random', '--set', 'agent.rate=0.25'],
        ...['--out', at('evaluation-random.json'), '--json'],
      ],
      [
        ...['evaluate', '--run', at('run', 'checkpoints', '4'), '--difficulty', '1-1', '--tasks', '5'],
        ...['--plan-advantage', '20', '--out', at('evaluation-primed.json'), '--json'],
      ],
    ]);
    expect(shown).toEqual(['training 0', 'evaluating 0', 'evaluating 33', 'evaluating 67']);
    expect(isFinished(stateOf(item))).toBe(true);
  });

  it('goes on where it was stopped', async () => {
    const stopped = new Error('stopped');
    let runs = 0;
    const run: typeof commands.run = (...call) => (++runs === 3 ? Promise.reject(stopped) : commands.run(...call));
    await expect(carry({ commands: { run } })).rejects.toBe(stopped);
    expect(stateOf(item).missing.map(({ id }) => id)).toEqual(['random', 'primed']);
    calls = [];
    expect(await carry()).toBe(4);
    expect(calls.map(([name]) => name)).toEqual(['evaluate', 'evaluate']);
  });

  it('passes on that the graphics adapter may be used', async () => {
    await carry({ gpu: true });
    for (const call of calls) expect(call.at(-1)).toBe('--gpu');
  });
});

it('keeps attempts only where times are compared', () => {
  expect(evaluationArgs({ ...LAST, difficulties: [1, 6], speed: 10 }, null)).toEqual([
    ...['--difficulty', '1-6', '--tasks', '5', '--attempts', '--speed', '10'],
  ]);
});

describe('side by side', () => {
  it('so many are under way, begun in their order', async () => {
    const begun: number[] = [];
    let [now, most] = [0, 0];
    const work = async (part: number) => {
      begun.push(part);
      most = Math.max(most, ++now);
      for (let i = 0; i <= part % 3; i++) await Promise.resolve();
      now--;
    };
    await sideBySide([0, 1, 2, 3, 4, 5, 6], 3, work, () => {});
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect({ most, now }).toEqual({ most: 3, now: 0 });
    await sideBySide([], 3, work, () => {});
  });

  it('the first failure stops the others, and is thrown when they are at rest', async () => {
    const [failure, begun, ended] = [new Error('failed'), [] as number[], [] as number[]];
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const work = async (part: number) => {
      begun.push(part);
      if (part === 1) throw failure;
      await stopped;
      ended.push(part);
      throw new Error('stopped');
    };
    await expect(sideBySide([0, 1, 2, 3], 2, work, () => stop())).rejects.toBe(failure);
    expect({ begun, ended }).toEqual({ begun: [0, 1], ended: [0] });
  });
});
