import { describe, expect, test } from 'vitest';
import { summarizeDifficulties } from '../../../src/experiments/episode-summary.ts';
import { meanInterval } from '../../../src/rl/intervals.ts';
import { episodeDifficulty } from '../../support/episodes.ts';

describe('summarizeDifficulties', () => {
  test('of one difficulty is that difficulty, with its own interval', () => {
    const { difficulty, scores, ...row } = episodeDifficulty(1);
    expect(summarizeDifficulties([episodeDifficulty(1)])).toEqual(row);
  });

  test('counts difficulties by their episodes, and plans per step by their steps', () => {
    const few = episodeDifficulty(1, {
      episodes: 1,
      scores: [1],
      score: 1,
      meanSteps: 10,
      frequency: 1,
      milestones: [1],
    });
    const many = episodeDifficulty(2, {
      episodes: 3,
      scores: [0, 0, 0.5],
      score: 1 / 6,
      meanSteps: 30,
      frequency: 0,
      milestones: [0],
    });
    const summary = summarizeDifficulties([few, many]);
    expect(summary?.episodes).toBe(4);
    expect(summary?.score).toBeCloseTo(0.375, 12);
    expect([summary?.low, summary?.high]).toEqual(meanInterval([1, 0, 0, 0.5]));
    expect(summary?.frequency).toBeCloseTo(0.1, 12);
    expect(summary?.milestones).toEqual([0.25]);
    // Nobody planned at difficulty 2, so it has nothing to say about what becomes of plans.
    expect(summary?.completed).toBe(few.completed);
  });

  test('the best episode is the one with the highest score, of equal ones the first', () => {
    const best = (score: number, steps: number) => ({ best: { score, steps, milestones: [true] } });
    const rows = [best(0.5, 10), best(0.75, 20), best(0.75, 30)].map((row, i) => episodeDifficulty(i + 1, row));
    expect(summarizeDifficulties(rows)?.best.steps).toBe(20);
  });

  test('what was never measured stays unknown', () => {
    const planless = { frequency: 0, completed: Number.NaN, followed: Number.NaN };
    const summary = summarizeDifficulties([episodeDifficulty(1, planless), episodeDifficulty(2, planless)]);
    expect([summary?.completed, summary?.followed]).toEqual([Number.NaN, Number.NaN]);
    expect(summarizeDifficulties([])).toBeNull();
  });
});
