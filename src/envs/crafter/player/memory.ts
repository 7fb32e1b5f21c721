/**
 * What a player remembers of its world: every tile as it was when last in view, where creatures stood, and how long its
 * plants have grown. Filled from the 9 × 7 tiles around the player alone; what an object hides is guessed, not looked up.
 */
import { ARROW, achievementId, COW, itemId, NOTHING, PLANT, PLAYER, SEEN, SKELETON, ZOMBIE } from '../ids.ts';
import {
  ACHIEVEMENTS,
  type AchievementName,
  ITEMS,
  type ItemName,
  MATERIALS,
  RIPE,
  VIEW_HEIGHT,
  VIEW_WIDTH,
} from '../rules.ts';
import type { Scene } from '../scene.ts';
import { distance, GROUND, NOWHERE, neighbour, SIDES, sideFacing, TILES, tileAt, xOf, yOf } from './grid.ts';

/** Objects further away from the player than this do not live on; plants do not grow. */
const LIVING_DISTANCE = 18;

/** For so many steps a cow or a skeleton is expected near where it was last seen. */
const RECALL_STEPS = 400;

/** Skeletons shoot at players who are as near as this. */
export const SHOT = 5;

/** Steps in a day, and of its parts. */
const DAY = 300;
const DAWN = 10;
const EVENING = [90, 150] as const;
const DUSK = 150;
const NIGHT = [175, 270] as const;

const ORES: readonly number[] = [GROUND.coal, GROUND.iron, GROUND.diamond];

const ITEM = Object.fromEntries(ITEMS.map((name) => [name, itemId(name)])) as Record<ItemName, number>;
const ACHIEVEMENT = Object.fromEntries(ACHIEVEMENTS.map((name) => [name, achievementId(name)])) as Record<
  AchievementName,
  number
>;

export class Memory {
  /** Material of each tile; 0 where it was never in view. */
  readonly ground = new Uint8Array(TILES);
  /** Step at which each tile was last in view. */
  readonly seenAt = new Int32Array(TILES);
  /** How many tiles of each material are known, and how many have not been seen. */
  readonly known = Int32Array.from(MATERIALS, (_, id) => (id === GROUND.unseen ? TILES : 0));
  /** How many of each tile's four neighbours are known to be lava. */
  readonly lavaBeside = new Uint8Array(TILES);
  /** Objects in view by tile; 0 everywhere else, and where the player is. */
  readonly occupants = new Uint8Array(TILES);
  /** Tiles in `occupants` that are not 0. */
  readonly occupied: number[] = [];
  /** Steps at which cows and skeletons were last seen, by tile. */
  readonly cows = new Map<number, number>();
  readonly skeletons = new Map<number, number>();
  /** Tiles of zombies in view. */
  readonly zombies: number[] = [];
  /** Arrows in view by tile, and the side to which each flies. */
  readonly arrows = new Map<number, number>();
  /** Tiles that a skeleton in view could shoot at from where it stands. */
  readonly inLine = new Set<number>();
  /** For how many steps the plants on these tiles have grown, as far as the player can tell. */
  readonly plants = new Map<number, number>();
  readonly tables = new Set<number>();
  readonly furnaces = new Set<number>();
  /** Rises whenever something comes into view that might be worth going for. */
  finds = 0;
  tile: number = NOWHERE;
  /** Side that the player looks to, and the tile there. */
  facing = 3;
  front: number = NOWHERE;
  step = 0;
  /** Whether zombies come up out of the grass, as they do from dusk until some steps into the morning. */
  unsafe = false;
  /** The hours before dusk, and those of the darkest night. */
  evening = false;
  night = false;
  sleeping = false;
  private inventory = new Uint8Array(ITEMS.length);
  private achievements = new Uint16Array(ACHIEVEMENTS.length);

  has(item: ItemName): number {
    return this.inventory[ITEM[item]] as number;
  }

  /** How often this has been achieved. */
  achieved(name: AchievementName): number {
    return this.achievements[ACHIEVEMENT[name]] as number;
  }

  /** How many tiles have been seen. */
  get explored(): number {
    return TILES - (this.known[GROUND.unseen] as number);
  }

  isRipe(plant: number): boolean {
    return (this.plants.get(plant) ?? 0) > RIPE;
  }

  /** Steps near the plant until it is ripe. */
  ripensIn(plant: number): number {
    return Math.max(0, RIPE + 1 - (this.plants.get(plant) ?? 0));
  }

  /** Takes in what is in view now; called once per step. */
  look(scene: Scene): void {
    const passed = scene.steps - this.step;
    this.step = scene.steps;
    this.tile = tileAt(scene.x, scene.y);
    this.facing = sideFacing(scene.facing);
    this.front = neighbour(this.tile, this.facing);
    const hour = scene.steps % DAY;
    this.evening = hour >= EVENING[0] && hour < EVENING[1];
    this.unsafe = hour >= DUSK || (scene.steps > DAY && hour < DAWN);
    this.night = hour >= NIGHT[0] && hour < NIGHT[1];
    this.sleeping = scene.sleeping;
    this.inventory.set(scene.inventory);
    this.achievements.set(scene.achievements);
    for (const [plant, grown] of this.plants) {
      if (distance(plant, this.tile) < LIVING_DISTANCE) this.plants.set(plant, grown + passed);
    }
    this.forget(this.cows);
    this.forget(this.skeletons);
    for (const tile of this.occupied) this.occupants[tile] = NOTHING;
    this.occupied.length = 0;
    this.zombies.length = 0;
    this.arrows.clear();
    for (let dx = -(VIEW_WIDTH >> 1); dx <= VIEW_WIDTH >> 1; dx++) {
      for (let dy = -(VIEW_HEIGHT >> 1); dy <= VIEW_HEIGHT >> 1; dy++) {
        const tile = tileAt(scene.x + dx, scene.y + dy);
        if (tile !== NOWHERE) this.see(scene, tile, scene.semantic(scene.x + dx, scene.y + dy));
      }
    }
    this.followShots();
  }

  private followShots(): void {
    this.inLine.clear();
    for (const skeleton of this.occupied) {
      if (this.occupants[skeleton] !== SKELETON) continue;
      for (const side of SIDES) {
        let tile = neighbour(skeleton, side);
        for (let reach = 1; reach <= SHOT && tile !== NOWHERE && isOpenToArrows(this.ground[tile] as number); reach++) {
          this.inLine.add(tile);
          tile = neighbour(tile, side);
        }
      }
    }
  }

  private see(scene: Scene, tile: number, semantic: number): void {
    const object = Math.max(0, semantic - SEEN);
    this.seenAt[tile] = this.step;
    if (object === NOTHING) this.setGround(tile, semantic);
    else this.guessGround(tile, object);
    if (object !== NOTHING && object !== PLAYER) {
      this.occupants[tile] = object;
      this.occupied.push(tile);
      if (object === ZOMBIE) this.zombies.push(tile);
      if (object === ARROW) {
        const flight = scene.object(xOf(tile), yOf(tile))?.facing;
        if (flight) this.arrows.set(tile, sideFacing(flight));
      }
    }
    if ((object === COW || object === SKELETON) && !this.cows.has(tile) && !this.skeletons.has(tile)) this.finds++;
    remember(this.cows, tile, object === COW, this.step);
    remember(this.skeletons, tile, object === SKELETON, this.step);
    if (object !== PLANT) this.plants.delete(tile);
    else if (!this.plants.has(tile)) this.plants.set(tile, 0);
    // A ripe plant looks different, so that much is certain.
    if (object === PLANT && !this.isRipe(tile)) {
      const grown = scene.object(xOf(tile), yOf(tile))?.grown ?? 0;
      if (grown > RIPE) this.plants.set(tile, grown);
    }
  }

  /** An object stands here: what is known of the ground stays, unless the object could not stand on that. */
  private guessGround(tile: number, object: number): void {
    const ground = this.ground[tile] as number;
    if (isWalkable(ground) || (object === ARROW && (ground === GROUND.water || ground === GROUND.lava))) return;
    const stony = object === SKELETON || object === ARROW || ground !== GROUND.unseen;
    this.setGround(tile, stony ? GROUND.path : GROUND.grass);
  }

  private setGround(tile: number, material: number): void {
    const before = this.ground[tile] as number;
    if (before === material) return;
    this.ground[tile] = material;
    if (before === GROUND.unseen && (this.known[material] === 0 || ORES.includes(material))) this.finds++;
    (this.known[before] as number)--;
    (this.known[material] as number)++;
    if (before === GROUND.lava || material === GROUND.lava) {
      for (const side of SIDES) {
        const beside = neighbour(tile, side);
        if (beside !== NOWHERE) (this.lavaBeside[beside] as number) += material === GROUND.lava ? 1 : -1;
      }
    }
    if (before === GROUND.table) this.tables.delete(tile);
    if (before === GROUND.furnace) this.furnaces.delete(tile);
    if (material === GROUND.table) this.tables.add(tile);
    if (material === GROUND.furnace) this.furnaces.add(tile);
  }

  private forget(sightings: Map<number, number>): void {
    for (const [tile, step] of sightings) if (this.step - step > RECALL_STEPS) sightings.delete(tile);
  }
}

function remember(sightings: Map<number, number>, tile: number, there: boolean, step: number): void {
  if (there) sightings.set(tile, step);
  else if (sightings.size > 0) sightings.delete(tile);
}

/** Whether creatures can walk here, and the player without harm. */
export function isWalkable(ground: number): boolean {
  return ground === GROUND.grass || ground === GROUND.path || ground === GROUND.sand;
}

/** Whether arrows can fly over this. */
export function isOpenToArrows(ground: number): boolean {
  return isWalkable(ground) || ground === GROUND.water || ground === GROUND.lava;
}
