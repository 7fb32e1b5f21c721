/** The stand-in for a person: its plans fit what was seen, and whoever follows them gets far. */
import { describe, expect, it } from 'vitest';
import { crafter } from '../../../../../src/envs/crafter/index.ts';
import type { Plan } from '../../../../../src/envs/crafter/plan.ts';
import { encodePlan } from '../../../../../src/envs/crafter/plan-tokens.ts';
import { Coach } from '../../../../../src/envs/crafter/player/coach.ts';
import { Expert } from '../../../../../src/envs/crafter/player/expert.ts';
import { STYLES } from '../../../../../src/envs/crafter/player/intent.ts';
import { scriptedPlayer } from '../../../../../src/envs/crafter/player/scripted-player.ts';
import { CrafterWorld } from '../../../../../src/envs/crafter/world.ts';
import { key } from '../../../../../src/random/index.ts';
import { achieved, blinkered, fresh, situation } from './playing.ts';

describe('the coach', () => {
  it('names the next goal, how often and where', () => {
    const game = situation({ ground: 'sand', tiles: [[28, 32, 'tree']] });
    const coach = new Coach();
    coach.watch(game);
    expect(coach.advise()).toEqual([{ goal: 'collect_wood', count: 1, direction: 'west' }]);
  });

  it('warns of a zombie that attacks', () => {
    const game = situation({ objects: [{ type: 'zombie', x: 32, y: 31 }] });
    const coach = new Coach();
    coach.watch(game);
    expect(coach.advise()).toEqual([{ goal: 'defeat_zombie', count: 1, direction: 'north' }]);
  });

  it('thinks as the player does: what it advises is what that one says itself', () => {
    const world = CrafterWorld.begin(key(4), 300);
    const style = STYLES.indexOf('next goal, with count and direction');
    const player = scriptedPlayer(key(5), { style, noise: 0.1, interval: [1, 1] });
    const coach = crafter.coach({});
    for (;;) {
      coach.watch(world);
      const { plan, action } = player.next(world);
      expect(coach.advise()).toEqual(plan);
      const { terminated, truncated } = world.act(action);
      if (terminated || truncated) break;
    }
  });

  it('leads a player that does only what it is told, without looking beyond the view', () => {
    const game = fresh(3);
    const coach = new Coach({ steps: 2 });
    const follower = new Expert();
    const plans: Plan[] = [];
    const view = blinkered(game);
    for (let i = 0; i < 400; i++) {
      coach.watch(view);
      if (i % 10 === 0) {
        plans.push(coach.advise());
        follower.instruct(plans.at(-1) ?? null);
      }
      if (game.step(follower.next(view)).dead) break;
    }
    expect(() => plans.map(encodePlan)).not.toThrow();
    expect(achieved(game).length).toBeGreaterThanOrEqual(12);
  });
});
