import { describe, expect, it } from 'vitest';
import type { ActionName, ItemName, MaterialName } from '../../../../src/envs/crafter/rules.ts';
import { act, amount, ground, inside, type Setting, type StagedTile, stage, times, typeAt } from './stage.ts';

/** The player stands on (32, 32) and looks down, at (32, 33). */
const ahead = (material: MaterialName): StagedTile[] => [[32, 33, material]];

describe('moving', () => {
  it('turns and goes where the ground lets it', () => {
    const { game } = stage({});
    act(game, 'move_left');
    expect([game.x, game.y, game.facing]).toEqual([31, 32, [-1, 0]]);
    act(game, 'move_up');
    expect([game.x, game.y, game.facing]).toEqual([31, 31, [0, -1]]);
  });

  it.each(['water', 'stone', 'tree', 'table', 'furnace', 'diamond'] as const)(
    'only turns in front of %s',
    (material) => {
      const { game } = stage({ tiles: [[33, 32, material]] });
      act(game, 'move_right');
      expect([game.x, game.y, game.facing]).toEqual([32, 32, [1, 0]]);
    },
  );

  it('stops at the edge of the world and at whatever stands there', () => {
    const { game } = stage({ at: [0, 20], objects: [{ type: 'plant', x: 0, y: 21 }] });
    act(game, 'move_left');
    act(game, 'move_down');
    expect([game.x, game.y]).toEqual([0, 20]);
    expect(game.material(-1, 20)).toBe(0);
    expect(game.semantic(0, 64)).toBe(0);
  });

  it('into lava is death, in all but the luckiest moment', () => {
    const doomed = stage({ tiles: ahead('lava') }).game;
    expect(act(doomed, 'move_down')).toEqual({ reward: -0.9, done: true, dead: true });
    expect(amount(doomed, 'health')).toBe(0);

    const lucky = stage({ tiles: ahead('lava'), adjust: (world) => (world.recover = 50) }).game;
    expect(act(lucky, 'move_down')).toEqual({ reward: -0.8, done: false, dead: false });
    // Standing there does no harm; every further attempt to move is tested.
    expect(act(lucky, 'noop').dead).toBe(false);
    expect(ground(lucky, lucky.x, lucky.y)).toBe('lava');
  });

  it('against a wall while standing in lava is death too', () => {
    const { game } = stage({ tiles: [...ahead('lava'), [32, 34, 'stone']], adjust: (world) => (world.recover = 50) });
    act(game, 'move_down');
    expect(act(game, 'move_down').dead).toBe(true);
  });
});

describe('sleeping', () => {
  it('is for those who lack energy', () => {
    const { game } = stage({});
    act(game, 'sleep');
    expect(game.sleeping).toBe(false);
    const tired = stage({ items: { energy: 8 } }).game;
    act(tired, 'sleep');
    expect(tired.sleeping).toBe(true);
  });

  it('goes on whatever the player wants, until it is full of energy', () => {
    const { game } = stage({ ground: 'sand', items: { energy: 8 } });
    act(game, 'sleep');
    for (let step = 2; step <= 10; step++) act(game, 'move_left');
    expect([game.x, game.sleeping, amount(game, 'energy')]).toEqual([32, true, 8]);
    // Rest counts from the first step asleep: energy rises with the eleventh.
    act(game, 'move_left');
    expect([game.x, game.sleeping, amount(game, 'energy')]).toEqual([32, true, 9]);
    const { reward } = act(game, 'move_left');
    expect([game.x, game.sleeping, times(game, 'wake_up'), reward]).toEqual([31, false, 1, 1]);
  });

  it('may begin again with the action of the step that woke the player', () => {
    const { game } = stage({ adjust: (world) => (world.sleeping = true) });
    act(game, 'sleep');
    expect([game.sleeping, times(game, 'wake_up')]).toEqual([false, 1]);
  });

  it('ends one step after the sleeper was hurt, without an achievement', () => {
    const { game } = stage({
      items: { energy: 3 },
      objects: [{ type: 'arrow', x: 32, y: 30, extra: 3 }],
    });
    act(game, 'sleep');
    expect(game.sleeping).toBe(true);
    act(game, 'noop');
    expect([game.sleeping, amount(game, 'health')]).toEqual([true, 7]);
    act(game, 'noop');
    expect([game.sleeping, times(game, 'wake_up')]).toEqual([false, 0]);
    // What has hurt once wakes once.
    act(game, 'sleep');
    act(game, 'noop');
    expect(game.sleeping).toBe(true);
  });
});

describe('collecting', () => {
  it.each([
    ['tree', 'wood', 'grass', {}],
    ['stone', 'stone', 'path', { wood_pickaxe: 1 }],
    ['coal', 'coal', 'path', { wood_pickaxe: 1 }],
    ['iron', 'iron', 'path', { stone_pickaxe: 1 }],
    ['diamond', 'diamond', 'path', { iron_pickaxe: 1 }],
  ] as const)('%s gives %s and leaves %s', (material, item, leaves, items) => {
    const { game, draws } = stage({ tiles: ahead(material), items }, 0.999);
    expect(act(game, 'do').reward).toBe(1);
    expect([amount(game, item), times(game, `collect_${item}`), ground(game, 32, 33)]).toEqual([1, 1, leaves]);
    expect(draws.left).toBe(0);
  });

  it.each([
    ['stone', {}],
    ['coal', { stone_pickaxe: 1 }],
    ['iron', { wood_pickaxe: 1 }],
    ['diamond', { wood_pickaxe: 1, stone_pickaxe: 1 }],
    ['sand', {}],
    ['table', {}],
  ] as const)('%s needs its tool, and draws nothing without', (material, items) => {
    const { game } = stage({ tiles: ahead(material), items });
    expect(act(game, 'do').reward).toBe(0);
    expect(ground(game, 32, 33)).toBe(material);
  });

  it('finds a sapling in grass once in ten times', () => {
    const { game } = stage({}, 0.1, 0.1000001);
    act(game, 'do');
    act(game, 'do');
    expect([amount(game, 'sapling'), ground(game, 32, 33)]).toEqual([1, 'grass']);
  });

  it('drinks, which ends thirst', () => {
    const { game } = stage({ tiles: ahead('water'), items: { drink: 3 }, adjust: (world) => (world.thirst = 40) }, 0.5);
    act(game, 'do');
    expect([amount(game, 'drink'), game.inspect().thirst, ground(game, 32, 33)]).toEqual([4, 1, 'water']);
  });

  it('carries nine of a thing at most', () => {
    const { game } = stage({ tiles: ahead('tree'), items: { wood: 9 } }, 0.5);
    act(game, 'do');
    expect([amount(game, 'wood'), times(game, 'collect_wood')]).toEqual([9, 1]);
  });

  it('finds nothing beyond the edge of the world', () => {
    const { game } = stage({ at: [5, 63] });
    expect(act(game, 'do').reward).toBe(0);
    act(game, 'place_stone');
    expect(game.material(5, 64)).toBe(0);
  });
});

describe('placing', () => {
  it.each([
    ['place_stone', 'lava', { stone: 1 }, 'stone'],
    ['place_stone', 'water', { stone: 1 }, 'stone'],
    ['place_table', 'sand', { wood: 2 }, 'table'],
    ['place_furnace', 'path', { stone: 4 }, 'furnace'],
  ] as const)('%s on %s', (action, material, items, result) => {
    const { game } = stage({ tiles: ahead(material), items });
    expect(act(game, action).reward).toBe(1);
    expect([ground(game, 32, 33), times(game, action)]).toEqual([result, 1]);
    for (const item of Object.keys(items)) expect(amount(game, item as ItemName)).toBe(0);
  });

  it.each([
    ['place_stone', 'tree', { stone: 9 }],
    ['place_table', 'water', { wood: 9 }],
    ['place_furnace', 'lava', { stone: 9 }],
    ['place_plant', 'sand', { sapling: 9 }],
    ['place_table', 'grass', { wood: 1 }],
    ['place_furnace', 'grass', { stone: 3 }],
  ] as const)('%s on %s is refused', (action, material, items) => {
    const { game } = stage({ tiles: ahead(material), items });
    expect(act(game, action).reward).toBe(0);
    expect(ground(game, 32, 33)).toBe(material);
    for (const [item, before] of Object.entries(items)) expect(amount(game, item as ItemName)).toBe(before);
  });

  it('puts a sapling into grass, where it grows from the next step on', () => {
    const { game } = stage({ items: { sapling: 1 } });
    act(game, 'place_plant');
    expect(game.object(32, 33)).toMatchObject({ x: 32, y: 33, health: 1, grown: 0 });
    expect([typeAt(game, 32, 33), ground(game, 32, 33), amount(game, 'sapling')]).toEqual(['plant', 'grass', 0]);
    act(game, 'noop');
    expect(game.object(32, 33)?.grown).toBe(1);
  });

  it('needs a tile on which nothing stands', () => {
    const { game } = stage({ items: { stone: 1 }, objects: [{ type: 'plant', x: 32, y: 33 }] });
    act(game, 'place_stone');
    expect([amount(game, 'stone'), typeAt(game, 32, 33)]).toEqual([1, 'plant']);
  });
});

describe('making', () => {
  const TOOLS = ['wood_pickaxe', 'stone_pickaxe', 'wood_sword', 'stone_sword', 'iron_pickaxe', 'iron_sword'] as const;
  const rich = { wood: 9, stone: 9, coal: 9, iron: 9 };
  const make = (tool: (typeof TOOLS)[number]): ActionName => `make_${tool}`;

  it.each(TOOLS)('%s beside a table and a furnace', (tool) => {
    const { game } = stage({
      items: rich,
      tiles: [
        [31, 31, 'table'],
        [33, 33, 'furnace'],
      ],
    });
    expect(act(game, make(tool)).reward).toBe(1);
    expect([amount(game, tool), amount(game, 'wood')]).toEqual([1, 8]);
    const iron = tool.startsWith('iron');
    expect([amount(game, 'stone'), amount(game, 'coal'), amount(game, 'iron')]).toEqual([
      tool.startsWith('stone') ? 8 : 9,
      iron ? 8 : 9,
      iron ? 8 : 9,
    ]);
  });

  it('iron tools need both table and furnace, the others a table, and no farther than a tile away', () => {
    const table = stage({ items: rich, tiles: [[31, 33, 'table']] }).game;
    const furnace = stage({ items: rich, tiles: [[31, 33, 'furnace']] }).game;
    const far = stage({ items: rich, tiles: [[30, 32, 'table']] }).game;
    const made = (game: typeof table) =>
      TOOLS.filter((tool) => {
        act(game, make(tool));
        return amount(game, tool) === 1;
      });
    expect(made(table)).toEqual(['wood_pickaxe', 'stone_pickaxe', 'wood_sword', 'stone_sword']);
    expect(made(furnace)).toEqual([]);
    expect(made(far)).toEqual([]);
  });

  it.each([
    [0, 20, 0],
    [20, 0, 0],
    [63, 20, 1],
    [20, 63, 1],
  ])('at (%i, %i) makes %i', (x, y, made) => {
    const { game } = stage({ at: [x, y], items: rich, tiles: [[x === 63 ? 62 : x + 1, y, 'table']] });
    act(game, 'make_wood_pickaxe');
    expect(amount(game, 'wood_pickaxe')).toBe(made);
  });
});

describe('hitting', () => {
  it.each([
    [{}, 4],
    [{ wood_sword: 1 }, 3],
    [{ stone_sword: 1 }, 2],
    [{ wood_sword: 1, stone_sword: 2 }, 2],
    [{ iron_sword: 1, wood_sword: 1 }, 0],
  ])('with %j leaves a zombie %i of 5', (items, left) => {
    const { game } = stage({ items, objects: [{ type: 'zombie', x: 32, y: 33, extra: 5 }] }, 0.95, { n: 4, is: 3 });
    act(game, 'do');
    expect(times(game, 'defeat_zombie')).toBe(left === 0 ? 1 : 0);
    expect(game.object(32, 34)?.health ?? 0).toBe(left);
  });

  it('counts a corpse that has not been removed yet as defeated', () => {
    const objects = [{ type: 'skeleton', x: 32, y: 33, health: 0 }] as const;
    // Dead, it tries to retreat, which succeeds, and does nothing else.
    const { game, draws } = stage({ objects }, 0.5);
    act(game, 'do');
    expect([times(game, 'defeat_skeleton'), typeAt(game, 32, 33), draws.left]).toEqual([1, null, 0]);
  });

  it('a cow to death is a meal', () => {
    const setting = { items: { food: 2 }, adjust: (world: { hunger: number }) => (world.hunger = 30) };
    const { game } = stage({ ...setting, objects: [{ type: 'cow', x: 32, y: 33, health: 2 }] }, 0.9, 0.9);
    act(game, 'do');
    expect([amount(game, 'food'), times(game, 'eat_cow')]).toEqual([2, 0]);
    act(game, 'do');
    expect([amount(game, 'food'), times(game, 'eat_cow'), game.inspect().hunger]).toEqual([8, 1, 1]);
    expect(typeAt(game, 32, 33)).toBe(null);
  });

  it('a plant only when it is ripe', () => {
    const plant = (grown: number) =>
      stage({ items: { food: 1 }, objects: [{ type: 'plant', x: 32, y: 33, extra: grown }] }).game;
    const unripe = plant(300);
    act(unripe, 'do');
    expect([amount(unripe, 'food'), unripe.object(32, 33)]).toMatchObject([1, { health: 1, grown: 301 }]);
    act(unripe, 'do');
    expect([amount(unripe, 'food'), times(unripe, 'eat_plant'), unripe.object(32, 33)?.grown]).toEqual([5, 1, 1]);
  });

  it('an arrow does nothing', () => {
    const { game } = stage({ objects: [{ type: 'arrow', x: 32, y: 33, extra: 3 }] });
    act(game, 'do');
    expect(typeAt(game, 32, 34)).toBe('arrow');
  });
});

describe('living', () => {
  const wait = (game: ReturnType<typeof stage>['game'], steps: number) => {
    for (let step = 0; step < steps; step++) act(game, 'noop');
  };
  // Stone all around, so that nothing appears.
  const cell = (setting: Setting) => stage({ ...setting, ground: 'stone' }).game;

  it('costs food, drink and energy', () => {
    const game = cell({});
    wait(game, 20);
    expect(amount(game, 'drink')).toBe(9);
    wait(game, 1);
    expect(amount(game, 'drink')).toBe(8);
    wait(game, 4);
    expect(amount(game, 'food')).toBe(9);
    wait(game, 1);
    expect(amount(game, 'food')).toBe(8);
    wait(game, 4);
    expect(amount(game, 'energy')).toBe(9);
    wait(game, 1);
    expect(amount(game, 'energy')).toBe(8);
  });

  it('heals by one in 26 steps, or in 13 asleep', () => {
    const awake = cell({ items: { health: 3 } });
    wait(awake, 25);
    expect(amount(awake, 'health')).toBe(3);
    wait(awake, 1);
    expect(amount(awake, 'health')).toBe(4);
    const asleep = cell({ items: { health: 3, energy: 2 } });
    act(asleep, 'sleep');
    wait(asleep, 11);
    expect(amount(asleep, 'health')).toBe(3);
    wait(asleep, 1);
    expect([amount(asleep, 'health'), asleep.sleeping]).toEqual([4, true]);
  });

  it.each([
    [{ food: 0 }, 16],
    [{ drink: 0 }, 16],
    [{ energy: 0 }, 16],
  ])('with %j hurts every %i steps, until death', (items, steps) => {
    const game = cell({ items: { ...items, health: 2 } });
    wait(game, steps - 1);
    expect(amount(game, 'health')).toBe(2);
    expect(act(game, 'noop').reward).toBe(-0.1);
    wait(game, steps - 1);
    expect(act(game, 'noop')).toEqual({ reward: -0.1, done: true, dead: true });
  });

  it('runs at half the speed asleep', () => {
    const game = cell({ items: { energy: 0 } });
    act(game, 'sleep');
    wait(game, 9);
    const { hunger, thirst, fatigue, recover } = game.inspect();
    expect([hunger, thirst, fatigue, recover]).toEqual([5, 5, -10, 20]);
  });

  it('starves a sleeper at half the speed', () => {
    const game = cell({ items: { energy: 0, food: 0 } });
    act(game, 'sleep');
    wait(game, 30);
    expect([amount(game, 'health'), game.sleeping]).toEqual([8, false]);
  });

  it('starts rest from zero, however tired one was', () => {
    const game = cell({ items: { energy: 5 }, adjust: (world) => (world.fatigue = 40) });
    act(game, 'sleep');
    expect(inside(game).fatigue).toBe(0);
  });
});
