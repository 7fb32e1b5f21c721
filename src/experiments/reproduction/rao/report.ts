/**
 * The report of RAO's reproduction, `reports/rao.json`: what every arm's runs came to, from which figures, tables and
 * sentences are made and nothing else. Plain data, under a megabyte; `parseRaoReport` is the only way in.
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

/** One difficulty of a final evaluation; the fields are those of `DifficultyResult`, without attempts and intervals. */
const difficultySchema = v.object({
  difficulty: count,
  tasks: count,
  samples: count,
  solved: count,
  success: share,
  score: share,
  meanAgents: positive,
  meanTurns: positive,
  meanCriticalTurns: positive,
  meanTokens: positive,
  meanCriticalTokens: positive,
  parallelFraction: share,
  routers: share,
  depthHistogram: v.array(count),
});

/** One evaluation along a run. */
const curvePointSchema = v.object({
  /** Optimizer steps taken before it, imitation included. */
  update: count,
  /** Tokens trained on before it, imitation included. */
  tokens: count,
  /** Seconds of training before it, without evaluations. */
  seconds: positive,
  /** Mean success over the difficulties that the run trains on. */
  trained: share,
  /** Mean success per band; of bands that were evaluated as a whole. */
  bands: v.record(v.string(), share),
});

const runSchema = v.object({
  ...runEntries,
  byDifficulty: v.pipe(v.array(difficultySchema), v.minLength(1)),
  curve: v.array(curvePointSchema),
});

const bandSchema = v.object({ name: text, low: count, high: count });

const armSchema = v.object({
  ...armEntries,
  bands: v.pipe(v.array(bandSchema), v.minLength(1)),
  /** Easiest and hardest difficulty that is trained on, imitation included. */
  trained: v.tuple([count, count]),
  runs: runsOf(runSchema),
});

/** What the recursive run costs relative to the single one: the geometric mean over `tasks` tasks; null without any. */
const ratioSchema = v.nullable(v.object({ ratio: v.pipe(v.number(), v.gtValue(0)), tasks: count }));

/** A recursive and a single run of one seed on the tasks of one difficulty; ratios are over those that both solve. */
const sharedTasksSchema = v.object({
  difficulty: count,
  /** Tasks that both met, and of these the ones that both solve. */
  tasks: count,
  both: count,
  turns: ratioSchema,
  criticalTurns: ratioSchema,
  tokens: ratioSchema,
  criticalTokens: ratioSchema,
  /** Wall clock. */
  seconds: ratioSchema,
  /** Wall clock of the recursive run's trees: sub-agents side by side relative to one after the other. */
  parallelOverSerial: ratioSchema,
});

const comparisonSchema = v.object({
  recursive: text,
  single: text,
  seed: count,
  byDifficulty: v.array(sharedTasksSchema),
});

const reportSchema = v.object({
  ...headEntries('rao'),
  arms: v.array(armSchema),
  comparisons: v.array(comparisonSchema),
  ...footEntries,
});

export type DifficultyFigures = Readonly<v.InferOutput<typeof difficultySchema>>;
export type CurvePoint = Readonly<v.InferOutput<typeof curvePointSchema>>;
export type RunFigures = Readonly<v.InferOutput<typeof runSchema>>;
export type ArmFigures = Readonly<v.InferOutput<typeof armSchema>>;
export type SharedTasks = Readonly<v.InferOutput<typeof sharedTasksSchema>>;
export type Comparison = Readonly<v.InferOutput<typeof comparisonSchema>>;
export type RaoReport = Readonly<v.InferOutput<typeof reportSchema>>;

export function parseRaoReport(input: unknown): RaoReport {
  return readReport(reportSchema, input, 'rao');
}
