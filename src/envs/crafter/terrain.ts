/**
 * How a world of Crafter comes to be: materials from layers of simplex noise, then cows, zombies and skeletons. Every
 * draw is the reference's, in its order. Noise that cannot change a decision is not computed; what is computed is exact,
 * so the world does not depend on what was left out.
 */
import { NoiseGrid, TOLERANCE } from './noise-grid.ts';
import type { Randomness } from './randomness.ts';
import { AREA, MATERIALS, type MaterialName, OBJECTS, type ObjectName } from './rules.ts';
import { permutation } from './simplex.ts';

/** Where the player starts; the world is kind to it there. */
const START = AREA / 2;

const TILES = AREA * AREA;

/** Simplex seeds are drawn below this. */
const SEEDS = 2 ** 31 - 1;

/**
 * How far the sum of estimates for the mountain, or for the water, may be from the exact value before the clearing is
 * counted: the layers' factors come to 1.35 at most.
 */
const MARGIN = 1.5 * TOLERANCE;

const id = (name: MaterialName) => MATERIALS.indexOf(name);
const WATER = id('water');
const GRASS = id('grass');
const STONE = id('stone');
const PATH = id('path');
const SAND = id('sand');
const TREE = id('tree');
const LAVA = id('lava');
const COAL = id('coal');
const IRON = id('iron');
const DIAMOND = id('diamond');

const type = (name: ObjectName) => OBJECTS.indexOf(name);
const COW = type('cow');
const ZOMBIE = type('zombie');
const SKELETON = type('skeleton');

/** Distance of each tile from the player's start. */
const DISTANCE = Float64Array.from({ length: TILES }, (_, tile) => {
  const x = Math.floor(tile / AREA) - START;
  const y = (tile % AREA) - START;
  return Math.sqrt(x * x + y * y);
});

/** The layers of noise, and bounds that tell when some are not needed. */
interface Layers {
  readonly all: readonly NoiseGrid[];
  readonly start: NoiseGrid;
  readonly water: NoiseGrid;
  readonly waterDetail: NoiseGrid;
  readonly mountain: NoiseGrid;
  readonly mountainDetail: NoiseGrid;
  readonly caves: NoiseGrid;
  readonly flatTunnels: NoiseGrid;
  readonly steepTunnels: NoiseGrid;
  readonly coal: NoiseGrid;
  readonly iron: NoiseGrid;
  readonly lava: NoiseGrid;
  readonly sand: NoiseGrid;
  readonly trees: NoiseGrid;
  /** Per tile, the most that the clearing can be there. */
  readonly mostClearing: Float64Array;
}

let layers: Layers | null = null;

/** Made with the first world, in about a fifth of a second; 3 MB. */
function theLayers(): Layers {
  if (layers) return layers;
  const scaled = (z: number, size: number) => {
    const scale = (at: number) => at / size;
    return new NoiseGrid(z, scale, scale);
  };
  const wide = (at: number) => at / 5 / 3;
  const narrow = (at: number) => (2 * at) / 3;
  const grids = {
    start: scaled(8, 3),
    water: scaled(3, 15),
    waterDetail: scaled(3, 5),
    mountain: scaled(0, 15),
    mountainDetail: scaled(0, 5),
    caves: scaled(6, 7),
    flatTunnels: new NoiseGrid(7, narrow, wide),
    steepTunnels: new NoiseGrid(7, wide, narrow),
    coal: scaled(1, 8),
    iron: scaled(2, 6),
    lava: scaled(6, 5),
    sand: scaled(4, 9),
    trees: scaled(5, 7),
  };
  layers = {
    ...grids,
    all: Object.values(grids),
    mostClearing: DISTANCE.map((distance) => clearing(distance, grids.start.reach)),
  };
  return layers;
}

/** How much a tile belongs to the clearing around the start, in (0, 1). */
function clearing(distance: number, noise: number): number {
  return 1 / (1 + Math.exp(-(4 - distance + 2 * noise)));
}

function waterSum(large: number, detail: number, clear: number): number {
  return large + 0.15 * detail + 0.1 - 2 * clear;
}

function mountainSum(large: number, detail: number, clear: number, water: number): number {
  return (large + 0.3 * detail) / 1.3 - (4 * clear + 0.3 * water);
}

/**
 * Makes a world: fills `materials` (x-major ids) and hands over its creatures, in the order in which they come to exist.
 * The player, at (`START`, `START`), has been added before.
 */
export function generateWorld(
  materials: Uint8Array,
  random: Randomness,
  add: (type: number, x: number, y: number) => void,
): void {
  const order = permutation(random.below(SEEDS));
  const ground = theLayers();
  for (const layer of ground.all) layer.seed(order);
  const tunnels = new Uint8Array(TILES);
  for (let tile = 0; tile < TILES; tile++) materials[tile] = materialOf(ground, tile, random, tunnels);
  for (let x = 0; x < AREA; x++) {
    for (let y = 0; y < AREA; y++) {
      const tile = x * AREA + y;
      const creature = creatureOn(materials[tile] as number, DISTANCE[tile] as number, tunnels[tile] === 1, random);
      if (creature !== 0) add(creature, x, y);
    }
  }
}

/** What a tile is made of; marks it in `tunnels` if it is one. */
function materialOf(ground: Layers, tile: number, random: Randomness, tunnels: Uint8Array): number {
  if (isClearing(ground, tile)) return GRASS;
  const sea = ground.water.near(tile);
  const height = heightOf(ground, tile, sea);
  return height > 0 ? rock(ground, tile, height, random, tunnels) : lowland(ground, tile, sea, random);
}

function isClearing({ start, mostClearing }: Layers, tile: number): boolean {
  if ((mostClearing[tile] as number) < 0.5) return false;
  const distance = DISTANCE[tile] as number;
  const near = clearing(distance, start.near(tile));
  return Math.abs(near - 0.5) > TOLERANCE ? near > 0.5 : clearing(distance, start.exact(tile)) > 0.5;
}

/** What the mountain's value means: 0 for no mountain, and more the higher it is. */
function heightLevel(mountain: number): number {
  return mountain > 0.3 ? 3 : mountain > 0.18 ? 2 : mountain > 0.15 ? 1 : 0;
}

/** The level that a value has in any case when it lies between two others, or -1. */
function sureHeight(low: number, high: number): number {
  if (high < 0.15) return 0;
  if (low > 0.3) return 3;
  const level = heightLevel(low);
  return level === heightLevel(high) ? level : -1;
}

/**
 * The level of the mountain on a tile, from as little noise as will do: the large layers first, then the details of the
 * mountain and of the water, then the clearing, and all of them exactly at last.
 */
function heightOf(ground: Layers, tile: number, sea: number): number {
  const { mountain, mountainDetail, waterDetail, start } = ground;
  // The clearing counts for 4, less the 0.3 · 2 that it takes off the water.
  const clear = 3.4 * (ground.mostClearing[tile] as number);
  const ripples = 0.3 * 0.15 * waterDetail.reach + MARGIN;
  let near = (1 / 1.3) * mountain.near(tile) - 0.3 * (sea + 0.1);
  const rest = (0.3 / 1.3) * mountainDetail.reach + ripples;
  let level = sureHeight(near - rest - clear, near + rest);
  if (level >= 0) return level;

  near += (0.3 / 1.3) * mountainDetail.near(tile);
  level = sureHeight(near - ripples - clear, near + ripples);
  if (level >= 0) return level;

  near -= 0.3 * 0.15 * waterDetail.near(tile);
  level = sureHeight(near - MARGIN - clear, near + MARGIN);
  if (level >= 0) return level;

  near -= 3.4 * clearing(DISTANCE[tile] as number, start.near(tile));
  // Twice the layer goes into the clearing, which nowhere rises faster than by its own value.
  const margin = MARGIN + clear * 2 * TOLERANCE;
  level = sureHeight(near - margin, near + margin);
  return level >= 0 ? level : exactHeight(ground, tile);
}

function exactHeight(ground: Layers, tile: number): number {
  const clear = clearing(DISTANCE[tile] as number, ground.start.exact(tile));
  const water = waterSum(ground.water.exact(tile), ground.waterDetail.exact(tile), clear);
  return heightLevel(mountainSum(ground.mountain.exact(tile), ground.mountainDetail.exact(tile), clear, water));
}

/** What the water's value means: 0 for dry land, 1 and 2 for the beach, if there is one, and 3 for water. */
function seaLevel(water: number): number {
  return water > 0.35 ? 3 : water > 0.3 ? 2 : water > 0.25 ? 1 : 0;
}

/** The level that a value has in any case when it lies between two others, or -1. */
function sureSea(low: number, high: number): number {
  if (high < 0.25) return 0;
  if (low > 0.35) return 3;
  const level = seaLevel(low);
  return level === seaLevel(high) ? level : -1;
}

/** The level of the water on a tile, found in the same way. */
function waterOf(ground: Layers, tile: number, sea: number): number {
  const { waterDetail, start } = ground;
  const clear = 2 * (ground.mostClearing[tile] as number);
  const ripples = 0.15 * waterDetail.reach + MARGIN;
  let near = sea + 0.1;
  let level = sureSea(near - ripples - clear, near + ripples);
  if (level >= 0) return level;

  near += 0.15 * waterDetail.near(tile);
  level = sureSea(near - MARGIN - clear, near + MARGIN);
  if (level >= 0) return level;

  near -= 2 * clearing(DISTANCE[tile] as number, start.near(tile));
  const margin = MARGIN + clear * 2 * TOLERANCE;
  level = sureSea(near - margin, near + margin);
  return level >= 0 ? level : exactSea(ground, tile);
}

function exactSea({ start, water, waterDetail }: Layers, tile: number): number {
  const clear = clearing(DISTANCE[tile] as number, start.exact(tile));
  return seaLevel(waterSum(water.exact(tile), waterDetail.exact(tile), clear));
}

/** A tile of a mountain of a level above 0. */
function rock(ground: Layers, tile: number, height: number, random: Randomness, tunnels: Uint8Array): number {
  if (height === 3 && ground.caves.exceeds(tile, 0.15)) return PATH;
  if (ground.flatTunnels.exceeds(tile, 0.4) || ground.steepTunnels.exceeds(tile, 0.4)) {
    tunnels[tile] = 1;
    return PATH;
  }
  if (ground.coal.exceeds(tile, 0) && random.uniform() > 0.85) return COAL;
  if (ground.iron.exceeds(tile, 0.4) && random.uniform() > 0.75) return IRON;
  if (height >= 2 && random.uniform() > 0.994) return DIAMOND;
  if (height === 3 && ground.lava.exceeds(tile, 0.35)) return LAVA;
  return STONE;
}

/** A tile that is no mountain: water and its beach, or meadow. */
function lowland(ground: Layers, tile: number, sea: number, random: Randomness): number {
  const water = waterOf(ground, tile, sea);
  if ((water === 1 || water === 2) && ground.sand.exceeds(tile, -0.2)) return SAND;
  if (water >= 2) return WATER;
  return ground.trees.exceeds(tile, 0) && random.uniform() > 0.8 ? TREE : GRASS;
}

/** Which creature starts on a tile; 0 for none. */
function creatureOn(material: number, distance: number, tunnel: boolean, random: Randomness): number {
  if (material !== GRASS && material !== SAND && material !== PATH) return 0;
  if (distance > 3 && material === GRASS && random.uniform() > 0.985) return COW;
  if (distance > 10 && random.uniform() > 0.993) return ZOMBIE;
  if (tunnel && material === PATH && random.uniform() > 0.95) return SKELETON;
  return 0;
}
