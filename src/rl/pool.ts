/** Who carries out agents' turns: a pool of workers, or this thread. The rollout can't tell the difference. */
import type { EnvironmentSpec, Settings, Token, Vocabulary } from '../envs/environment.ts';
import type { AgentTask } from './agent.ts';
import { type AgentReport, AgentTree, type Turn } from './agent-tree.ts';

/** The next turns of one tree's agents; `root` comes with its first call, which has no turns. */
export interface TreeCall {
  readonly tree: string;
  readonly root?: AgentTask;
  readonly turns: readonly Turn[];
}

export interface TreeOutput {
  readonly tree: string;
  readonly reports: readonly AgentReport[];
  /** All agents have ended; the pool has forgotten the tree. */
  readonly over: boolean;
}

export interface AgentPool {
  /** The token that ends a turn, in the vocabulary of the pool's environment. */
  readonly endOfTurn: Token;
  /** Answers in the order of the calls, of which there is at most one for each tree. */
  advance(calls: readonly TreeCall[]): Promise<TreeOutput[]>;
}

/** The trees whose agents live on one thread. */
export class TreeTable {
  readonly #trees = new Map<string, AgentTree>();
  readonly #spec: EnvironmentSpec;
  readonly #vocabulary: Vocabulary;

  constructor(spec: EnvironmentSpec, settings: Settings) {
    this.#spec = spec;
    this.#vocabulary = spec.vocabulary(settings);
  }

  get endOfTurn(): Token {
    return this.#vocabulary.endOfTurn;
  }

  get size(): number {
    return this.#trees.size;
  }

  advance({ tree: name, root, turns }: TreeCall): TreeOutput {
    const tree = root ? new AgentTree(this.#spec, this.#vocabulary) : this.#trees.get(name);
    if (!tree) throw new Error(`No tree ${name} grows here; it must be started with its root first.`);
    const reports = root ? tree.start(root) : tree.take(turns);
    if (tree.over) this.#trees.delete(name);
    else if (root) this.#trees.set(name, tree);
    return { tree: name, reports, over: tree.over };
  }

  drop(trees: readonly string[]): void {
    for (const name of trees) this.#trees.delete(name);
  }
}

/** A pool on the calling thread. */
export class LocalPool implements AgentPool {
  readonly #table: TreeTable;

  constructor(spec: EnvironmentSpec, settings: Settings) {
    this.#table = new TreeTable(spec, settings);
  }

  get endOfTurn(): Token {
    return this.#table.endOfTurn;
  }

  async advance(calls: readonly TreeCall[]): Promise<TreeOutput[]> {
    return calls.map((call) => this.#table.advance(call));
  }
}
