/**
 * The world's tiles as numbers, x · AREA + y, and the four sides of a tile in the order of the move actions: left, right,
 * up, down. -1 (`NOWHERE`) is no tile.
 */
import { FACINGS, materialId } from '../ids.ts';
import { DIRECTIONS, type Direction } from '../plan.ts';
import { ACTIONS, type Action, type ActionName, AREA } from '../rules.ts';

export const TILES = AREA * AREA;
export const NOWHERE = -1;
export const SIDES = [0, 1, 2, 3] as const;

/** The side of `side` that lies opposite. */
export function opposite(side: number): number {
  return side ^ 1;
}

export function tileAt(x: number, y: number): number {
  return x < 0 || y < 0 || x >= AREA || y >= AREA ? NOWHERE : x * AREA + y;
}

export function xOf(tile: number): number {
  return Math.floor(tile / AREA);
}

export function yOf(tile: number): number {
  return tile % AREA;
}

/** The four neighbours of tile t stand at 4t + side; `NOWHERE` beyond the edge. */
const NEIGHBOURS = Int16Array.from({ length: TILES * 4 }, (_, i) => {
  const [dx, dy] = FACINGS[i % 4] as (typeof FACINGS)[number];
  const tile = Math.floor(i / 4);
  return tileAt(xOf(tile) + dx, yOf(tile) + dy);
});

export function neighbour(tile: number, side: number): number {
  return NEIGHBOURS[tile * 4 + side] as number;
}

/** The side of `from` on which its neighbour `to` lies, or -1 when they are no neighbours. */
export function sideOf(from: number, to: number): number {
  return SIDES.find((side) => neighbour(from, side) === to) ?? -1;
}

/** The side that a unit vector points to. */
export function sideFacing([dx, dy]: readonly [number, number]): number {
  return FACINGS.findIndex((offset) => offset[0] === dx && offset[1] === dy);
}

/** Steps between two tiles where nothing is in the way. */
export function distance(a: number, b: number): number {
  return Math.abs(xOf(a) - xOf(b)) + Math.abs(yOf(a) - yOf(b));
}

/** The point of the compass that lies nearest to the way from one tile to another; null for the same tile. */
export function compass(from: number, to: number): Direction | null {
  if (from === to) return null;
  const angle = Math.atan2(xOf(to) - xOf(from), yOf(from) - yOf(to));
  return DIRECTIONS[(Math.round(angle / (Math.PI / 4)) + 8) % 8] as Direction;
}

/** The unit vector of a direction, y growing to the south. */
export function vectorOf(direction: Direction): readonly [number, number] {
  const angle = DIRECTIONS.indexOf(direction) * (Math.PI / 4);
  return [Math.sin(angle), -Math.cos(angle)];
}

/** The tiles of the 3 × 3 block around a tile, clipped to the world. */
export function blockAround(tile: number): number[] {
  const tiles: number[] = [];
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const other = tileAt(xOf(tile) + dx, yOf(tile) + dy);
      if (other !== NOWHERE) tiles.push(other);
    }
  }
  return tiles;
}

export function act(name: ActionName): Action {
  return ACTIONS.indexOf(name);
}

/** The action that turns to, and if possible steps to, a side. */
export function move(side: number): Action {
  return 1 + side;
}

/** Ids of materials; `unseen` is what memory holds of tiles that were never in view. */
export const GROUND = {
  unseen: 0,
  water: materialId('water'),
  grass: materialId('grass'),
  stone: materialId('stone'),
  path: materialId('path'),
  sand: materialId('sand'),
  tree: materialId('tree'),
  lava: materialId('lava'),
  coal: materialId('coal'),
  iron: materialId('iron'),
  diamond: materialId('diamond'),
  table: materialId('table'),
  furnace: materialId('furnace'),
} as const;
