/**
 * Two evaluations on the same held-out tasks, task by task: which tasks each solves, and what the first costs relative
 * to the second on those that both solve, for costs of tasks that only one solves say nothing. Pure.
 */
import { meanRatio, type Ratio } from '../rl/intervals.ts';
import type { Attempt, DifficultyResult, EvaluationResult, TaskSpeed } from '../rl/records.ts';

export type { Ratio };

/** Costs of the first relative to the second: 0.5 is half of it. Null where there is nothing to compare. */
interface CostRatios {
  readonly turns: Ratio | null;
  readonly criticalTurns: Ratio | null;
  readonly tokens: Ratio | null;
  readonly criticalTokens: Ratio | null;
  /** Wall clock, sub-agents side by side, on tasks that both were timed on and solve. */
  readonly seconds: Ratio | null;
}

/** A task counts as solved when any attempt at it scored 1; its costs are the means over those attempts. */
export interface ComparisonRow extends CostRatios {
  /** Tasks that both met. */
  readonly tasks: number;
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
  /** Wall clock of the first, sub-agents side by side relative to agent after agent, on all tasks it was timed on. */
  readonly parallelOverSerial: Ratio | null;
}

export interface EvaluationComparison {
  readonly byDifficulty: readonly (ComparisonRow & { readonly difficulty: number })[];
  /** All difficulties together. */
  readonly overall: ComparisonRow;
}

/** One task as both evaluations met it. */
interface Pair {
  readonly first: readonly Attempt[];
  readonly second: readonly Attempt[];
}

/** Why two evaluations cannot be compared, in words; null when they can. */
export function incomparable(first: EvaluationResult, second: EvaluationResult): string | null {
  for (const { byDifficulty } of [first, second]) {
    if (byDifficulty.some((row) => row.attempts === undefined)) {
      return 'An evaluation was made without keeping its attempts. Evaluate again and keep them.';
    }
  }
  if (commonTasks(first, second).every(({ pairs }) => pairs.length === 0)) {
    return 'The two evaluations have no task in common. Runs meet the same tasks when their seed and environment are the same.';
  }
  return null;
}

/** Throws an Error in words when there is nothing to compare; see `incomparable`. */
export function compareEvaluations(first: EvaluationResult, second: EvaluationResult): EvaluationComparison {
  const problem = incomparable(first, second);
  if (problem !== null) throw new Error(problem);
  const found = commonTasks(first, second).filter(({ pairs }) => pairs.length > 0);
  const speeds = (result: EvaluationResult, difficulty: number) =>
    (result.speed ?? []).filter((row) => row.difficulty === difficulty);
  const byDifficulty = found.map(({ difficulty, pairs }) => ({
    difficulty,
    ...compare(pairs, speeds(first, difficulty), speeds(second, difficulty)),
  }));
  const compared = (row: TaskSpeed) => found.some(({ difficulty }) => difficulty === row.difficulty);
  return {
    byDifficulty,
    overall: compare(
      found.flatMap(({ pairs }) => pairs),
      (first.speed ?? []).filter(compared),
      (second.speed ?? []).filter(compared),
    ),
  };
}

function compare(pairs: readonly Pair[], first: readonly TaskSpeed[], second: readonly TaskSpeed[]): ComparisonRow {
  const solvedBy = (side: keyof Pair) => pairs.filter((pair) => pair[side].some(solved));
  const both = solvedBy('first').filter((pair) => pair.second.some(solved));
  const [ofFirst, ofSecond] = [solvedBy('first').length, solvedBy('second').length];
  const ratio = (cost: (attempt: Attempt) => number) =>
    meanRatio(both.map((pair) => [meanCost(pair.first, cost), meanCost(pair.second, cost)]));
  return {
    tasks: pairs.length,
    both: both.length,
    onlyFirst: ofFirst - both.length,
    onlySecond: ofSecond - both.length,
    neither: pairs.length - ofFirst - ofSecond + both.length,
    turns: ratio((attempt) => attempt.turns),
    criticalTurns: ratio((attempt) => attempt.criticalTurns),
    tokens: ratio((attempt) => attempt.tokens),
    criticalTokens: ratio((attempt) => attempt.criticalTokens),
    seconds: meanRatio(
      timedPairs(first.filter(solved), second.filter(solved)).map(([a, b]) => [a.parallelSeconds, b.parallelSeconds]),
    ),
    parallelOverSerial: meanRatio(first.map((row) => [row.parallelSeconds, row.serialSeconds])),
  };
}

function solved({ score }: { readonly score: number }): boolean {
  return score >= 1;
}

function meanCost(attempts: readonly Attempt[], cost: (attempt: Attempt) => number): number {
  const costs = attempts.filter(solved).map(cost);
  return costs.reduce((a, b) => a + b, 0) / costs.length;
}

/** Per difficulty that both evaluated, ascending, the tasks that both met. */
function commonTasks(
  first: EvaluationResult,
  second: EvaluationResult,
): { readonly difficulty: number; readonly pairs: readonly Pair[] }[] {
  return first.byDifficulty.flatMap((row) => {
    const other = second.byDifficulty.find(({ difficulty }) => difficulty === row.difficulty);
    if (!other) return [];
    const others = tasksOf(other);
    const pairs = Array.from(tasksOf(row), ([task, attempts]): Pair[] => {
      const same = others.get(task);
      return same ? [{ first: attempts, second: same }] : [];
    }).flat();
    return [{ difficulty: row.difficulty, pairs }];
  });
}

/** Attempts by task. A task that was drawn twice counts twice: its draws are told apart by their number. */
function tasksOf({ attempts = [], samples }: DifficultyResult): Map<string, readonly Attempt[]> {
  const draws = Array.from({ length: Math.ceil(attempts.length / samples) }, (_, i) =>
    attempts.slice(i * samples, (i + 1) * samples),
  );
  return byTask(draws, (draw) => draw[0]?.task ?? '');
}

function timedPairs(first: readonly TaskSpeed[], second: readonly TaskSpeed[]): [TaskSpeed, TaskSpeed][] {
  const others = byTask(second, (row) => row.task);
  return Array.from(byTask(first, (row) => row.task)).flatMap(([task, row]): [TaskSpeed, TaskSpeed][] => {
    const other = others.get(task);
    return other ? [[row, other]] : [];
  });
}

function byTask<Row>(rows: readonly Row[], taskOf: (row: Row) => string): Map<string, Row> {
  const drawn = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const task = taskOf(row);
      const times = drawn.get(task) ?? 0;
      drawn.set(task, times + 1);
      return [`${task} ${times}`, row];
    }),
  );
}
