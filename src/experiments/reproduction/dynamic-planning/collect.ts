/**
 * Puts the report of Learning When to Plan together from the finished runs of its arms: what every measurement found, and
 * learning curves. Pure; a report holds nothing that is not in the runs.
 */
import type { EpisodeEvaluation, Evaluation, MomentMean, PlanAdvantageResult } from '../../../rl/records.ts';
import { environmentSpec } from '../../environments.ts';
import type { Experiment, PlanningExperiment } from '../../experiment.ts';
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
import { PLANNING_GOALS } from './bars.ts';
import {
  type AdvantageFigures,
  type ArmFigures,
  type MeasurementFigures,
  type PlanningReport,
  parsePlanningReport,
  type RunFigures,
} from './report.ts';
import { trainingCurve } from './training-curve.ts';

/** Arms without a finished run are left out. Throws an Error in words when the runs make no valid report. */
export function collectPlanning(circumstances: Circumstances, finished: readonly FinishedArm[]): PlanningReport {
  const { date, machine, seeds, trial } = circumstances;
  const arms = finished.filter(({ runs }) => runs.length > 0).map((one) => short(armFigures(one, trial)));
  const bars = barsOf(PLANNING_GOALS, { arms });
  return parsePlanningReport({ version: 1, paper: 'dynamic-planning', date, machine, seeds, arms, bars });
}

function armFigures(one: FinishedArm, trial: readonly string[]): ArmFigures {
  const [first] = one.runs as readonly [FinishedRun];
  const { environment, warmStart, training, evaluation } = ofPlanning(first.experiment);
  const spec = environmentSpec(environment.id);
  return {
    ...armHead(one, trial),
    milestones: spec && 'milestones' in spec ? [...spec.milestones] : [],
    planCost: training.planCost,
    episodeSteps: evaluation.episodeSteps,
    demonstrations:
      warmStart.tokens > 0
        ? { episodes: warmStart.episodes, episodeSteps: warmStart.episodeSteps, plans: warmStart.plans }
        : null,
    runs: one.runs.map((run) => runFigures(run, one.arm)),
  };
}

function runFigures(run: FinishedRun, arm: Arm): RunFigures {
  const { training } = ofPlanning(run.experiment);
  const stepsPerUpdate = training.agents * training.segment;
  const imitation = run.metrics.filter(({ phase }) => phase === 'warm-start');
  return {
    ...runHead(run),
    steps: stepsPerUpdate * (run.metrics.length - imitation.length),
    primingTokens: spentAt(imitation, Number.POSITIVE_INFINITY).tokens,
    measurements: Object.fromEntries(
      arm.measurements.map(({ id }) => [id, measurementFigures(ofEpisodes(measured(run, arm, id)), arm, id)]),
    ),
    curve: trainingCurve(run.metrics, stepsPerUpdate),
  };
}

function ofPlanning(experiment: Experiment): PlanningExperiment {
  if (experiment.method !== 'dynamic-planning')
    throw new Error('The agents of this paper plan; there are others here.');
  return experiment;
}

function ofEpisodes(evaluation: Evaluation): EpisodeEvaluation {
  if (!('kind' in evaluation)) {
    throw new Error('The agents of this paper play episodes; there is an evaluation of trees among theirs.');
  }
  return evaluation;
}

function measurementFigures(evaluation: EpisodeEvaluation, arm: Arm, id: string): MeasurementFigures {
  const { byDifficulty, planning, temperature, advantage } = evaluation;
  const [found] = byDifficulty;
  if (!found || byDifficulty.length > 1) {
    throw new Error(
      `The measurement "${id}" of the arm ${arm.id} has ${byDifficulty.length} difficulties in place of one.`,
    );
  }
  const { episodes, score, low, high, best, milestones } = found;
  const { meanSteps, meanReward, meanTokens, meanPlanTokens, frequency, completed, followed } = found;
  return {
    planning: { ...planning },
    ...{ temperature, episodes, score, low, high, milestones: [...milestones] },
    ...{ meanSteps, meanReward, meanTokens, meanPlanTokens, frequency },
    ...{ completed: known(completed), followed: known(followed) },
    best: { score: best.score, steps: known(best.steps), milestones: [...best.milestones] },
    ...(advantage && { advantage: advantageFigures(advantage) }),
  };
}

function advantageFigures({
  rollouts,
  steps,
  positive,
  byAge,
  decided,
  ...all
}: PlanAdvantageResult): AdvantageFigures {
  const { planned, kept } = decided;
  return {
    ...momentFigures(all),
    ...{ rollouts, steps, positive: known(positive) },
    byAge: byAge.map(({ from, to, ...those }) => ({ from, to, ...momentFigures(those) })),
    decided: { planned: planned && momentFigures(planned), kept: kept && momentFigures(kept) },
  };
}

function momentFigures({ moments, mean, low, high }: MomentMean) {
  return { moments, mean: known(mean), low: known(low), high: known(high) };
}

/** What had nothing to be a share or a mean of is not known. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
