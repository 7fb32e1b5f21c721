import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { Pogs } from '../../../../src/envs/pogs/pogs.ts';
import { backtracks, type PogsState, progression } from '../../../../src/envs/pogs/state.ts';
import { labelToken, TOKEN } from '../../../../src/envs/pogs/vocabulary.ts';
import { key } from '../../../../src/random/index.ts';
import { stateOf } from './fixtures.ts';

const go = (world: Pogs, ...labels: number[]) => labels.map((label) => world.act(labelToken(label)));

describe('rules', () => {
  it('goes to neighbours, and ends at the target with 100', () => {
    const world = new Pogs(stateOf());
    const nothing = { reward: 0, terminated: false, truncated: false };
    expect(go(world, 2, 7, 2, 7, 1)).toEqual(Array(5).fill(nothing));
    expect([world.score(), world.milestones()]).toEqual([0, [false]]);
    expect(go(world, 9)).toEqual([{ reward: 100, terminated: true, truncated: false }]);
    expect([world.score(), world.milestones()]).toEqual([1, [true]]);
    expect(() => go(world, 1)).toThrow('This search is over');
  });

  it('stays where it is and takes 1 for a node that is no neighbour, its own included', () => {
    const world = new Pogs(stateOf());
    const before = world.observe();
    for (const token of [labelToken(9), labelToken(0), labelToken(10), TOKEN['<pad>'], TOKEN['<eot>'], -1, 1.5, 1e6]) {
      expect(world.act(token)).toEqual({ reward: -1, terminated: false, truncated: false });
    }
    expect(world.observe()).toEqual(before);
    expect(world.snapshot().walk).toEqual(Array(9).fill(0));
  });

  it('ends for good after the last step, whether or not it was a move', () => {
    const moved = new Pogs(stateOf({ maxSteps: 2 }));
    expect(go(moved, 2, 3)[1]).toEqual({ reward: 0, terminated: true, truncated: false });
    const stayed = new Pogs(stateOf({ maxSteps: 1 }));
    expect(go(stayed, 3)).toEqual([{ reward: -1, terminated: true, truncated: false }]);
    expect(() => go(stayed, 2)).toThrow('This search is over');
  });

  it('counts a target that is reached with the last step', () => {
    const world = new Pogs(stateOf({ target: 2, maxSteps: 1 }));
    expect(go(world, 2)).toEqual([{ reward: 100, terminated: true, truncated: false }]);
    expect(world.score()).toBe(1);
  });

  it('goes on from a snapshot as if nothing had been, and leaves the given state alone', () => {
    const state = Object.freeze(stateOf({ walk: Object.freeze([0, 2]) as readonly number[] }));
    const world = pogs.restore(state) as Pogs;
    go(world, 3);
    const copy = pogs.restore(structuredClone(world.snapshot())) as Pogs;
    go(world, 2, 7);
    expect(copy.snapshot().walk).toEqual([0, 2, 3]);
    go(copy, 2, 7);
    expect(copy.snapshot()).toEqual(world.snapshot());
    expect(copy.observe()).toEqual(world.observe());
    expect(state.walk).toEqual([0, 2]);
  });
});

describe('figures of an episode', () => {
  it('is the total reward as a share, and never negative', () => {
    const walked = (walk: number[]): PogsState => stateOf({ walk });
    expect(progression(walked([0, 2, 7, 1, 9]))).toBe(1);
    expect(progression(walked([0, 0, 0, 0, 2, 7, 1, 9]))).toBe(0.97);
    expect(progression(walked([0, 0, 2]))).toBe(0);
  });

  it.each([
    [[0], 0],
    [[0, 2, 7, 1], 0],
    [[0, 4, 0], 1],
    // Back over two nodes is one backtrack, and so is to and fro over known nodes.
    [[0, 2, 3, 2, 0, 5], 1],
    [[0, 2, 0, 2, 0, 2], 1],
    [[0, 4, 0, 5, 0, 2], 2],
    // Staying is no move.
    [[0, 0, 4, 4, 0, 0, 5], 1],
  ])('counts going back in %j', (walk, back) => {
    expect(backtracks(walk)).toBe(back);
  });
});

describe('the specification', () => {
  it('fits together', () => {
    const { names, pad, endOfTurn } = pogs.vocabulary({});
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => !/\s/.test(name))).toBe(true);
    expect([names[pad], names[endOfTurn]]).toEqual(['<pad>', '<eot>']);
    const { open, close, actions, longestObservation, longestPlan } = pogs.words({});
    expect([names[open], names[close], actions.length]).toEqual(['<plan>', '</plan>', 20]);
    expect(actions.map((token) => names[token])).toEqual(Array.from({ length: 20 }, (_, label) => `${label}`));
    expect([longestObservation, longestPlan]).toEqual([41, 8]);
    const task = pogs.generate(key(1), 1, {});
    expect(pogs.restore(task.state).milestones()).toHaveLength(pogs.milestones.length);
  });
});
