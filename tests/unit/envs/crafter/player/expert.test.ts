/** What the expert achieves in fresh worlds, from what it can see alone, and that it does what it is told. */
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../src/envs/crafter/plan.ts';
import { PlanProgress } from '../../../../../src/envs/crafter/plan-progress.ts';
import { Expert } from '../../../../../src/envs/crafter/player/expert.ts';
import { act, amount, times } from '../stage.ts';
import { achieved, blinkered, fresh, play, situation } from './playing.ts';

describe('the expert', () => {
  it('achieves most of what there is in fresh worlds, without ever looking beyond its view', () => {
    const counts = [0, 1, 2, 3, 4, 5].map((world) => {
      const game = fresh(world);
      const expert = new Expert();
      const view = blinkered(game);
      for (let i = 0; i < 600; i++) if (game.step(expert.next(view)).dead) break;
      return achieved(game).length;
    });
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
    expect(counts.reduce((a, b) => a + b) / counts.length).toBeGreaterThanOrEqual(16);
  });

  it('plays the same game again', () => {
    const [one, other] = [fresh(7), fresh(7)];
    play(one, 200);
    play(other, 200);
    expect(other.snapshot()).toEqual(one.snapshot());
  });

  it('makes its way to an iron pickaxe from what lies around', () => {
    const game = situation({
      tiles: [
        ...[28, 29, 30].flatMap((x) => [30, 31].map((y) => [x, y, 'tree'] as const)),
        ...[34, 35, 36].flatMap((x) => [29, 30, 31, 32].map((y) => [x, y, 'stone'] as const)),
        [36, 33, 'coal'],
        [35, 34, 'iron'],
      ],
    });
    const expert = new Expert();
    expert.instruct([{ goal: 'make_iron_pickaxe', count: 1, direction: null }]);
    play(game, 110, expert, () => times(game, 'make_iron_pickaxe') === 1);
    expect(times(game, 'make_iron_pickaxe')).toBe(1);
  });

  it('pursues instructions in their order and as often as they say, then goes its own way', () => {
    const game = situation({
      tiles: [
        [35, 32, 'water'],
        [28, 31, 'tree'],
        [28, 33, 'tree'],
        [29, 34, 'tree'],
      ],
    });
    const expert = new Expert();
    expert.instruct([
      { goal: 'collect_wood', count: 2, direction: 'west' },
      { goal: 'collect_drink', count: 1, direction: null },
    ]);
    const order: string[] = [];
    while (order.length < 3) {
      const before = [times(game, 'collect_wood'), times(game, 'collect_drink')];
      game.step(expert.next(game));
      if (times(game, 'collect_wood') !== before[0]) order.push('wood');
      if (times(game, 'collect_drink') !== before[1]) order.push('drink');
      expect(game.steps).toBeLessThan(40);
    }
    expect(order).toEqual(['wood', 'wood', 'drink']);
    play(game, 1, expert);
    expect(expert.intent.aim).not.toBe('collect_drink');
  });

  it('explores where it is told to', () => {
    for (const [direction, axis, sign] of [
      ['north', 'y', -1],
      ['east', 'x', 1],
      ['south', 'y', 1],
      ['west', 'x', -1],
    ] as const) {
      const game = situation({ ground: 'sand' });
      const expert = new Expert();
      expert.instruct([{ goal: 'explore', count: 1, direction }]);
      play(game, 12, expert);
      expect(sign * (game[axis] - 32)).toBeGreaterThanOrEqual(8);
    }
  });

  it('has explored when whoever watches thinks so: in new country, where it has been, and at the edge of the world', () => {
    for (const [world, direction] of [
      [1, 'north'],
      [1, 'east'],
      [2, 'south-west'],
      [3, 'north-west'],
      [4, 'south-east'],
    ] as const) {
      const game = fresh(world);
      const expert = play(game, 60);
      const plan: Plan = [{ goal: 'explore', count: 1, direction }];
      const progress = new PlanProgress(plan, game);
      expert.instruct(plan);
      play(game, 200, expert, () => {
        progress.see(game);
        return progress.reached[0] === true;
      });
      expect(progress.reached, `world ${world}`).toEqual([true]);
    }
    const game = situation({ ground: 'sand', at: [60, 32] });
    const expert = new Expert();
    expert.instruct([{ goal: 'explore', count: 1, direction: 'east' }]);
    play(game, 3, expert);
    expect(game.x).toBe(63);
    expect(expert.intent.aim).toBe('explore');
    play(game, 1, expert);
    expect(expert.intent.aim).not.toBe('explore');
  });

  it('drinks before it follows instructions when it is parched', () => {
    const game = situation({
      items: { drink: 1 },
      tiles: [
        [34, 32, 'water'],
        [29, 32, 'tree'],
      ],
    });
    const expert = new Expert();
    expert.instruct([{ goal: 'collect_wood', count: 1, direction: null }]);
    play(game, 4, expert);
    expect(times(game, 'collect_drink')).toBeGreaterThan(0);
  });

  it('digs in to sleep, and wakes up unharmed among zombies', () => {
    const game = situation({
      ground: 'stone',
      steps: 200,
      items: { energy: 2, wood_pickaxe: 1, stone: 3 },
      tiles: [
        [32, 32, 'path'],
        [32, 31, 'path'],
        [32, 30, 'grass'],
      ],
      objects: [{ type: 'zombie', x: 32, y: 30 }],
    });
    play(game, 150, new Expert(), () => (times(game, 'wake_up') ?? 0) > 0);
    expect(times(game, 'wake_up')).toBe(1);
    expect(amount(game, 'health') ?? 0).toBeGreaterThanOrEqual(5);
  });

  it('hits a zombie that attacks it', () => {
    const game = situation({ items: { wood_sword: 1 }, objects: [{ type: 'zombie', x: 33, y: 32 }] });
    play(game, 8, new Expert(), () => (times(game, 'defeat_zombie') ?? 0) > 0);
    expect(times(game, 'defeat_zombie')).toBe(1);
  });

  it('never walks into lava, even when surrounded by it', () => {
    const lava = [28, 29, 30, 31, 32, 33, 34, 35, 36].flatMap((x) =>
      [29, 30, 31, 32, 33, 34, 35].flatMap((y) => ((x + y) % 2 === 0 || x === 32 ? [] : [[x, y, 'lava'] as const])),
    );
    const game = situation({ ground: 'sand', tiles: lava });
    play(game, 60);
    expect(amount(game, 'health') ?? 0).toBe(9);
  });

  it('steps aside when an arrow comes', () => {
    const game = situation({
      ground: 'sand',
      objects: [{ type: 'arrow', x: 35, y: 32, extra: 0 }],
    });
    play(game, 5);
    expect(amount(game, 'health') ?? 0).toBe(9);
  });

  it('can be taken over at any time', () => {
    const game = fresh(9);
    const expert = new Expert();
    for (let i = 0; i < 120; i++) {
      const wise = expert.next(game);
      if (i % 3 === 0) act(game, 'move_left');
      else game.step(wise);
    }
    expect(achieved(game).length).toBeGreaterThan(2);
  });
});
