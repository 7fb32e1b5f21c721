/**
 * Decides what a player sets out to do, from what it remembers: first what its body needs, then what it was told, then
 * what is cheap to do now and dear later, then whichever achievement is still missing and nearest at hand.
 */
import type { Direction, GoalName, Plan, PlanStep } from '../plan.ts';
import { PlanProgress } from '../plan-progress.ts';
import { ACHIEVEMENTS, MOST } from '../rules.ts';
import type { Scene } from '../scene.ts';
import { type Errand, onTheSpot } from './errand.ts';
import { Errands } from './errands.ts';
import { bestPlant, fences } from './garden.ts';
import { act, GROUND, xOf, yOf } from './grid.ts';
import type { Memory } from './memory.ts';
import { type Need, Needs } from './needs.ts';
import { FAR, Routes } from './routes.ts';
import { isSheltered } from './shelter.ts';
import { Vitals } from './vitals.ts';

export interface Decision {
  readonly errand: Errand;
  /** What is to be done, in this order; the errand is for the first. */
  readonly agenda: readonly Need[];
  /** The achievement that all this leads to. */
  readonly aim: GoalName;
}

/** Something to bring about, and where somebody wants it looked for. */
interface Wish {
  readonly goal: GoalName;
  readonly count: number;
  readonly asked: Direction | null;
  /** Nothing is lost if this waits until morning. */
  readonly free?: boolean;
  /** Where only being somewhere is wanted: how many steps a tile is short of that. */
  readonly lacking?: (tile: number) => number;
}

/** What it could do of its own accord, and about how many actions that takes. */
interface Pursuit extends Wish {
  readonly cost: number;
}

/** Actions that trees and stones may be away to be seen to in passing. */
const TREES_NEAR = 10;
const STONES_NEAR = 2;
/** Tiles of grass and sand that may be crossed at night. */
const CURFEW_OPEN = 6;
/** Stones to have before a plant is put. */
const FENCE = 3;
/** Actions to close one side of a plant, and to have a new one in its fence. */
const PER_SIDE = 5;
const NEW_GARDEN = 30;
/** A plant further away than this does not keep the player from putting another. */
const GARDEN_NEAR = 30;
/** Actions that fencing may still take at night. */
const FENCE_AT_NIGHT = 20;
/** What has been begun counts as so much of its cost. */
const PERSISTENCE = 0.7;
/** The first swords are worth more than what they are themselves: fights are shorter. */
const SWORD = 0.5;
const SWORDS: readonly GoalName[] = ['make_wood_sword', 'make_stone_sword'];
/** Stones to carry: a fence, a furnace, a bridge. */
const STONES = 6;
/** Tables to carry wood for beyond the first one. */
const TABLE_WOOD = 4;

export class Strategist {
  readonly memory: Memory;
  private readonly routes: Routes;
  private readonly needs: Needs;
  private readonly errands: Errands;
  private readonly vitals = new Vitals();
  /** What it was told, until it has looked at where it stands, and from then on how far that has come. */
  private orders: Plan = [];
  private progress: PlanProgress | null = null;
  private lastAim: GoalName | null = null;

  /** `clumsy` players keep further away from lava. */
  constructor(memory: Memory, clumsy: boolean) {
    this.memory = memory;
    this.routes = new Routes(memory, clumsy);
    this.needs = new Needs(memory, this.routes);
    this.errands = new Errands(memory, this.routes, this.needs);
  }

  /** Goals to pursue before its own, in this order; null for none. Replaces what it was told before. */
  instruct(plan: Plan | null): void {
    this.orders = plan ?? [];
    this.progress = null;
  }

  /** To be called at every step. */
  look(scene: Scene): void {
    this.progress ??= new PlanProgress(this.orders, scene);
    this.progress.see(scene);
  }

  /** What to do now, from what is remembered now. */
  decide(): Decision {
    const { memory } = this;
    this.begin(fences(memory));
    let decision = this.choose();
    if (!decision) {
      // Fences may be what locks it in.
      this.begin(new Set());
      decision = this.choose();
    }
    this.lastAim = decision?.aim ?? null;
    if (decision) return decision;
    const errand = this.errands.toBed('explore') ?? onTheSpot('explore', memory, act('noop'));
    return { errand, agenda: [{ goal: 'explore', count: 1, nearby: [], fence: false }], aim: 'explore' };
  }

  /** The same decision with the way to where its target is now; null when that is out of reach. */
  follow({ agenda, aim }: Decision): Decision | null {
    this.begin(fences(this.memory));
    const errand = this.errands.errandFor(agenda[0] as Need);
    return errand && { errand, agenda, aim };
  }

  /** The first wish that something can be done about, or null. */
  private choose(): Decision | null {
    const agenda: Need[] = [];
    let found: { errand: Errand; aim: GoalName } | null = null;
    for (const wish of this.wishes()) {
      const { needs } = this.needs.courseTo(wish.goal, wish.count);
      if (!found) {
        const errand = wish.lacking
          ? this.errands.towards(wish.goal, wish.lacking)
          : this.errands.errandFor(needs[0] as Need, wish.asked);
        if (!errand) continue;
        if (wish.free && this.isCurfew(errand)) {
          const rest = this.errands.toBed('wake_up');
          if (rest) {
            found = { errand: rest, aim: 'wake_up' };
            agenda.push({ goal: 'wake_up', count: 1, nearby: [], fence: false });
            continue;
          }
        }
        found = { errand, aim: wish.goal };
      }
      agenda.push(...needs);
      if (agenda.length >= 3) break;
    }
    return found && { ...found, agenda };
  }

  /** Whether it is better to hide until the zombies are gone than to go on this errand. */
  private isCurfew({ route }: Errand): boolean {
    const { memory } = this;
    if (memory.zombies.length > 0 && isSheltered(memory)) return true;
    if (!memory.unsafe) return false;
    const open = route.filter((tile) => memory.ground[tile] === GROUND.grass || memory.ground[tile] === GROUND.sand);
    return open.length > CURFEW_OPEN;
  }

  private begin(reserved: ReadonlySet<number>): void {
    this.routes.start(reserved);
    this.needs.reset();
  }

  /** All that might be done now, the most pressing first. */
  private *wishes(): Generator<Wish> {
    const { memory } = this;
    for (const goal of this.vitals.cravings(memory, { water: this.way('collect_drink'), cow: this.way('eat_cow') })) {
      yield wish(goal, goal === 'collect_drink' ? Math.max(1, MOST - memory.has('drink')) : 1);
    }
    yield* this.openOrders();
    yield* this.pursuits();
  }

  private way(goal: 'collect_drink' | 'eat_cow'): number {
    if (goal === 'collect_drink') return this.routes.nearest(GROUND.water)?.cost ?? Number.POSITIVE_INFINITY;
    return this.memory.cows.size === 0 ? Number.POSITIVE_INFINITY : this.needs.courseTo(goal).cost;
  }

  /** The first goal that has been told and not been reached yet. */
  private *openOrders(): Generator<Wish> {
    const { progress } = this;
    const next = progress?.reached.indexOf(false) ?? -1;
    if (!progress || next < 0) return;
    const { goal, direction } = progress.plan[next] as PlanStep;
    const told = { goal, count: progress.left(next), asked: direction };
    yield goal === 'explore' ? { ...told, lacking: (tile) => progress.lacking(next, xOf(tile), yOf(tile)) } : told;
  }

  /** What it would do of its own accord, the cheapest first. */
  private pursuits(): Pursuit[] {
    const missing = ACHIEVEMENTS.filter((name) => this.memory.achieved(name) === 0);
    const pursuits = [
      ...missing.map((goal) => ({ ...wish(goal), cost: this.needs.courseTo(goal).cost })),
      ...this.chores(),
    ];
    // What has been begun goes on unless something else is clearly nearer.
    const worth = ({ goal, cost }: Pursuit) =>
      cost * (goal === this.lastAim ? PERSISTENCE : 1) * (SWORDS.includes(goal) ? SWORD : 1);
    return pursuits.sort((a, b) => worth(a) - worth(b)).map((pursuit) => ({ ...pursuit, free: true }));
  }

  /** What is cheap to do now and dear later: carrying enough wood and stone, and tending a plant. */
  private *chores(): Generator<Pursuit> {
    const { memory, routes } = this;
    if (memory.has('wood_pickaxe') === 0) return;
    const stone = STONES - memory.has('stone');
    const rock = stone > 0 ? routes.nearest(GROUND.stone) : null;
    if (rock && rock.cost <= STONES_NEAR) yield { ...wish('collect_stone', stone), cost: rock.cost + 1 };
    const wood = this.woodNeeded() - memory.has('wood');
    const tree = wood > 0 ? routes.nearest(GROUND.tree) : null;
    if (tree && tree.cost <= TREES_NEAR) yield { ...wish('collect_wood', wood), cost: tree.cost + 2 };
    if (memory.achieved('eat_plant') === 0) yield* this.gardening();
  }

  private *gardening(): Generator<Pursuit> {
    const { memory, routes } = this;
    const stones = memory.has('stone');
    const best = bestPlant(memory, routes);
    if (best && best.open.length === 0) return;
    const fencing = best ? best.way + PER_SIDE * best.open.length : Number.POSITIVE_INFINITY;
    if (best && stones >= best.open.length && (!memory.unsafe || fencing <= FENCE_AT_NIGHT)) {
      yield { ...wish('eat_plant'), cost: fencing };
    }
    // A plant that nobody fences in is soon trampled: better to begin anew than to go far.
    if ((best?.way ?? FAR) <= GARDEN_NEAR || stones < FENCE || memory.unsafe) return;
    const grass = routes.nearest(GROUND.grass);
    if (grass) yield { ...wish(best ? 'place_plant' : 'eat_plant'), cost: grass.cost + NEW_GARDEN };
  }

  /** Wood for all tools that are still to be made, and for tables where they will be needed. */
  private woodNeeded(): number {
    const tools = ACHIEVEMENTS.filter((name) => name.startsWith('make_') && this.memory.achieved(name) === 0).length;
    return tools === 0 ? 0 : Math.min(MOST, tools + TABLE_WOOD);
  }
}

function wish(goal: GoalName, count = 1): Wish {
  return { goal, count, asked: null };
}
