/** Whims: every goal may be drawn, the near ones mostly, in all directions, and from nothing but the key. */
import { describe, expect, it } from 'vitest';
import type { GoalName } from '../../../../../src/envs/crafter/plan.ts';
import { drawWhim } from '../../../../../src/envs/crafter/player/whims.ts';
import { derive, key } from '../../../../../src/random/index.ts';

const COSTS = new Map<GoalName, number>([
  ['collect_wood', 0],
  ['collect_stone', 20],
  ['collect_diamond', 160],
]);

const whims = Array.from({ length: 2000 }, (_, i) => drawWhim(derive(key(1), i), COSTS));

describe('a whim', () => {
  it('is a plan of one step in some direction', () => {
    expect(whims.every((plan) => plan.length === 1 && plan[0]?.count === 1)).toBe(true);
    expect(new Set(whims.map(([step]) => step?.direction)).size).toBe(8);
  });

  it('is the likelier the nearer: 1 / (40 + actions), relative to the others', () => {
    const share = (goal: GoalName) => whims.filter(([step]) => step?.goal === goal).length / whims.length;
    // 1/40 : 1/60 : 1/200.
    expect(share('collect_wood')).toBeCloseTo(0.536, 1);
    expect(share('collect_stone')).toBeCloseTo(0.357, 1);
    expect(share('collect_diamond')).toBeCloseTo(0.107, 1);
  });

  it('follows from its key alone', () => {
    expect(drawWhim(derive(key(1), 7), COSTS)).toEqual(whims[7]);
    expect(drawWhim(key(2), new Map([['explore', 0]]))[0]?.goal).toBe('explore');
  });
});
