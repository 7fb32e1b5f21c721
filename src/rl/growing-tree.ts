/**
 * What a rollout knows of one tree while it grows: every agent with its transcript, its place and its state, put
 * together from the reports of its agents. Draws are keyed by an agent's place in the tree.
 */
import type { Token } from '../envs/environment.ts';
import type { Completion, GenerateRequest } from '../model/engine.ts';
import { derive, type Key } from '../random/index.ts';
import type { AgentTask } from './agent.ts';
import type { AgentReport, Turn } from './agent-tree.ts';
import type { LiveNode } from './records.ts';
import type { RolloutJob } from './rollout.ts';
import type { Trace, Tree } from './trace.ts';
import { Transcript } from './transcript.ts';

/** One agent of a growing tree. */
export interface Node {
  readonly tree: GrowingTree;
  readonly number: number;
  /** Unique among all agents of a rollout: the job's name, '/', the path. */
  readonly sequence: string;
  readonly path: string;
  readonly depth: number;
  readonly goal: readonly Token[];
  readonly spawnTurn: number;
  /** Children's keys derive from it. */
  readonly key: Key;
  readonly drawKey: Key;
  /** In spawn order. */
  readonly children: Node[];
  readonly transcript: Transcript;
  status: LiveNode['status'];
  /** Turns taken so far, and those of them (0-based) that were refused a sub-agent, or refused by the environment. */
  turns: number;
  readonly refusedTurns: number[];
  readonly errorTurns: number[];
  /** The parent's turn that has joined this agent; -1 until then. */
  joinTurn: number;
  joined: boolean;
  /** Null until it has ended; then the transcript is empty. */
  trace: Omit<Trace, 'joinTurn' | 'joined'> | null;
}

export class GrowingTree {
  readonly job: RolloutJob;
  readonly #endOfTurn: Token;
  /** By number. */
  readonly #nodes: Node[] = [];

  constructor(job: RolloutJob, endOfTurn: Token) {
    this.job = job;
    this.#endOfTurn = endOfTurn;
    this.#add(job.task.goal, -1, null);
  }

  /** The task of the root agent. */
  rootTask(): AgentTask {
    const { task, limits, descendants } = this.job;
    const budget = { turns: limits.turns, descendants };
    return { depth: 0, spawnTurn: -1, goal: task.goal, state: task.state, limits, budget };
  }

  /** Takes a report in; answers the agent that it is about. */
  hear({ agent, born, observed, mishap, joins = [], next }: AgentReport): Node {
    const node = born ? this.#add(born.goal, born.spawnTurn, this.#node(born.parent)) : this.#node(agent);
    if (node.number !== agent) throw new Error(`Agent ${agent} of ${this.job.name} reported before it was its turn.`);
    node.transcript.read(observed);
    if (mishap) (mishap === 'error' ? node.errorTurns : node.refusedTurns).push(node.turns - 1);
    for (const { child, joinTurn, joined } of joins) Object.assign(node.children[child] as Node, { joinTurn, joined });
    if (typeof next === 'object') {
      const { path, depth, goal, spawnTurn } = node;
      node.status = next.end;
      const transcript = node.transcript.end(this.job.limits.context);
      node.trace = { path, depth, goal, spawnTurn, ...next, ...transcript, ...mishapsOf(node) };
    } else {
      node.status = next === 'wait' ? 'waiting' : 'thinking';
    }
    return node;
  }

  /** What to ask the policy for so that the agent can go on. */
  request({ sequence, transcript, drawKey }: Node): GenerateRequest {
    const { turnTokens, temperature } = this.job.limits;
    return {
      sequence,
      tokens: transcript.tokens(),
      maxTokens: turnTokens,
      stop: [this.#endOfTurn],
      temperature,
      key: drawKey,
    };
  }

  /** Writes the policy's answer down; the turn to be carried out. */
  write(node: Node, completion: Completion): Turn {
    node.transcript.write(completion);
    node.turns++;
    return { agent: node.number, tokens: Array.from(completion.tokens), full: completion.ended === 'context' };
  }

  /** The tree as it is now, in depth-first order. */
  live(): LiveNode[] {
    return this.#inOrder().map((node): LiveNode => {
      const { path, depth, goal, status, transcript, trace, spawnTurn, joinTurn } = node;
      return {
        path,
        depth,
        goal,
        status,
        turns: trace ? trace.turns : node.turns,
        tokens: trace ? trace.tokens.length : transcript.length,
        score: trace ? trace.score : null,
        refused: node.refusedTurns.length,
        errors: node.errorTurns.length,
        spawnTurn,
        joinTurn,
      };
    });
  }

  /** The tree when all of its agents have ended. */
  grown(): Tree {
    const { id, difficulty } = this.job.task;
    const traces = this.#inOrder().map(({ sequence, trace, joinTurn, joined }): Trace => {
      if (!trace) throw new Error(`Agent ${sequence} never ended.`);
      return { ...trace, joinTurn, joined };
    });
    return { task: id, difficulty, traces };
  }

  #node(number: number): Node {
    const node = this.#nodes[number];
    if (!node) throw new Error(`The pool reported on agent ${number} of ${this.job.name}, which was never started.`);
    return node;
  }

  #add(goal: readonly Token[], spawnTurn: number, parent: Node | null): Node {
    const { name } = this.job;
    const index = parent?.children.length ?? 0;
    const path = parent ? `${parent.path}.${index}` : '0';
    const key = parent ? derive(parent.key, 'child', index) : this.job.key;
    const node: Node = {
      tree: this,
      number: this.#nodes.length,
      sequence: `${name}/${path}`,
      path,
      depth: parent ? parent.depth + 1 : 0,
      goal,
      spawnTurn,
      key,
      drawKey: derive(key, 'token'),
      children: [],
      transcript: new Transcript(),
      status: 'thinking',
      turns: 0,
      refusedTurns: [],
      errorTurns: [],
      joinTurn: -1,
      joined: parent === null,
      trace: null,
    };
    this.#nodes.push(node);
    parent?.children.push(node);
    return node;
  }

  /** Depth first, children in spawn order. */
  #inOrder(): Node[] {
    const order: Node[] = [];
    const stack = this.#nodes.slice(0, 1);
    for (let node = stack.pop(); node; node = stack.pop()) {
      order.push(node);
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as Node);
    }
    return order;
  }
}

/** Most traces have no mishaps, and then say no more than that. */
function mishapsOf({
  refusedTurns,
  errorTurns,
}: Node): Pick<Trace, 'refused' | 'errors' | 'refusedTurns' | 'errorTurns'> {
  return {
    refused: refusedTurns.length,
    errors: errorTurns.length,
    ...(refusedTurns.length > 0 && { refusedTurns }),
    ...(errorTurns.length > 0 && { errorTurns }),
  };
}
