/**
 * One episode as plain data, and what follows from it: rewards, the score, how often the agent turned back. What can be
 * derived from the walk is not stored.
 */
import { around, type Surroundings, type Tree } from './tree.ts';

export interface PogsState {
  readonly tree: Tree;
  /** How far the agent sees, in edges. */
  readonly hops: number;
  /** Most steps of the episode. */
  readonly maxSteps: number;
  readonly target: number;
  /** Where the agent began and where it was after each step; after an invalid move it is where it was before. */
  readonly walk: readonly number[];
}

/** What the agent sees. */
export interface Sight extends Surroundings {
  readonly target: number;
  readonly hops: number;
}

const INVALID = -1;
const ARRIVAL = 100;

export function current({ walk }: PogsState): number {
  return walk.at(-1) as number;
}

export function stepsTaken({ walk }: PogsState): number {
  return walk.length - 1;
}

export function isReached(state: PogsState): boolean {
  return current(state) === state.target;
}

/** Whether no further step can be taken. */
export function isOver(state: PogsState): boolean {
  return isReached(state) || stepsTaken(state) >= state.maxSteps;
}

export function look(state: PogsState): Sight {
  const { tree, target, hops } = state;
  return { ...around(tree, current(state), hops), target, hops };
}

/** Reward of the last step; 0 before the first. */
export function lastReward(state: PogsState): number {
  const { walk, target } = state;
  if (walk.length < 2) return 0;
  const here = walk.at(-1);
  if (here === walk.at(-2)) return INVALID;
  return here === target ? ARRIVAL : 0;
}

/** Moves to nodes that were no neighbours. */
export function invalidMoves({ walk }: PogsState): number {
  return walk.filter((node, i) => node === walk[i - 1]).length;
}

/** The total reward as a share of the best one, in [0, 1]: the success, less what invalid moves cost. */
export function progression(state: PogsState): number {
  const total = invalidMoves(state) * INVALID + (isReached(state) ? ARRIVAL : 0);
  return Math.max(0, total / ARRIVAL);
}

/** How often the agent went back to nodes where it had been: moves to such nodes, those in a row counted once. */
export function backtracks(walk: readonly number[]): number {
  const visited = new Set(walk.slice(0, 1));
  let count = 0;
  let back = false;
  walk.forEach((node, i) => {
    // The start is no move, and neither is staying.
    if (i === 0 || node === walk[i - 1]) return;
    const known = visited.has(node);
    if (known && !back) count++;
    back = known;
    visited.add(node);
  });
  return count;
}
