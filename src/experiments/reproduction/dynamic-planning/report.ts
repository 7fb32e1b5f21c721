/**
 * The report of the reproduction of Learning When to Plan, `reports/dynamic-planning.json`: what every arm's runs came
 * to, from which figures, tables and sentences are made and nothing else. Plain data, under a megabyte;
 * `parsePlanningReport` is the only way in.
 */
import * as v from 'valibot';
import {
  armEntries,
  count,
  footEntries,
  headEntries,
  positive,
  readReport,
  runEntries,
  runsOf,
  share,
  text,
} from '../report.ts';

const momentMean = {
  moments: count,
  mean: v.nullable(v.number()),
  /** Its 95 % interval over moments; null where there are too few of them. */
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
};

/** What a new plan is worth at a moment, in units of the world's reward; see `PlanAdvantageResult`. */
const advantageSchema = v.object({
  ...momentMean,
  rollouts: count,
  steps: count,
  positive: v.nullable(share),
  /** By the steps that the plan had been carried for, both bounds included; ascending. */
  byAge: v.array(v.object({ ...momentMean, from: count, to: count })),
  decided: v.object({ planned: v.nullable(v.object(momentMean)), kept: v.nullable(v.object(momentMean)) }),
});

/** One measurement of a run; the fields are those of `EpisodeDifficulty`, without the scores of single episodes. */
const measurementSchema = v.object({
  planning: v.object({
    when: v.picklist(['learned', 'never', 'every', 'random']),
    every: count,
    rate: share,
    content: v.picklist(['own', 'random', 'constant', 'coach']),
  }),
  temperature: positive,
  episodes: v.pipe(count, v.minValue(1)),
  score: share,
  /** Its 95 % interval over episodes. */
  low: share,
  high: share,
  /** Share of episodes in which each of the arm's milestones was reached. */
  milestones: v.array(share),
  meanSteps: positive,
  meanReward: v.number(),
  meanTokens: positive,
  meanPlanTokens: positive,
  frequency: share,
  /** Null without any plan. */
  completed: v.nullable(share),
  /** Null where nothing was achieved under a plan. */
  followed: v.nullable(share),
  best: v.object({ score: share, steps: v.nullable(count), milestones: v.array(v.boolean()) }),
  advantage: v.exactOptional(advantageSchema),
});

/** A stretch of the reinforcement learning, as what was played in it. */
const curvePointSchema = v.object({
  /** Updates of reinforcement learning, and steps of the world, up to its end. */
  update: count,
  steps: count,
  /** Tokens trained on and seconds of training up to its end, imitation included. */
  tokens: count,
  seconds: positive,
  /** Mean over the episodes that ended in it; null without any. */
  score: v.nullable(share),
  /** Plans per step. */
  frequency: v.nullable(share),
  /** Tokens that were written per episode, over those that ended in it; null without any. */
  tokensPerEpisode: v.nullable(positive),
});

const runSchema = v.object({
  ...runEntries,
  /** Steps of the world in reinforcement learning, all agents together. */
  steps: count,
  /** Of `tokens`, those of the imitation. */
  primingTokens: count,
  /** By the id of the measurement. */
  measurements: v.record(v.string(), measurementSchema),
  curve: v.array(curvePointSchema),
});

const armSchema = v.object({
  ...armEntries,
  /** Names of what can be achieved in an episode. */
  milestones: v.array(text),
  /** What a token of a plan takes off the reward in training. */
  planCost: positive,
  /** Steps of a held-out episode at most, where a measurement does not say otherwise. */
  episodeSteps: count,
  /** How much of the player there was to imitate; null where nothing was imitated. */
  demonstrations: v.nullable(v.object({ episodes: count, episodeSteps: count, plans: v.boolean() })),
  runs: runsOf(runSchema),
});

const reportSchema = v.object({
  ...headEntries('dynamic-planning'),
  arms: v.array(armSchema),
  ...footEntries,
});

export type AdvantageFigures = Readonly<v.InferOutput<typeof advantageSchema>>;
export type MeasurementFigures = Readonly<v.InferOutput<typeof measurementSchema>>;
export type CurvePoint = Readonly<v.InferOutput<typeof curvePointSchema>>;
export type RunFigures = Readonly<v.InferOutput<typeof runSchema>>;
export type ArmFigures = Readonly<v.InferOutput<typeof armSchema>>;
export type PlanningReport = Readonly<v.InferOutput<typeof reportSchema>>;

export function parsePlanningReport(input: unknown): PlanningReport {
  return readReport(reportSchema, input, 'dynamic-planning');
}
