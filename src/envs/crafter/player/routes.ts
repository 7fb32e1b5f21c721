/**
 * Shortest ways over remembered tiles, counted in actions: walking, mining through, bridging water with a stone. Dijkstra
 * from the player's tile, carried on only as far as somebody asks; good until the player moves or the world changes.
 */
import { COW, SKELETON, ZOMBIE } from '../ids.ts';
import { MATERIALS } from '../rules.ts';
import { GROUND, NOWHERE, neighbour, SIDES, TILES } from './grid.ts';
import { isWalkable, type Memory } from './memory.ts';

/** Cost of what cannot be entered or reached; above every real cost. */
export const FAR = 1_000_000;

/** Costs below are actions; those of danger are what it is worth going around. */
const BESIDE_LAVA = 4;
const BESIDE_LAVA_STUMBLING = 12;
/** Zombies come up out of the grass. */
const GRASS_AT_NIGHT = 3;
const ZOMBIE_IN_THE_WAY = 6;
const IN_LINE_WITH_SKELETON = 3;
const SKELETON_IN_THE_WAY = 6;
const COW_IN_THE_WAY = 4;
const MINE_AND_ENTER = 2;
const FELL_AND_ENTER = 3;
/** Place a stone, mine it, enter. */
const BRIDGE_AND_ENTER = 4;

/** Buckets of the queue, more than the dearest step costs. */
const BUCKETS = 64;

/** Something to be done to a tile from beside it. */
export interface Reach {
  /** Tiles to enter, one after another. */
  readonly route: readonly number[];
  readonly target: number;
  readonly cost: number;
}

export class Routes {
  private readonly memory: Memory;
  private readonly besideLava: number;
  /** Actions to each tile settled so far. */
  readonly cost = new Int32Array(TILES);
  private readonly from = new Int16Array(TILES);
  private readonly settled = new Uint8Array(TILES);
  /** Settled tiles in the order of their cost. */
  readonly order = new Int16Array(TILES);
  count = 0;
  /** The first tile of each material that stands beside a settled tile, and that tile. */
  private readonly nearestOf = new Int16Array(MATERIALS.length);
  private readonly besideOf = new Int16Array(MATERIALS.length);
  private readonly enter = new Int32Array(MATERIALS.length);
  /** Tiles that must stay as they are: fences, and what stands for one. */
  private reserved: ReadonlySet<number> = new Set();
  // A circular queue of buckets; entries are linked lists in flat arrays.
  private readonly heads = new Int32Array(BUCKETS);
  private readonly links = new Int32Array(TILES * 4 + 1);
  private readonly entries = new Int16Array(TILES * 4 + 1);
  private used = 0;
  private waiting = 0;
  private reached = 0;

  constructor(memory: Memory, clumsy: boolean) {
    this.memory = memory;
    this.besideLava = clumsy ? BESIDE_LAVA_STUMBLING : BESIDE_LAVA;
  }

  /** Begins anew from where the player stands. */
  start(reserved: ReadonlySet<number>): void {
    const { memory } = this;
    this.reserved = reserved;
    this.priceMaterials();
    this.cost.fill(FAR);
    this.settled.fill(0);
    this.nearestOf.fill(NOWHERE);
    this.heads.fill(-1);
    this.count = 0;
    this.used = 0;
    this.waiting = 0;
    this.reached = 0;
    this.cost[memory.tile] = 0;
    this.from[memory.tile] = NOWHERE;
    this.push(memory.tile, 0);
  }

  private priceMaterials(): void {
    const { memory, enter } = this;
    const canMine = memory.has('wood_pickaxe') > 0;
    enter.fill(FAR);
    enter[GROUND.grass] = memory.unsafe ? GRASS_AT_NIGHT : 1;
    enter[GROUND.path] = 1;
    enter[GROUND.sand] = 1;
    enter[GROUND.tree] = FELL_AND_ENTER;
    if (canMine) {
      enter[GROUND.stone] = MINE_AND_ENTER;
      enter[GROUND.coal] = MINE_AND_ENTER;
      if (memory.has('stone') > 0) enter[GROUND.water] = BRIDGE_AND_ENTER;
    }
    if (memory.has('stone_pickaxe') > 0) enter[GROUND.iron] = MINE_AND_ENTER;
    if (memory.has('iron_pickaxe') > 0) enter[GROUND.diamond] = MINE_AND_ENTER;
  }

  /** What it costs to step onto a tile from beside it; `FAR` where that cannot be. */
  priceOf(tile: number): number {
    const { memory } = this;
    const ground = memory.ground[tile] as number;
    let price = this.enter[ground] as number;
    if (price >= FAR) return FAR;
    if (!isWalkable(ground) && this.reserved.has(tile)) return FAR;
    price += this.besideLava * (memory.lavaBeside[tile] as number);
    if (memory.inLine.has(tile)) price += IN_LINE_WITH_SKELETON;
    const object = memory.occupants[tile] as number;
    if (object === 0) return price;
    if (object === COW) return price + COW_IN_THE_WAY;
    if (object === ZOMBIE) return price + ZOMBIE_IN_THE_WAY;
    if (object === SKELETON) return price + SKELETON_IN_THE_WAY;
    return memory.plants.has(tile) ? FAR : price + 1;
  }

  private push(tile: number, cost: number): void {
    const entry = this.used++;
    this.entries[entry] = tile;
    this.links[entry] = this.heads[cost % BUCKETS] as number;
    this.heads[cost % BUCKETS] = entry;
    this.waiting++;
  }

  /** Settles the next nearest tile, or returns `NOWHERE` when all that can be reached has been. */
  private settle(): number {
    while (this.waiting > 0) {
      const bucket = this.reached % BUCKETS;
      const entry = this.heads[bucket] as number;
      if (entry < 0) {
        this.reached++;
        continue;
      }
      this.heads[bucket] = this.links[entry] as number;
      this.waiting--;
      const tile = this.entries[entry] as number;
      if (this.settled[tile]) continue;
      this.settled[tile] = 1;
      this.order[this.count++] = tile;
      this.lookAround(tile);
      return tile;
    }
    return NOWHERE;
  }

  private lookAround(tile: number): void {
    const cost = this.cost[tile] as number;
    for (const side of SIDES) {
      const next = neighbour(tile, side);
      if (next === NOWHERE) continue;
      const ground = this.memory.ground[next] as number;
      if (this.nearestOf[ground] === NOWHERE && !this.reserved.has(next) && this.memory.occupants[next] === 0) {
        this.nearestOf[ground] = next;
        this.besideOf[ground] = tile;
      }
      if (this.settled[next]) continue;
      const price = this.priceOf(next);
      if (price >= FAR || cost + price >= (this.cost[next] as number)) continue;
      this.cost[next] = cost + price;
      this.from[next] = tile;
      this.push(next, cost + price);
    }
  }

  /** Settles one tile more; false when there is none. */
  reachOneMore(): boolean {
    return this.settle() !== NOWHERE;
  }

  /** Settles all tiles that cost no more than this. */
  reachTo(limit: number): void {
    while (this.reached <= limit && this.settle() !== NOWHERE);
  }

  /** Actions to a tile; carries on until it has been reached. `FAR` when it cannot be. */
  costTo(tile: number): number {
    while (!this.settled[tile] && this.settle() !== NOWHERE);
    return this.cost[tile] as number;
  }

  /** Tiles to enter on the way to a tile; empty when the player stands there. */
  routeTo(tile: number): number[] {
    const route: number[] = [];
    for (let at = tile; at !== this.memory.tile; at = this.from[at] as number) route.push(at);
    return route.reverse();
  }

  /** The nearest tile of a material to stand beside, or null when none is known or none can be reached. */
  nearest(ground: number): Reach | null {
    if (this.memory.known[ground] === 0) return null;
    while (this.nearestOf[ground] === NOWHERE && this.settle() !== NOWHERE);
    const target = this.nearestOf[ground] as number;
    if (target === NOWHERE) return null;
    const beside = this.besideOf[ground] as number;
    return { route: this.routeTo(beside), target, cost: this.cost[beside] as number };
  }

  /** The cheapest way to stand beside a tile that the player need not face yet, such as a cow's. */
  beside(target: number): Reach | null {
    let best: number = NOWHERE;
    for (const side of SIDES) {
      const stand = neighbour(target, side);
      if (stand !== NOWHERE && this.costTo(stand) < FAR && (best === NOWHERE || this.costTo(stand) < this.costTo(best)))
        best = stand;
    }
    return best === NOWHERE ? null : { route: this.routeTo(best), target, cost: this.costTo(best) };
  }

  /**
   * The cheapest way to face a tile that is free. Turning to it would be stepping on it, so it must be come upon straight:
   * two tiles away, then one.
   */
  facing(target: number): Reach | null {
    const { memory } = this;
    if (memory.front === target) return { route: [], target, cost: 0 };
    let best: Reach | null = null;
    for (const side of SIDES) {
      const stand = neighbour(target, side);
      const before = stand === NOWHERE ? NOWHERE : neighbour(stand, side);
      if (before === NOWHERE || stand === NOWHERE) continue;
      const cost = this.costTo(before) + this.priceOf(stand);
      if (cost < (best?.cost ?? FAR)) best = { route: [...this.routeTo(before), stand], target, cost };
    }
    return best;
  }

  /** The cheapest of these tiles to stand on, or null. */
  among(tiles: Iterable<number>): Reach | null {
    let best: number = NOWHERE;
    for (const tile of tiles) {
      const cost = this.costTo(tile);
      if (cost < FAR && (best === NOWHERE || cost < this.costTo(best))) best = tile;
    }
    return best === NOWHERE ? null : { route: this.routeTo(best), target: best, cost: this.costTo(best) };
  }
}
