/**
 * The wall clock of recursion: each task's tree is grown while nothing else is computed, once with its sub-agents side
 * by side and once agent after agent. The clock is the caller's.
 */
import type { Policy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type { TaskSpeed } from './records.ts';
import { type RolloutHooks, type RolloutJob, rollout } from './rollout.ts';
import { rootOf } from './tree-stats.ts';

export interface SpeedHooks extends RolloutHooks {
  /** How many of the tasks are measured. */
  measured?(tasks: number): void;
}

/** One row per job, in their order. `now` gives seconds that pass while the run may compute. */
export async function measureSpeed(
  jobs: readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  now: () => number,
  hooks?: SpeedHooks,
): Promise<TaskSpeed[]> {
  const grow = async (job: RolloutJob, delegation: 'parallel' | 'serial') => {
    const start = now();
    const [tree] = await rollout([job], policy, pool, hooks, delegation);
    if (!tree) throw new Error(`No tree was grown for task ${job.task.id}.`);
    return { tree, seconds: now() - start };
  };
  // The first tree also pays for compiling and for memory that later ones find in place: the hardest is thrown away.
  const last = jobs.at(-1);
  if (last) {
    await grow(last, 'parallel');
    await grow(last, 'serial');
  }
  const rows: TaskSpeed[] = [];
  for (const job of jobs) {
    const { tree, seconds } = await grow(job, 'parallel');
    rows.push({
      task: tree.task,
      difficulty: tree.difficulty,
      score: rootOf(tree).score,
      parallelSeconds: seconds,
      serialSeconds: (await grow(job, 'serial')).seconds,
    });
    hooks?.measured?.(rows.length);
  }
  return rows;
}
