import { describe, expect, test } from 'vitest';
import type { EpisodeRecord, Evaluation, TreeRecord } from '../../../../src/rl/records.ts';
import { MAX_SAMPLES, upTo, withEvaluation, withRow, withSample } from '../../../../src/ui/session/history.ts';
import { episodeEvaluation, episodeRecord } from '../../../support/episodes.ts';
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
    let trees = withSample<TreeRecord>([], record(2, 'evaluation'));
    trees = withSample(trees, record(1));
    trees = withSample(trees, record(2, 'training', 1));
    trees = withSample(trees, record(2, 'training', 0));
    expect(trees.map(({ step, phase, index }) => [step, phase, index])).toEqual([
      [1, 'training', 0],
      [2, 'training', 0],
      [2, 'training', 1],
      [2, 'evaluation', 0],
    ]);
  });

  test('a repeated tree replaces itself', () => {
    const again = { ...record(1), root: 'again' };
    expect(withSample([record(1)], again)).toEqual([again]);
  });

  test('only the newest are kept', () => {
    let trees: readonly TreeRecord[] = [];
    for (let step = 1; step <= MAX_SAMPLES + 3; step++) trees = withSample(trees, record(step));
    expect(trees).toHaveLength(MAX_SAMPLES);
    expect(trees[0]?.step).toBe(4);
  });
});

test('episodes are kept like trees', () => {
  let episodes = withSample<EpisodeRecord>([], episodeRecord(2, { phase: 'evaluation' }));
  episodes = withSample(episodes, episodeRecord(2));
  episodes = withSample(episodes, episodeRecord(1));
  const again = episodeRecord(1, { task: 'again' });
  episodes = withSample(episodes, again);
  expect(episodes).toEqual([again, episodeRecord(2), episodeRecord(2, { phase: 'evaluation' })]);
});

test('evaluations of episodes replace those of the same step by the same choices and the same rule of planning', () => {
  const whole = episodeEvaluation(10);
  const { planning } = whole;
  const others = [
    episodeEvaluation(20),
    episodeEvaluation(10, { temperature: 0 }),
    episodeEvaluation(10, { planning: { ...planning, when: 'every' } }),
    episodeEvaluation(10, { planning: { ...planning, when: 'every', every: 2 } }),
    episodeEvaluation(10, { planning: { ...planning, content: 'random' } }),
    episodeEvaluation(10, { byDifficulty: whole.byDifficulty.map((row) => ({ ...row, episodes: 5 })) }),
  ];
  let results: readonly Evaluation[] = [whole, evaluation(10)];
  for (const other of others) results = withEvaluation(results, other);
  expect(results).toHaveLength(8);
  const again = episodeEvaluation(10, { byDifficulty: whole.byDifficulty.map((row) => ({ ...row, score: 0 })) });
  // How often an agent would plan is of no account when it decides itself.
  const same = episodeEvaluation(10, { planning: { ...planning, every: 9 } });
  for (const other of [again, same]) results = withEvaluation(results, other);
  expect(results).toHaveLength(8);
  expect(results).not.toContain(whole);
  expect(results).toContain(same);
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

test('of what is stored each kind has a list of its own, and what came after the checkpoint will happen again', () => {
  const history = {
    metrics: [row(1), row(2)],
    samples: [record(2), record(3), episodeRecord(1), episodeRecord(3)],
    evaluations: [evaluation(2), episodeEvaluation(2), episodeEvaluation(3)],
  };
  expect(upTo(2, history)).toEqual({
    metrics: [row(1), row(2)],
    trees: [record(2)],
    episodes: [episodeRecord(1)],
    evaluations: [evaluation(2)],
    episodeEvaluations: [episodeEvaluation(2)],
  });
  expect(upTo(0, history)).toEqual({ metrics: [], trees: [], episodes: [], evaluations: [], episodeEvaluations: [] });
});
