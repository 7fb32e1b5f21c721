import { describe, expect, it } from 'vitest';
import { act, amount, ground, inside, type StagedObject, stage, typeAt } from './stage.ts';

/** The player stands on (32, 32). */
const one = (type: StagedObject['type'], x: number, y: number, more: Partial<StagedObject> = {}) => ({
  objects: [{ type, x, y, ...more }],
});
/** `below(4)`: left, right, up or down. */
const turn = (is: number) => ({ n: 4, is });

describe('cows', () => {
  it('go in a random direction every second time', () => {
    const { game, draws } = stage(one('cow', 35, 32), 0.5, 0.49, turn(2));
    act(game, 'noop');
    expect(typeAt(game, 35, 32)).toBe('cow');
    act(game, 'noop');
    expect([typeAt(game, 35, 32), typeAt(game, 35, 31), draws.left]).toEqual([null, 'cow', 0]);
  });

  it('stay on grass, sand and paths', () => {
    const { game } = stage({ ...one('cow', 35, 32), tiles: [[36, 32, 'lava']] }, 0.1, turn(1));
    act(game, 'noop');
    expect(typeAt(game, 35, 32)).toBe('cow');
  });
});

describe('whoever is far away', () => {
  it.each([
    [49, 32, 1],
    [50, 32, 0],
    [41, 40, 1],
    [41, 41, 0],
    [23, 23, 0],
  ])('at (%i, %i) is updated %i times', (x, y, draws) => {
    const scene = stage(one('cow', x, y), 0.9);
    act(scene.game, 'noop');
    expect(scene.draws.left).toBe(1 - draws);
  });

  it('is judged from where the player has gone in this step', () => {
    const { game, draws } = stage(one('cow', 50, 32), 0.9);
    act(game, 'move_right');
    expect(draws.left).toBe(0);
  });
});

describe('zombies', () => {
  it('near the player mostly come along the longer way', () => {
    const { game } = stage(one('zombie', 37, 35), 0.89, 0.79);
    act(game, 'noop');
    expect(typeAt(game, 36, 35)).toBe('zombie');
  });

  it('sometimes come along the shorter way', () => {
    const { game } = stage(one('zombie', 37, 35), 0.89, 0.8);
    act(game, 'noop');
    expect(typeAt(game, 37, 34)).toBe('zombie');
  });

  it('stay where the shorter way is none', () => {
    const { game } = stage(one('zombie', 32, 36), 0, 0.9);
    act(game, 'noop');
    expect(typeAt(game, 32, 36)).toBe('zombie');
  });

  it('stray when they are unlucky, and without a draw when the player is farther than 8 away', () => {
    const near = stage(one('zombie', 36, 36), 0.9, turn(1));
    act(near.game, 'noop');
    expect([typeAt(near.game, 37, 36), near.draws.left]).toEqual(['zombie', 0]);
    const far = stage(one('zombie', 37, 36), turn(1));
    act(far.game, 'noop');
    expect([typeAt(far.game, 38, 36), far.draws.left]).toEqual(['zombie', 0]);
  });

  it('hit at once when they arrive, then at every sixth step in contact', () => {
    const draws = Array.from({ length: 16 }, () => 0);
    const { game } = stage({ ...one('zombie', 32, 34), ground: 'sand' }, ...draws);
    const health = Array.from({ length: 8 }, () => {
      act(game, 'noop');
      return amount(game, 'health');
    });
    expect(health).toEqual([7, 7, 7, 7, 7, 7, 5, 5]);
  });

  it('do not calm down while they are away', () => {
    const { game } = stage(one('zombie', 40, 32, { extra: 3 }), 0.99, turn(1));
    act(game, 'noop');
    expect(inside(game).extra[1]).toBe(3);
  });

  it('hit a sleeper with 7', () => {
    const { game } = stage({ ...one('zombie', 32, 33), items: { energy: 1 } }, 0, 0);
    expect(act(game, 'sleep').reward).toBe(-0.7);
    expect(amount(game, 'health')).toBe(2);
  });

  it('that die in this step still hit', () => {
    const { game } = stage({ ...one('zombie', 32, 33, { health: 1 }) }, 0, 0);
    const { reward } = act(game, 'do');
    expect([typeAt(game, 32, 33), amount(game, 'health')]).toEqual([null, 7]);
    expect(reward).toBe(1 - 0.2);
  });

  it('leave health at 0', () => {
    const { game } = stage({ ...one('zombie', 32, 33), items: { health: 1 } }, 0, 0);
    expect(act(game, 'noop')).toEqual({ reward: -0.1, done: true, dead: true });
  });
});

describe('skeletons', () => {
  it('retreat when the player is close', () => {
    const { game, draws } = stage(one('skeleton', 35, 32), 0.59);
    act(game, 'noop');
    expect([typeAt(game, 36, 32), draws.left]).toEqual(['skeleton', 0]);
  });

  it('shoot when they cannot retreat; the arrow waits for the next step', () => {
    const { game } = stage({ ...one('skeleton', 35, 32), tiles: [[36, 32, 'stone']] }, 0, 0.49, 0, 0.99, 0.99, 0.99);
    act(game, 'noop');
    expect(game.object(34, 32)).toEqual({
      type: 5,
      x: 34,
      y: 32,
      health: 0,
      facing: [-1, 0],
      grown: 0,
    });
    expect(inside(game).extra[1]).toBe(4);
    act(game, 'noop');
    expect([typeAt(game, 34, 32), typeAt(game, 33, 32), inside(game).extra[1]]).toEqual([null, 'arrow', 3]);
  });

  it('cannot shoot while they reload, but that is all they do then', () => {
    const { game, draws } = stage(one('skeleton', 37, 32, { extra: 2 }), 0.49);
    act(game, 'noop');
    expect([typeAt(game, 36, 32), inside(game).extra[1], draws.left]).toEqual([null, 1, 0]);
  });

  it('can shoot in the step in which they have reloaded', () => {
    const { game } = stage(one('skeleton', 37, 32, { extra: 1 }), 0.49);
    act(game, 'noop');
    expect(typeAt(game, 36, 32)).toBe('arrow');
  });

  it('shoot over water, but not into stone', () => {
    const over = (material: 'water' | 'stone') => {
      const { game } = stage({ ...one('skeleton', 37, 32), tiles: [[36, 32, material]] }, 0.49);
      act(game, 'noop');
      return typeAt(game, 36, 32);
    };
    expect([over('water'), over('stone')]).toEqual(['arrow', null]);
  });

  it('come nearer, stray or wait by one draw after the other', () => {
    const at = (x: number, ...draws: Parameters<typeof stage>[1][]) => {
      const { game, draws: queue } = stage(one('skeleton', x, 32), ...draws);
      act(game, 'noop');
      expect(queue.left).toBe(0);
      const { x: xs, y: ys } = inside(game);
      return [xs[1], ys[1]];
    };
    expect(at(37, 0.5, 0.29, 0.59)).toEqual([36, 32]);
    expect(at(38, 0.29, 0.6)).toEqual([38, 32]);
    expect(at(40, 0.29, 0.59)).toEqual([39, 32]);
    expect(at(38, 0.3, 0.19, turn(3))).toEqual([38, 33]);
    expect(at(41, 0.19, turn(2))).toEqual([41, 31]);
    expect(at(41, 0.2)).toEqual([41, 32]);
  });

  it('that are dead are gone after one last update', () => {
    const { game } = stage(one('skeleton', 37, 32, { health: 0 }), 0.49);
    act(game, 'noop');
    expect([typeAt(game, 37, 32), typeAt(game, 36, 32)]).toEqual([null, 'arrow']);
  });
});

describe('arrows', () => {
  it('fly a tile per step, over lava and water too', () => {
    const { game } = stage({
      ...one('arrow', 40, 32, { extra: 1 }),
      tiles: [
        [41, 32, 'lava'],
        [42, 32, 'water'],
      ],
    });
    act(game, 'noop');
    act(game, 'noop');
    expect(game.object(42, 32)?.facing).toEqual([1, 0]);
  });

  it.each(['table', 'furnace'] as const)('make a path of a %s', (material) => {
    const { game } = stage({ ...one('arrow', 40, 32, { extra: 1 }), tiles: [[41, 32, material]] });
    act(game, 'noop');
    expect([ground(game, 41, 32), typeAt(game, 40, 32)]).toEqual(['path', null]);
  });

  it.each(['stone', 'tree', 'diamond'] as const)('break at %s', (material) => {
    const { game } = stage({ ...one('arrow', 40, 32, { extra: 1 }), tiles: [[41, 32, material]] });
    act(game, 'noop');
    expect([ground(game, 41, 32), typeAt(game, 40, 32)]).toEqual([material, null]);
  });

  it('leave the world', () => {
    const { game } = stage({ at: [2, 32], ...one('arrow', 0, 32, { extra: 0 }) });
    act(game, 'noop');
    expect([typeAt(game, 0, 32), game.inspect().objects.length]).toEqual([null, 8]);
  });

  it('hurt the player by 2', () => {
    const { game } = stage(one('arrow', 33, 32, { extra: 0 }));
    expect(act(game, 'noop').reward).toBe(-0.2);
    expect(typeAt(game, 33, 32)).toBe(null);
  });

  it('hurt others, who are removed in their own update, without an achievement', () => {
    const { game } = stage(
      {
        objects: [
          { type: 'zombie', x: 40, y: 36, health: 2 },
          { type: 'arrow', x: 40, y: 35, extra: 3 },
        ],
      },
      turn(1),
      turn(1),
    );
    // The zombie steps aside in its update and the arrow flies on.
    act(game, 'noop');
    expect(typeAt(game, 40, 36)).toBe('arrow');

    const standing = stage(
      {
        tiles: [[41, 36, 'stone']],
        objects: [
          { type: 'zombie', x: 40, y: 36, health: 2 },
          { type: 'arrow', x: 40, y: 35, extra: 3 },
        ],
      },
      turn(1),
      turn(1),
    ).game;
    act(standing, 'noop');
    expect(standing.object(40, 36)).toMatchObject({ type: 3, health: 0 });
    act(standing, 'noop');
    expect(typeAt(standing, 40, 36)).toBe(null);
    expect(standing.achievements.every((count) => count === 0)).toBe(true);
  });

  it('do not harm each other, but the one that flies into another is gone', () => {
    const { game } = stage({
      objects: [
        { type: 'arrow', x: 40, y: 32, extra: 1 },
        { type: 'arrow', x: 41, y: 32, extra: 0 },
      ],
    });
    act(game, 'noop');
    expect([typeAt(game, 40, 32), typeAt(game, 41, 32)]).toEqual(['arrow', null]);
  });
});

describe('plants', () => {
  it('grow by one per step', () => {
    const { game } = stage(one('plant', 36, 32, { extra: 299 }));
    act(game, 'noop');
    expect(game.object(36, 32)?.grown).toBe(300);
  });

  it.each(['zombie', 'skeleton', 'cow'] as const)('are trampled by a %s beside them', (type) => {
    // Too far away for anything but a plant on the player's side of it to be updated.
    const { game } = stage({
      at: [20, 32],
      objects: [
        { type: 'plant', x: 37, y: 32 },
        { type, x: 38, y: 32 },
      ],
    });
    act(game, 'noop');
    expect([typeAt(game, 37, 32), typeAt(game, 38, 32)]).toEqual([null, type]);
  });

  it('do not mind the player, arrows, other plants, or who stands diagonally', () => {
    const { game } = stage({
      at: [20, 32],
      objects: [
        { type: 'plant', x: 37, y: 32 },
        { type: 'plant', x: 36, y: 32 },
        { type: 'arrow', x: 37, y: 33, extra: 3 },
        { type: 'cow', x: 38, y: 31 },
      ],
    });
    act(game, 'noop');
    expect(typeAt(game, 37, 32)).toBe('plant');
  });

  it('die of an arrow in their next update', () => {
    const { game } = stage({
      objects: [
        { type: 'plant', x: 36, y: 32 },
        { type: 'arrow', x: 37, y: 32, extra: 0 },
      ],
    });
    act(game, 'noop');
    expect(game.object(36, 32)).toMatchObject({ type: 6, health: 0 });
    act(game, 'noop');
    expect(typeAt(game, 36, 32)).toBe(null);
  });
});
