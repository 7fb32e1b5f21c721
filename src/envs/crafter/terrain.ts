/**
 * How a world of Crafter comes to be: materials from layers of simplex noise, then cows, zombies and skeletons. Every
 * draw is the reference's, in its order. Noise that cannot change a decision is not computed; what is computed is exact,
 * so the world does not depend on what was left out.
 */
import { NoiseGrid } from './noise-grid.ts';
import type { Randomness } from './randomness.ts';
import { AREA, MATERIALS, type MaterialName, OBJECTS, type ObjectName } from './rules.ts';
import { permutation } from './simplex.ts';

/** Where the player starts; the world is kind to it there. */
export const START = AREA / 2;

const TILES = AREA * AREA;

/** Simplex seeds are drawn below this. */
const SEEDS = 2 ** 31 - 1;

/** What a bound must stay clear of a threshold by, to decide for the exact value: far above what rounding can add. */
const MARGIN = 1e-9;

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
  /** Per tile, the most that `clearing` can be there. */
  readonly clearing: Float64Array;
  /** Per tile, how far the details can move the mountain and the water from what the large layers say. */
  readonly mountainSpread: Float64Array;
  readonly waterSpread: Float64Array;
}

let layers: Layers | null = null;

/** Made with the first world, in about a twentieth of a second; 11 MB. */
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
  const waterSpread = grids.waterDetail.reach.map((reach) => 0.15 * reach);
  layers = {
    ...grids,
    all: Object.values(grids),
    clearing: DISTANCE.map((distance, tile) => sigmoid(4 - distance + 2 * (grids.start.reach[tile] as number))),
    waterSpread,
    mountainSpread: grids.mountainDetail.reach.map(
      (reach, tile) => (0.3 / 1.3) * reach + 0.3 * (waterSpread[tile] as number),
    ),
  };
  return layers;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
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
  const mostClearing = ground.clearing[tile] as number;
  if (mostClearing > 0.5 - MARGIN && clearingAt(ground, tile) > 0.5) return GRASS;
  const sea = ground.water.at(tile);
  const height = ground.mountain.at(tile);
  const mean = height / 1.3 - 0.3 * (sea + 0.1);
  const spread = ground.mountainSpread[tile] as number;
  if (mean + spread < 0.15 - MARGIN) return lowland(ground, tile, sea, random);
  const least = mean - spread - 3.4 * mostClearing;
  if (least > 0.3 + MARGIN) return rock(ground, tile, least, random, tunnels);
  const clearing = clearingAt(ground, tile);
  const water = waterAt(ground, tile, sea, clearing);
  const mountain = (height + 0.3 * ground.mountainDetail.at(tile)) / 1.3 - (4 * clearing + 0.3 * water);
  return mountain > 0.15 ? rock(ground, tile, mountain, random, tunnels) : lowland(ground, tile, sea, random);
}

/** How much a tile belongs to the clearing around the start, in (0, 1). */
function clearingAt({ start }: Layers, tile: number): number {
  return sigmoid(4 - (DISTANCE[tile] as number) + 2 * start.at(tile));
}

function waterAt({ waterDetail }: Layers, tile: number, sea: number, clearing: number): number {
  return sea + 0.15 * waterDetail.at(tile) + 0.1 - 2 * clearing;
}

/** A mountain's tile. `mountain` may be a lower bound of the value, if it is above the highest threshold. */
function rock(ground: Layers, tile: number, mountain: number, random: Randomness, tunnels: Uint8Array): number {
  if (mountain > 0.3 && ground.caves.exceeds(tile, 0.15)) return PATH;
  if (ground.flatTunnels.exceeds(tile, 0.4) || ground.steepTunnels.exceeds(tile, 0.4)) {
    tunnels[tile] = 1;
    return PATH;
  }
  if (ground.coal.exceeds(tile, 0) && random.uniform() > 0.85) return COAL;
  if (ground.iron.exceeds(tile, 0.4) && random.uniform() > 0.75) return IRON;
  if (mountain > 0.18 && random.uniform() > 0.994) return DIAMOND;
  if (mountain > 0.3 && ground.lava.exceeds(tile, 0.35)) return LAVA;
  return STONE;
}

/** A tile that is no mountain: water and its beach, or meadow. */
function lowland(ground: Layers, tile: number, sea: number, random: Randomness): number {
  const spread = ground.waterSpread[tile] as number;
  if (sea + 0.1 + spread > 0.25 - MARGIN) {
    if (sea + 0.1 - spread - 2 * (ground.clearing[tile] as number) > 0.35 + MARGIN) return WATER;
    const water = waterAt(ground, tile, sea, clearingAt(ground, tile));
    if (water > 0.25 && water <= 0.35 && ground.sand.exceeds(tile, -0.2)) return SAND;
    if (water > 0.3) return WATER;
  }
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
