/** What a player does at once, whatever it was about to do: get out of the way of
 * arrows, hit what attacks it, and cover the lava that it faces. */
import { NOTHING, SKELETON, ZOMBIE } from '../ids.ts';
import type { GoalName } from '../plan.ts';
import type { Action } from '../rules.ts';
import { isFree, isLava } from './errand.ts';
import { act, GROUND, move, NOWHERE, neighbour, opposite, SIDES } from './grid.ts';
import { isOpenToArrows, type Memory } from './memory.ts';

export interface Reflex {
  readonly action: Action;
  /** What it achieves in the end, if anything. */
  readonly goal: GoalName | null;
  /** The tile that it is directed at. */
  readonly target: number;
}

/** Arrows that would strike within so many steps are dodged. */
const DODGE = 3;

/** The reflex that the present view calls for, or null. */
export function reflex(memory: Memory): Reflex | null {
  return dodge(memory) ?? fight(memory) ?? block(memory) ?? coverLava(memory);
}

/** Steps out of the way of an arrow, or puts a stone into it. */
function dodge(memory: Memory): Reflex | null {
  const side = SIDES.find((s) => comesFrom(memory, memory.tile, s, DODGE));
  if (side === undefined) return null;
  const beside = neighbour(memory.tile, side);
  if (memory.has('stone') > 0 && memory.occupants[beside] === NOTHING) {
    if (memory.front === beside) return { action: act('place_stone'), goal: null, target: beside };
    // Turning to it does not lead towards the arrow.
    if (memory.ground[beside] === GROUND.water && !comesFrom(memory, memory.tile, side, 2))
      return { action: move(side), goal: null, target: beside };
  }
  const aside = SIDES.find((s) => {
    const next = neighbour(memory.tile, s);
    return (
      s >> 1 !== side >> 1 &&
      isFree(memory, next) &&
      memory.lavaBeside[next] === 0 &&
      !SIDES.some((from) => comesFrom(memory, next, from, DODGE))
    );
  });
  return aside === undefined ? null : { action: move(aside), goal: null, target: neighbour(memory.tile, aside) };
}

/** Whether an arrow flies to this tile from that side, and is no more than so many tiles away. */
function comesFrom(memory: Memory, tile: number, side: number, reach: number): boolean {
  let at = tile;
  for (let away = 1; away <= reach; away++) {
    at = neighbour(at, side);
    if (at === NOWHERE) return false;
    const flight = memory.arrows.get(at);
    if (flight !== undefined) return flight === opposite(side);
    if (memory.occupants[at] !== NOTHING || !isOpenToArrows(memory.ground[at] as number)) return false;
  }
  return false;
}

function fight(memory: Memory): Reflex | null {
  for (const [enemy, goal] of [
    [ZOMBIE, 'defeat_zombie'],
    [SKELETON, 'defeat_skeleton'],
  ] as const) {
    if (memory.front !== NOWHERE && memory.occupants[memory.front] === enemy)
      return { action: act('do'), goal, target: memory.front };
    const side = SIDES.find((s) => {
      const next = neighbour(memory.tile, s);
      return next !== NOWHERE && memory.occupants[next] === enemy && !isLava(memory, next);
    });
    if (side !== undefined) return { action: move(side), goal, target: neighbour(memory.tile, side) };
  }
  return null;
}

/** Puts a stone before a zombie that comes straight towards the player: cheaper than the blow of its arrival. */
function block(memory: Memory): Reflex | null {
  const { front, facing } = memory;
  if (memory.has('stone') === 0 || memory.achieved('defeat_zombie') === 0 || !isFree(memory, front)) return null;
  const beyond = neighbour(front, facing);
  if (beyond === NOWHERE || memory.occupants[beyond] !== ZOMBIE) return null;
  return { action: act('place_stone'), goal: 'place_stone', target: front };
}

function coverLava(memory: Memory): Reflex | null {
  if (!isLava(memory, memory.front) || memory.has('stone') === 0 || memory.occupants[memory.front] !== NOTHING)
    return null;
  return { action: act('place_stone'), goal: 'place_stone', target: memory.front };
}
