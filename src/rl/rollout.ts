/**
 * Recursive rollout: runs the agents of many trees in rounds. In a round every live agent takes one turn; the turns of
 * the whole round are completed in one batch. Agents started by a spawn join the next round, a waiting parent costs
 * nothing, and what is in a batch follows from the tasks alone, never from which worker was quicker.
 */
import type { Task } from '../envs/environment.ts';
import type { Completion } from '../model/engine.ts';
import type { Key } from '../random/index.ts';
import type { AgentLimits } from './agent.ts';
import type { Turn } from './agent-tree.ts';
import { GrowingTree, type Node } from './growing-tree.ts';
import type { Policy } from './policy.ts';
import type { AgentPool, TreeCall } from './pool.ts';
import type { LiveNode } from './records.ts';
import type { Tree } from './trace.ts';

/** One tree to grow. */
export interface RolloutJob {
  /** Unique among the jobs of a rollout. */
  readonly name: string;
  readonly task: Task;
  readonly key: Key;
  readonly limits: AgentLimits;
  /** Descendants that the root may have. */
  readonly descendants: number;
}

export interface RolloutHooks {
  /** Awaited before each round of turns: the place to pause, to slow down, or to throw in order to stop. */
  round(): Promise<void>;
  /**
   * After each round, the tree of the hardest job (the first of them). `nodes` lists its agents as they are when it is
   * called, in depth-first order; that takes time in proportion to the tree, so call it only for someone who looks.
   */
  watch(task: Task, nodes: () => readonly LiveNode[], done: boolean): void;
  /** How many trees are grown; called after each round that has ended some. */
  grown?(trees: number): void;
}

/**
 * Which agents take a turn in a round: every one that can, or a single one, a child before its parent goes on. The trees
 * are the same; how long they take is not.
 */
export type Schedule = 'parallel' | 'serial';

/** Grows all trees to their end. Answers in the order of the jobs. */
export async function rollout(
  jobs: readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  hooks?: RolloutHooks,
  schedule: Schedule = 'parallel',
): Promise<Tree[]> {
  const trees = jobs.map((job) => new GrowingTree(job, pool.endOfTurn));
  const byName = new Map(trees.map((tree) => [tree.job.name, tree]));
  // The first of the hardest: it has most to show.
  const watched = trees.reduce<GrowingTree | undefined>(
    (best, tree) => (best && best.job.task.difficulty >= tree.job.task.difficulty ? best : tree),
    undefined,
  );
  /** Agents that need a turn to go on. */
  const asking: Node[] = [];
  let grown = 0;
  let calls: TreeCall[] = trees.map((tree) => ({ tree: tree.job.name, root: tree.rootTask(), turns: [] }));
  while (calls.length > 0) {
    const outputs = await pool.advance(calls);
    const ended: string[] = [];
    for (const { tree: name, reports } of outputs) {
      const tree = byName.get(name);
      if (!tree) throw new Error(`The pool answered for ${name}, which is not part of this rollout.`);
      for (const report of reports) {
        const node = tree.hear(report);
        if (node.trace) ended.push(node.sequence);
        else if (node.status === 'thinking') asking.push(node);
      }
    }
    policy.release(ended);
    if (watched) hooks?.watch(watched.job.task, () => watched.live(), asking.length === 0);
    const over = outputs.filter((output) => output.over).length;
    grown += over;
    if (over > 0) hooks?.grown?.(grown);
    if (asking.length === 0) break;
    await hooks?.round();
    // The newest comes last, and a child is newer than its parent.
    const batch = asking.splice(schedule === 'serial' ? -1 : 0);
    const completions = await policy.complete(batch.map((node) => node.tree.request(node)));
    calls = carryOut(batch, completions);
  }
  return trees.map((tree) => tree.grown());
}

/** Writes the completions down and gathers them by tree. */
function carryOut(batch: readonly Node[], completions: readonly Completion[]): TreeCall[] {
  const turns = new Map<string, Turn[]>();
  for (const [i, node] of batch.entries()) {
    const completion = completions[i];
    if (!completion) throw new Error(`The policy answered ${completions.length} of ${batch.length} requests.`);
    const turn = node.tree.write(node, completion);
    const { name } = node.tree.job;
    const others = turns.get(name);
    if (others) others.push(turn);
    else turns.set(name, [turn]);
  }
  return Array.from(turns, ([tree, taken]) => ({ tree, turns: taken }));
}
