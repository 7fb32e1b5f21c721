import { describe, expect, test } from 'vitest';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { writePath } from '../../../../src/experiments/set-path.ts';
import type { EvaluationResult } from '../../../../src/rl/records.ts';
import type { RunRecord } from '../../../../src/store/types.ts';
import { comparable, findComparison, taskByTask } from '../../../../src/ui/session/comparison.ts';
import { newest, onePerStep } from '../../../../src/ui/session/evaluations.ts';
import { attempt, difficultyResult } from '../../../support/evaluations.ts';
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
    expect(found).toEqual({
      name: 'newer',
      delegation: false,
      result: evaluation(40, false),
      results: [evaluation(10, false), evaluation(40, false)],
    });
  });

  test('prefers a run of the same seed, which meets the same tasks', async () => {
    const otherSeed = run('newer', writePath(single, 'seed', 5), 9);
    const found = await findComparison(recursive, [run('older', single, 1), otherSeed], evaluationsOf);
    expect(found?.name).toBe('older');
    expect((await findComparison(recursive, [otherSeed], evaluationsOf))?.name).toBe('newer');
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

test('of those of one step the one with attempts counts, then the one with more of them; others are other steps', () => {
  const plain = evaluation(20, true);
  const kept = { ...plain, byDifficulty: plain.byDifficulty.map((row) => ({ ...row, attempts: [] })) };
  const several = { ...plain, byDifficulty: plain.byDifficulty.map((row) => ({ ...row, samples: 4 })) };
  expect(newest([kept, plain, several], true)).toBe(kept);
  expect(newest([several, plain], true)).toBe(several);
  expect(onePerStep([several, evaluation(30), plain, evaluation(10), evaluation(25, false)], true)).toEqual([
    evaluation(10),
    several,
    evaluation(30),
  ]);
});

describe('task by task', () => {
  const withAttempts = (step: number, delegation: boolean, turns: number, task = 'a'): EvaluationResult => ({
    step,
    delegation,
    byDifficulty: [difficultyResult(2, { attempts: [attempt(task, { turns })] })],
  });

  test('is the recursive agent relative to the single one, whichever is in view', () => {
    const [ours, theirs] = [withAttempts(9, true, 8), withAttempts(5, false, 2)];
    expect(taskByTask(ours, [theirs])?.overall.turns?.ratio).toBeCloseTo(4, 12);
    expect(taskByTask(theirs, [ours])?.overall.turns?.ratio).toBeCloseTo(4, 12);
  });

  test('takes the newest evaluation of the other run that can be compared', () => {
    const others = [
      withAttempts(1, false, 1),
      withAttempts(2, false, 2),
      withAttempts(3, false, 3, 'b'),
      evaluation(4, false),
    ];
    expect(taskByTask(withAttempts(9, true, 8), others)?.overall.turns?.ratio).toBeCloseTo(4, 12);
    expect(taskByTask(evaluation(9), others)).toBeNull();
    expect(taskByTask(withAttempts(9, true, 8), [])).toBeNull();
  });
});
