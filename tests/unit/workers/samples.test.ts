/** Which trees are kept. */
import { expect, it } from 'vitest';
import type { TreeRecord } from '../../../src/rl/records.ts';
import { evaluationSamples, stepSamples } from '../../../src/workers/samples.ts';
import { treeRecord } from '../../support/stored-runs.ts';

const of = (phase: TreeRecord['phase'], ...difficulties: number[]): TreeRecord[] =>
  difficulties.map((difficulty, i) => {
    const record = treeRecord(1, i);
    return { ...record, phase, tree: { ...record.tree, difficulty } };
  });

it('keeps the first of the hardest trees of every update of a short run', () => {
  const trees = of('training', 1, 3, 3, 2);
  for (const update of [0, 1, 2, 39]) expect(stepSamples(trees, update, 40)).toEqual([trees[1]]);
});

it('keeps at most two hundred of a long one, the first update among them', () => {
  const trees = of('training', 1);
  const kept = Array.from({ length: 1001 }, (_, update) => stepSamples(trees, update, 1001).length);
  expect(kept[0]).toBe(1);
  expect(kept.filter((n) => n === 1).length).toBeLessThanOrEqual(200);
});

it('keeps a tenth of warm start', () => {
  const kept = Array.from({ length: 20 }, (_, update) => stepSamples(of('warm-start', 1), update, 4).length);
  expect(kept).toEqual(Array.from({ length: 20 }, (_, update) => (update % 10 === 0 ? 1 : 0)));
});

it('keeps nothing of a step without trees', () => {
  expect(stepSamples([], 0, 4)).toEqual([]);
});

it('keeps one tree per difficulty of an evaluation', () => {
  const trees = of('evaluation', 1, 1, 2, 2, 3);
  expect(evaluationSamples(trees)).toEqual([trees[0], trees[2], trees[4]]);
});
