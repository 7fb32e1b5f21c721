/**
 * What all objects but the player do in a step: cows, zombies, skeletons, arrows and plants. A creature that finds itself
 * dead is removed but still finishes its update, as in the reference: a dead zombie can hit once more. The order of the
 * draws is part of the rules.
 */
import {
  AGAINST,
  ARROW,
  ARROW_WAYS,
  COW,
  CREATURE_WAYS,
  type Direction,
  DOWN,
  FACINGS,
  FURNACE,
  LEFT,
  NOWHERE,
  PATH,
  PLANT,
  RIGHT,
  SEEN,
  SKELETON,
  TABLE,
  UP,
  ZOMBIE,
} from './ids.ts';
import type { Randomness } from './randomness.ts';
import { OBJECTS } from './rules.ts';
import { SELF, type WorldState } from './state.ts';

/** Health at first, by type of object; arrows have none. */
const HEALTHY = new Uint8Array(OBJECTS.length);
HEALTHY[COW] = 3;
HEALTHY[ZOMBIE] = 5;
HEALTHY[SKELETON] = 3;
HEALTHY[PLANT] = 1;

/** Updates in contact with the player between two hits of a zombie. */
const COOLDOWN = 5;
/** Updates after a shot before which a skeleton cannot shoot again. */
const RELOAD = 4;
const HIT = 2;
const HIT_ASLEEP = 7;
const ARROW_HIT = 2;

/** Puts a fresh object on a tile that holds none; `extra` is an arrow's direction, and 0 for others. */
export function spawn(world: WorldState, type: number, x: number, y: number, extra = 0): void {
  world.add(type, x, y, HEALTHY[type] as number, extra);
}

/** The update of any object but the player. */
export function updateObject(world: WorldState, object: number, random: Randomness): void {
  const type = world.type[object];
  if (type === COW) updateCow(world, object, random);
  else if (type === ZOMBIE) updateZombie(world, object, random);
  else if (type === SKELETON) updateSkeleton(world, object, random);
  else if (type === ARROW) updateArrow(world, object);
  else if (type === PLANT) updatePlant(world, object);
}

function updateCow(world: WorldState, cow: number, random: Randomness): void {
  buryIfDead(world, cow);
  if (random.uniform() < 0.5) world.move(cow, random.below(4), CREATURE_WAYS);
}

function updateZombie(world: WorldState, zombie: number, random: Randomness): void {
  buryIfDead(world, zombie);
  const chases = distance(world, zombie) <= 8 && random.uniform() < 0.9;
  const direction = chases ? toward(world, zombie, random.uniform() < 0.8) : random.below(4);
  world.move(zombie, direction, CREATURE_WAYS);
  if (distance(world, zombie) > 1) return;
  const cooldown = world.extra[zombie] as number;
  if (cooldown > 0) {
    world.extra[zombie] = cooldown - 1;
    return;
  }
  world.damage(SELF, world.sleeping ? HIT_ASLEEP : HIT);
  world.extra[zombie] = COOLDOWN;
}

function updateSkeleton(world: WorldState, skeleton: number, random: Randomness): void {
  buryIfDead(world, skeleton);
  const reload = Math.max(0, (world.extra[skeleton] as number) - 1);
  world.extra[skeleton] = reload;
  const far = distance(world, skeleton);
  if (far <= 3) {
    const away = AGAINST[toward(world, skeleton, random.uniform() < 0.6)] as Direction;
    if (world.move(skeleton, away, CREATURE_WAYS)) return;
  }
  if (far <= 5 && random.uniform() < 0.5) {
    if (reload === 0) shoot(world, skeleton, toward(world, skeleton, true));
  } else if (far <= 8 && random.uniform() < 0.3) {
    world.move(skeleton, toward(world, skeleton, random.uniform() < 0.6), CREATURE_WAYS);
  } else if (random.uniform() < 0.2) {
    world.move(skeleton, random.below(4), CREATURE_WAYS);
  }
}

function shoot(world: WorldState, skeleton: number, direction: Direction): void {
  if (direction === NOWHERE || ARROW_WAYS[world.ahead(skeleton, direction)] === 0) return;
  const [dx, dy] = FACINGS[direction]!;
  spawn(world, ARROW, (world.x[skeleton] as number) + dx, (world.y[skeleton] as number) + dy, direction);
  world.extra[skeleton] = RELOAD;
}

function updateArrow(world: WorldState, arrow: number): void {
  const direction = world.extra[arrow] as Direction;
  if (world.move(arrow, direction, ARROW_WAYS)) return;
  const target = world.tileAhead(arrow, direction);
  const hit = world.objectAt(target);
  const material = world.semantics[target];
  if (hit >= 0) world.damage(hit, ARROW_HIT);
  world.remove(arrow);
  if (material === TABLE || material === FURNACE) world.setMaterial(target, PATH);
}

function updatePlant(world: WorldState, plant: number): void {
  world.extra[plant] = (world.extra[plant] as number) + 1;
  const eaten =
    isEater(world.ahead(plant, LEFT)) ||
    isEater(world.ahead(plant, RIGHT)) ||
    isEater(world.ahead(plant, UP)) ||
    isEater(world.ahead(plant, DOWN));
  if (eaten) world.damage(plant, 1);
  buryIfDead(world, plant);
}

/** Whether what is seen is a creature that tramples plants. */
function isEater(seen: number): boolean {
  return seen === SEEN + ZOMBIE || seen === SEEN + SKELETON || seen === SEEN + COW;
}

function buryIfDead(world: WorldState, object: number): void {
  if (world.health[object] === 0) world.remove(object);
}

function distance(world: WorldState, object: number): number {
  return world.distance(world.x[object] as number, world.y[object] as number);
}

/**
 * The direction to the player along the axis on which it is farther away (`long`), or along the other one, on which it
 * may be nowhere.
 */
function toward(world: WorldState, object: number, long: boolean): Direction {
  const dx = (world.x[SELF] as number) - (world.x[object] as number);
  const dy = (world.y[SELF] as number) - (world.y[object] as number);
  const wide = Math.abs(dx) > Math.abs(dy);
  if (wide === long) return dx < 0 ? LEFT : dx > 0 ? RIGHT : NOWHERE;
  return dy < 0 ? UP : dy > 0 ? DOWN : NOWHERE;
}
