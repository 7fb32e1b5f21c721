/**
 * Evaluation: which held-out tasks are met within which limits, and growing their trees. What the trees say is summed
 * up in evaluation-summary.ts, how long they take is measured in task-speed.ts.
 */
import type { EnvironmentSpec } from '../envs/environment.ts';
import { derive, type Key } from '../random/index.ts';
import type { EvaluationChoices, RaoConfig } from './config.ts';
import { checkDifficulties, checkTemperature, checkWholeNumber } from './evaluation-choices.ts';
import { attemptOf, summarizeAttempts } from './evaluation-summary.ts';
import { heldOutTasks } from './held-out-tasks.ts';
import type { Policy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type { Attempt, DifficultyResult } from './records.ts';
import { type RolloutHooks, type RolloutJob, rollout } from './rollout.ts';
import type { Tree } from './trace.ts';

/** Which held-out tasks to meet, and within which limits. */
export interface EvaluationPlan {
  readonly difficulties: readonly number[];
  /** Tasks per difficulty. */
  readonly tasks: number;
  /** Attempts per task. */
  readonly samples: number;
  readonly depthCap: number;
  readonly descendants: number;
  readonly temperature: number;
}

/** The evaluation that a run's configuration asks for. */
export function fullPlan({ evaluation }: RaoConfig): EvaluationPlan {
  const { minDifficulty, maxDifficulty, tasks, samples, depthCap, descendants, temperature } = evaluation;
  return { difficulties: range(minDifficulty, maxDifficulty), tasks, samples, depthCap, descendants, temperature };
}

/** The glance during warm start: only what is trained on, under training's limits. */
export function glancePlan(config: RaoConfig): EvaluationPlan {
  const { agent, training, warmStart, evaluation } = config;
  const hardest = Math.max(warmStart.maxDifficulty, training.maxDifficulty);
  const difficulties = range(evaluation.minDifficulty, Math.min(evaluation.maxDifficulty, hardest));
  return { ...fullPlan(config), difficulties, depthCap: agent.depthCap, descendants: agent.descendants };
}

/** `plan` with what was chosen in its place. Throws an Error in words when a choice makes no sense. */
export function chosenPlan(plan: EvaluationPlan, choices: EvaluationChoices): EvaluationPlan {
  const { difficulties, tasks, samples, temperature, speed, moments } = choices;
  const chosen = {
    ...plan,
    ...(difficulties && { difficulties }),
    ...(tasks !== undefined && { tasks }),
    ...(samples !== undefined && { samples }),
    ...(temperature !== undefined && { temperature }),
  };
  if (moments) throw new Error('Agents that delegate carry no plans whose worth could be measured.');
  checkDifficulties(chosen.difficulties);
  checkWholeNumber('The number of tasks per difficulty', chosen.tasks, 1);
  checkWholeNumber('The number of attempts per task', chosen.samples, 1);
  checkWholeNumber('The number of tasks to be timed', speed ?? 0, 0);
  checkTemperature(chosen.temperature);
  // Runs of earlier versions may be configured so; whoever chooses shall choose well.
  if ((samples ?? temperature) !== undefined && chosen.samples > 1 && chosen.temperature === 0) {
    throw new Error(
      `At temperature 0 all ${chosen.samples} attempts at a task are the same. Choose one attempt, or a temperature above 0.`,
    );
  }
  return chosen;
}

/**
 * One tree per held-out task: attempt number `sample` at each. Every evaluation of a seed, and the single agent's too,
 * meets the same tasks.
 */
export function evaluationJobs(
  spec: EnvironmentSpec,
  config: RaoConfig,
  key: Key,
  plan: EvaluationPlan,
  sample = 0,
): RolloutJob[] {
  const { agent, environment, model } = config;
  const limits = {
    delegation: agent.delegation,
    turns: agent.turns,
    turnBudget: agent.turnBudget,
    childSees: agent.childSees,
    turnTokens: agent.turnTokens,
    depthCap: plan.depthCap,
    context: model.context,
    temperature: plan.temperature,
  };
  return plan.difficulties.flatMap((difficulty) =>
    heldOutTasks(spec, environment.settings, key, difficulty, plan.tasks).map((task, i): RolloutJob => {
      const taskKey = derive(key, difficulty, i);
      return {
        name: `evaluation-${difficulty}-${i}`,
        task,
        // The first attempt is the one of evaluations without more.
        key: sample === 0 ? derive(taskKey, 'rollout') : derive(taskKey, 'rollout', sample),
        limits,
        descendants: plan.descendants,
      };
    }),
  );
}

export interface GrownEvaluation {
  /** The first attempt at every task, in the order of the jobs that `jobsOf` gave. */
  readonly trees: readonly Tree[];
  /** Ascending; every row with its attempts. */
  readonly byDifficulty: readonly (DifficultyResult & { readonly attempts: readonly Attempt[] })[];
}

/**
 * Grows the trees of `samples` attempts, one attempt at all tasks after the other, so that more attempts need no more
 * memory. `jobsOf` must give the same tasks for every attempt.
 */
export async function evaluate(
  samples: number,
  jobsOf: (sample: number) => readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  hooks?: RolloutHooks,
): Promise<GrownEvaluation> {
  let first: readonly Tree[] = [];
  /** Per sample, an attempt per task. */
  const attempts: Attempt[][] = [];
  for (let sample = 0; sample < samples; sample++) {
    const jobs = jobsOf(sample);
    const before = sample * jobs.length;
    const trees = await rollout(jobs, policy, pool, hooks && { ...hooks, grown: (n) => hooks.grown?.(before + n) });
    if (sample === 0) first = trees;
    attempts.push(trees.map(attemptOf));
  }
  const difficulties = [...new Set(first.map((tree) => tree.difficulty))].sort((a, b) => a - b);
  return {
    trees: first,
    byDifficulty: difficulties.map((difficulty) => {
      const own = first.flatMap((tree, task) =>
        tree.difficulty === difficulty ? attempts.map((sample) => sample[task] as Attempt) : [],
      );
      return { ...summarizeAttempts(difficulty, samples, own), attempts: own };
    }),
  };
}

/** The whole numbers from low to high, both included. */
function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
}
