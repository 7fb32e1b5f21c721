/**
 * Every tenth step, creatures appear and vanish, chunk by chunk: zombies on grass, more of them in the dark; skeletons on
 * paths; cows on grass. The order of the draws is part of the rules.
 */

import { spawn } from './creatures.ts';
import { COW, GRASS, PATH, SKELETON, ZOMBIE } from './ids.ts';
import type { Randomness } from './randomness.ts';
import { AREA } from './rules.ts';

import { tileAt, type WorldState } from './state.ts';

/** How one kind of creature is kept in balance. */
interface Balance {
  readonly type: number;
  /** The material that it appears on. */
  readonly ground: number;
  /** It appears at this distance to the player at least, and vanishes at that. */
  readonly spawnDistance: number;
  readonly despawnDistance: number;
  readonly spawnProbability: number;
  readonly despawnProbability: number;
  /** With fewer tiles of its ground in a chunk, none appear. */
  readonly leastGround: number;
}

const ZOMBIES: Balance = {
  type: ZOMBIE,
  ground: GRASS,
  spawnDistance: 6,
  despawnDistance: 0,
  spawnProbability: 0.3,
  despawnProbability: 0.4,
  leastGround: 50,
};
const SKELETONS: Balance = {
  type: SKELETON,
  ground: PATH,
  spawnDistance: 7,
  despawnDistance: 7,
  spawnProbability: 0.1,
  despawnProbability: 0.1,
  leastGround: 6,
};
const COWS: Balance = {
  type: COW,
  ground: GRASS,
  spawnDistance: 5,
  despawnDistance: 5,
  spawnProbability: 0.01,
  despawnProbability: 0.1,
  leastGround: 30,
};

export function balance(world: WorldState, daylight: number, random: Randomness): void {
  const zombies = Math.floor(3.5 - 3 * daylight);
  const cows = Math.floor(1.5 + daylight);
  for (let i = 0; i < world.chunks; i++) {
    const chunk = world.chunkOrder[i] as number;
    balanceChunk(world, chunk, ZOMBIES, zombies, zombies, random);
    balanceChunk(world, chunk, SKELETONS, 1, 2, random);
    balanceChunk(world, chunk, COWS, 1, cows, random);
  }
}

/** Adds a creature where there are fewer than `least`, or removes one where there are more than `most`; or neither. */
function balanceChunk(
  world: WorldState,
  chunk: number,
  kind: Balance,
  least: number,
  most: number,
  random: Randomness,
): void {
  const count = world.objectsIn(chunk, kind.type);
  const ground = world.tilesIn(chunk, kind.ground);
  if (count < least && ground >= kind.leastGround) {
    if (random.uniform() >= kind.spawnProbability) return;
    const place = world.nthTileIn(chunk, kind.ground, random.below(ground));
    const x = Math.floor(place / AREA);
    const y = place % AREA;
    const free = world.semantics[tileAt(x, y)] === kind.ground;
    if (free && world.distance(x, y) >= kind.spawnDistance) spawn(world, kind.type, x, y);
  } else if (count > most) {
    if (random.uniform() >= kind.despawnProbability) return;
    if (count > 1) random.picksByOrder?.();
    const creature = world.nthObjectIn(chunk, kind.type, random.below(count));
    const distance = world.distance(world.x[creature] as number, world.y[creature] as number);
    if (distance >= kind.despawnDistance) world.remove(creature);
  }
}
