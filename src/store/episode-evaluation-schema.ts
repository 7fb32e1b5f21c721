/**
 * The shape of a stored evaluation of agents that plan. What had nothing to be a share of is NaN; plain JSON says null.
 * Older ones know of their best episode only how good it was.
 */
import * as v from 'valibot';
import type { EpisodeDifficulty, EpisodeEvaluation } from '../rl/records.ts';
import { count, parseAs } from './schemas.ts';

const anyNumber = v.pipe(
  v.nullable(v.union([v.nan(), v.number()], 'a number or nothing is expected')),
  v.transform((value) => value ?? Number.NaN),
);

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const shareOfAny = v.pipe(
  v.nullable(v.union([v.nan(), share], 'a share or nothing is expected')),
  v.transform((value) => value ?? Number.NaN),
);

const difficultySchema = v.pipe(
  v.object({
    difficulty: v.number(),
    episodes: v.pipe(count, v.minValue(1)),
    score: share,
    low: share,
    high: share,
    scores: v.array(share),
    best: v.exactOptional(v.object({ score: share, steps: anyNumber, milestones: v.array(v.boolean()) })),
    milestones: v.array(share),
    meanSteps: v.number(),
    meanReward: v.number(),
    meanTokens: v.number(),
    meanPlanTokens: v.number(),
    frequency: share,
    completed: shareOfAny,
    followed: shareOfAny,
  }),
  v.check(({ episodes, scores }) => scores.length === episodes, 'there must be one score per episode'),
  v.transform(
    (row): EpisodeDifficulty => ({
      ...row,
      best: row.best ?? { score: Math.max(...row.scores), steps: Number.NaN, milestones: [] },
    }),
  ),
);

const momentMean = { moments: count, mean: anyNumber, low: anyNumber, high: anyNumber };

const advantageSchema = v.object({
  ...momentMean,
  rollouts: v.pipe(count, v.minValue(1)),
  steps: v.pipe(count, v.minValue(1)),
  positive: shareOfAny,
  byAge: v.array(v.object({ ...momentMean, from: count, to: count })),
  decided: v.object({ planned: v.nullable(v.object(momentMean)), kept: v.nullable(v.object(momentMean)) }),
});

const evaluationSchema = v.object({
  kind: v.literal('episodes', 'evaluations of this app are of trees or of "episodes"'),
  step: count,
  planning: v.object({
    when: v.picklist(['learned', 'never', 'every', 'random']),
    every: v.number(),
    rate: v.number(),
    content: v.picklist(['own', 'random', 'constant', 'coach']),
  }),
  temperature: v.number(),
  byDifficulty: v.array(difficultySchema),
  advantage: v.exactOptional(advantageSchema),
});

/** Throws an Error that names what is wrong and where. */
export function parseEpisodeEvaluation(input: unknown): EpisodeEvaluation {
  return parseAs(evaluationSchema, input, 'An evaluation of episodes');
}
