/** What has become of a plan, in games that reach some of its goals and miss others. */
import { describe, expect, it } from 'vitest';
import type { Direction, GoalName, Plan, PlanStep } from '../../../../src/envs/crafter/plan.ts';
import { PlanProgress } from '../../../../src/envs/crafter/plan-progress.ts';
import { encodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { ACHIEVEMENTS, ACTIONS } from '../../../../src/envs/crafter/rules.ts';
import { track } from '../../../../src/envs/crafter/tracking.ts';
import { ACTION_WORDS } from '../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import type { PlanTracker } from '../../../../src/envs/planning.ts';
import { key } from '../../../../src/random/index.ts';

const step = (goal: GoalName, count = 1, direction: Direction | null = null): PlanStep => ({ goal, count, direction });

/** A game in which the player can be made to do things, while plans are watched. */
class Stage {
  readonly world = CrafterWorld.begin(key(EPISODE), 10_000);
  private readonly trackers: PlanTracker[] = [];

  watch(...steps: PlanStep[]): PlanTracker {
    const tracker = track(encodePlan(steps), this.world);
    this.trackers.push(tracker);
    return tracker;
  }

  act(name: (typeof ACTIONS)[number], times = 1): void {
    for (let i = 0; i < times; i++) {
      this.world.act(ACTION_WORDS.token(ACTIONS.indexOf(name)));
      for (const tracker of this.trackers) tracker.see(this.world);
    }
  }

  /** Searches the grass in front until it has given this many saplings more. */
  collectSaplings(wanted: number): void {
    const goal = this.count('collect_sapling') + wanted;
    for (let i = 0; this.count('collect_sapling') < goal; i++) {
      if (i === 300) throw new Error('There is no grass in front of the player.');
      this.act('do');
    }
  }

  private count(name: (typeof ACHIEVEMENTS)[number]): number {
    return this.world.scene.achievements[ACHIEVEMENTS.indexOf(name)] ?? 0;
  }
}

/** An episode that begins on a meadow, with free ground to the east and the north. */
const EPISODE = 48;

describe('the progress of a plan', () => {
  it('is nothing at first', () => {
    const tracker = new Stage().watch(step('collect_sapling'), step('explore'));
    expect(tracker.progress()).toEqual({ reached: [false, false], followed: null });
  });

  it('counts from when the plan was written', () => {
    const stage = new Stage();
    stage.collectSaplings(1);
    const tracker = stage.watch(step('collect_sapling', 2), step('place_plant'));
    stage.act('noop');
    expect(tracker.progress()).toEqual({ reached: [false, false], followed: null });
    stage.collectSaplings(1);
    expect(tracker.progress()).toEqual({ reached: [false, false], followed: true });
    stage.collectSaplings(1);
    expect(tracker.progress().reached).toEqual([true, false]);
    stage.act('place_plant');
    expect(tracker.progress().reached).toEqual([true, true]);
  });

  it('asks for as many as all steps with the same goal up to this one', () => {
    const stage = new Stage();
    const tracker = stage.watch(step('collect_sapling'), step('collect_sapling', 2));
    stage.collectSaplings(2);
    expect(tracker.progress().reached).toEqual([true, false]);
    stage.collectSaplings(1);
    expect(tracker.progress().reached).toEqual([true, true]);
  });

  it('tells by the first achievement alone whether the plan was followed', () => {
    const stage = new Stage();
    const other = stage.watch(step('place_plant'), step('eat_cow'));
    const same = stage.watch(step('eat_cow'), step('collect_sapling'));
    stage.collectSaplings(1);
    stage.act('place_plant');
    expect(other.progress()).toEqual({ reached: [true, false], followed: false });
    expect(same.progress()).toEqual({ reached: [false, true], followed: true });
  });

  it('is not changed by who looks at it', () => {
    const tracker = new Stage().watch(step('eat_cow'));
    (tracker.progress().reached as boolean[])[0] = true;
    expect(tracker.progress().reached).toEqual([false]);
  });
});

describe('exploring', () => {
  it('is done eight steps away, in the direction that was said or in any', () => {
    const stage = new Stage();
    const { x, y } = stage.world.scene;
    const any = stage.watch(step('explore'));
    const east = stage.watch(step('explore', 1, 'east'));
    const west = stage.watch(step('explore', 1, 'west'));
    const northEast = stage.watch(step('explore', 1, 'north-east'));
    const walked = () => [stage.world.scene.x - x, stage.world.scene.y - y];
    stage.act('move_right', 4);
    expect(walked()).toEqual([4, 0]);
    stage.act('move_up', 3);
    expect(walked()).toEqual([4, -3]);
    expect(any.progress()).toEqual({ reached: [false], followed: null });
    stage.act('move_up');
    expect(walked()).toEqual([4, -4]);
    expect(any.progress()).toEqual({ reached: [true], followed: true });
    expect(northEast.progress()).toEqual({ reached: [true], followed: true });
    expect(east.progress().reached).toEqual([false]);
    stage.act('move_right', 4);
    expect(walked()).toEqual([8, -4]);
    expect(east.progress().reached).toEqual([true]);
    expect(west.progress()).toEqual({ reached: [false], followed: null });
    stage.act('move_left', 2);
    expect(east.progress().reached).toEqual([true]);
  });

  it('is done at the edge of the world, where there is no further', () => {
    const plan: Plan = (['north', 'south-west', 'east'] as const).map((direction) => step('explore', 1, direction));
    const progress = new PlanProgress(plan, { x: 2, y: 61, achievements: new Uint16Array(ACHIEVEMENTS.length) });
    const lacking = (x: number, y: number) => plan.map((_, i) => progress.lacking(i, x, y));
    expect(lacking(2, 61)).toEqual([8, 4, 8]);
    expect(lacking(0, 63)).toEqual([10, 0, 10]);
    expect(lacking(0, 62)).toEqual([9, 1, 10]);
    expect(lacking(2, 53)).toEqual([0, 12, 8]);
    expect(lacking(12, 54)).toEqual([1, 21, 0]);
  });

  it('is no longer what came first once something else was achieved', () => {
    const stage = new Stage();
    const tracker = stage.watch(step('explore', 1, 'east'));
    stage.collectSaplings(1);
    expect(tracker.progress()).toEqual({ reached: [false], followed: false });
  });
});
