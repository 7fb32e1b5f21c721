/** What a tile is made of: its ground, the edges towards its neighbours, what stands on it, and who. */
import { describe, expect, it } from 'vitest';
import { ITEMS } from '../../../../src/envs/crafter/rules.ts';
import type { Scene } from '../../../../src/envs/crafter/scene.ts';
import { FRAME_PIXELS, frame, SIDES } from '../../../../src/ui/crafter/picture/frames.ts';
import { forEachLayer, tileHash } from '../../../../src/ui/crafter/picture/layers.ts';
import { drawScene } from '../../../support/crafter-scene.ts';

/** The layers of the tile at this offset from the player. */
function layers(scene: Scene, dx = 0, dy = 0): number[] {
  const found: number[] = [];
  forEachLayer(scene, scene.x + dx, scene.y + dy, (number) => found.push(number));
  return found;
}
const isGround = (number: number | undefined, ground: string) =>
  ['0', '1', '2', '3'].some((n) => {
    try {
      return frame(`${ground}-${n}`) === number;
    } catch {
      return false;
    }
  });

describe('frames', () => {
  it('have a picture for every item', () => {
    for (const item of ITEMS) expect(FRAME_PIXELS[frame(`item-${item}`)]).toBeDefined();
  });

  it('have the player, arrows and shores in all four directions', () => {
    for (const name of ['player', 'arrow', 'foam', 'crust', 'tufts', 'rock']) {
      const looks = SIDES.map((side) => FRAME_PIXELS[frame(`${name}-${side}`)]?.join());
      expect(new Set(looks).size, name).toBe(4);
    }
  });

  it('say so when there is no such picture', () => {
    expect(() => frame('unicorn')).toThrow('There is no picture called "unicorn".');
  });

  it('draw an arrow with its head where it flies to', () => {
    const weight = (name: string, x0: number, y0: number, x1: number, y1: number) => {
      let sum = 0;
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) sum += (FRAME_PIXELS[frame(name)]?.[4 * (y * 16 + x) + 2] ?? 0) > 150 ? 1 : 0;
      return sum;
    };
    // Steel is the only bright blue in it.
    expect(weight('arrow-east', 8, 0, 16, 16)).toBeGreaterThan(weight('arrow-east', 0, 0, 8, 16));
    expect(weight('arrow-west', 0, 0, 8, 16)).toBeGreaterThan(weight('arrow-west', 8, 0, 16, 16));
    expect(weight('arrow-north', 0, 0, 16, 8)).toBeGreaterThan(weight('arrow-north', 0, 8, 16, 16));
    expect(weight('arrow-south', 0, 8, 16, 16)).toBeGreaterThan(weight('arrow-south', 0, 0, 16, 8));
  });
});

describe('the ground', () => {
  it('is grass under the player in a meadow, without edges', () => {
    const [ground, ...rest] = layers(drawScene(['...', '.@.', '...']));
    expect(isGround(ground, 'grass')).toBe(true);
    expect(rest).toEqual([frame('player-south')]);
  });

  it('has a bank north of water and foam on its other sides', () => {
    const scene = drawScene(['@..', '.~.', '...']);
    const [ground, ...edges] = layers(scene, 1, 1);
    expect(isGround(ground, 'water')).toBe(true);
    expect(edges).toEqual(['bank-north', 'foam-east', 'foam-south', 'foam-west'].map(frame));
  });

  it('joins water with water', () => {
    const scene = drawScene(['@~~', '.~~', '.~~']);
    expect(layers(scene, 2, 1).slice(1)).toEqual([frame('foam-east')]);
    expect(layers(drawScene(['@...', '.~~~', '.~~~', '.~~~']), 2, 2)).toHaveLength(1);
  });

  it('shows rock as high ground that throws its shadow to the south', () => {
    const scene = drawScene(['@...', '.ss.', '.sc.', '.__.', '....']);
    expect(layers(scene, 1, 1).slice(1)).toEqual(['rock-north', 'rock-west'].map(frame));
    expect(layers(scene, 2, 2).slice(1)).toEqual([...['rock-east', 'rock-south'].map(frame), frame('coal')]);
    expect(layers(scene, 1, 3).slice(1)).toEqual([frame('shade-north'), ...['tufts-south', 'tufts-west'].map(frame)]);
  });

  it('lets grass grow over sand, and lava have a crust', () => {
    expect(layers(drawScene(['@:.', '.::', '.::']), 1, 0).slice(1)).toEqual(
      ['tufts-north', 'tufts-east', 'tufts-west'].map(frame),
    );
    expect(layers(drawScene(['@L_', '.__']), 1, 0).slice(1)).toEqual(SIDES.map((side) => frame(`crust-${side}`)));
  });

  it('ends at the edge of the world without a shore', () => {
    const scene = drawScene([' ~~', '@~~', ' ~~']);
    expect(layers(scene, 0, -1)).toEqual([frame('void')]);
    expect(layers(scene, 1, -1).slice(1)).toEqual([frame('bank-north')]);
  });

  it.each([
    ['T', 'tree', 'grass'],
    ['i', 'iron', 'rock'],
    ['d', 'diamond', 'rock'],
    ['t', 'table', 'path'],
    ['f', 'furnace', 'path'],
  ])('%s is a %s on %s', (letter, feature, ground) => {
    const found = layers(drawScene([`@${letter}`]), 1, 0);
    expect(isGround(found[0], ground)).toBe(true);
    expect(found.at(-1)).toBe(frame(feature));
  });

  it('looks the same whenever it is drawn, and not like wallpaper', () => {
    const scene = drawScene(['@']);
    expect(layers(scene, 5, 5)).toEqual(layers(scene, 5, 5));
    const meadow = Array.from({ length: 64 }, (_, i) => layers(scene, (i % 8) + 1, (i >> 3) + 1)[0]);
    expect(new Set(meadow).size).toBeGreaterThanOrEqual(3);
  });
});

describe('who stands there', () => {
  it.each([
    [[0, -1], 'player-north'],
    [[1, 0], 'player-east'],
    [[0, 1], 'player-south'],
    [[-1, 0], 'player-west'],
  ] as const)('the player looking to %s is %s', (facing, name) => {
    expect(layers(drawScene(['@'], { facing })).at(-1)).toBe(frame(name));
  });

  it('shows a sleeper lying', () => {
    expect(layers(drawScene(['@'], { sleeping: true })).at(-1)).toBe(frame('player-asleep'));
  });

  it.each([
    ['C', 'cow'],
    ['Z', 'zombie'],
    ['K', 'skeleton'],
    ['p', 'sapling'],
    ['P', 'plant-ripe'],
    ['<', 'arrow-west'],
    ['>', 'arrow-east'],
    ['^', 'arrow-north'],
    ['v', 'arrow-south'],
  ])('%s is %s', (letter, name) => {
    expect(layers(drawScene([`@${letter}`]), 1, 0).at(-1)).toBe(frame(name));
  });
});

describe('tileHash', () => {
  it('spreads evenly over small numbers', () => {
    const counts = new Array<number>(16).fill(0);
    for (let x = 0; x < 64; x++) for (let y = 0; y < 64; y++) counts[tileHash(x, y) % 16]!++;
    for (const count of counts) expect(Math.abs(count - 256)).toBeLessThan(80);
  });
});
