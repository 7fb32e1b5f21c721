/**
 * The report of a reproduction, `reports/rao.json`: what every arm's runs came to, from which figures, tables and
 * sentences are made and nothing else. Plain data, under a megabyte; `parseReport` is the only way in.
 */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.minLength(1));

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
  seed: count,
  /** What computed it, in words. */
  engine: text,
  /** Wall-clock time of the training, from the command to its end. */
  minutes: positive,
  evaluationMinutes: positive,
  updates: count,
  /** Tokens trained on, imitation included. */
  tokens: count,
  byDifficulty: v.pipe(v.array(difficultySchema), v.minLength(1)),
  curve: v.array(curvePointSchema),
});

const bandSchema = v.object({ name: text, low: count, high: count });

const armSchema = v.object({
  id: text,
  title: text,
  purpose: text,
  preset: text,
  environment: text,
  /** What differs from the preset but for name and seed, as `path=value`. */
  differences: v.array(text),
  /** What the command changed on top for a trial; empty in a reproduction. */
  trial: v.array(text),
  bands: v.pipe(v.array(bandSchema), v.minLength(1)),
  /** Easiest and hardest difficulty that is trained on, imitation included. */
  trained: v.tuple([count, count]),
  /** One per finished seed, ascending. */
  runs: v.pipe(v.array(runSchema), v.minLength(1)),
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

const barSchema = v.object({
  id: text,
  /** What is asked for, with the limit. */
  text,
  /** Null when the arms for it have not been run. */
  value: v.nullable(v.number()),
  unit: v.picklist(['share', 'points', 'minutes']),
  /** Null when the arms for it have not been run. */
  met: v.nullable(v.boolean()),
});

const reportSchema = v.object({
  version: v.literal(1),
  paper: v.literal('rao'),
  /** ISO 8601. */
  date: v.pipe(v.string(), v.isoTimestamp()),
  machine: v.object({ cpu: text, cores: count }),
  /** Seeds that were asked for; an arm may have finished fewer. */
  seeds: v.pipe(v.array(count), v.minLength(1)),
  arms: v.array(armSchema),
  comparisons: v.array(comparisonSchema),
  bars: v.array(barSchema),
});

export type DifficultyFigures = Readonly<v.InferOutput<typeof difficultySchema>>;
export type CurvePoint = Readonly<v.InferOutput<typeof curvePointSchema>>;
export type RunFigures = Readonly<v.InferOutput<typeof runSchema>>;
export type ArmFigures = Readonly<v.InferOutput<typeof armSchema>>;
export type SharedTasks = Readonly<v.InferOutput<typeof sharedTasksSchema>>;
export type Comparison = Readonly<v.InferOutput<typeof comparisonSchema>>;
export type Bar = Readonly<v.InferOutput<typeof barSchema>>;
export type Report = Readonly<v.InferOutput<typeof reportSchema>>;

/** `input` as a report, or an Error that names the first thing that is wrong and what to do. */
export function parseReport(input: unknown): Report {
  const result = v.safeParse(reportSchema, input, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const place = v.getDotPath(issue);
  throw new Error(
    `The report of the reproduction is not valid${place === null ? '' : ` at "${place}"`}: ${issue.message}. ` +
      'Write it again with: npm run reproduce -- rao',
  );
}
