import { describe, expect, test } from 'vitest';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { courseWords } from '../../../../src/ui/run/course-words.ts';
import {
  EPISODE_FIGURES,
  episodeSeries,
  milestonesByShare,
  milestoneWords,
} from '../../../../src/ui/run/episode-figures.ts';
import { episodeEvaluationWords } from '../../../../src/ui/run/evaluation-picker.tsx';
import { episodeDifficulty, episodeEvaluation, planAdvantage } from '../../../support/episodes.ts';

describe('figures by difficulty', () => {
  test('each reads a number from a row, and only the score has an interval', () => {
    const rows = [episodeDifficulty(1), episodeDifficulty(2, { score: 0.5 })];
    for (const figure of EPISODE_FIGURES) {
      const { points } = episodeSeries(figure, 'this run', rows);
      expect(points.every(({ value }) => Number.isFinite(value))).toBe(true);
      expect(points.every(({ interval }) => (interval !== null) === (figure.id === 'score'))).toBe(true);
    }
    const [score] = EPISODE_FIGURES;
    expect(score && episodeSeries(score, 'this run', rows).points[1]).toEqual({
      difficulty: 2,
      value: 0.5,
      interval: [0.25, 0.875],
    });
  });
});

describe('milestones', () => {
  test('have names that people read', () => {
    expect(milestoneWords('make_wood_pickaxe')).toBe('Make wood pickaxe');
  });

  test('come by share, equal ones in the order of the environment', () => {
    expect(milestonesByShare(['a', 'b', 'c', 'd'], [0.1, 0.5, 0, 0.1])).toEqual([
      { name: 'B', index: 1, share: 0.5 },
      { name: 'A', index: 0, share: 0.1 },
      { name: 'D', index: 3, share: 0.1 },
      { name: 'C', index: 2, share: 0 },
    ]);
  });
});

test('an evaluation in a line', () => {
  expect(episodeEvaluationWords(episodeEvaluation(9))).toBe(
    'Step 9: difficulties 1 to 2, 4 episodes each at temperature 1',
  );
  const single = episodeEvaluation(9, { byDifficulty: [episodeDifficulty(3, { episodes: 1 })] });
  expect(episodeEvaluationWords(episodeEvaluation(9, { advantage: planAdvantage() }))).toMatch(
    / at temperature 1, plans tried at 40 moments$/,
  );
  expect(episodeEvaluationWords(single)).toBe('Step 9: difficulty 3, 1 episode at temperature 1');
});

test('what a run will do, in a sentence', () => {
  const experiment = findPreset('dynamic-pogs')?.experiment;
  if (experiment?.method !== 'dynamic-planning') throw new Error('A preset is missing.');
  const one = { minDifficulty: 1, maxDifficulty: 1 };
  const course = {
    ...experiment,
    warmStart: { ...experiment.warmStart, tokens: 3_000_000 },
    training: { ...experiment.training, ...one, updates: 100 },
    evaluation: { ...experiment.evaluation, ...one },
  };
  expect(courseWords(course)).toBe(
    'First 3,000,000 tokens of imitation, then 100 updates of reinforcement learning on difficulty 1, ' +
      'evaluated on held-out tasks of the same.',
  );
  const further = {
    ...course,
    warmStart: { ...course.warmStart, tokens: 0 },
    evaluation: { ...course.evaluation, maxDifficulty: 3 },
  };
  expect(courseWords(further)).toBe(
    '100 updates of reinforcement learning on difficulty 1, evaluated on difficulties 1 to 3.',
  );
  const imitation = { ...course, training: { ...course.training, updates: 0 } };
  expect(courseWords(imitation)).toMatch(/^3,000,000 tokens of imitation on difficulty 1/);
});
