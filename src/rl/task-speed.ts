/**
 * The wall clock of recursion: each task's tree is grown while nothing else is computed, once with its sub-agents side
 * by side and once agent after agent. Trees are the same each time, so the shortest of a few repetitions is the one that
 * least else has slowed down. The clock is the caller's.
 */
import type { Policy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type { TaskSpeed } from './records.ts';
import { type RolloutHooks, type RolloutJob, rollout, type Schedule } from './rollout.ts';
import { rootOf } from './tree-stats.ts';

export interface SpeedHooks extends RolloutHooks {
  /** How many of the tasks are measured. */
  measured?(tasks: number): void;
}

/** How often a task is repeated at most, and after how many seconds it is known well enough. */
const REPETITIONS = 5;
const ENOUGH_SECONDS = 1;

/** One row per job, in their order. `now` gives seconds that pass while the run may compute. */
export async function measureSpeed(
  jobs: readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  now: () => number,
  hooks?: SpeedHooks,
): Promise<TaskSpeed[]> {
  const grow = async (job: RolloutJob, schedule: Schedule) => {
    const start = now();
    const [tree] = await rollout([job], policy, pool, hooks, schedule);
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
    let score = 0;
    let [parallelSeconds, serialSeconds] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0, spent = 0; i < REPETITIONS && spent < ENOUGH_SECONDS; i++) {
      // In turns, so that whatever slows the machine down for a while slows both.
      const parallel = await grow(job, 'parallel');
      const serial = await grow(job, 'serial');
      score = rootOf(parallel.tree).score;
      parallelSeconds = Math.min(parallelSeconds, parallel.seconds);
      serialSeconds = Math.min(serialSeconds, serial.seconds);
      spent += parallel.seconds + serial.seconds;
    }
    rows.push({ task: job.task.id, difficulty: job.task.difficulty, score, parallelSeconds, serialSeconds });
    hooks?.measured?.(rows.length);
  }
  return rows;
}
