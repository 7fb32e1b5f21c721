/**
 * From a need to an errand: where it can be met best as far as is known, or else where to look for that. Null when there
 * is nothing that the player could do about it now.
 */
import { NOTHING } from '../ids.ts';
import type { Direction, GoalName } from '../plan.ts';
import { type Action, type ActionName, MATERIALS, PLACE } from '../rules.ts';
import { canMine, type Errand, errand, isFree, onTheSpot } from './errand.ts';
import { type Country, findFrontier, isFrontier } from './frontier.ts';
import { bestPlant, findSite } from './garden.ts';
import { act, blockAround, distance, GROUND, NOWHERE, neighbour, SIDES, xOf, yOf } from './grid.ts';
import type { Memory } from './memory.ts';
import { isSpot, type Need, type Needs, sourceOf } from './needs.ts';
import { FAR, type Reach, type Routes } from './routes.ts';
import { findShelter, isSheltered } from './shelter.ts';

/** A shelter further away than this is not worth the way. */
const SHELTER_WAY = 60;

export class Errands {
  private readonly memory: Memory;
  private readonly routes: Routes;
  private readonly needs: Needs;
  /** Where the player has been exploring to, as a unit vector. */
  private going: readonly [number, number] = [0, 0];

  constructor(memory: Memory, routes: Routes, needs: Needs) {
    this.memory = memory;
    this.routes = routes;
    this.needs = needs;
  }

  /** `asked` is where somebody wants the player to look. */
  errandFor(need: Need, asked: Direction | null = null): Errand | null {
    const { memory } = this;
    const { goal } = need;
    switch (goal) {
      case 'collect_sapling':
        return this.atSite(goal, act('do'), asked);
      case 'place_plant':
        return this.atSite(goal, act('place_plant'), asked);
      case 'place_stone':
        return need.fence ? this.fence() : this.placing(need);
      case 'place_table':
      case 'place_furnace':
        return this.placing(need);
      case 'eat_cow':
        return this.hunt(goal, memory.cows.keys()) ?? this.explore(goal, 'meadow', asked);
      case 'defeat_zombie':
        return this.hunt(goal, memory.zombies) ?? this.explore(goal, 'meadow', asked);
      case 'defeat_skeleton':
        return this.hunt(goal, memory.skeletons.keys()) ?? this.explore(goal, 'tunnel', asked);
      case 'eat_plant':
        return this.toPlant(asked);
      case 'wake_up':
        return this.toBed(goal);
      case 'explore':
        return this.explore(goal, 'any', asked);
      default:
        return goal.startsWith('make') ? this.making(need) : this.collecting(goal, asked);
    }
  }

  private collecting(goal: GoalName, asked: Direction | null): Errand | null {
    const ground = sourceOf(goal);
    const reach = this.routes.nearest(ground);
    if (reach) return errand(goal, reach, act('do'));
    return this.explore(
      goal,
      ground === GROUND.water ? 'shore' : ground === GROUND.tree ? 'meadow' : 'mountain',
      asked,
    );
  }

  private making({ goal, nearby }: Need): Errand | null {
    const spot = this.needs.spot(nearby);
    return spot && errand(goal, spot, act(goal as ActionName), { faces: false });
  }

  private atSite(goal: GoalName, action: Action, asked: Direction | null): Errand | null {
    const site = findSite(this.memory, this.routes);
    return site ? errand(goal, site, action) : this.explore(goal, 'meadow', asked);
  }

  /**
   * To where nothing is `lacking`, by the shortest way if what was never seen is free; null when no such way is left. Each
   * look at what was unseen may show another way to be shorter, and none is tried twice.
   */
  towards(goal: GoalName, lacking: (tile: number) => number): Errand | null {
    const { memory, routes } = this;
    let best: Reach | null = null;
    let least = FAR;
    for (let i = 0; i < routes.count || routes.reachOneMore(); i++) {
      const target = routes.order[i] as number;
      const cost = routes.cost[target] as number;
      if (cost >= least) break;
      const left = lacking(target);
      if (cost + left >= least || (left > 0 && !isFrontier(memory, target))) continue;
      least = cost + left;
      best = { route: routes.routeTo(target), target, cost };
    }
    return best && errand(goal, best, null, { explores: lacking(best.target) > 0 });
  }

  /** Looks for more of the world; null when all that can be reached has been seen. */
  explore(goal: GoalName, country: Country, asked: Direction | null): Errand | null {
    const { memory } = this;
    const frontier = findFrontier(memory, this.routes, country, { going: this.going, asked });
    if (!frontier) return null;
    const dx = xOf(frontier.target) - xOf(memory.tile);
    const dy = yOf(frontier.target) - yOf(memory.tile);
    const length = Math.hypot(dx, dy);
    if (length > 0) this.going = [dx / length, dy / length];
    return errand(goal, frontier, null, { explores: true });
  }

  private hunt(goal: GoalName, tiles: Iterable<number>): Errand | null {
    const { memory, routes } = this;
    let best: Reach | null = null;
    for (const tile of tiles) {
      if (best && distance(memory.tile, tile) - 1 >= best.cost) continue;
      const reach = routes.beside(tile);
      if (reach && reach.cost < (best?.cost ?? FAR)) best = reach;
    }
    return best && errand(goal, best, act('do'), { moving: true });
  }

  private toPlant(asked: Direction | null): Errand | null {
    const { memory, routes } = this;
    const best = bestPlant(memory, routes);
    if (!best) return null;
    const { tile: plant } = best;
    if (!memory.isRipe(plant)) return this.wait(plant);
    // The way in leads through the fence.
    routes.start(new Set());
    const reach = routes.beside(plant);
    return reach ? errand('eat_plant', reach, act('do')) : this.explore('eat_plant', 'any', asked);
  }

  /** Waits for a plant to ripen, close enough to see it. */
  private wait(plant: number): Errand | null {
    const { memory, routes } = this;
    if (distance(memory.tile, plant) > 12) {
      const reach = routes.among(blockAround(plant).flatMap(blockAround));
      if (reach) return errand('eat_plant', reach, null);
    }
    if (!isSheltered(memory)) {
      const shelter = findShelter('eat_plant', memory, routes, memory.unsafe ? SHELTER_WAY : 10);
      if (shelter) return shelter.errand;
    }
    return onTheSpot('eat_plant', memory, act('noop'));
  }

  /** To where nothing can come, and to sleep there. */
  toBed(goal: GoalName): Errand | null {
    const { memory, routes } = this;
    if (isSheltered(memory)) return onTheSpot(goal, memory, act(memory.has('energy') < 9 ? 'sleep' : 'noop'));
    return findShelter(goal, memory, routes, SHELTER_WAY)?.errand ?? null;
  }

  /** Puts a stone, a table or a furnace: in front if possible, or where least has to be done for it. */
  private placing({ goal, nearby }: Need): Errand | null {
    const { memory } = this;
    if (nearby.length > 0 && !isSpot(memory, memory.tile, nearby)) {
      const spot = this.needs.spot(nearby);
      if (spot) return errand(goal, spot, null);
    }
    const thing = goal.replace('place_', '') as keyof typeof PLACE;
    const where = PLACE[thing].where.map((name) => MATERIALS.indexOf(name));
    const place = act(goal as ActionName);
    const fits = (tile: number) =>
      tile !== NOWHERE && where.includes(memory.ground[tile] as number) && memory.occupants[tile] === NOTHING;
    if (fits(memory.front)) return errand(goal, here(memory.front), place);
    const mineable = (tile: number) =>
      tile !== NOWHERE &&
      memory.occupants[tile] === NOTHING &&
      canMine(memory, memory.ground[tile] as number) &&
      this.routes.priceOf(tile) < FAR;
    if (mineable(memory.front)) return errand(goal, here(memory.front), act('do'));
    for (const side of SIDES) {
      const next = neighbour(memory.tile, side);
      const beyond = next === NOWHERE ? NOWHERE : neighbour(next, side);
      if (!isFree(memory, next) || !(fits(beyond) || mineable(beyond))) continue;
      if (memory.lavaBeside[next] !== 0 || !isSpot(memory, next, nearby)) continue;
      return errand(goal, { route: [next], target: beyond, cost: 1 }, fits(beyond) ? place : act('do'));
    }
    for (const side of SIDES) {
      const next = neighbour(memory.tile, side);
      if (mineable(next)) return errand(goal, here(next), act('do'));
    }
    return null;
  }

  /** To where the nearest open side of the best plant can be closed. */
  private fence(): Errand | null {
    const { memory, routes } = this;
    let nearest: Reach | null = null;
    for (const open of bestPlant(memory, routes)?.open ?? []) {
      if (memory.occupants[open] !== NOTHING && open !== memory.tile) continue;
      const reach = routes.facing(open);
      if (reach && reach.cost < (nearest?.cost ?? FAR)) nearest = reach;
    }
    return nearest && errand('place_stone', nearest, act('place_stone'));
  }
}

function here(target: number): Reach {
  return { route: [], target, cost: 0 };
}
