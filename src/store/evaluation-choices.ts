/** What an evaluation was asked for, as a short text: results of one step with the same text replace each other. */
import type { EvaluationResult } from '../rl/records.ts';

export function evaluationChoices({ byDifficulty, temperature, speed }: EvaluationResult): string {
  return [
    ...byDifficulty.map(
      ({ difficulty, tasks, samples }) => `${difficulty}:${tasks}${samples > 1 ? `x${samples}` : ''}`,
    ),
    ...(temperature ? [`at ${temperature}`] : []),
    ...(byDifficulty.some((row) => row.attempts) ? ['attempts'] : []),
    ...(speed ? [`timed ${speed.length}`] : []),
  ].join(' ');
}
