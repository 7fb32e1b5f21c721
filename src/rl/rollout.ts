/**
 * Recursive rollout: runs the agents of many trees in rounds. In a round every live agent takes one turn; then the
 * turns of the whole round are completed in one batch. Agents started by a spawn join the next round, a waiting
 * parent costs nothing, and what is in a batch follows from the tasks alone, never from which worker was quicker.
 */
import type { Task } from '../envs/environment.ts';
import type { GenerateRequest } from '../model/engine.ts';
import type { Key } from '../random/index.ts';
import type { AgentLimits, AgentOutput, AgentTask, ChildOutcome } from './agent.ts';
import type { Policy } from './policy.ts';
import type { AgentPool, PoolCall } from './pool.ts';
import type { LiveNode } from './records.ts';
import { comparePaths, parentPath, type Trace, type Tree } from './trace.ts';

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
  /** The tree of the hardest job (the first of them) as far as it has grown; called after each round. */
  watch(task: Task, nodes: readonly LiveNode[], done: boolean): void;
}

/** What the rollout knows of one agent. */
interface Node {
  readonly task: AgentTask;
  readonly tree: number;
  /** Children launched and not yet waited for, in spawn order. */
  readonly outstanding: string[];
  status: LiveNode['status'];
  tokens: number;
  /** Turns taken so far. */
  turns: number;
  /** The parent's turn that has joined this agent; -1 until then. */
  joinTurn: number;
  trace: Trace | null;
  outcome: ChildOutcome | null;
}

/** Grows all trees to their end. Answers in the order of the jobs. */
export async function rollout(
  jobs: readonly RolloutJob[],
  policy: Policy,
  pool: AgentPool,
  hooks?: RolloutHooks,
): Promise<Tree[]> {
  const nodes = new Map<string, Node>();
  const joins = new Map<string, { joinTurn: number; joined: boolean }>();
  // The first of the hardest: it has most to show.
  const watched = jobs.reduce<RolloutJob | undefined>(
    (best, job) => (best && best.task.difficulty >= job.task.difficulty ? best : job),
    undefined,
  );
  let calls: PoolCall[] = [];
  const start = (task: AgentTask, tree: number) => {
    nodes.set(task.id, {
      task,
      tree,
      outstanding: [],
      status: 'thinking',
      tokens: 0,
      turns: 0,
      joinTurn: -1,
      trace: null,
      outcome: null,
    });
    calls.push({ agent: task.id, task, input: { kind: 'start' } });
  };

  /** Lets a waiting parent go on once its last outstanding child is done. */
  const resume = (parent: Node) => {
    if (parent.status !== 'waiting') return;
    const outcomes: ChildOutcome[] = [];
    for (const child of parent.outstanding) {
      const { outcome } = node(nodes, child);
      if (!outcome) return;
      outcomes.push(outcome);
    }
    for (const child of parent.outstanding) node(nodes, child).joinTurn = parent.turns - 1;
    parent.outstanding.length = 0;
    parent.status = 'thinking';
    calls.push({ agent: parent.task.id, input: { kind: 'children', outcomes } });
  };

  jobs.forEach((job, tree) => {
    start(rootTask(job), tree);
  });
  while (calls.length > 0) {
    const requests: GenerateRequest[] = [];
    const finished: string[] = [];
    // Starts and joins can lead to more of the same; a round's batch is complete when no agent can go on without one.
    while (calls.length > 0) {
      const batch = calls;
      calls = [];
      for (const output of await pool.advance(batch)) {
        const self = node(nodes, output.agent);
        for (const child of output.spawned) {
          self.outstanding.push(child.id);
          start(child, self.tree);
        }
        handle(output, self);
      }
    }
    policy.release(finished);
    if (hooks && watched) hooks.watch(watched.task, liveNodes(nodes, jobs.indexOf(watched)), requests.length === 0);
    if (requests.length === 0) break;
    await hooks?.round();
    const completions = await policy.complete(requests);
    calls = requests.map((request, i) => {
      const completion = completions[i];
      if (!completion) throw new Error(`The policy answered ${completions.length} of ${requests.length} requests.`);
      const { tokens, logProbs, entropies, ended } = completion;
      node(nodes, request.sequence).turns++;
      return {
        agent: request.sequence,
        input: { kind: 'completion', tokens, logProbs, entropies, full: ended === 'context' },
      };
    });

    function handle({ next }: AgentOutput, self: Node): void {
      switch (next.kind) {
        case 'complete':
          self.tokens = next.request.tokens.length;
          requests.push(next.request);
          return;
        case 'wait':
          self.status = 'waiting';
          resume(self);
          return;
        case 'done': {
          self.status = next.trace.end;
          self.trace = next.trace;
          self.outcome = next.outcome;
          for (const { id, ...join } of next.joins) joins.set(id, join);
          finished.push(self.task.id);
          const parent = parentPath(self.task.id);
          if (parent !== null) resume(node(nodes, parent));
          return;
        }
        default:
          next satisfies never;
      }
    }
  }
  return collect(jobs, nodes, joins);
}

function rootTask(job: RolloutJob): AgentTask {
  return {
    id: `${job.name}/0`,
    path: '0',
    depth: 0,
    spawnTurn: -1,
    goal: job.task.goal,
    state: job.task.state,
    limits: job.limits,
    descendants: job.descendants,
    key: job.key,
  };
}

function node(nodes: ReadonlyMap<string, Node>, id: string): Node {
  const found = nodes.get(id);
  if (!found) throw new Error(`The pool answered for agent ${id}, which is not part of this rollout.`);
  return found;
}

function liveNodes(nodes: ReadonlyMap<string, Node>, watched: number): LiveNode[] {
  const live: LiveNode[] = [];
  for (const { task, tree, status, tokens, turns, joinTurn, trace } of nodes.values()) {
    if (tree !== watched) continue;
    live.push({
      path: task.path,
      depth: task.depth,
      goal: task.goal,
      status,
      turns: trace ? trace.turns : turns,
      tokens: trace ? trace.tokens.length : tokens,
      score: trace ? trace.score : null,
      refused: trace ? trace.refused : 0,
      spawnTurn: task.spawnTurn,
      joinTurn,
    });
  }
  return live.sort((a, b) => comparePaths(a.path, b.path));
}

function collect(
  jobs: readonly RolloutJob[],
  nodes: ReadonlyMap<string, Node>,
  joins: ReadonlyMap<string, { joinTurn: number; joined: boolean }>,
): Tree[] {
  const traces: Trace[][] = jobs.map(() => []);
  for (const [id, { tree, trace }] of nodes) {
    if (!trace) throw new Error(`Agent ${id} never ended.`);
    traces[tree]?.push({ ...trace, ...joins.get(id) });
  }
  return jobs.map(({ task }, i) => ({
    task: task.id,
    difficulty: task.difficulty,
    traces: (traces[i] ?? []).sort((a, b) => comparePaths(a.path, b.path)),
  }));
}
