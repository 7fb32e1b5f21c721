import { describe, expect, test } from 'vitest';
import { MAX_TREES, upTo, withEvaluation, withRow, withTree } from '../../../../src/ui/session/history.ts';
import { evaluation, record, row } from './fixtures.ts';

const steps = (rows: readonly { readonly step: number }[]) => rows.map(({ step }) => step);

describe('metrics', () => {
  test('a new step is added at the end', () => {
    expect(steps(withRow([row(1), row(2)], row(3)))).toEqual([1, 2, 3]);
  });

  test('a repeated step replaces itself and all that came after it', () => {
    const again = row(2, 'training', { 'success/all': 1 });
    expect(withRow([row(1), row(2), row(3)], again)).toEqual([row(1), again]);
  });
});

describe('trees', () => {
  test('stay in order of step, with the evaluation of a step last', () => {
    let trees = withTree([], record(2, 'evaluation'));
    trees = withTree(trees, record(1));
    trees = withTree(trees, record(2, 'training', 1));
    trees = withTree(trees, record(2, 'training', 0));
    expect(trees.map(({ step, phase, index }) => [step, phase, index])).toEqual([
      [1, 'training', 0],
      [2, 'training', 0],
      [2, 'training', 1],
      [2, 'evaluation', 0],
    ]);
  });

  test('a repeated tree replaces itself', () => {
    const again = { ...record(1), root: 'again' };
    expect(withTree([record(1)], again)).toEqual([again]);
  });

  test('only the newest are kept', () => {
    let trees: ReturnType<typeof withTree> = [];
    for (let step = 1; step <= MAX_TREES + 3; step++) trees = withTree(trees, record(step));
    expect(trees).toHaveLength(MAX_TREES);
    expect(trees[0]?.step).toBe(4);
  });
});

test('evaluations replace those of the same step by the same choices', () => {
  const earlier = [evaluation(10), evaluation(20)];
  const wider = withEvaluation(earlier, evaluation(10, true, [1, 2, 3]));
  expect(wider.map(({ step, byDifficulty }) => [step, byDifficulty.length])).toEqual([
    [10, 2],
    [10, 3],
    [20, 2],
  ]);
  const again = { ...evaluation(10), byDifficulty: evaluation(10).byDifficulty.map((row) => ({ ...row, solved: 9 })) };
  const replaced = withEvaluation(wider, again);
  expect(replaced.map(({ step, byDifficulty }) => [step, byDifficulty.length, byDifficulty[0]?.solved])).toEqual([
    [10, 3, 25],
    [10, 2, 9],
    [20, 2, 25],
  ]);
  expect(withEvaluation(earlier, evaluation(10, false))).toHaveLength(3);
});

test('what came after the checkpoint is left out: it will happen again', () => {
  const history = { metrics: [row(1), row(2)], trees: [record(2), record(3)], evaluations: [evaluation(2)] };
  expect(upTo(2, history)).toEqual({ metrics: [row(1), row(2)], trees: [record(2)], evaluations: [evaluation(2)] });
  expect(upTo(0, history)).toEqual({ metrics: [], trees: [], evaluations: [] });
});
