/**
 * Puts a report together from the finished runs of arms: learning curves, the figures of the final evaluations and the
 * comparisons of arms that meet the same tasks. Pure; a report holds nothing that is not in the runs.
 */
import type { EvaluationResult, MetricRow } from '../../rl/records.ts';
import { environmentSpec } from '../environments.ts';
import { compareEvaluations, incomparable } from '../evaluation-comparison.ts';
import type { Experiment } from '../experiment.ts';
import { findPreset } from '../presets/index.ts';
import { formatKnobValue } from '../set-path.ts';
import { trainedRange } from '../trained-range.ts';
import { differences } from '../url.ts';
import type { Arm } from './arm.ts';
import { barsOf } from './bars.ts';
import { RAO_COMPARISONS } from './rao.ts';
import {
  type ArmFigures,
  type Comparison,
  type CurvePoint,
  type DifficultyFigures,
  parseReport,
  type Report,
  type RunFigures,
} from './report.ts';

/** A trained and evaluated run of one arm and seed. */
export interface FinishedRun {
  readonly seed: number;
  readonly experiment: Experiment;
  /** What computed it, in words. */
  readonly engine: string;
  /** Wall-clock seconds. */
  readonly trainingSeconds: number;
  readonly evaluationSeconds: number;
  readonly metrics: readonly MetricRow[];
  /** Evaluations along the training. */
  readonly evaluations: readonly EvaluationResult[];
  readonly evaluation: EvaluationResult;
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

/** Arms without a finished run are left out. Throws an Error in words when the runs make no valid report. */
export function collectReport(
  { date, machine, seeds, trial }: Circumstances,
  finished: readonly FinishedArm[],
): Report {
  const arms = finished.filter(({ runs }) => runs.length > 0).map((one) => short(armFigures(one, trial)));
  const comparisons = RAO_COMPARISONS.flatMap((pair) => comparisonsOf(pair, finished)).map(short);
  return parseReport({ version: 1, paper: 'rao', date, machine, seeds, arms, comparisons, bars: barsOf({ arms }) });
}

function armFigures({ arm, runs }: FinishedArm, trial: readonly string[]): ArmFigures {
  const [{ experiment }] = runs as readonly [FinishedRun];
  const { id, settings } = experiment.environment;
  const preset = findPreset(arm.preset);
  if (!preset) throw new Error(`The arm ${arm.id} starts from the preset "${arm.preset}", which does not exist.`);
  return {
    id: arm.id,
    title: arm.title,
    purpose: arm.purpose,
    preset: arm.preset,
    environment: id,
    differences: differences(preset.experiment, experiment)
      .filter(([path]) => path !== 'seed' && path !== 'name')
      .map(([path, value]) => `${path}=${formatKnobValue(value)}`),
    trial: [...trial],
    bands: [...(environmentSpec(id)?.bands(settings) ?? [])],
    trained: trainedRange(experiment),
    runs: runs.map(runFigures),
  };
}

function runFigures(run: FinishedRun): RunFigures {
  const last = progressAt(run.metrics, Number.POSITIVE_INFINITY);
  return {
    seed: run.seed,
    engine: run.engine,
    minutes: run.trainingSeconds / 60,
    evaluationMinutes: run.evaluationSeconds / 60,
    updates: run.metrics.length,
    tokens: last.tokens,
    byDifficulty: run.evaluation.byDifficulty.map(difficultyFigures),
    curve: run.evaluations.flatMap((evaluation) => curvePoint(run, evaluation)),
  };
}

function difficultyFigures(one: EvaluationResult['byDifficulty'][number]): DifficultyFigures {
  const { difficulty, tasks, samples, solved, success, score, meanAgents, meanTurns, meanCriticalTurns } = one;
  const { meanTokens, meanCriticalTokens, parallelFraction, routers, depthHistogram } = one;
  return {
    ...{ difficulty, tasks, samples, solved, success, score, meanAgents, meanTurns, meanCriticalTurns },
    ...{ meanTokens, meanCriticalTokens, parallelFraction, routers, depthHistogram: [...depthHistogram] },
  };
}

/** None when the evaluation left out some of what is trained on. */
function curvePoint({ experiment, metrics }: FinishedRun, { step, byDifficulty }: EvaluationResult): CurvePoint[] {
  const mean = (low: number, high: number) => {
    const found = byDifficulty.filter(({ difficulty }) => difficulty >= low && difficulty <= high);
    return found.length === high - low + 1 ? found.reduce((sum, { success }) => sum + success, 0) / found.length : null;
  };
  const trained = mean(...trainedRange(experiment));
  if (trained === null) return [];
  const { id, settings } = experiment.environment;
  const bands = (environmentSpec(id)?.bands(settings) ?? []).flatMap(({ name, low, high }): [string, number][] => {
    const success = mean(low, high);
    return success === null ? [] : [[name, success]];
  });
  return [{ update: step, ...progressAt(metrics, step), trained, bands: Object.fromEntries(bands) }];
}

/** What had been spent when so many optimizer steps were taken. */
function progressAt(metrics: readonly MetricRow[], step: number): { tokens: number; seconds: number } {
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

function comparisonsOf(pair: (typeof RAO_COMPARISONS)[number], finished: readonly FinishedArm[]): Comparison[] {
  const runsOf = (id: string) => finished.find(({ arm }) => arm.id === id)?.runs ?? [];
  return runsOf(pair.recursive).flatMap(({ seed, evaluation }): Comparison[] => {
    const other = runsOf(pair.single).find((run) => run.seed === seed)?.evaluation;
    if (!other || incomparable(evaluation, other) !== null) return [];
    const { byDifficulty } = compareEvaluations(evaluation, other);
    return [
      {
        ...pair,
        seed,
        byDifficulty: byDifficulty.map(({ difficulty, tasks, both, ...costs }) => ({
          difficulty,
          tasks,
          both,
          turns: ratioOf(costs.turns),
          criticalTurns: ratioOf(costs.criticalTurns),
          tokens: ratioOf(costs.tokens),
          criticalTokens: ratioOf(costs.criticalTokens),
          seconds: ratioOf(costs.seconds),
          parallelOverSerial: ratioOf(costs.parallelOverSerial),
        })),
      },
    ];
  });
}

/** Its interval is over tasks; the report's are over seeds. */
function ratioOf(ratio: { readonly ratio: number; readonly tasks: number } | null) {
  return ratio === null ? null : { ratio: ratio.ratio, tasks: ratio.tasks };
}

/** With five significant digits, which is more than any figure shows and keeps the file small. */
function short<Value>(value: Value): Value {
  const rounded = (_: string, part: unknown) =>
    typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(5)) : part;
  return JSON.parse(JSON.stringify(value, rounded)) as Value;
}
