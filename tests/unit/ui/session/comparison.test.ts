import { describe, expect, test } from 'vitest';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { writePath } from '../../../../src/experiments/set-path.ts';
import type { EvaluationResult } from '../../../../src/rl/records.ts';
import type { RunRecord } from '../../../../src/store/types.ts';
import { comparable, findComparison, newest } from '../../../../src/ui/session/comparison.ts';
import { evaluation } from './fixtures.ts';

const recursive = findPreset('rao-textcraft')?.experiment;
const single = findPreset('single-textcraft')?.experiment;
if (!recursive || !single) throw new Error('A preset is missing.');

function run(id: string, experiment: RunRecord['experiment'], updatedAt: number): RunRecord {
  return { id, name: id, experiment, createdAt: 0, updatedAt, cursor: null, engine: '' };
}

describe('comparable', () => {
  test('recursive against single, whatever the seed', () => {
    expect(comparable(recursive, writePath(single, 'seed', 5))).toBe(true);
    expect(comparable(single, recursive)).toBe(true);
  });

  test.each([
    ['the same kind of agent', recursive],
    ['another network', writePath(single, 'model.width', 32)],
    ['another context window', writePath(single, 'model.context', 128)],
    ['another world', writePath(single, 'environment.settings.tiers', 5)],
  ])('not with %s', (_, other) => {
    expect(comparable(recursive, other)).toBe(false);
  });
});

describe('findComparison', () => {
  const results: Record<string, readonly EvaluationResult[]> = {
    older: [evaluation(10, false)],
    newer: [evaluation(10, false), evaluation(40, false)],
    unevaluated: [],
    ablated: [evaluation(50, true)],
  };
  const evaluationsOf = async (id: string) => results[id] ?? [];

  test('takes the newest run that has been evaluated, and its newest evaluation', async () => {
    const runs = [run('older', single, 1), run('unevaluated', single, 3), run('newer', single, 2)];
    const found = await findComparison(recursive, runs, evaluationsOf);
    expect(found).toEqual({ name: 'newer', delegation: false, result: evaluation(40, false) });
  });

  test('an evaluation of the other kind does not count, and none is none', async () => {
    expect(await findComparison(recursive, [run('ablated', single, 1)], evaluationsOf)).toBeNull();
    expect(await findComparison(recursive, [], evaluationsOf)).toBeNull();
  });
});

test('the widest of several evaluations of the newest step counts', () => {
  const wide = evaluation(20, true, [1, 2, 3]);
  expect(newest([evaluation(20), wide, evaluation(10, true, [1, 2, 3, 4]), evaluation(30, false)], true)).toBe(wide);
  expect(newest([], true)).toBeNull();
});
