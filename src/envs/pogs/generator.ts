/**
 * Draws tasks: a uniform tree, two different nodes. Difficulty d leaves those on which the search that remembers
 * everything goes back at least d times, of those that it can do in time; its luck is not that of any agent that the
 * task is given to. Pure.
 */
import { derive, integer, type Key } from '../../random/index.ts';
import type { Settings, Task } from '../environment.ts';
import { taskId } from '../task-id.ts';
import { type CheckedSettings, checkSettings } from './settings.ts';
import { backtracks, isReached, type PogsState, stepsTaken } from './state.ts';
import { drawTree } from './tree.ts';
import { labelToken } from './vocabulary.ts';
import { rememberingWalker, walkOn } from './walkers.ts';

/**
 * Fewest nodes for difficulties 0 to 3, by hops from 1 on: about one tree in a thousand, or more, will do. (None can
 * with fewer than 2 + (difficulty + 1) · hops, since each wrong branch has to be longer than sight.)
 */
const LEAST_NODES: readonly (readonly number[])[] = [
  [5, 5, 5, 5, 5],
  [5, 6, 8, 12, 16],
  [5, 9, 15, 21, 30],
  [7, 14, 21, 33, Number.POSITIVE_INFINITY],
];

/** Fewest steps, in the same order: so many trees will still do. (None can with fewer than 1 + hops + 2 · difficulty.) */
const LEAST_STEPS: readonly (readonly number[])[] = [
  [1, 1, 1, 1, 1],
  [4, 5, 6, 7, 9],
  [7, 9, 11, 13, 15],
  [10, 14, 19, 23, Number.POSITIVE_INFINITY],
];

/** Draws before a task is given up: a hundred times as many as are needed on average for the rarest kind. */
const ATTEMPTS = 100_000;

/** Searches, each with luck of its own, of which one has to arrive. */
const SEARCHES = 16;

/** How often a search has to go back at least: 0 to 3, where the tree is large and the episode long enough for it. */
export function difficulties(settings: Settings): number[] {
  const { nodes, hops, steps } = checkSettings(settings);
  const least = (table: typeof LEAST_NODES, difficulty: number) => table[difficulty]?.[hops - 1] as number;
  return [...LEAST_NODES.keys()].filter(
    (difficulty) => nodes >= least(LEAST_NODES, difficulty) && steps >= least(LEAST_STEPS, difficulty),
  );
}

export function generate(key: Key, difficulty: number, settings: Settings): Task<PogsState> {
  const checked = checkSettings(settings);
  const possible = difficulties(settings);
  if (!possible.includes(difficulty)) {
    throw new RangeError(
      `Graph search makes tasks of difficulty ${possible.join(', ')} with ${checked.nodes} nodes, a sight of ` +
        `${checked.hops} and ${checked.steps} steps; got ${difficulty}. Ask for less, raise nodes or steps, or lower hops.`,
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const attemptKey = derive(key, 'attempt', attempt);
    const state = drawState(attemptKey, checked);
    const walked = solve(state, difficulty, derive(attemptKey, 'walker'));
    if (walked === null) continue;
    return {
      id: taskId('pogs', difficulty, key),
      difficulty,
      goal: [labelToken(state.target)],
      state,
      goldSteps: stepsTaken(walked),
    };
  }
  throw new RangeError(
    `No tree was found on which a search goes back ${difficulty} times and arrives within ${checked.steps} steps ` +
      `(key ${key}). Raise nodes or steps.`,
  );
}

/**
 * A search that arrives, or null when the first one does not go back so often, or none arrives in time. One in a hundred
 * thousand needs more than the usual 30 steps because it sets out the wrong way: another will not.
 */
function solve(state: PogsState, difficulty: number, luck: Key): PogsState | null {
  let walked = walkOn(state, rememberingWalker(luck));
  if (backtracks(walked.walk) < difficulty) return null;
  for (let i = 1; i < SEARCHES && !isReached(walked); i++) {
    walked = walkOn(state, rememberingWalker(derive(luck, 'again', i)));
  }
  return isReached(walked) ? walked : null;
}

function drawState(key: Key, { nodes, hops, steps }: CheckedSettings): PogsState {
  const tree = drawTree(derive(key, 'tree'), nodes);
  const start = integer(derive(key, 'start'), nodes);
  const target = (start + 1 + integer(derive(key, 'target'), nodes - 1)) % nodes;
  return { tree, hops, maxSteps: steps, target, walk: [start] };
}
