/** The player as what is imitated: its plans are well-formed, true and in time, and its noise is marked. */
import { describe, expect, it } from 'vitest';
import { crafter } from '../../../../../src/envs/crafter/index.ts';
import type { GoalName, Plan, PlanStep } from '../../../../../src/envs/crafter/plan.ts';
import { decodePlan } from '../../../../../src/envs/crafter/plan-tokens.ts';
import { Expert } from '../../../../../src/envs/crafter/player/expert.ts';
import {
  isOutdated,
  STYLES,
  type Step,
  WORDINGS,
  type Wording,
  wordIntent,
} from '../../../../../src/envs/crafter/player/intent.ts';
import { scriptedPlayer } from '../../../../../src/envs/crafter/player/scripted-player.ts';
import { ACTION_WORDS } from '../../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../../src/envs/crafter/world.ts';
import type { PlayerTurn, World } from '../../../../../src/envs/planning.ts';
import { derive, key } from '../../../../../src/random/index.ts';

const FAR_AHEAD = WORDINGS[STYLES.indexOf('next goal and far goal, with count')] as Wording;

const QUIET = { noise: 0, interval: [2, 12] as const };

/** The turns of one episode; `see` is told of each before and after its action. */
function turns(
  world: CrafterWorld,
  player: ReturnType<typeof scriptedPlayer>,
  see: (turn: PlayerTurn, after: World) => void = () => {},
): PlayerTurn[] {
  const all: PlayerTurn[] = [];
  for (;;) {
    const turn = player.next(world);
    all.push(turn);
    const { terminated, truncated } = world.act(turn.action);
    see(turn, world);
    if (terminated || truncated) return all;
  }
}

const begin = (episode: number, length: number) => CrafterWorld.begin(derive(key(5), episode), length);

describe('the scripted player', () => {
  it('has sixteen styles, each of which tells something else', () => {
    expect(STYLES).toHaveLength(16);
    expect(new Set(STYLES).size).toBe(16);
    const told = STYLES.map((_, style) => {
      const player = scriptedPlayer(key(1), { noise: 0, interval: [1, 1], style });
      return JSON.stringify(turns(begin(1, 60), player).map(({ plan }) => plan));
    });
    expect(new Set(told).size).toBe(16);
    expect(() => scriptedPlayer(key(1), { ...QUIET, style: 16 })).toThrow('from 0 to 15; got 16');
  });

  it('tells a plan at once, then after the steps that were drawn, or as soon as it is wrong', () => {
    // What is told last, the aim, and what comes next are seldom the same for long.
    const all = turns(begin(1, 400), scriptedPlayer(key(1), { noise: 0, interval: [9, 12], style: 8 }));
    const times = all.flatMap(({ plan }, i) => (plan ? [i] : []));
    expect(times[0]).toBe(0);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.max(...gaps)).toBe(12);
    expect(new Set(gaps.filter((gap) => gap >= 9))).toEqual(new Set([9, 10, 11, 12]));
    const early = times.slice(1).filter((time, i) => time - (times[i] ?? 0) < 9);
    expect(early.length).toBeGreaterThan(10);
    for (const time of early) {
      const before = decodePlan(all.slice(0, time).findLast(({ plan }) => plan)?.plan ?? []);
      const first = decodePlan(all[time]?.plan ?? [])[0];
      expect(before.map(({ goal }) => goal)).not.toContain(first?.goal);
    }
  });

  it('tells what comes next and what all leads to, once where these are the same', () => {
    const { memory } = new Expert();
    const agenda: Step[] = [
      { goal: 'collect_wood', count: 3 },
      { goal: 'place_table', count: 1 },
      { goal: 'collect_drink', count: 4 },
    ];
    const tell = (aim: GoalName, wording: Partial<Wording> = {}) =>
      wordIntent({ agenda, target: 5, aim }, { ...FAR_AHEAD, ...wording }, memory).map(
        ({ goal, count }) => `${goal} ${count}`,
      );
    expect(tell('make_wood_sword')).toEqual(['collect_wood 3', 'make_wood_sword 1']);
    expect(tell('make_wood_sword', { counts: false })).toEqual(['collect_wood 1', 'make_wood_sword 1']);
    expect(tell('collect_drink')).toEqual(['collect_wood 3', 'collect_drink 4']);
    expect(tell('collect_wood')).toEqual(['collect_wood 3']);
  });

  it('sends the same way until what it heads for lies elsewhere', () => {
    const heading = (direction: PlanStep['direction']): Plan => [{ goal: 'collect_coal', count: 1, direction }];
    expect(isOutdated(heading('north'), heading('north-east'))).toBe(false);
    expect(isOutdated(heading('north'), heading('north-west'))).toBe(false);
    expect(isOutdated(heading('north'), heading('east'))).toBe(true);
    expect(isOutdated(heading('north'), heading(null))).toBe(false);
    expect(isOutdated(heading(null), heading('north'))).toBe(false);
  });

  it.each(STYLES.map((name, style) => [name, style] as const))('words plans as it should: %s', (_, style) => {
    const { steps, directions, counts } = WORDINGS[style]!;
    const plans = turns(begin(2, 120), scriptedPlayer(key(2), { ...QUIET, style })).flatMap(({ plan }) =>
      plan ? [decodePlan(plan)] : [],
    );
    const lengths = plans.map((plan) => plan.length);
    expect(Math.max(...lengths)).toBe(steps);
    expect(plans.some((plan) => plan[0]!.direction !== null)).toBe(directions);
    expect(plans.some((plan) => plan.some(({ count }) => count > 1))).toBe(counts);
    expect(plans.every((plan) => plan.slice(1).every(({ direction }) => direction === null))).toBe(true);
  });

  it('tells the truth: what it achieves next is mostly a goal of its plan', () => {
    let followed = 0;
    let strayed = 0;
    for (let episode = 0; episode < 5; episode++) {
      let tracker: ReturnType<typeof crafter.track> | null = null;
      const world = begin(episode, 300);
      const player = scriptedPlayer(derive(key(3), episode), { ...QUIET, style: 4 * (episode % 3) });
      for (;;) {
        const turn = player.next(world);
        if (turn.plan) {
          if (tracker?.progress().followed === true) followed++;
          if (tracker?.progress().followed === false) strayed++;
          tracker = crafter.track(turn.plan, world);
        }
        const { terminated, truncated } = world.act(turn.action);
        tracker?.see(world);
        if (terminated || truncated) break;
      }
    }
    expect(followed + strayed).toBeGreaterThan(60);
    expect(followed / (followed + strayed)).toBeGreaterThan(0.8);
  });

  it('heads where it says: the next steps lead there more often than away', () => {
    const world = begin(4, 400);
    const { scene } = world;
    let towards = 0;
    let away = 0;
    let heading: readonly [number, number] = [0, 0];
    let from: readonly [number, number] = [scene.x, scene.y];
    turns(world, scriptedPlayer(key(4), { noise: 0, interval: [3, 3], style: 1 }), ({ plan }) => {
      if (plan) {
        const moved = heading[0] * (scene.x - from[0]) + heading[1] * (scene.y - from[1]);
        if (moved > 0) towards++;
        if (moved < 0) away++;
        const direction = decodePlan(plan)[0]!.direction ?? '';
        heading = [
          Number(direction.includes('east')) - Number(direction.includes('west')),
          Number(direction.includes('south')) - Number(direction.includes('north')),
        ];
        from = [scene.x, scene.y];
      }
    });
    expect(towards).toBeGreaterThan(3 * away);
  });

  it('marks the actions that were random, and draws them from its key', () => {
    const player = (seed: number) => scriptedPlayer(key(seed), { style: 3, noise: 0.25, interval: [2, 12] });
    const all = turns(begin(6, 300), player(6));
    const share = all.filter(({ noise }) => noise).length / all.length;
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.33);
    expect(turns(begin(6, 300), player(6))).toEqual(all);
    expect(turns(begin(6, 300), player(7))).not.toEqual(all);
    expect(all.every(({ action }) => ACTION_WORDS.indexOf(action) >= 0)).toBe(true);
    const quiet = turns(begin(6, 100), scriptedPlayer(key(6), { ...QUIET, style: 3 }));
    expect(quiet.some(({ noise }) => noise)).toBe(false);
  });

  it('does what it is told, and says so', () => {
    const world = begin(8, 60);
    const player = scriptedPlayer(key(8), { noise: 0, interval: [1, 1], style: 5 });
    player.instruct([{ goal: 'explore', count: 1, direction: 'east' }]);
    const plans = turns(world, player).flatMap(({ plan }) => (plan ? [decodePlan(plan)] : []));
    const explores = plans.map((plan) => plan.some(({ goal }) => goal === 'explore'));
    expect(explores.slice(0, 5)).toEqual([true, true, true, true, true]);
    expect(plans[0]![0]!.direction).toContain('east');
    expect(explores).toContain(false);
  });
});
