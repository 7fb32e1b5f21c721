/** What an evaluation of whole episodes can be looked at for, difficulty by difficulty. */
import type { EpisodeDifficulty } from '../../rl/records.ts';
import type { IntervalSeries } from '../charts/interval-chart.tsx';

export interface EpisodeFigure {
  readonly id: string;
  readonly title: string;
  /** What is drawn, in a sentence. */
  readonly note: string;
  /** Shares are drawn from 0 to 1, numbers from 0 to whatever they reach. */
  readonly unit: 'share' | 'number';
  readonly value: (row: EpisodeDifficulty) => number;
  readonly interval?: (row: EpisodeDifficulty) => readonly [low: number, high: number];
}

export const EPISODE_FIGURES: readonly EpisodeFigure[] = [
  {
    id: 'score',
    title: 'Score',
    note: 'Mean score of an episode: how much of what it offers is achieved.',
    unit: 'share',
    value: ({ score }) => score,
    interval: ({ low, high }) => [low, high],
  },
  {
    id: 'frequency',
    title: 'Planning frequency',
    note: 'Plans per step: 1 plans at every step.',
    unit: 'share',
    value: ({ frequency }) => frequency,
  },
  {
    id: 'steps',
    title: 'Steps',
    note: 'Mean length of an episode.',
    unit: 'number',
    value: ({ meanSteps }) => meanSteps,
  },
  {
    id: 'tokens',
    title: 'Tokens',
    note: 'Mean number of tokens that the agent writes in an episode.',
    unit: 'number',
    value: ({ meanTokens }) => meanTokens,
  },
  {
    id: 'completed',
    title: 'Plans completed',
    note: 'Share of plans whose goals are all reached within 15 steps.',
    unit: 'share',
    value: ({ completed }) => completed,
  },
  {
    id: 'followed',
    title: 'Plans followed',
    note: 'Of the plans under which something was achieved: the share whose goal that was.',
    unit: 'share',
    value: ({ followed }) => followed,
  },
];

/** One agent's line of a figure. */
export function episodeSeries(
  { value, interval }: EpisodeFigure,
  label: string,
  rows: readonly EpisodeDifficulty[],
): IntervalSeries {
  return {
    label,
    points: rows.map((row) => ({
      difficulty: row.difficulty,
      value: value(row),
      interval: interval ? interval(row) : null,
    })),
  };
}

/** A milestone's name as people read it: "collect_wood" is "Collect wood". */
export function milestoneWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface Milestone {
  readonly name: string;
  /** Its place among those of the environment. */
  readonly index: number;
  /** Share of episodes in which it is reached. */
  readonly share: number;
}

/** The milestones that are reached most often first; of equal ones in the order in which the environment names them. */
export function milestonesByShare(names: readonly string[], shares: readonly number[]): Milestone[] {
  return names
    .map((name, index) => ({ name: milestoneWords(name), index, share: shares[index] ?? 0 }))
    .sort((a, b) => b.share - a.share);
}
