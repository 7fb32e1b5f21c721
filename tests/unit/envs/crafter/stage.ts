/** Hand-made situations: a world of one material with a few tiles and objects, and luck that is told in advance. */
import { Game } from '../../../../src/envs/crafter/game.ts';
import { materialId } from '../../../../src/envs/crafter/ids.ts';
import type { Randomness } from '../../../../src/envs/crafter/randomness.ts';
import {
  ACHIEVEMENTS,
  ACTIONS,
  type AchievementName,
  type ActionName,
  AREA,
  ITEMS,
  type ItemName,
  MATERIALS,
  type MaterialName,
  OBJECTS,
} from '../../../../src/envs/crafter/rules.ts';
import { SELF, WorldState } from '../../../../src/envs/crafter/state.ts';

/** One draw that is expected: the number that `uniform` returns, or what `below(n)` returns for that `n`. */
export type Draw = number | { readonly n: number; readonly is: number };

/** Returns what it is told to, and refuses draws that are not expected. */
export class Draws implements Randomness {
  private readonly queue: Draw[];

  constructor(draws: readonly Draw[]) {
    this.queue = [...draws];
  }

  get left(): number {
    return this.queue.length;
  }

  uniform(): number {
    const draw = this.queue.shift();
    if (typeof draw !== 'number') throw new Error(`uniform() was not expected, but ${JSON.stringify(draw)}.`);
    return draw;
  }

  below(n: number): number {
    if (n === 1) return 0;
    const draw = this.queue.shift();
    if (typeof draw !== 'object' || draw.n !== n) {
      throw new Error(`below(${n}) was not expected, but ${JSON.stringify(draw)}.`);
    }
    return draw.is;
  }
}

export interface Setting {
  readonly ground?: MaterialName;
  readonly tiles?: readonly StagedTile[];
  /** Where the player stands; at (32, 32) otherwise. */
  readonly at?: readonly [x: number, y: number];
  readonly items?: Readonly<Partial<Record<ItemName, number>>>;
  readonly objects?: readonly StagedObject[];
  /** Steps after which time is up. */
  readonly limit?: number;
  /** Steps taken before. */
  readonly steps?: number;
  /** Anything else, last. */
  readonly adjust?: (world: WorldState) => void;
}

export type StagedTile = readonly [x: number, y: number, material: MaterialName];

export interface StagedObject {
  readonly type: 'cow' | 'zombie' | 'skeleton' | 'arrow' | 'plant';
  readonly x: number;
  readonly y: number;
  readonly health?: number;
  readonly extra?: number;
}

const HEALTH = { cow: 3, zombie: 5, skeleton: 3, arrow: 0, plant: 1 };

/** The game in that situation, with these draws to come. */
export function stage(setting: Setting, ...draws: readonly Draw[]): { game: Game; draws: Draws } {
  const luck = new Draws(draws);
  const world = WorldState.begin(setting.limit ?? -1);
  const materials = new Uint8Array(AREA * AREA).fill(materialId(setting.ground ?? 'grass'));
  for (const [x, y, name] of setting.tiles ?? []) materials[x * AREA + y] = materialId(name);
  world.pave(materials);
  world.step = setting.steps ?? 0;
  if (setting.at) teleport(world, ...setting.at);
  for (const [name, amount] of Object.entries(setting.items ?? {})) {
    world.inventory[ITEMS.indexOf(name as ItemName)] = amount;
  }
  world.healthFelt = world.healthShown = world.inventory[0] as number;
  for (const { type, x, y, health, extra } of setting.objects ?? []) {
    world.add(OBJECTS.indexOf(type), x, y, health ?? HEALTH[type], extra ?? 0);
  }
  setting.adjust?.(world);
  return { game: Game.restore(world.pack(), luck), draws: luck };
}

/** Walks the player there step by step: on ground that lets it pass. */
function teleport(world: WorldState, x: number, y: number): void {
  const everywhere = new Uint8Array(32).fill(1);
  while (world.x[SELF] !== x) world.move(SELF, (world.x[SELF] as number) > x ? 0 : 1, everywhere);
  while (world.y[SELF] !== y) world.move(SELF, (world.y[SELF] as number) > y ? 2 : 3, everywhere);
}

export const act = (game: Game, action: ActionName) => ({ ...game.step(ACTIONS.indexOf(action)) });
export const amount = (game: Game, item: ItemName) => game.inventory[ITEMS.indexOf(item)];
export const times = (game: Game, name: AchievementName) => game.achievements[ACHIEVEMENTS.indexOf(name)];
export const ground = (game: Game, x: number, y: number) => MATERIALS[game.material(x, y)];
export const typeAt = (game: Game, x: number, y: number) => {
  const object = game.object(x, y);
  return object && OBJECTS[object.type];
};
/** What `snapshot` keeps, to be looked at. */
export const inside = (game: Game) => WorldState.unpack(game.snapshot());
