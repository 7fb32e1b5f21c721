/**
 * The walkers against figures found with another implementation of the same rules (1,500 episodes per cell): success,
 * and how often they turn straight back to the node they come from. For the walker that remembers everything these are
 * its backtracks; those that do not know where they have been turn about in known parts as well.
 */
import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { backtracks, isReached } from '../../../../src/envs/pogs/state.ts';
import {
  cautiousWalker,
  persistentWalker,
  randomWalker,
  rememberingWalker,
  walkOn,
} from '../../../../src/envs/pogs/walkers.ts';
import { derive, type Key, key } from '../../../../src/random/index.ts';
import { reversals, stateOf } from './fixtures.ts';

const EPISODES = 1500;
const WALKERS = {
  random: randomWalker,
  persistent: persistentWalker,
  cautious: cautiousWalker,
  remembering: rememberingWalker,
};

type Cell = readonly [success: number, reversals: number];
const ROWS: readonly (readonly [hops: number, difficulty: number, cells: Record<keyof typeof WALKERS, Cell>])[] = [
  [2, 0, { random: [0.41, 11.3], persistent: [0.86, 1.8], cautious: [0.98, 0.8], remembering: [1, 0.5] }],
  [2, 1, { random: [0.2, 13.8], persistent: [0.76, 2.9], cautious: [0.94, 1.5], remembering: [1, 1] }],
  [2, 2, { random: [0.23, 13.3], persistent: [0.72, 3.2], cautious: [0.9, 1.8], remembering: [1, 1.35] }],
  [3, 0, { random: [0.41, 11.3], persistent: [0.92, 1.2], cautious: [1, 0.2], remembering: [1, 0.2] }],
];

/** Mean and variance of the mean. */
function meanOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance: square / values.length };
}

describe.each(ROWS)('with %i hops and difficulty %i', (hops, difficulty, cells) => {
  const tasks = Array.from({ length: EPISODES }, (_, i) =>
    pogs.generate(derive(key(2509), hops, difficulty, i), difficulty, { hops }),
  );

  it.each(Object.entries(cells))('the %s walker does as it should: %j', (name, [success, turns]) => {
    const make = WALKERS[name as keyof typeof WALKERS] as (key: Key) => ReturnType<typeof randomWalker>;
    const ends = tasks.map(({ state }, i) => walkOn(state, make(derive(key(3581), name, i))));
    /** Both figures are samples; four standard errors of their difference, and the rounding of the reference. */
    const check = (values: readonly number[], expected: number, rounding: number, least: number) => {
      const { mean, variance } = meanOf(values);
      expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(2 * Math.max(variance, least)) + rounding);
    };
    // A rate near 1 has a variance that is badly known: at least that of 1 failure in 500.
    check(
      ends.map((end) => Number(isReached(end))),
      success,
      0.005,
      0.002 / EPISODES,
    );
    check(
      ends.map(({ walk }) => reversals(walk)),
      turns,
      0.05,
      0,
    );
  });
});

describe('the walker that remembers everything', () => {
  it('turns about only to go back, and takes about seven steps', () => {
    const walks = Array.from({ length: 500 }, (_, i) => {
      const { state } = pogs.generate(derive(key(1), i), 0, {});
      return walkOn(state, rememberingWalker(derive(key(2), i))).walk;
    });
    expect(walks.map(reversals)).toEqual(walks.map(backtracks));
    // 6.8 in the reference, with a standard deviation of about 5.
    expect(Math.abs(meanOf(walks.map((walk) => walk.length - 1)).mean - 6.8)).toBeLessThan(1.1);
  });
});

describe('what each walker knows', () => {
  const visits = (make: (key: Key) => ReturnType<typeof randomWalker>, node: number, state = stateOf()) =>
    Array.from({ length: 60 }, (_, i) => walkOn(state, make(key(i))).walk).filter((walk) => walk.includes(node)).length;

  it('shows where they go', () => {
    // Node 4 is a dead end in sight of the start; node 8 one that is out of sight from the fork.
    expect(visits(randomWalker, 4)).toBeGreaterThan(20);
    expect(visits(persistentWalker, 4)).toBeGreaterThan(10);
    expect(visits(cautiousWalker, 4)).toBe(0);
    expect(visits(rememberingWalker, 4)).toBe(0);
    expect(visits(cautiousWalker, 3)).toBeGreaterThan(10);
    // From node 3 the dead end 8 is in sight.
    expect(visits(rememberingWalker, 8)).toBe(0);
  });

  it('lets all but the first go straight to a target in sight', () => {
    const state = stateOf({ walk: [7], maxSteps: 2 });
    for (const make of [persistentWalker, cautiousWalker, rememberingWalker]) {
      for (let i = 0; i < 20; i++) expect(walkOn(state, make(key(i))).walk).toEqual([7, 1, 9]);
    }
  });
});
