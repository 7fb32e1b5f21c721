/** Hand-built traces and trees for tests of pure tree functions. */
import type { Group, Trace, Tree } from '../../src/rl/trace.ts';

/** A finished trace with one own token; everything can be overridden. */
export function trace(path: string, score: number, more: Partial<Trace> = {}): Trace {
  return {
    path,
    depth: path.split('.').length - 1,
    goal: [1, 2],
    tokens: [5, 6, 7],
    own: [0, 1, 0],
    logProbs: [0, -0.5, 0],
    entropies: [0, 0.7, 0],
    turns: 1,
    spawnTurn: path === '0' ? -1 : 0,
    joinTurn: path === '0' ? -1 : 1,
    end: 'finished',
    score,
    refused: 0,
    errors: 0,
    joined: true,
    ...more,
  };
}

export function tree(...traces: Trace[]): Tree {
  return { task: 'task', difficulty: 2, traces };
}

export function group(...trees: Tree[]): Group {
  return { trees };
}
