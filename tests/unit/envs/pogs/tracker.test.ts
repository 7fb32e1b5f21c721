import { describe, expect, it } from 'vitest';
import { encodePlan } from '../../../../src/envs/pogs/plan.ts';
import { Pogs } from '../../../../src/envs/pogs/pogs.ts';
import { track } from '../../../../src/envs/pogs/tracker.ts';
import { labelToken } from '../../../../src/envs/pogs/vocabulary.ts';
import { stateOf } from './fixtures.ts';

/** What becomes of a plan when the agent goes to these nodes after it. */
const progressAfter = (route: number[], ...labels: number[]) => {
  const world = new Pogs(stateOf({ walk: [4, 0] }));
  const tracker = track(encodePlan({ from: null, route }), world);
  for (const label of labels) {
    world.act(labelToken(label));
    tracker.see(world);
  }
  return tracker.progress();
};

describe('track', () => {
  it('notes the nodes that are reached, in whatever order', () => {
    expect(progressAfter([2, 7, 1])).toEqual({ reached: [false, false, false], followed: null });
    expect(progressAfter([2, 7, 1], 2)).toEqual({ reached: [true, false, false], followed: true });
    expect(progressAfter([2, 7, 1], 2, 3, 2, 7)).toEqual({ reached: [true, true, false], followed: true });
    expect(progressAfter([7, 2], 2, 7).reached).toEqual([true, true]);
  });

  it('counts what was visited since, not before', () => {
    expect(progressAfter([4, 0], 5)).toEqual({ reached: [false, false], followed: false });
    expect(progressAfter([4, 0], 5, 0).reached).toEqual([false, true]);
  });

  it('judges the first move by whether it leads to the first node that is not here', () => {
    expect(progressAfter([9], 2).followed).toBe(true);
    expect(progressAfter([9], 5, 0, 2).followed).toBe(false);
    expect(progressAfter([0, 2], 2).followed).toBe(true);
    expect(progressAfter([0], 2).followed).toBe(false);
    expect(progressAfter([2], 5, 0, 2)).toEqual({ reached: [true], followed: false });
  });

  it('waits for a move that is one', () => {
    expect(progressAfter([2], 8, 0)).toEqual({ reached: [false], followed: null });
    expect(progressAfter([2], 8, 2)).toEqual({ reached: [true], followed: true });
  });

  it('gives away nothing that changes later', () => {
    const world = new Pogs(stateOf());
    const tracker = track(encodePlan({ from: 4, route: [2] }), world);
    const before = tracker.progress();
    world.act(labelToken(2));
    tracker.see(world);
    expect(before.reached).toEqual([false]);
    expect(tracker.progress().reached).toEqual([true]);
  });
});
