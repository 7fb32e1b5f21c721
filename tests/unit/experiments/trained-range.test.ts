/** What counts as trained: reinforcement learning and, if there is one, the warm start. */
import { expect, test } from 'vitest';
import { DEFAULT_PRESET } from '../../../src/experiments/presets/index.ts';
import { trainedRange } from '../../../src/experiments/trained-range.ts';

const { experiment } = DEFAULT_PRESET;
const experimentWith = (tokens: number) => ({
  ...experiment,
  warmStart: { ...experiment.warmStart, tokens, minDifficulty: 1, maxDifficulty: 5 },
  training: { ...experiment.training, minDifficulty: 2, maxDifficulty: 4 },
});

test('spans warm start and training', () => {
  expect(trainedRange(experimentWith(1000))).toEqual([1, 5]);
});

test('leaves out a warm start that does not take place', () => {
  expect(trainedRange(experimentWith(0))).toEqual([2, 4]);
});
