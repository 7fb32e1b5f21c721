/** Evaluations as text: what is shown when, and that columns line up. */
import { describe, expect, it } from 'vitest';
import { comparisonTables, evaluationTables } from '../../../cli/evaluation-tables.mjs';
import { compareEvaluations } from '../../../src/experiments/evaluation-comparison.ts';
import type { EvaluationResult } from '../../../src/rl/records.ts';
import { attempt, difficultyResult } from '../../support/evaluations.ts';

const plain: EvaluationResult = {
  step: 12,
  delegation: true,
  byDifficulty: [1, 12].map((difficulty) => difficultyResult(difficulty, { score: 0.5 })),
};

describe('an evaluation', () => {
  it('is a table with a line per difficulty, aligned under its heads', () => {
    const [title, head, ...lines] = evaluationTables(plain).split('\n');
    expect(title).toBe('Recursive agent after step 12');
    expect(head?.trim().split(/ {2,}/)).toEqual([
      ...['difficulty', 'tasks', 'success', '95 %', 'agents', 'turns', 'critical', 'tokens', 'critical', 'parallel'],
      'depths 0, 1, …',
    ]);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.length === head?.length)).toBe(true);
    expect(lines[1]?.trim().split(/ {2,}/)).toEqual([
      ...['12', '50', '50 %', '37–63', '2.5', '7.0', '5.5', '61.0', '48.5', '40 %', '20 30'],
    ]);
  });

  it('shows partial credit and pass@k only where they say something new', () => {
    const byDifficulty = [difficultyResult(1, { samples: 4, passAt: [0.5, 0.6, 0.7, 0.8] })];
    const text = evaluationTables({ ...plain, byDifficulty });
    expect(text).toMatch(/avg@4 .*pass@4 .*score/);
    expect(text).toContain('80 %');
    expect(evaluationTables(plain)).not.toMatch(/pass@|score/);
  });

  it('warns of routing, and says what was timed', () => {
    const byDifficulty = [difficultyResult(3, { routers: 0.4 })];
    const speed = [
      { task: 'a', difficulty: 3, score: 1, parallelSeconds: 1, serialSeconds: 3 },
      { task: 'b', difficulty: 3, score: 1, parallelSeconds: 2, serialSeconds: 3 },
    ];
    const text = evaluationTables({ ...plain, byDifficulty, speed });
    expect(text).toMatch(/hand their whole goal on to one sub-agent: 40 % at 3\./);
    expect(text).toMatch(/side by side {2}one after the other/);
    expect(text).toMatch(/3 +2 +1\.500 +3\.000 +0\.50×/);
  });

  it('writes a dash for what an older evaluation did not measure', () => {
    const row = difficultyResult(1, { score: 0.5, meanCriticalTokens: Number.NaN, parallelFraction: Number.NaN });
    expect(evaluationTables({ ...plain, byDifficulty: [row] })).toMatch(/– +– +20 30/);
  });
});

describe('a comparison', () => {
  const evaluation = (turns: number, scores: readonly number[]): EvaluationResult => ({
    ...plain,
    byDifficulty: [
      difficultyResult(2, { attempts: scores.map((score, i) => attempt(`task-${i}`, { score, turns: turns + i })) }),
    ],
  });

  it('says who solves what, and what it costs', () => {
    const comparison = compareEvaluations(evaluation(8, [1, 1, 1, 0]), evaluation(4, [1, 1, 0, 1]));
    const text = comparisonTables(comparison, 'runs/a', 'runs/b');
    expect(text).toContain('first: runs/a; second: runs/b');
    expect(text).toMatch(/\n +2 +4 +2 +1 +1 +0\n/);
    expect(text).toMatch(/\n +all +4 +2 +1 +1 +0\n/);
    expect(text).toMatch(/1\.90× \(/);
    expect(text).not.toMatch(/wall clock/);
  });

  it('has no interval from one task, and a dash where there is no task', () => {
    const one = comparisonTables(compareEvaluations(evaluation(8, [1]), evaluation(4, [1])), 'a', 'b');
    expect(one).toMatch(/2\.00× /);
    const none = comparisonTables(compareEvaluations(evaluation(8, [0]), evaluation(4, [1])), 'a', 'b');
    expect(none).toMatch(/\n +all +– +–/);
  });
});
