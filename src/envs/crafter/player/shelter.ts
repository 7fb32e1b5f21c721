/**
 * Where to sleep: two tiles in a row, A and B, with nothing walkable around them but the tile C that leads to A. The player
 * goes through A to B, steps back to A and so faces C, and closes it with a stone. (A tile that is free cannot be turned
 * to without stepping on it, which is why one tile is not enough.)
 */
import { NOTHING } from '../ids.ts';
import type { GoalName } from '../plan.ts';
import { type Errand, errand } from './errand.ts';
import { act, GROUND, NOWHERE, neighbour, opposite, SIDES } from './grid.ts';
import { isWalkable, type Memory, SHOT } from './memory.ts';
import { FAR, type Routes } from './routes.ts';

/** Actions that it is worth going further for a room in which one can drink. */
const WATER = 15;

/** Rooms of more tiles than this are no shelter. */
const LARGEST_ROOM = 3;

/** Whether nothing that walks can come beside the player. */
export function isSheltered(memory: Memory): boolean {
  const room = [memory.tile];
  for (const tile of room) {
    for (const side of SIDES) {
      const next = neighbour(tile, side);
      if (next === NOWHERE || room.includes(next) || isShut(memory, tile, side)) continue;
      if (room.length === LARGEST_ROOM || isWall(memory, next) || !isEmpty(memory, next)) return false;
      room.push(next);
    }
  }
  return true;
}

export interface Shelter {
  readonly errand: Errand;
  readonly cost: number;
}

/** The way into the nearest shelter that costs no more than `limit` actions, or null. For a player that is in none. */
export function findShelter(goal: GoalName, memory: Memory, routes: Routes, limit: number): Shelter | null {
  const shut = shutBehind(goal, memory);
  if (shut) return { errand: shut, cost: 2 };
  routes.reachTo(limit);
  let best: Shelter | null = null;
  for (let i = 0; i < routes.count; i++) {
    const outside = routes.order[i] as number;
    const toOutside = routes.cost[outside] as number;
    if (toOutside - WATER >= Math.min(limit, best?.cost ?? FAR)) break;
    for (const side of SIDES) {
      const near = neighbour(outside, side);
      const far = near === NOWHERE ? NOWHERE : neighbour(near, side);
      if (far === NOWHERE || !isRoom(memory, routes, near, far, side)) continue;
      const water = hasWater(memory, near) || hasWater(memory, far) ? WATER : 0;
      const price = toOutside + routes.priceOf(near) + routes.priceOf(far) - water;
      if (price >= Math.min(limit, best?.cost ?? FAR)) continue;
      const route = [...routes.routeTo(outside), near, far];
      best = { errand: errand(goal, { route, target: far, cost: price }, null), cost: price + 2 };
    }
  }
  return best;
}

/** Stepping back from the far end of a room and closing it, when the player stands there. */
function shutBehind(goal: GoalName, memory: Memory): Errand | null {
  if (memory.has('stone') === 0) return null;
  for (const side of SIDES) {
    const near = neighbour(memory.tile, side);
    const outside = near === NOWHERE ? NOWHERE : neighbour(near, side);
    if (outside === NOWHERE || !isEmpty(memory, near) || !isEmpty(memory, outside)) continue;
    const into = opposite(side);
    if (!areSidesShut(memory, near, into) || !areSidesShut(memory, memory.tile, into)) continue;
    const end = neighbour(memory.tile, into);
    if (isShut(memory, memory.tile, into))
      return errand(goal, { route: [near], target: outside, cost: 2 }, act('place_stone'));
    if (memory.has('stone') > 1 && memory.front === end && isEmpty(memory, end)) {
      return errand(goal, { route: [], target: end, cost: 3 }, act('place_stone'));
    }
  }
  return null;
}

/** Whether `near` and `far`, entered towards `side`, make a room that the stones at hand are enough to close. */
function isRoom(memory: Memory, routes: Routes, near: number, far: number, side: number): boolean {
  if (memory.occupants[near] !== NOTHING || memory.occupants[far] !== NOTHING) return false;
  if (routes.priceOf(near) >= FAR || routes.priceOf(far) >= FAR) return false;
  if (!areSidesShut(memory, near, side) || !areSidesShut(memory, far, side)) return false;
  const gained = [near, far].filter((tile) => memory.ground[tile] === GROUND.stone).length;
  const stones = memory.has('stone') + gained;
  if (isShut(memory, far, side)) return stones > 0;
  const end = neighbour(far, side);
  return stones > 1 && end !== NOWHERE && isEmpty(memory, end);
}

/** Whether the neighbours of a tile to the left and right of a direction are walls that are safe to live beside. */
function areSidesShut(memory: Memory, tile: number, direction: number): boolean {
  return SIDES.every((side) => side >> 1 === direction >> 1 || isShut(memory, tile, side));
}

/** Whether nothing comes from a side of a tile: no creature, no arrow over water, and no death by a careless step. */
function isShut(memory: Memory, tile: number, side: number): boolean {
  let at = neighbour(tile, side);
  if (at === NOWHERE) return true;
  if (!isWall(memory, at) || memory.ground[at] === GROUND.lava) return false;
  for (let reach = 1; reach <= SHOT && at !== NOWHERE && memory.ground[at] === GROUND.water; reach++)
    at = neighbour(at, side);
  return at === NOWHERE || isWall(memory, at);
}

/** Whether no creature can ever stand here. */
function isWall(memory: Memory, tile: number): boolean {
  const ground = memory.ground[tile] as number;
  return ground !== GROUND.unseen && !isWalkable(ground);
}

function hasWater(memory: Memory, tile: number): boolean {
  return SIDES.some((side) => {
    const next = neighbour(tile, side);
    return next !== NOWHERE && memory.ground[next] === GROUND.water;
  });
}

function isEmpty(memory: Memory, tile: number): boolean {
  return isWalkable(memory.ground[tile] as number) && memory.occupants[tile] === NOTHING;
}
