import { describe, expect, it } from 'vitest';
import { OBJECTS } from '../../../../src/envs/crafter/rules.ts';
import { act, inside, type Setting, type StagedObject, type StagedTile, stage } from './stage.ts';

/**
 * The player's chunk is (24 … 35, 24 … 35), and the only one that is balanced while nothing is elsewhere. By daylight no
 * zombie is missing at step 60, and three are at step 210.
 */
const NOON = 59;
const MIDNIGHT = 209;
/** In the same chunk, but so far from its corner that who stands there waits. */
const AWAY = [35, 35] as const;

const kinds = (game: ReturnType<typeof stage>['game']) => {
  const world = inside(game);
  return Array.from(world.type.subarray(1, world.objects), (type) => OBJECTS[type]);
};
const crowd = (type: StagedObject['type'], count: number): StagedObject[] =>
  Array.from({ length: count }, (_, i) => ({ type, x: 24 + i, y: 24 }));
/** Creatures that stay: their draws come first. */
const idle = (count: number) => Array.from({ length: count }, () => 0.99);

describe('every tenth step', () => {
  it('a cow may appear on grass', () => {
    const { game, draws } = stage({ steps: NOON }, 0.009, { n: 144, is: 13 });
    act(game, 'noop');
    expect(game.object(25, 25)).toMatchObject({ type: 2, health: 3 });
    expect(draws.left).toBe(0);
  });

  it('and in no other step', () => {
    const { game } = stage({ steps: NOON - 1 });
    act(game, 'noop');
    expect(kinds(game)).toEqual([]);
  });

  it('nothing appears where the player is near, or where something stands', () => {
    const near = stage({ steps: NOON }, 0, { n: 144, is: 12 * 8 + 4 });
    act(near.game, 'noop');
    // (32, 28) is 4 away.
    expect(kinds(near.game)).toEqual([]);
    const taken = stage({ steps: NOON, objects: [{ type: 'plant', x: 24, y: 24 }] }, 0, { n: 144, is: 0 });
    act(taken.game, 'noop');
    expect(kinds(taken.game)).toEqual(['plant']);
  });

  it('a tile at the least distance is far enough', () => {
    const { game } = stage({ steps: NOON }, 0, { n: 144, is: 12 * 8 + 3 });
    act(game, 'noop');
    expect(game.object(32, 27)?.type).toBe(2);
  });

  it('zombies appear in the dark, up to three per chunk', () => {
    const dark = (count: number) => ({ steps: MIDNIGHT, at: AWAY, objects: crowd('zombie', count) });
    const two = stage(dark(2), 0.29, { n: 144, is: 23 }, 0.5).game;
    act(two, 'noop');
    expect(kinds(two)).toEqual(['zombie', 'zombie', 'zombie']);
    expect(two.object(25, 35)).toMatchObject({ type: 3, health: 5 });
    const three = stage(dark(3), 0.5).game;
    act(three, 'noop');
    expect(kinds(three).length).toBe(3);
  });

  it('zombies vanish by day, one per chunk at most, chosen in the order of their creation', () => {
    const { game } = stage({ steps: NOON, at: AWAY, objects: crowd('zombie', 3) }, 0.39, { n: 3, is: 1 }, 0.5);
    act(game, 'noop');
    expect([24, 25, 26].map((x) => game.object(x, 24)?.type ?? 0)).toEqual([3, 0, 3]);
  });

  it('the only candidate to vanish is not drawn', () => {
    const { game, draws } = stage({ steps: NOON, at: AWAY, objects: crowd('zombie', 1) }, 0.39, 0.5);
    act(game, 'noop');
    expect([kinds(game), draws.left]).toEqual([[], 0]);
  });

  it('one cow per chunk is enough, two are not too many by day, three are', () => {
    const cows = (count: number, ...draws: Parameters<typeof stage>[1][]) => {
      const { game } = stage({ steps: NOON, objects: crowd('cow', count) }, ...idle(count), ...draws);
      act(game, 'noop');
      return kinds(game).length;
    };
    expect(cows(1)).toBe(1);
    expect(cows(2)).toBe(2);
    expect(cows(3, 0.09, { n: 3, is: 2 })).toBe(2);
    expect(cows(3, 0.1)).toBe(3);
  });

  it('two cows are too many at night', () => {
    const { game } = stage({ steps: MIDNIGHT, objects: crowd('cow', 2) }, ...idle(2), 0.3, 0.09, { n: 2, is: 0 });
    act(game, 'noop');
    expect(kinds(game)).toEqual(['cow']);
  });

  it('who is near the player does not vanish', () => {
    const objects: StagedObject[] = [
      { type: 'cow', x: 32, y: 28 },
      { type: 'cow', x: 24, y: 24 },
      { type: 'cow', x: 24, y: 25 },
    ];
    const { game } = stage({ steps: NOON, objects }, ...idle(3), 0, { n: 3, is: 0 });
    act(game, 'noop');
    expect(kinds(game).length).toBe(3);
  });

  it('who is at the least distance does', () => {
    const objects: StagedObject[] = [
      { type: 'cow', x: 32, y: 27 },
      { type: 'cow', x: 24, y: 24 },
      { type: 'cow', x: 24, y: 25 },
    ];
    const { game } = stage({ steps: NOON, objects }, ...idle(3), 0, { n: 3, is: 0 });
    act(game, 'noop');
    expect(kinds(game).length).toBe(2);
  });

  /** How many creatures of a type can be in a chunk at that step with only `others` drawn for. */
  const balanced = (type: 'zombie' | 'cow', step: number, others: number) =>
    [0, 1, 2, 3, 4].filter((count) => {
      const { game, draws } = stage({ steps: step - 1, at: AWAY, objects: crowd(type, count) }, ...idle(9));
      act(game, 'noop');
      return 9 - draws.left === others;
    });

  it('there are as many zombies as the daylight wants', () => {
    const wanted = [10, 110, 120, 140, 150, 170, 180, 240, 250, 270, 280, 290, 300].map((step) =>
      // A cow is missing too, and drawn for.
      balanced('zombie', step, 1),
    );
    expect(wanted.flat()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 1, 1, 1]);
  });

  it('there are at most as many cows', () => {
    const least = (step: number, zombies: number) => balanced('cow', step, zombies);
    expect([10, 110].map((step) => least(step, 0))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    // At these steps a zombie is missing as well.
    expect([140, 150, 270, 280].map((step) => least(step, 1))).toEqual([[1, 2], [1], [1], [1, 2]]);
  });

  it('skeletons appear on paths, if there are six of them', () => {
    const paths = (count: number): StagedTile[] => Array.from({ length: count }, (_, i) => [24, 24 + i, 'path']);
    const few = stage({ steps: MIDNIGHT, ground: 'stone', tiles: paths(5) });
    act(few.game, 'noop');
    expect(kinds(few.game)).toEqual([]);
    const enough = stage({ steps: MIDNIGHT, ground: 'stone', tiles: paths(6) }, 0.09, { n: 6, is: 5 });
    act(enough.game, 'noop');
    expect(enough.game.object(24, 29)).toMatchObject({ type: 4, health: 3 });
  });

  it('little grass bears neither zombies nor cows', () => {
    const grass = (count: number): StagedTile[] =>
      Array.from({ length: count }, (_, i) => [24 + Math.floor(i / 12), 24 + (i % 12), 'grass']);
    const drawn = (count: number) => {
      const { game, draws } = stage({ steps: MIDNIGHT, ground: 'stone', tiles: grass(count) }, ...idle(2));
      act(game, 'noop');
      return 2 - draws.left;
    };
    expect([29, 30, 49, 50].map(drawn)).toEqual([0, 1, 1, 2]);
  });

  it('counts the ground as it is now', () => {
    const tiles = Array.from({ length: 30 }, (_, i) => [24 + Math.floor(i / 12), 24 + (i % 12), 'grass'] as const);
    // A stone on one of thirty tiles of grass, and no cow may appear.
    const setting: Setting = { ground: 'stone', tiles: [...tiles, [32, 32, 'path']], items: { stone: 1 } };
    const { game } = stage({ ...setting, steps: NOON, at: [24, 25] });
    act(game, 'place_stone');
    expect(kinds(game)).toEqual([]);
  });

  it('goes through the chunks in the order in which something first entered them', () => {
    const objects: StagedObject[] = [
      { type: 'plant', x: 63, y: 63 },
      { type: 'plant', x: 0, y: 0 },
    ];
    const { game } = stage({ steps: NOON, objects }, 0.5, 0, { n: 16, is: 0 }, 0.5);
    // Sixteen tiles are too few for a cow in the corner, so the second draw is of the chunk at (0, 0).
    expect(() => act(game, 'noop')).toThrow('below(144) was not expected');
    expect(game.inspect().chunks).toEqual([
      [24, 24, 1],
      [60, 60, 1],
      [0, 0, 1],
    ]);
  });
});

describe('chunks', () => {
  it('are entered by moving too, and never left out again', () => {
    const { game } = stage({ ground: 'sand', at: [35, 32] });
    expect(game.inspect().chunks).toEqual([[24, 24, 1]]);
    act(game, 'move_right');
    act(game, 'move_left');
    expect(game.inspect().chunks).toEqual([
      [24, 24, 1],
      [36, 24, 0],
    ]);
  });
});
