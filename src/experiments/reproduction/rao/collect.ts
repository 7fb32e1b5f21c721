/**
 * Puts RAO's report together from the finished runs of its arms: learning curves, the figures of the final evaluations
 * and the comparisons of arms that meet the same tasks. Pure; a report holds nothing that is not in the runs.
 */
import type { Evaluation, EvaluationResult } from '../../../rl/records.ts';
import { environmentSpec } from '../../environments.ts';
import { compareEvaluations, incomparable } from '../../evaluation-comparison.ts';
import { trainedRange } from '../../trained-range.ts';
import type { Arm } from '../arm.ts';
import { barsOf } from '../bar.ts';
import {
  armHead,
  type Circumstances,
  type FinishedArm,
  type FinishedRun,
  measured,
  runHead,
  short,
  spentAt,
} from '../collect.ts';
import { FINAL, RAO_COMPARISONS } from './arms.ts';
import { RAO_GOALS } from './bars.ts';
import {
  type ArmFigures,
  type Comparison,
  type CurvePoint,
  type DifficultyFigures,
  parseRaoReport,
  type RaoReport,
  type RunFigures,
} from './report.ts';

/** Arms without a finished run are left out. Throws an Error in words when the runs make no valid report. */
export function collectRao(circumstances: Circumstances, finished: readonly FinishedArm[]): RaoReport {
  const { date, machine, seeds, trial } = circumstances;
  const arms = finished.filter(({ runs }) => runs.length > 0).map((one) => short(armFigures(one, trial)));
  const comparisons = RAO_COMPARISONS.flatMap((pair) => comparisonsOf(pair, finished)).map(short);
  const bars = barsOf(RAO_GOALS, { arms });
  return parseRaoReport({ version: 1, paper: 'rao', date, machine, seeds, arms, comparisons, bars });
}

function armFigures(one: FinishedArm, trial: readonly string[]): ArmFigures {
  const [{ experiment }] = one.runs as readonly [FinishedRun];
  const { id, settings } = experiment.environment;
  return {
    ...armHead(one, trial),
    bands: [...(environmentSpec(id)?.bands(settings) ?? [])],
    trained: trainedRange(experiment),
    runs: one.runs.map((run) => runFigures(run, one.arm)),
  };
}

function runFigures(run: FinishedRun, arm: Arm): RunFigures {
  return {
    ...runHead(run),
    byDifficulty: finalOf(run, arm).byDifficulty.map(difficultyFigures),
    curve: run.evaluations.flatMap((evaluation) => curvePoint(run, ofTrees(evaluation))),
  };
}

/** The evaluation of a run's end. */
function finalOf(run: FinishedRun, arm: Arm): EvaluationResult {
  return ofTrees(measured(run, arm, FINAL));
}

function ofTrees(evaluation: Evaluation): EvaluationResult {
  if ('kind' in evaluation) throw new Error("RAO's agents grow trees; there is an evaluation of episodes among them.");
  return evaluation;
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
  return [{ update: step, ...spentAt(metrics, step), trained, bands: Object.fromEntries(bands) }];
}

function comparisonsOf(pair: (typeof RAO_COMPARISONS)[number], finished: readonly FinishedArm[]): Comparison[] {
  const evaluationsOf = (id: string): [seed: number, evaluation: EvaluationResult][] =>
    finished
      .filter(({ arm }) => arm.id === id)
      .flatMap(({ arm, runs }) => runs.map((run) => [run.seed, finalOf(run, arm)]));
  const others = new Map(evaluationsOf(pair.single));
  return evaluationsOf(pair.recursive).flatMap(([seed, evaluation]): Comparison[] => {
    const other = others.get(seed);
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
