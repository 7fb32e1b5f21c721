/**
 * From finished runs to the part of a report that every paper's has; a paper's own collection adds its figures. Pure; a
 * report holds nothing that is not in the runs.
 */
import type { Evaluation, MetricRow } from '../../rl/records.ts';
import type { Experiment } from '../experiment.ts';
import { findPreset } from '../presets/index.ts';
import { formatKnobValue } from '../set-path.ts';
import { differences } from '../url.ts';
import type { Arm } from './arm.ts';
import type { Report, ReportArm, ReportRun } from './report.ts';

/** A run of one arm and seed that was trained, and measured in every way that its arm asks for. */
export interface FinishedRun {
  readonly seed: number;
  readonly experiment: Experiment;
  /** What computed it, in words. */
  readonly engine: string;
  /** Wall-clock seconds; evaluation is that of all measurements. */
  readonly trainingSeconds: number;
  readonly evaluationSeconds: number;
  /** How many runs shared the machine, at most. */
  readonly jobs: number;
  readonly metrics: readonly MetricRow[];
  /** Evaluations along the training. */
  readonly evaluations: readonly Evaluation[];
  /** By the id of the measurement. */
  readonly measurements: ReadonlyMap<string, Evaluation>;
}

export interface FinishedArm {
  readonly arm: Arm;
  /** Ascending by seed. */
  readonly runs: readonly FinishedRun[];
}

export interface Circumstances {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Report['machine'];
  readonly seeds: readonly number[];
  /** What was changed in every arm, for a trial. */
  readonly trial: readonly string[];
}

/** What every report says about an arm; its runs are added. `finished` has at least one. */
export function armHead({ arm, runs }: FinishedArm, trial: readonly string[]): Omit<ReportArm, 'runs'> {
  const [{ experiment }] = runs as readonly [FinishedRun];
  const preset = findPreset(arm.preset);
  if (!preset) throw new Error(`The arm ${arm.id} starts from the preset "${arm.preset}", which does not exist.`);
  return {
    id: arm.id,
    title: arm.title,
    purpose: arm.purpose,
    preset: arm.preset,
    environment: experiment.environment.id,
    differences: differences(preset.experiment, experiment)
      .filter(([path]) => path !== 'seed' && path !== 'name')
      .map(([path, value]) => `${path}=${formatKnobValue(value)}`),
    trial: [...trial],
  };
}

/** What every report says about a run. */
export function runHead(run: FinishedRun): ReportRun {
  return {
    seed: run.seed,
    engine: run.engine,
    minutes: run.trainingSeconds / 60,
    evaluationMinutes: run.evaluationSeconds / 60,
    ...(run.jobs > 1 && { jobs: run.jobs }),
    updates: run.metrics.length,
    tokens: spentAt(run.metrics, Number.POSITIVE_INFINITY).tokens,
  };
}

/** What a measurement of the run found. Throws an Error in words when it is missing. */
export function measured({ seed, measurements }: FinishedRun, { id }: Arm, measurement: string): Evaluation {
  const found = measurements.get(measurement);
  if (!found) throw new Error(`The arm ${id} has no measurement "${measurement}" of seed ${seed}.`);
  return found;
}

/** Tokens trained on and seconds of training when so many optimizer steps were taken, imitation included. */
export function spentAt(metrics: readonly MetricRow[], step: number): { tokens: number; seconds: number } {
  const rows = metrics.filter((row) => row.step <= step);
  // Tokens are counted from nothing in each phase.
  const tokens = (['warm-start', 'training'] as const).map((phase) =>
    Math.max(0, ...rows.flatMap((row) => (row.phase === phase ? (row.values['rollout/trained_tokens'] ?? []) : []))),
  );
  return {
    tokens: tokens.reduce((a, b) => a + b, 0),
    seconds: rows.reduce((sum, { values }) => sum + (values['time/step'] ?? 0), 0),
  };
}

/** With five significant digits, which is more than any figure shows and keeps the file small. */
export function short<Value>(value: Value): Value {
  const rounded = (_: string, part: unknown) =>
    typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(5)) : part;
  return JSON.parse(JSON.stringify(value, rounded)) as Value;
}
