/** Crafter's picture on a real canvas: tiles where they belong, night, sleep and fog; meters, pockets and achievements. */
import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { ACHIEVEMENTS } from '../../../src/envs/crafter/rules.ts';
import type { Scene } from '../../../src/envs/crafter/scene.ts';
import { Achievements } from '../../../src/ui/crafter/achievements.tsx';
import { CrafterScene } from '../../../src/ui/crafter/crafter-scene.tsx';
import { Explored } from '../../../src/ui/crafter/explored.ts';
import { type Moment, readings } from '../../../src/ui/crafter/moment.ts';
import { makeCanvas } from '../../../src/ui/crafter/picture/atlas.ts';
import { FRAME_PIXELS, frame } from '../../../src/ui/crafter/picture/frames.ts';
import { LOCAL_HEIGHT, LOCAL_WIDTH, paintLocalView } from '../../../src/ui/crafter/picture/local-view.ts';
import { rgba } from '../../../src/ui/crafter/picture/sprite.ts';
import { MAP_SIZE, MAP_TILE, paintWorldMap } from '../../../src/ui/crafter/picture/world-map.ts';
import { drawScene } from '../../support/crafter-scene.ts';
import { picture, type Stage, settled, stage } from './gallery.tsx';

/** Something of everything: shore, mountain with ores, cave with lava, workshop, garden, and all creatures. */
const EVERYTHING = ['..T::~~~~', '.C.:~~~sc', 'T..p.~ssi', 'T.P.@_>_K', '.Z.tf_sds', '..~~._LLs', '.T~~~.sLs'];

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

function painted(scene: Scene): ImageData {
  const { context } = makeCanvas(LOCAL_WIDTH, LOCAL_HEIGHT);
  paintLocalView(context, scene);
  return context.getImageData(0, 0, LOCAL_WIDTH, LOCAL_HEIGHT);
}

/** The picture's pixels of the tile in that column and row. */
function tile({ data }: ImageData, column: number, row: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(16 * 16 * 4);
  for (let y = 0; y < 16; y++) {
    const from = 4 * ((row * 16 + y) * LOCAL_WIDTH + column * 16);
    pixels.set(data.subarray(from, from + 64), 64 * y);
  }
  return pixels;
}

/** Whether every opaque pixel of the frame is seen on the tile. */
function shows(pixels: Uint8ClampedArray, name: string): boolean {
  const wanted = FRAME_PIXELS[frame(name)]!;
  for (let i = 0; i < wanted.length; i += 4) {
    if (wanted[i + 3] !== 255) continue;
    if ([0, 1, 2].some((part) => pixels[i + part] !== wanted[i + part])) return false;
  }
  return true;
}

function brightness({ data }: ImageData): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0);
  return sum / (data.length / 4) / 3;
}

const momentOf = (scene: Scene): Moment => {
  const explored = new Explored();
  explored.see(scene);
  return { scene, explored };
};

describe('the local view', () => {
  it('puts everything where it belongs', () => {
    const image = painted(drawScene(EVERYTHING));
    const expected: readonly (readonly [number, number, string])[] = [
      [4, 3, 'player-south'],
      [2, 0, 'tree'],
      [1, 1, 'cow'],
      [8, 1, 'coal'],
      [3, 2, 'sapling'],
      [8, 2, 'iron'],
      [2, 3, 'plant-ripe'],
      [6, 3, 'arrow-east'],
      [8, 3, 'skeleton'],
      [1, 4, 'zombie'],
      [3, 4, 'table'],
      [4, 4, 'furnace'],
      [7, 4, 'diamond'],
      [6, 5, 'crust-west'],
      [4, 1, 'foam-west'],
    ];
    for (const [column, row, name] of expected) expect(shows(tile(image, column, row), name), name).toBe(true);
    expect(shows(tile(image, 0, 0), 'tree')).toBe(false);
    expect([...tile(image, 0, 1).subarray(0, 4)]).toEqual([...rgba('d')]);
  });

  it('shows where the player looks, and who sleeps', () => {
    const looks = (['player-north', 'player-east', 'player-west'] as const).map((name) => name);
    const ways = [
      [0, -1],
      [1, 0],
      [-1, 0],
    ] as const;
    ways.forEach((facing, i) => {
      expect(shows(tile(painted(drawScene(['@'], { facing })), 4, 3), looks[i]!)).toBe(true);
    });
    const awake = painted(drawScene(EVERYTHING));
    const asleep = painted(drawScene(EVERYTHING, { sleeping: true }));
    expect(brightness(asleep)).toBeLessThan(0.6 * brightness(awake));
    expect(brightness(asleep)).toBeGreaterThan(12);
  });

  it('darkens with the evening, most of all far from the player', () => {
    const levels = [1, 0.75, 0.5, 0.25, 0].map((daylight) => brightness(painted(drawScene(EVERYTHING, { daylight }))));
    expect(levels[1]).toBe(levels[0]);
    levels.slice(1).forEach((level, i) => {
      expect(level).toBeLessThanOrEqual(levels[i]!);
    });
    expect(levels.at(-1)).toBeGreaterThan(12);
    const night = painted(drawScene(['@'], { daylight: 0 }));
    const green = (column: number, row: number) =>
      tile(night, column, row)
        .filter((_, i) => i % 4 === 1)
        .reduce((a, b) => a + b, 0);
    expect(green(0, 0)).toBeLessThan(0.6 * green(3, 3));
  });

  it('draws the same step the same way, its grain included', () => {
    const night = { ...drawScene(EVERYTHING, { daylight: 0.1 }), steps: 204 };
    expect(painted(night).data).toEqual(painted(night).data);
    expect(painted({ ...night, steps: 208 }).data).not.toEqual(painted(night).data);
  });

  it('shows nothing beyond the edge of the world', () => {
    const edge = painted(drawScene([' ..', ' @.', '   '], { at: [0, 63] }));
    expect(shows(tile(edge, 3, 3), 'void')).toBe(true);
    expect(shows(tile(edge, 4, 4), 'void')).toBe(true);
  });
});

describe('the map', () => {
  const pixel = (scene: Scene, explored: Explored | null, x: number, y: number) => {
    const { context } = makeCanvas(MAP_SIZE, MAP_SIZE);
    paintWorldMap(context, scene, explored);
    return [...context.getImageData(x * MAP_TILE + 1, y * MAP_TILE + 1, 1, 1).data];
  };

  it('shows what has been seen, and the rest on request', () => {
    const scene = drawScene(['@.~']);
    const { explored } = momentOf(scene);
    expect(pixel(scene, explored, 34, 32)).toEqual([...rgba('w')]);
    expect(pixel(scene, explored, 10, 10)).toEqual([...rgba('K')]);
    expect(pixel(scene, null, 10, 10)).toEqual([...rgba('d')]);
    expect(pixel(scene, explored, 32, 32)).toEqual([...rgba('E')]);
  });
});

describe('CrafterScene', () => {
  it('enlarges its pixels by a whole factor, and follows the moment', async () => {
    const moment = signal(momentOf(drawScene(EVERYTHING)));
    current = await stage(<CrafterScene moment={moment} />, { width: 800 });
    const canvas = current.root.querySelector('canvas')!;
    const factor = (canvas.getBoundingClientRect().width * devicePixelRatio) / LOCAL_WIDTH;
    expect(factor).toBeCloseTo(Math.round(factor), 6);
    expect(factor).toBeGreaterThanOrEqual(5);
    expect(getComputedStyle(canvas).imageRendering).toBe('pixelated');
    const look = () => canvas.getContext('2d')!.getImageData(0, 0, LOCAL_WIDTH, LOCAL_HEIGHT);
    expect(shows(tile(look(), 4, 3), 'player-south')).toBe(true);
    moment.value = momentOf(drawScene(EVERYTHING, { facing: [1, 0] }));
    expect(shows(tile(look(), 4, 3), 'player-east')).toBe(true);
  });

  it('says how the player is in numbers and words', async () => {
    const moment = signal(momentOf(drawScene(['@'], { inventory: { food: 2, drink: 0, wood: 5 } })));
    current = await stage(<CrafterScene moment={moment} />);
    const meters = [...current.root.querySelectorAll('[role="meter"]')];
    expect(meters.map((meter) => [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuenow')])).toEqual([
      ['health', '9'],
      ['food', '2'],
      ['drink', '0'],
      ['energy', '9'],
    ]);
    expect(current.root.querySelector('.vital.food')?.textContent).toContain('low');
    expect(current.root.querySelector('.vital.drink')?.textContent).toContain('gone');
    expect(current.root.querySelector('.vital.health')?.textContent).not.toContain('low');
    expect(current.root.querySelector('[title="wood: 5"]')?.textContent).toBe('wood: 5');
    // What is not carried has its number too, for those who hear it.
    expect(getComputedStyle(current.root.querySelector('[title="stone: 0"] .slot-count')!).visibility).toBe('visible');
    moment.value = momentOf(drawScene(['@'], { inventory: { wood: 6 } }));
    await settled();
    expect(current.root.querySelector('[title="wood: 6"]')).not.toBeNull();
  });

  it('lights achievements up when they come, and not those that were there', async () => {
    const scene = (names: readonly (typeof ACHIEVEMENTS)[number][]): Scene => ({
      ...drawScene(['@']),
      achievements: Uint16Array.from(ACHIEVEMENTS, (name) => (names.includes(name) ? 1 : 0)),
    });
    const moment = signal(momentOf(scene(['collect_wood'])));
    current = await stage(<Achievements readings={readings(moment)} />);
    const { root } = current;
    const lit = (kind: string) =>
      [...root.querySelectorAll(`.${kind} .achievement-name`)].map((one) => one.textContent);
    expect(root.querySelectorAll('.achievement')).toHaveLength(22);
    expect([lit('unlocked'), lit('fresh')]).toEqual([['Collect wood'], []]);
    moment.value = momentOf(scene(['collect_wood', 'eat_cow']));
    await settled();
    expect([lit('unlocked'), lit('fresh')]).toEqual([['Collect wood', 'Eat cow'], ['Eat cow']]);
    expect(root.querySelector('.achievement-count')?.textContent).toBe('2 of 22');
  });
});

const LOOKS = [
  { name: 'light', theme: 'light', width: 800, drawing: {} },
  { name: 'dusk', theme: 'light', width: 800, drawing: { daylight: 0.4 } },
  { name: 'dark', theme: 'dark', width: 800, drawing: { daylight: 0 } },
  { name: 'asleep', theme: 'dark', width: 390, drawing: { daylight: 0, sleeping: true } },
] as const;

describe.each(LOOKS)('$name, at $width px', ({ name, theme, width, drawing }) => {
  it('is legible', async () => {
    const inventory = { wood: 5, stone: 9, coal: 1, diamond: 1, wood_pickaxe: 1, iron_sword: 1, drink: 2 };
    const moment = signal(momentOf(drawScene(EVERYTHING, { ...drawing, inventory })));
    current = await stage(<CrafterScene moment={moment} />, { theme, width });
    await picture(`crafter-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
