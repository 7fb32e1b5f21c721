/**
 * What the trees of an evaluation say, per difficulty: success and partial credit with their 95 % intervals, pass@k,
 * costs in all and along the critical path, and how the work was delegated. Pure.
 */
import { type Interval, meanInterval, wilsonInterval } from './intervals.ts';
import { histogram, mean } from './metrics.ts';
import type { Attempt, DifficultyResult } from './records.ts';
import type { Tree } from './trace.ts';
import { rootOf, treeStats } from './tree-stats.ts';

export function attemptOf(tree: Tree): Attempt {
  const { errors: _, childSuccess: __, ...figures } = treeStats(tree);
  return { task: tree.task, score: rootOf(tree).score, ...figures };
}

/** Whether an attempt counts as a success: partial credit does not. */
function isSolved({ score }: Attempt): boolean {
  return score >= 1;
}

/** `attempts` hold `samples` (at least 1) for the first task, then as many for the second, and so on; none is empty. */
export function summarizeAttempts(
  difficulty: number,
  samples: number,
  attempts: readonly Attempt[],
): Omit<DifficultyResult, 'attempts'> {
  const perTask = tasksOf(attempts, samples);
  const solvedPerTask = perTask.map((own) => own.filter(isSolved).length);
  const solved = solvedPerTask.reduce((a, b) => a + b, 0);
  const [low, high] = successInterval(solvedPerTask, samples);
  const [scoreLow, scoreHigh] = meanInterval(perTask.map((own) => mean(own.map((attempt) => attempt.score))));
  const children = attempts.reduce((n, { agents }) => n + agents - 1, 0);
  const parallel = attempts.reduce((n, { parallelChildren }) => n + parallelChildren, 0);
  return {
    difficulty,
    tasks: perTask.length,
    samples,
    solved,
    success: solved / attempts.length,
    low,
    high,
    passAt: Array.from({ length: samples }, (_, i) => mean(solvedPerTask.map((n) => passAt(i + 1, n, samples)))),
    score: mean(attempts.map((attempt) => attempt.score)),
    scoreLow,
    scoreHigh,
    meanAgents: mean(attempts.map((attempt) => attempt.agents)),
    meanTurns: mean(attempts.map((attempt) => attempt.turns)),
    meanCriticalTurns: mean(attempts.map((attempt) => attempt.criticalTurns)),
    meanTokens: mean(attempts.map((attempt) => attempt.tokens)),
    meanCriticalTokens: mean(attempts.map((attempt) => attempt.criticalTokens)),
    parallelFraction: children > 0 ? parallel / children : 0,
    routers: mean(attempts.map((attempt) => (attempt.router ? 1 : 0))),
    depthHistogram: histogram(attempts.map((attempt) => attempt.depth)),
  };
}

/** The attempts of each task, in the order of the tasks. */
function tasksOf(attempts: readonly Attempt[], samples: number): Attempt[][] {
  return Array.from({ length: Math.ceil(attempts.length / samples) }, (_, i) =>
    attempts.slice(i * samples, (i + 1) * samples),
  );
}

/**
 * Chance that at least one of `k` attempts solves a task of which `solved` of `n` did: 1 − C(n − solved, k) / C(n, k),
 * unbiased for k ≤ n (Chen et al. 2021, Eq. 1).
 */
export function passAt(k: number, solved: number, n: number): number {
  if (n - solved < k) return 1;
  let fail = 1;
  for (let i = n - solved + 1; i <= n; i++) fail *= 1 - k / i;
  return 1 - fail;
}

/** Attempts of one task are alike, so with several the tasks' means are what is independent. */
function successInterval(solvedPerTask: readonly number[], samples: number): Interval {
  const tasks = solvedPerTask.length;
  const solved = solvedPerTask.reduce((a, b) => a + b, 0);
  if (samples === 1) return wilsonInterval(solved, tasks);
  return meanInterval(
    solvedPerTask.map((n) => n / samples),
    tasks * samples,
  );
}
