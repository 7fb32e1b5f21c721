/**
 * The part of a report, `reports/<paper>.json`, that every paper's has: where it was measured, which arms were run with
 * what changed, and which bars were met. Valibot pieces from which a paper builds its own schema; `readReport` checks.
 */
import * as v from 'valibot';
import { type PaperId, reproduceCommand } from './paper.ts';

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const positive = v.pipe(v.number(), v.minValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const text = v.pipe(v.string(), v.minLength(1));

/** What every run has. */
export const runEntries = {
  seed: count,
  /** What computed it, in words. */
  engine: text,
  /** Wall-clock time of the training, from the command to its end. */
  minutes: positive,
  /** Of all its measurements. */
  evaluationMinutes: positive,
  /** How many runs shared the machine, where it was more than one: minutes are then longer than they need be. */
  jobs: v.exactOptional(count),
  updates: count,
  /** Tokens trained on, imitation included. */
  tokens: count,
};

/** What every arm has, but for its runs, of which there is at least one. */
export const armEntries = {
  id: text,
  title: text,
  purpose: text,
  preset: text,
  environment: text,
  /** What differs from the preset but for name and seed, as `path=value`. */
  differences: v.array(text),
  /** What the command changed on top for a trial; empty in a reproduction. */
  trial: v.array(text),
};

const barSchema = v.object({
  id: text,
  /** What is asked for, with the limit. */
  text,
  /** Null when the arms for it have not been run. */
  value: v.nullable(v.number()),
  /** `points` are a difference of shares; `achievements` are counted, out of Crafter's 22. */
  unit: v.picklist(['share', 'points', 'minutes', 'achievements']),
  /** Null when the arms for it have not been run. */
  met: v.nullable(v.boolean()),
});

/** What a report begins with; its arms follow. */
export const headEntries = <Id extends PaperId>(paper: Id) => ({
  version: v.literal(1),
  paper: v.literal(paper),
  /** ISO 8601. */
  date: v.pipe(v.string(), v.isoTimestamp()),
  machine: v.object({ cpu: text, cores: count }),
  /** Seeds that were asked for; an arm may have finished fewer. */
  seeds: v.pipe(v.array(count), v.minLength(1)),
});

/** What a report ends with. */
export const footEntries = { bars: v.array(barSchema) };

/** One or more, ascending by seed. */
export const runsOf = <Run extends v.GenericSchema>(run: Run) => v.pipe(v.array(run), v.minLength(1));

export type ReportRun = Readonly<v.InferOutput<v.ObjectSchema<typeof runEntries, undefined>>>;
export type ReportArm = Readonly<v.InferOutput<v.ObjectSchema<typeof armEntries, undefined>>> & {
  readonly runs: readonly ReportRun[];
};
export type Bar = Readonly<v.InferOutput<typeof barSchema>>;
export type Report = Readonly<v.InferOutput<v.ObjectSchema<ReturnType<typeof headEntries<PaperId>>, undefined>>> & {
  readonly arms: readonly ReportArm[];
  readonly bars: readonly Bar[];
};

/** `input` as a report of this paper, or an Error that names the first thing that is wrong and what to do. */
export function readReport<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  paper: PaperId,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const place = v.getDotPath(issue);
  throw new Error(
    `The report of the reproduction is not valid${place === null ? '' : ` at "${place}"`}: ${issue.message}. ` +
      `Write it again with: ${reproduceCommand(paper)}`,
  );
}
