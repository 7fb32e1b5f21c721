/**
 * Traces and trees: what a rollout leaves behind. Plain data: it crosses threads, is stored, exported and drawn.
 */

/** Why an agent's run ended. */
export type AgentEnd =
  /** The agent said so. */
  | 'finished'
  /** Its turns were used up. */
  | 'turns'
  /** Its context window was full. */
  | 'context';

/** One agent's tokens and what happened to them. The four per-token arrays have the length of `tokens`. */
export interface Trace {
  /** Place in the tree: '0' is the root, '0.2' its third child. Unique within a tree. */
  readonly path: string;
  /** Root = 0. */
  readonly depth: number;
  readonly goal: readonly number[];
  readonly tokens: readonly number[];
  /** 1 where the agent itself wrote the token, 0 where it read it. */
  readonly own: readonly (0 | 1)[];
  /** Behaviour log-probability of own tokens, 0 elsewhere. */
  readonly logProbs: readonly number[];
  /** Entropy in nats of the distribution that own tokens were drawn from, 0 elsewhere. */
  readonly entropies: readonly number[];
  /** Turns taken. */
  readonly turns: number;
  /** The parent's turn (0-based) that spawned this agent; -1 for the root. */
  readonly spawnTurn: number;
  /** The parent's turn that waited for it; -1 when none did. Siblings with one `joinTurn` ran in parallel. */
  readonly joinTurn: number;
  readonly end: AgentEnd;
  /** Verifier of the agent's own goal, s̃ in [0, 1]. */
  readonly score: number;
  /** Spawn requests that were refused (depth cap, budget of agents). */
  readonly refused: number;
  /** Turns that the environment refused (grammar or rules). */
  readonly errors: number;
  /** Which turns (0-based, ascending) those were; absent when there were none, and in records of earlier versions. */
  readonly refusedTurns?: readonly number[];
  readonly errorTurns?: readonly number[];
  /** False when the parent could not apply this agent's net effect, or never waited for it. True for the root. */
  readonly joined: boolean;
}

/** One rollout of one task: the traces of the root agent and all its descendants, ordered by path, root first. */
export interface Tree {
  readonly task: string;
  readonly difficulty: number;
  readonly traces: readonly Trace[];
}

/** Trees of one task. */
export interface Group {
  readonly trees: readonly Tree[];
}

/** Path of the parent, or null for the root. */
function parentPath(path: string): string | null {
  const cut = path.lastIndexOf('.');
  return cut < 0 ? null : path.slice(0, cut);
}

/** Orders paths as a depth-first walk does, comparing child numbers as numbers. */
export function comparePaths(a: string, b: string): number {
  const x = a.split('.');
  const y = b.split('.');
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = Number(x[i]) - Number(y[i]);
    if (d !== 0) return d;
  }
  return x.length - y.length;
}

/** The immediate children of every trace, keyed by the parent's path, in spawn order. */
export function childrenByPath(tree: Tree): Map<string, Trace[]> {
  const children = new Map<string, Trace[]>();
  for (const trace of tree.traces) {
    const parent = parentPath(trace.path);
    if (parent === null) continue;
    const list = children.get(parent);
    if (list) list.push(trace);
    else children.set(parent, [trace]);
  }
  return children;
}
