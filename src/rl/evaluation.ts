/** Evaluation: success on held-out tasks by difficulty, with what the solutions cost. */
import type { EnvironmentSpec } from '../envs/environment.ts';
import { derive, type Key } from '../random/index.ts';
import type { RunConfig } from './config.ts';
import { attemptOf, summarizeAttempts } from './evaluation-summary.ts';
import type { Policy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type { DifficultyResult } from './records.ts';
import { type RolloutHooks, type RolloutJob, rollout } from './rollout.ts';
import type { Tree } from './trace.ts';

/** Which held-out tasks to meet, and within which limits. */
export interface EvaluationPlan {
  readonly difficulties: readonly number[];
  /** Tasks per difficulty. */
  readonly tasks: number;
  readonly depthCap: number;
  readonly descendants: number;
}

/** The evaluation that a run's configuration asks for. */
export function fullPlan({ evaluation }: RunConfig): EvaluationPlan {
  const { minDifficulty, maxDifficulty, tasks, depthCap, descendants } = evaluation;
  return { difficulties: range(minDifficulty, maxDifficulty), tasks, depthCap, descendants };
}

/** The glance during warm start: only what is trained on, under training's limits. */
export function glancePlan({ agent, training, warmStart, evaluation }: RunConfig): EvaluationPlan {
  const hardest = Math.max(warmStart.maxDifficulty, training.maxDifficulty);
  const difficulties = range(evaluation.minDifficulty, Math.min(evaluation.maxDifficulty, hardest));
  return { difficulties, tasks: evaluation.tasks, depthCap: agent.depthCap, descendants: agent.descendants };
}

/**
 * One tree per held-out task. Tasks are keyed by `key`, difficulty and number alone: every evaluation of a seed, and
 * the single agent's too, meets the same tasks, none of which training ever draws.
 */
export function evaluationJobs(spec: EnvironmentSpec, config: RunConfig, key: Key, plan: EvaluationPlan): RolloutJob[] {
  const { agent, evaluation, environment, model } = config;
  const limits = {
    delegation: agent.delegation,
    turns: agent.turns,
    turnTokens: agent.turnTokens,
    depthCap: plan.depthCap,
    context: model.context,
    temperature: evaluation.temperature,
  };
  return plan.difficulties.flatMap((difficulty) =>
    Array.from({ length: plan.tasks }, (_, i): RolloutJob => {
      const taskKey = derive(key, difficulty, i);
      return {
        name: `evaluation-${difficulty}-${i}`,
        task: spec.generate(derive(taskKey, 'task'), difficulty, environment.settings),
        key: derive(taskKey, 'rollout'),
        limits,
        descendants: plan.descendants,
      };
    }),
  );
}

/** Runs the jobs and sums up per difficulty, ascending. */
export async function evaluate(
  jobs: readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  hooks?: RolloutHooks,
): Promise<{ trees: Tree[]; byDifficulty: DifficultyResult[] }> {
  const trees = await rollout(jobs, policy, pool, hooks);
  const difficulties = [...new Set(trees.map((tree) => tree.difficulty))].sort((a, b) => a - b);
  return {
    trees,
    byDifficulty: difficulties.map((difficulty) =>
      summarizeAttempts(difficulty, 1, trees.filter((tree) => tree.difficulty === difficulty).map(attemptOf)),
    ),
  };
}

/** The whole numbers from low to high, both included. */
function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
}
