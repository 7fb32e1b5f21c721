/**
 * The prerequisite graph: which steps lead to a goal from what the player has and knows, in their order, and about how
 * many actions they take. Read off the tables of the rules.
 */
import type { GoalName } from '../plan.ts';
import { COLLECT, ITEMS, type ItemName, MAKE, MATERIALS, type MaterialName, PLACE } from '../rules.ts';
import { bestPlant } from './garden.ts';
import { blockAround, GROUND, xOf, yOf } from './grid.ts';
import type { Memory } from './memory.ts';
import { FAR, type Reach, type Routes } from './routes.ts';

/** One thing to do, so many times. */
export interface Need {
  readonly goal: GoalName;
  readonly count: number;
  /** What must be among the 3 × 3 tiles around the player when this is done. */
  readonly nearby: readonly MaterialName[];
  /** Stones that are to close the open sides of a plant. */
  readonly fence: boolean;
}

export interface Course {
  /** In the order in which to do them; the last one is the goal itself. */
  readonly needs: readonly Need[];
  /** About how many actions they take. */
  readonly cost: number;
}

/** What looking for something that was never seen is taken to cost. */
const SEARCH = 60;
const SEARCH_CREATURE = 90;
/** Actions for a sapling on average, and to fence in one side of a plant. */
const SAPLING = 11;
const FENCE = 5;
/** Steps asleep for each lost energy. */
const SLEEP = 11;
/** What cannot be done yet costs more than any search. */
const NOT_YET = 1000;

type Tool = keyof typeof MAKE;
type Placed = keyof typeof PLACE;

const SOURCES = Object.fromEntries(
  Object.entries(COLLECT).map(([material, { gives, needs }]) => [gives, { material: material as MaterialName, needs }]),
) as Partial<Record<ItemName, { material: MaterialName; needs: Readonly<Partial<Record<ItemName, number>>> }>>;

const MATERIAL_OF = new Map(
  ITEMS.map((item) => {
    const source = SOURCES[item];
    return [`collect_${item}`, source ? MATERIALS.indexOf(source.material) : GROUND.unseen];
  }),
);

/** The material that `collect_…` goes for. */
export function sourceOf(goal: GoalName): number {
  return MATERIAL_OF.get(goal) ?? GROUND.unseen;
}

type Amounts = Readonly<Partial<Record<ItemName, number>>>;

function entries(amounts: Amounts): [ItemName, number][] {
  return Object.entries(amounts) as [ItemName, number][];
}

export class Needs {
  private readonly memory: Memory;
  private readonly routes: Routes;
  private readonly have = new Map<ItemName, number>();
  private needs: Need[] = [];
  /** What will stand around the player in the course of what has been noted so far. */
  private built: MaterialName[] = [];
  private readonly nearestCosts = new Map<number, number>();
  private readonly spots = new Map<string, Reach | null>();

  constructor(memory: Memory, routes: Routes) {
    this.memory = memory;
    this.routes = routes;
  }

  /** To be called when the routes have started anew. */
  reset(): void {
    this.nearestCosts.clear();
    this.spots.clear();
  }

  /** The steps to reaching a goal `count` times more. */
  courseTo(goal: GoalName, count = 1): Course {
    for (const item of ITEMS) this.have.set(item, this.memory.has(item));
    this.needs = [];
    this.built = [];
    this.add(goal, count);
    return { needs: this.needs, cost: this.needs.reduce((sum, need) => sum + this.costOf(need), 0) };
  }

  private add(goal: GoalName, count: number): void {
    const [verb, ...rest] = goal.split('_');
    const name = rest.join('_');
    if (verb === 'collect') this.addCollecting(name as ItemName, count);
    else if (verb === 'make') this.addMaking(name as Tool);
    else if (verb === 'place') this.addPlacing(name as Placed, count);
    else if (goal === 'eat_plant') this.addGarden();
    else this.note(goal, count);
  }

  private note(goal: GoalName, count: number, nearby: readonly MaterialName[] = [], fence = false): void {
    this.needs.push({ goal, count, nearby, fence });
  }

  private addTools(needs: Amounts): void {
    for (const [tool, n] of entries(needs)) if (this.amount(tool) < n) this.addMaking(tool as Tool);
  }

  private addCollecting(item: ItemName, count: number): void {
    this.addTools(SOURCES[item]?.needs ?? {});
    this.note(`collect_${item}` as GoalName, count);
    this.have.set(item, this.amount(item) + count);
  }

  private addMaking(tool: Tool): void {
    const { uses, nearby } = MAKE[tool];
    const missing = this.stationsToBuild(nearby, uses);
    const total = new Map<ItemName, number>(entries(uses));
    for (const station of missing) {
      for (const [item, n] of entries(PLACE[station as Placed].uses)) total.set(item, (total.get(item) ?? 0) + n);
    }
    this.gather(total);
    for (const station of missing) {
      this.note(`place_${station}` as GoalName, 1, nearby.slice(0, nearby.indexOf(station)));
      this.built.push(station);
    }
    this.note(`make_${tool}` as GoalName, 1, nearby);
    this.have.set(tool, this.amount(tool) + 1);
  }

  private addPlacing(thing: Placed, count: number, fence = false): void {
    this.gather(new Map(entries(PLACE[thing].uses).map(([item, n]) => [item, n * count])));
    this.note(`place_${thing}` as GoalName, count, [], fence);
  }

  /** Notes what must be collected to have so much, tools first, and sets it aside. */
  private gather(amounts: ReadonlyMap<ItemName, number>): void {
    for (const [item, n] of amounts) if (this.amount(item) < n) this.addTools(SOURCES[item]?.needs ?? {});
    for (const [item, n] of amounts) {
      const missing = n - this.amount(item);
      if (missing > 0) this.addCollecting(item, missing);
      this.have.set(item, this.amount(item) - n);
    }
  }

  private amount(item: ItemName): number {
    return this.have.get(item) ?? 0;
  }

  private addGarden(): void {
    const best = bestPlant(this.memory, this.routes);
    if (!best) {
      if (this.amount('stone') < 3) this.addCollecting('stone', 4 - this.amount('stone'));
      this.addPlacing('plant', 1);
      this.addPlacing('stone', 3, true);
    } else if (!this.memory.isRipe(best.tile) && best.open.length > 0) {
      this.addPlacing('stone', best.open.length, true);
    }
    this.note('eat_plant', 1);
  }

  /** Which of these to build anew rather than to go back to. */
  private stationsToBuild(nearby: readonly MaterialName[], uses: Amounts): readonly MaterialName[] {
    const wanted = nearby.filter((station) => !this.built.includes(station));
    if (wanted.length === 0) return [];
    let missing: readonly MaterialName[] = [];
    let least = FAR;
    // Either all of them stand somewhere, or only the first ones do, or none does.
    for (let kept = nearby.length; kept >= 0; kept--) {
      const spot = kept === 0 ? 0 : (this.spot(nearby.slice(0, kept))?.cost ?? FAR);
      const rest = nearby.slice(kept).filter((station) => !this.built.includes(station));
      const cost = spot + rest.reduce((sum, station) => sum + this.buildingCost(station as Placed, uses), 0);
      if (cost < least) {
        least = cost;
        missing = rest;
      }
    }
    return missing;
  }

  private buildingCost(station: Placed, uses: Amounts): number {
    return entries(PLACE[station].uses).reduce((sum, [item, n]) => {
      const missing = Math.max(0, n + (uses[item] ?? 0) - this.amount(item));
      const ground = sourceOf(`collect_${item}` as GoalName);
      // What is built uses up what is carried: worth a few actions even when there is enough.
      return sum + 2 + n + (missing === 0 ? 0 : 2 * this.nearestCost(ground) + 3 * missing);
    }, 0);
  }

  /** Where all of these are within reach of crafting; crafting is impossible on the first row and column. */
  spot(nearby: readonly MaterialName[]): Reach | null {
    const name = nearby.join();
    let spot = this.spots.get(name);
    if (spot === undefined) {
      spot = this.findSpot(nearby);
      this.spots.set(name, spot);
    }
    return spot;
  }

  private findSpot(nearby: readonly MaterialName[]): Reach | null {
    const { memory, routes } = this;
    const tiles = new Set<number>();
    for (const table of nearby[0] === 'furnace' ? memory.furnaces : memory.tables) {
      for (const tile of blockAround(table)) if (isSpot(memory, tile, nearby)) tiles.add(tile);
    }
    return routes.among(tiles);
  }

  private nearestCost(ground: number): number {
    let cost = this.nearestCosts.get(ground);
    if (cost === undefined) {
      cost = this.routes.nearest(ground)?.cost ?? SEARCH;
      this.nearestCosts.set(ground, cost);
    }
    return cost;
  }

  private costOf({ goal, count, nearby }: Need): number {
    const { memory, routes } = this;
    const way = nearby.length === 0 ? 0 : Math.min(this.spot(nearby)?.cost ?? 0, SEARCH);
    if (goal.startsWith('make') || goal.startsWith('place')) return way + 2 * count;
    if (goal === 'collect_sapling') return this.nearestCost(GROUND.grass) + SAPLING * count;
    if (goal.startsWith('collect')) return this.nearestCost(sourceOf(goal)) + 3 * count;
    if (goal === 'wake_up') {
      const lost = 9 - memory.has('energy');
      return lost === 0 ? NOT_YET : lost * SLEEP + 10;
    }
    if (goal === 'eat_plant') {
      const best = bestPlant(memory, routes);
      return best ? best.cost + FENCE * best.open.length : NOT_YET - 1;
    }
    if (goal === 'eat_cow') return this.creatureCost(memory.cows.keys(), SEARCH) + 6 * (count - 1);
    if (goal === 'defeat_skeleton') return this.creatureCost(memory.skeletons.keys(), SEARCH_CREATURE) + 8;
    if (goal === 'defeat_zombie') return this.creatureCost(memory.zombies, SEARCH_CREATURE);
    return 0;
  }

  private creatureCost(tiles: Iterable<number>, unknown: number): number {
    let least = FAR;
    for (const tile of tiles) least = Math.min(least, this.routes.beside(tile)?.cost ?? FAR);
    return least === FAR ? unknown : least + 4;
  }
}

/** Whether all of these stand around a tile on which crafting is possible. */
export function isSpot(memory: Memory, tile: number, nearby: readonly MaterialName[]): boolean {
  if (xOf(tile) === 0 || yOf(tile) === 0) return false;
  const around = blockAround(tile);
  return nearby.every((name) => around.some((other) => memory.ground[other] === MATERIALS.indexOf(name)));
}
