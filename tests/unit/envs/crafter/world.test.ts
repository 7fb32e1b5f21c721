/** An episode of Crafter in tokens: it is a pure function of its key, its actions and its length. */
import { describe, expect, it } from 'vitest';
import { ACHIEVEMENTS, ACTIONS } from '../../../../src/envs/crafter/rules.ts';
import { ACTION_WORDS, TOKEN } from '../../../../src/envs/crafter/vocabulary.ts';
import { type CrafterState, CrafterWorld, sceneOf } from '../../../../src/envs/crafter/world.ts';
import type { Outcome, World } from '../../../../src/envs/planning.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';

const action = (name: (typeof ACTIONS)[number]) => ACTION_WORDS.token(ACTIONS.indexOf(name));

/** Random actions, the same for the same step. */
function wander(world: World, from: number, to: number): Outcome[] {
  return Array.from({ length: to - from }, (_, i) =>
    world.act(ACTION_WORDS.token(integer(derive(key(8), from + i), ACTIONS.length))),
  );
}

describe('a world of Crafter', () => {
  it('goes on identically from a copy of its state', () => {
    const world = CrafterWorld.begin(key(1), 1000);
    wander(world, 0, 60);
    const copy = CrafterWorld.restore(structuredClone(world.snapshot()));
    expect(copy.observe()).toEqual(world.observe());
    expect(wander(copy, 60, 160)).toEqual(wander(world, 60, 160));
    expect(copy.snapshot()).toEqual(world.snapshot());
    expect(copy.observe()).toEqual(world.observe());
  });

  it('is another one under another key', () => {
    const [one, other] = [CrafterWorld.begin(key(1), 10), CrafterWorld.begin(key(2), 10)];
    expect(one.snapshot().game).not.toEqual(other.snapshot().game);
  });

  it('observes anew after an action, and hands out copies', () => {
    const world = CrafterWorld.begin(key(1), 1000);
    const first = world.observe();
    world.observe().length = 0;
    expect(world.observe()).toEqual(first);
    world.act(action('move_left'));
    world.act(action('move_left'));
    expect(world.observe()).not.toEqual(first);
  });

  it('lets a token that is no action take its time and do nothing', () => {
    const [one, other] = [CrafterWorld.begin(key(1), 1000), CrafterWorld.begin(key(1), 1000)];
    expect(one.act(TOKEN.close)).toEqual(other.act(action('noop')));
    expect(one.scene.steps).toBe(1);
    expect(one.snapshot()).toEqual(other.snapshot());
  });

  it('is truncated when time is up', () => {
    const world = CrafterWorld.begin(key(1), 12);
    const outcomes = Array.from({ length: 12 }, () => world.act(action('noop')));
    expect(outcomes.slice(0, -1).every(({ terminated, truncated }) => !terminated && !truncated)).toBe(true);
    expect(outcomes.at(-1)).toMatchObject({ terminated: false, truncated: true });
  });

  it('is terminated when the player dies', () => {
    const world = CrafterWorld.begin(key(1), 10_000);
    let [last, steps] = [world.act(action('noop')), 1];
    for (; !last.terminated && steps < 3000; steps++) last = world.act(action('noop'));
    expect(last).toMatchObject({ terminated: true, truncated: false });
    expect(world.scene.inventory[0]).toBe(0);
  });

  it('scores the share of achievements, and rewards steps with a new one with 1, beside a tenth of the change in health', () => {
    const world = CrafterWorld.begin(key(1), 10_000);
    const reached = () => world.milestones().filter(Boolean).length;
    expect(world.score()).toBe(0);
    let rewarded = 0;
    for (let step = 0; step < 300; step++) {
      const [before, health] = [reached(), world.scene.inventory[0]!];
      const [{ reward }] = wander(world, step, step + 1) as [Outcome];
      const isNew = reached() > before;
      expect(reward).toBeCloseTo(Number(isNew) + (world.scene.inventory[0]! - health) / 10, 9);
      if (isNew) rewarded++;
    }
    expect(rewarded).toBeGreaterThan(0);
    // Again is not new.
    expect(world.scene.achievements.reduce((sum, times) => sum + times, 0)).toBeGreaterThan(reached());
    expect(world.milestones()).toHaveLength(ACHIEVEMENTS.length);
    expect(world.score()).toBe(reached() / ACHIEVEMENTS.length);
  });

  it('shows its scene, which no other world has', () => {
    const world = CrafterWorld.begin(key(1), 10);
    expect(sceneOf(world)).toBe(world.scene);
    const other = { observe: () => [] } as unknown as World<CrafterState>;
    expect(() => sceneOf(other)).toThrow(TypeError);
  });
});
