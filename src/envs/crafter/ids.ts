/**
 * The tables of `rules.ts` as numbers, for the rules themselves: ids of materials, objects and items, directions, and
 * who may walk where. Constants only.
 */
import {
  ACHIEVEMENTS,
  type AchievementName,
  ITEMS,
  type ItemName,
  MATERIALS,
  type MaterialName,
  OBJECTS,
  type ObjectName,
  SEMANTICS,
} from './rules.ts';

export const materialId = (name: MaterialName): number => MATERIALS.indexOf(name);
export const itemId = (name: ItemName): number => ITEMS.indexOf(name);
export const achievementId = (name: AchievementName): number => ACHIEVEMENTS.indexOf(name);
const objectId = (name: ObjectName): number => OBJECTS.indexOf(name);

export const NONE = materialId('none');
export const WATER = materialId('water');
export const GRASS = materialId('grass');
export const PATH = materialId('path');
export const LAVA = materialId('lava');
export const TABLE = materialId('table');
export const FURNACE = materialId('furnace');

export const NOTHING = objectId('nothing');
export const PLAYER = objectId('player');
export const COW = objectId('cow');
export const ZOMBIE = objectId('zombie');
export const SKELETON = objectId('skeleton');
export const ARROW = objectId('arrow');
export const PLANT = objectId('plant');

export const HEALTH = itemId('health');
export const FOOD = itemId('food');
export const DRINK = itemId('drink');
export const ENERGY = itemId('energy');

/** What is seen of an object of type t: this plus t. */
export const SEEN = MATERIALS.length - 1;

/** Left, right, up, down, as in the order of the moving actions, and nowhere. */
export const FACINGS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [0, 0],
] as const satisfies readonly (readonly [dx: number, dy: number])[];
/** Index into `FACINGS`. */
export type Direction = number;
export const LEFT = 0;
export const RIGHT = 1;
export const UP = 2;
export const DOWN = 3;
export const NOWHERE = 4;
/** The direction against each. */
export const AGAINST: Uint8Array = Uint8Array.of(RIGHT, LEFT, DOWN, UP, NOWHERE);

/** By what is seen on a tile, 1 where something may go: an object is in everyone's way. */
export type Ways = Readonly<Uint8Array>;
const ways = (...names: readonly MaterialName[]): Ways => {
  const open = new Uint8Array(SEMANTICS.length);
  for (const name of names) open[materialId(name)] = 1;
  return open;
};
export const CREATURE_WAYS = ways('grass', 'sand', 'path');
export const PLAYER_WAYS = ways('grass', 'sand', 'path', 'lava');
export const ARROW_WAYS = ways('grass', 'sand', 'path', 'water', 'lava');
