/**
 * One errand of a player: a way to walk and what to do at its end, for the sake of a goal. `carryOut` turns it into the
 * action of this step, from what the player sees now.
 */
import { NOTHING, PLANT } from '../ids.ts';
import type { GoalName } from '../plan.ts';
import type { Action } from '../rules.ts';
import { act, GROUND, move, NOWHERE, sideOf } from './grid.ts';
import { isWalkable, type Memory } from './memory.ts';
import type { Reach } from './routes.ts';

export interface Errand {
  readonly goal: GoalName;
  /** Tiles to enter, one after another. */
  readonly route: readonly number[];
  /** The tile that this is about: what is headed for, even where the route ends beside it. */
  readonly target: number;
  /** Whether `target` is to be faced before `last`. */
  readonly faces: boolean;
  /** What to do at the end of the way, or null where being there is all. */
  readonly last: Action | null;
  /** The target walks, so the way to it must be found anew at every step. */
  readonly moving: boolean;
  /** What the goal needs was never seen; the way leads to where it might be. */
  readonly explores: boolean;
}

export function errand(
  goal: GoalName,
  reach: Reach,
  last: Action | null,
  { faces = true, moving = false, explores = false }: Partial<Pick<Errand, 'faces' | 'moving' | 'explores'>> = {},
): Errand {
  return { goal, route: reach.route, target: reach.target, faces, last, moving, explores };
}

/** Something done on the spot. */
export function onTheSpot(goal: GoalName, memory: Memory, last: Action): Errand {
  return { goal, route: [], target: memory.tile, faces: false, last, moving: false, explores: false };
}

export interface Progress {
  readonly action: Action;
  /** Whether this action is the last of the errand. */
  readonly last: boolean;
}

/**
 * The next action of an errand of whose route so many tiles have been entered, or null when it is done or cannot go on as
 * it was meant.
 */
export function carryOut({ route, target, faces, last }: Errand, entered: number, memory: Memory): Progress | null {
  const next = route[entered];
  if (next !== undefined) {
    const side = sideOf(memory.tile, next);
    if (side < 0) return null;
    const action = enter(memory, next, side);
    return action === null ? null : { action, last: false };
  }
  if (last === null) return null;
  if (!faces || memory.front === target) return { action: last, last: true };
  const side = sideOf(memory.tile, target);
  // A free tile cannot be turned to without stepping on it.
  if (side < 0 || isFree(memory, target)) return null;
  return isLava(memory, target) ? null : { action: move(side), last: false };
}

/** The action that brings the player nearer to standing on a neighbouring tile; null where that cannot be. */
function enter(memory: Memory, tile: number, side: number): Action | null {
  const ground = memory.ground[tile] as number;
  const facesIt = memory.front === tile;
  const object = memory.occupants[tile] as number;
  if (object === PLANT) return null;
  if (object !== NOTHING) return facesIt ? act('do') : isLava(memory, tile) ? null : move(side);
  if (isWalkable(ground)) return move(side);
  if (isLava(memory, tile)) return null;
  if (!facesIt) return move(side);
  if (ground === GROUND.water) return memory.has('stone') > 0 ? act('place_stone') : null;
  return canMine(memory, ground) ? act('do') : null;
}

export function canMine(memory: Memory, ground: number): boolean {
  if (ground === GROUND.tree) return true;
  if (ground === GROUND.stone || ground === GROUND.coal) return memory.has('wood_pickaxe') > 0;
  if (ground === GROUND.iron) return memory.has('stone_pickaxe') > 0;
  return ground === GROUND.diamond && memory.has('iron_pickaxe') > 0;
}

/** Whether the player would step onto this tile if it turned to it. */
export function isFree(memory: Memory, tile: number): boolean {
  return tile !== NOWHERE && memory.occupants[tile] === NOTHING && isWalkable(memory.ground[tile] as number);
}

export function isLava(memory: Memory, tile: number): boolean {
  return tile !== NOWHERE && memory.ground[tile] === GROUND.lava;
}
