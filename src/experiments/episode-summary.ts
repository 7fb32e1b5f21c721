/** An evaluation of whole episodes over all of its difficulties: means over episodes, and what holds per step or plan. */
import { meanInterval } from '../rl/intervals.ts';
import type { EpisodeDifficulty } from '../rl/records.ts';

/** As `EpisodeDifficulty`, over several of them. */
export type EpisodeSummary = Omit<EpisodeDifficulty, 'difficulty' | 'scores'>;

/** Null without any row. Difficulties count by their episodes, shares of plans by their plans. */
export function summarizeDifficulties(rows: readonly EpisodeDifficulty[]): EpisodeSummary | null {
  const [first] = rows;
  if (!first) return null;
  const weighted = (value: (row: EpisodeDifficulty) => number, weight: (row: EpisodeDifficulty) => number) => {
    const known = rows.filter((row) => weight(row) > 0 && Number.isFinite(value(row)));
    const whole = known.reduce((sum, row) => sum + weight(row), 0);
    return known.reduce((sum, row) => sum + value(row) * weight(row), 0) / whole;
  };
  const overEpisodes = (value: (row: EpisodeDifficulty) => number) => weighted(value, ({ episodes }) => episodes);
  const steps = (row: EpisodeDifficulty) => row.meanSteps * row.episodes;
  const plans = (row: EpisodeDifficulty) => row.frequency * steps(row);
  const [low, high] = rows.length === 1 ? [first.low, first.high] : meanInterval(rows.flatMap(({ scores }) => scores));
  return {
    episodes: rows.reduce((sum, { episodes }) => sum + episodes, 0),
    score: overEpisodes(({ score }) => score),
    low,
    high,
    best: rows.map(({ best }) => best).reduce((one, other) => (other.score > one.score ? other : one)),
    milestones: first.milestones.map((_, m) => overEpisodes(({ milestones }) => milestones[m] ?? 0)),
    meanSteps: overEpisodes(({ meanSteps }) => meanSteps),
    meanReward: overEpisodes(({ meanReward }) => meanReward),
    meanTokens: overEpisodes(({ meanTokens }) => meanTokens),
    meanPlanTokens: overEpisodes(({ meanPlanTokens }) => meanPlanTokens),
    frequency: weighted(({ frequency }) => frequency, steps),
    completed: weighted(({ completed }) => completed, plans),
    followed: weighted(({ followed }) => followed, plans),
  };
}
