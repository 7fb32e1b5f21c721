/**
 * Plants: where to put one, and which tiles around it still let cows and zombies trample it. Whatever walls a plant in
 * is reserved: no way leads through it, nothing there is collected.
 */
import { NOTHING } from '../ids.ts';
import { GROUND, NOWHERE, neighbour, SIDES } from './grid.ts';
import { isWalkable, type Memory } from './memory.ts';
import { FAR, type Reach, type Routes } from './routes.ts';

/** Actions that a side which needs a stone is worth when a place is chosen. */
const PER_OPEN_SIDE = 5;
/** Steps that an open side of a growing plant is worth. */
const UNFENCED = 30;
/** Places that cost more actions than the nearest one by this are not looked at. */
const SEARCH = 12;

/** The neighbours of a tile that creatures could stand on. */
function openSides(memory: Memory, tile: number): number[] {
  return SIDES.map((side) => neighbour(tile, side)).filter(
    (next) => next !== NOWHERE && (isWalkable(memory.ground[next] as number) || memory.ground[next] === GROUND.unseen),
  );
}

/** Tiles that wall plants in. */
export function fences(memory: Memory): Set<number> {
  const tiles = new Set<number>();
  for (const plant of memory.plants.keys()) {
    for (const side of SIDES) {
      const next = neighbour(plant, side);
      if (next !== NOWHERE && !isWalkable(memory.ground[next] as number)) tiles.add(next);
    }
  }
  return tiles;
}

export interface Plant {
  readonly tile: number;
  /** Its neighbours that creatures could stand on. */
  readonly open: readonly number[];
  /** Actions to come near it. */
  readonly way: number;
  /** About how many steps it takes until it can be eaten. */
  readonly cost: number;
}

/** The plant that can be eaten soonest, counting the way, the growing and the fence; null when there is none. */
export function bestPlant(memory: Memory, routes: Routes): Plant | null {
  let best: Plant | null = null;
  for (const tile of memory.plants.keys()) {
    const way = nearby(routes, tile);
    if (way >= FAR) continue;
    const open = openSides(memory, tile);
    // A plant that anyone can reach may well be gone by the time it is ripe.
    const cost = way + memory.ripensIn(tile) + (memory.isRipe(tile) ? 0 : UNFENCED * open.length);
    if (cost < (best?.cost ?? FAR)) best = { tile, open, way, cost };
  }
  return best;
}

/** Actions to a tile two steps from the plant: its neighbours may be walls. */
function nearby(routes: Routes, plant: number): number {
  let least = FAR;
  for (const side of SIDES) {
    const next = neighbour(plant, side);
    if (next === NOWHERE) continue;
    for (const further of SIDES) {
      const tile = neighbour(next, further);
      if (tile !== NOWHERE && tile !== plant) least = Math.min(least, routes.costTo(tile));
    }
  }
  return least;
}

/** Grass to face for a sapling, or to put one: near, and walled in as far as may be. Null when none can be reached. */
export function findSite(memory: Memory, routes: Routes): Reach | null {
  const grass = routes.nearest(GROUND.grass);
  if (!grass) return null;
  routes.reachTo(grass.cost + SEARCH);
  let best: number = NOWHERE;
  let least = FAR;
  for (let i = 0; i < routes.count; i++) {
    const before = routes.order[i] as number;
    const cost = routes.cost[before] as number;
    if (cost >= least) break;
    for (const side of SIDES) {
      const stand = neighbour(before, side);
      const site = stand === NOWHERE ? NOWHERE : neighbour(stand, side);
      if (site === NOWHERE || stand === NOWHERE || !isGrass(memory, site) || routes.priceOf(stand) >= FAR) continue;
      const score = cost + routes.priceOf(stand) + PER_OPEN_SIDE * openSides(memory, site).length;
      if (score < least) {
        least = score;
        best = site;
      }
    }
  }
  const { front } = memory;
  if (front !== NOWHERE && isGrass(memory, front) && PER_OPEN_SIDE * openSides(memory, front).length <= least)
    best = front;
  return best === NOWHERE ? null : routes.facing(best);
}

function isGrass(memory: Memory, tile: number): boolean {
  return tile !== NOWHERE && memory.ground[tile] === GROUND.grass && memory.occupants[tile] === NOTHING;
}
