/** Two evaluations task by task: who solves what, and costs on the tasks that both solve. */
import { describe, expect, it } from 'vitest';
import { compareEvaluations, incomparable } from '../../../src/experiments/evaluation-comparison.ts';
import type { Attempt, EvaluationResult, TaskSpeed } from '../../../src/rl/records.ts';
import { attempt, difficultyResult } from '../../support/evaluations.ts';

const lost = { score: 0 };

function evaluation(
  rows: Record<number, readonly Attempt[]>,
  { samples = 1, speed }: { samples?: number; speed?: TaskSpeed[] } = {},
): EvaluationResult {
  return {
    step: 9,
    delegation: true,
    byDifficulty: Object.entries(rows).map(([difficulty, attempts]) =>
      difficultyResult(Number(difficulty), { samples, attempts, tasks: attempts.length / samples }),
    ),
    ...(speed && { speed }),
  };
}

function timed(task: string, parallelSeconds: number, serialSeconds: number, score = 1, difficulty = 2): TaskSpeed {
  return { task, difficulty, score, parallelSeconds, serialSeconds };
}

describe('comparison', () => {
  it('counts who solves what', () => {
    const first = evaluation({ 2: [attempt('a'), attempt('b'), attempt('c', lost), attempt('d', { score: 0.9 })] });
    const second = evaluation({ 2: [attempt('a'), attempt('b', lost), attempt('c'), attempt('d', lost)] });
    const [row] = compareEvaluations(first, second).byDifficulty;
    expect(row).toMatchObject({ difficulty: 2, tasks: 4, both: 1, onlyFirst: 1, onlySecond: 1, neither: 1 });
  });

  it('relates costs on the tasks that both solve, and only on those', () => {
    const costs = { turns: 8, criticalTurns: 2, tokens: 80, criticalTokens: 10 };
    const huge = { turns: 9999, criticalTurns: 9999, tokens: 9999, criticalTokens: 9999 };
    const first = evaluation({ 2: [attempt('a', costs), attempt('b', huge), attempt('c', costs)] });
    const second = evaluation({ 2: [attempt('a'), attempt('b', lost), attempt('c')] });
    const { byDifficulty, overall } = compareEvaluations(first, second);
    expect(byDifficulty[0]?.turns).toEqual({ ratio: expect.closeTo(2, 12), interval: expect.anything(), tasks: 2 });
    expect(byDifficulty[0]?.criticalTurns?.ratio).toBeCloseTo(0.5, 12);
    expect(byDifficulty[0]?.tokens?.ratio).toBeCloseTo(2, 12);
    expect(byDifficulty[0]?.criticalTokens?.ratio).toBeCloseTo(0.25, 12);
    expect(byDifficulty[0]?.seconds).toBeNull();
    expect(overall.turns).toEqual(byDifficulty[0]?.turns);
  });

  it('has no ratio where no task is solved by both', () => {
    const row = compareEvaluations(evaluation({ 2: [attempt('a')] }), evaluation({ 2: [attempt('a', lost)] })).overall;
    expect(row).toMatchObject({ both: 0, turns: null, criticalTurns: null, tokens: null, criticalTokens: null });
  });

  it('takes the solving attempts of a task, when there are several', () => {
    const first = evaluation(
      { 2: [attempt('a', { turns: 6 }), attempt('a', { turns: 2 }), attempt('a', { turns: 99, score: 0 })] },
      { samples: 3 },
    );
    const second = evaluation({ 2: [attempt('a', { turns: 2 })] });
    expect(compareEvaluations(first, second).overall.turns?.ratio).toBeCloseTo(2, 12);
  });

  it('matches tasks by name, whatever their order and number, and difficulties that both have', () => {
    const first = evaluation({ 1: [attempt('x')], 2: [attempt('a'), attempt('b', lost)], 3: [attempt('y')] });
    const second = evaluation({ 2: [attempt('c'), attempt('b'), attempt('a', lost)], 3: [attempt('z')] });
    const { byDifficulty, overall } = compareEvaluations(first, second);
    expect(byDifficulty.map(({ difficulty }) => difficulty)).toEqual([2]);
    expect(overall).toMatchObject({ tasks: 2, both: 0, onlyFirst: 1, onlySecond: 1, neither: 0 });
  });

  it('keeps two draws of one task apart', () => {
    const first = evaluation({ 2: [attempt('a'), attempt('a')] });
    expect(compareEvaluations(first, first).overall).toMatchObject({ tasks: 2, both: 2 });
  });

  it('compares the wall clock on timed tasks that both solve, and parallel with serial on all timed ones', () => {
    const attempts = { 2: [attempt('a'), attempt('b'), attempt('c')] };
    const first = evaluation(attempts, { speed: [timed('a', 1, 2), timed('b', 1, 4), timed('c', 1, 8)] });
    const second = evaluation(attempts, { speed: [timed('a', 2, 2), timed('b', 8, 8, 0)] });
    const [row] = compareEvaluations(first, second).byDifficulty;
    expect(row?.seconds).toEqual({ ratio: 0.5, interval: null, tasks: 1 });
    expect(row?.parallelOverSerial?.ratio).toBeCloseTo(0.25, 12);
    expect(row?.parallelOverSerial?.tasks).toBe(3);
  });
});

describe('what cannot be compared', () => {
  const kept = evaluation({ 2: [attempt('a')] });

  it('says so in words', () => {
    const without: EvaluationResult = { step: 1, delegation: false, byDifficulty: [difficultyResult(2)] };
    expect(incomparable(kept, kept)).toBeNull();
    expect(incomparable(kept, without)).toMatch(/without keeping its attempts/);
    expect(incomparable(kept, evaluation({ 2: [attempt('b')] }))).toMatch(/no task in common/);
    expect(incomparable(kept, evaluation({ 3: [attempt('a')] }))).toMatch(/no task in common/);
    expect(() => compareEvaluations(kept, without)).toThrow(/keep them/);
  });
});
