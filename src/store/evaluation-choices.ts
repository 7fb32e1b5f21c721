/** What an evaluation was asked for, as a short text: results of one step with the same text replace each other. */
import type { EpisodeEvaluation, Evaluation, EvaluationResult } from '../rl/records.ts';

export function evaluationChoices(result: Evaluation): string {
  return 'kind' in result ? episodeChoices(result) : treeChoices(result);
}

function treeChoices({ byDifficulty, temperature, speed }: EvaluationResult): string {
  return [
    ...byDifficulty.map(
      ({ difficulty, tasks, samples }) => `${difficulty}:${tasks}${samples > 1 ? `x${samples}` : ''}`,
    ),
    ...(temperature ? [`at ${temperature}`] : []),
    ...(byDifficulty.some((row) => row.attempts) ? ['attempts'] : []),
    ...(speed ? [`timed ${speed.length}`] : []),
  ].join(' ');
}

function episodeChoices({ byDifficulty, planning, temperature, advantage }: EpisodeEvaluation): string {
  const { when, every, rate, content } = planning;
  return [
    ...byDifficulty.map(({ difficulty, episodes }) => `${difficulty}:${episodes}`),
    `at ${temperature}`,
    `plans ${when}`,
    // Whatever these are set to, they are of no account under the other rules.
    ...(when === 'every' ? [`${every}`] : []),
    ...(when === 'random' ? [`${rate}`] : []),
    ...(when === 'never' || content === 'own' ? [] : [content]),
    ...(advantage ? [`forked ${advantage.moments}`] : []),
  ].join(' ');
}
