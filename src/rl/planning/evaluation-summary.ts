/** What held-out episodes come to, per difficulty. Pure. */
import { meanInterval } from '../intervals.ts';
import { mean } from '../metrics.ts';
import type { BestEpisode, EpisodeDifficulty } from '../records.ts';
import type { EpisodeResult } from './evaluation.ts';

/** Ascending by difficulty. */
export function summarizeEpisodes(results: readonly EpisodeResult[]): EpisodeDifficulty[] {
  const difficulties = [...new Set(results.map(({ difficulty }) => difficulty))].sort((a, b) => a - b);
  return difficulties.map((difficulty) =>
    summarize(
      difficulty,
      results.filter((result) => result.difficulty === difficulty),
    ),
  );
}

function summarize(difficulty: number, results: readonly EpisodeResult[]): EpisodeDifficulty {
  const total = (of: (result: EpisodeResult) => number) => results.reduce((sum, result) => sum + of(result), 0);
  const scores = results.map(({ score }) => score);
  const [low, high] = meanInterval(scores);
  const plans = total((result) => result.plans);
  return {
    difficulty,
    episodes: results.length,
    score: mean(scores),
    low,
    high,
    scores,
    best: bestOf(results),
    milestones: (results[0]?.milestones ?? []).map((_, m) => mean(results.map((r) => (r.milestones[m] ? 1 : 0)))),
    meanSteps: mean(results.map(({ steps }) => steps)),
    meanReward: mean(results.map(({ reward }) => reward)),
    meanTokens: mean(results.map(({ tokens }) => tokens)),
    meanPlanTokens: mean(results.map(({ planTokens }) => planTokens)),
    frequency: plans / total((result) => result.steps),
    completed: total(({ outcomes }) => outcomes.completed) / plans,
    followed: total(({ outcomes }) => outcomes.followed) / total(({ outcomes }) => outcomes.judged),
  };
}

/** Of at least one. */
function bestOf(results: readonly EpisodeResult[]): BestEpisode {
  const { score, steps, milestones } = results.reduce((best, result) => (result.score > best.score ? result : best));
  return { score, steps, milestones };
}
