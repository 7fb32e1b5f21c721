/** Which of a run's evaluations to look at: a step may have been evaluated by several choices. */
import type { EvaluationResult } from '../../rl/records.ts';

/** The newest evaluation with this kind of agent; of those of one step the one that says most. */
export function newest(results: readonly EvaluationResult[], delegation: boolean): EvaluationResult | null {
  return onePerStep(results, delegation).at(-1) ?? null;
}

/** Of the evaluations with this kind of agent the one that says most, step by step, ascending. */
export function onePerStep(results: readonly EvaluationResult[], delegation: boolean): EvaluationResult[] {
  const best = new Map<number, EvaluationResult>();
  for (const result of results) {
    if (result.delegation !== delegation) continue;
    const other = best.get(result.step);
    if (!other || !saysMore(other, result)) best.set(result.step, result);
  }
  return [...best.values()].sort((a, b) => a.step - b.step);
}

/** Whether `a` covers more difficulties than `b`; of as many, whether it has rows of attempts, or has more attempts. */
function saysMore(a: EvaluationResult, b: EvaluationResult): boolean {
  const [x, y] = [a, b].map(({ byDifficulty }) => [
    byDifficulty.length,
    byDifficulty.some((row) => row.attempts) ? 1 : 0,
    byDifficulty.reduce((n, row) => n + row.tasks * row.samples, 0),
  ]) as [number[], number[]];
  const i = x.findIndex((value, at) => value !== y[at]);
  return i >= 0 && (x[i] as number) > (y[i] as number);
}
