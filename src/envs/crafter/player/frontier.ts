/**
 * Where to look next: the known tile at the edge of the unseen that costs least to reach, counting what is likely to be
 * found there, how much would come into view, and whether it lies in the direction that the player keeps to.
 */
import type { Direction } from '../plan.ts';
import { VIEW_HEIGHT, VIEW_WIDTH } from '../rules.ts';
import { GROUND, NOWHERE, neighbour, SIDES, tileAt, vectorOf, xOf, yOf } from './grid.ts';
import type { Memory } from './memory.ts';
import type { Reach, Routes } from './routes.ts';

/** The kinds of country that things are found in. */
export type Country = 'mountain' | 'meadow' | 'shore' | 'tunnel' | 'any';

/** Actions that it is worth going further for a frontier in the right country, and per unseen tile that it reveals. */
const RIGHT_COUNTRY = 14;
const PER_TILE = 0.35;
/** Actions that going straight back costs against going on; a direction that was asked for weighs more. */
const TURNING = 8;
const ASKED = 60;

/** Cows wander: a meadow is worth another look so many steps later, at points so many tiles apart. */
const STALE = 120;
const STALE_WORTH = 25;
const PATROL = 4;

const COUNTRY: Readonly<Record<Country, readonly number[]>> = {
  mountain: [GROUND.stone, GROUND.path, GROUND.coal, GROUND.iron, GROUND.diamond, GROUND.lava],
  tunnel: [GROUND.path],
  meadow: [GROUND.grass, GROUND.tree],
  shore: [GROUND.sand, GROUND.water],
  any: [],
};

export interface Heading {
  /** Towards where the player has been exploring, as a unit vector; [0, 0] for nowhere. */
  readonly going: readonly [dx: number, dy: number];
  /** A direction that somebody asked for. */
  readonly asked: Direction | null;
}

/** The frontier to explore, or null when nothing unseen can be reached. */
export function findFrontier(memory: Memory, routes: Routes, country: Country, heading: Heading): Reach | null {
  const asked = heading.asked ? vectorOf(heading.asked) : null;
  let best: number = NOWHERE;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; ; i++) {
    if (i === routes.count && !routes.reachOneMore()) break;
    const tile = routes.order[i] as number;
    const cost = routes.cost[tile] as number;
    // Further frontiers than this score no better, whatever lies there.
    if (cost - RIGHT_COUNTRY - 63 * PER_TILE - TURNING - (asked ? ASKED : 0) > least) break;
    const frontier = isFrontier(memory, tile);
    if (!frontier && !(country === 'meadow' && isStale(memory, tile))) continue;
    let score = cost - (frontier ? PER_TILE * unseenFrom(memory, tile) : staleness(memory, tile));
    if (frontier && COUNTRY[country].includes(memory.ground[tile] as number)) score -= RIGHT_COUNTRY;
    const dx = xOf(tile) - xOf(memory.tile);
    const dy = yOf(tile) - yOf(memory.tile);
    const length = Math.hypot(dx, dy) || 1;
    score -= (TURNING * (dx * heading.going[0] + dy * heading.going[1])) / length;
    if (asked) score -= (ASKED * (dx * asked[0] + dy * asked[1])) / length;
    if (score < least) {
      least = score;
      best = tile;
    }
  }
  return best === NOWHERE ? null : { route: routes.routeTo(best), target: best, cost: routes.cost[best] as number };
}

/** Whether a tile has a neighbour that was never seen. */
export function isFrontier(memory: Memory, tile: number): boolean {
  return SIDES.some((side) => {
    const next = neighbour(tile, side);
    return next !== NOWHERE && memory.ground[next] === GROUND.unseen;
  });
}

/** Whether this is one of the points from which a meadow is looked over again, and that was long ago. */
function isStale(memory: Memory, tile: number): boolean {
  if (xOf(tile) % PATROL !== 0 || yOf(tile) % PATROL !== 0 || memory.ground[tile] !== GROUND.grass) return false;
  return memory.step - (memory.seenAt[tile] as number) > STALE;
}

/** Actions that it is worth going further to look over again what was seen long ago. */
function staleness(memory: Memory, tile: number): number {
  return STALE_WORTH * Math.min(1, (memory.step - (memory.seenAt[tile] as number)) / (4 * STALE));
}

/** How many tiles would be seen for the first time from here. */
function unseenFrom(memory: Memory, tile: number): number {
  let unseen = 0;
  for (let dx = -(VIEW_WIDTH >> 1); dx <= VIEW_WIDTH >> 1; dx++) {
    for (let dy = -(VIEW_HEIGHT >> 1); dy <= VIEW_HEIGHT >> 1; dy++) {
      const other = tileAt(xOf(tile) + dx, yOf(tile) + dy);
      if (other !== NOWHERE && memory.ground[other] === GROUND.unseen) unseen++;
    }
  }
  return unseen;
}
