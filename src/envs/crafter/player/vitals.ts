/**
 * What the body asks for, and how urgently. Hunger, thirst, tiredness and wounds are attended to until they are stilled,
 * not only until they stop being urgent, so that the player does not waver. Before night it eats and drinks its fill.
 */
import type { GoalName } from '../plan.ts';
import { MOST } from '../rules.ts';
import type { Memory } from './memory.ts';

/** Actions to the nearest water and to the nearest cow; infinite where none is known. */
export interface Ways {
  readonly water: number;
  readonly cow: number;
}

export type Craving = Extract<GoalName, 'collect_drink' | 'eat_cow' | 'wake_up'>;

/** Where the thing is no further away, the player helps itself when so much is left or less. */
const NEAR = 6;
const HELP_ITSELF = 6;
/** How long one point of drink or food lasts, in steps. */
const DRINK_LASTS = 20;
const FOOD_LASTS = 25;
/** Points that must be left on arrival. */
const RESERVE = 3;
/** When nothing is known of where it is, the search begins when so much is left. */
const SEARCH_FROM = 6;
/** At night only this little food is a reason to leave for a cow that is not near. */
const STARVING = 1;
/** More is taken in the evening, and so much more. */
const EVENING_FILL = 2;
/** Tired in daylight, and at night. */
const TIRED = 2;
const TIRED_AT_NIGHT = 6;
/** Hurt enough to hide, in daylight and at night, and well enough to go on. */
const HURT = 3;
const HURT_AT_NIGHT = 5;
const WELL = 7;
/** Who has less to drink or eat than this would wake up to thirst or hunger. */
const SLEEP_NEEDS = 3;

/** Steps by which another craving must be more pressing than the one that is being seen to. */
const PERSISTENCE = 50;

export class Vitals {
  private thirsty = false;
  private hungry = false;
  private tired = false;
  private hurt = false;
  private last: Craving | null = null;

  /** What to see to now, the most pressing first. */
  cravings(memory: Memory, ways: Ways): Craving[] {
    const drink = memory.has('drink');
    const food = memory.has('food');
    const energy = memory.has('energy');
    const health = memory.has('health');
    const fill = memory.evening ? EVENING_FILL : 0;
    this.thirsty =
      drink < (this.thirsty ? MOST - 1 : Math.min(MOST - 1, threshold(ways.water, DRINK_LASTS) + fill + 1));
    const hungryFrom =
      memory.dark && ways.cow > NEAR ? STARVING : Math.min(HELP_ITSELF + 1, threshold(ways.cow, FOOD_LASTS) + fill);
    this.hungry = food <= (this.hungry && !memory.dark ? HELP_ITSELF : hungryFrom);
    this.tired = energy < (this.tired ? MOST : (memory.night ? TIRED_AT_NIGHT : TIRED) + 1);
    this.hurt = health < (this.hurt ? WELL : (memory.dark ? HURT_AT_NIGHT : HURT) + 1);
    const cravings: [Craving, number][] = [];
    if (this.thirsty) cravings.push(['collect_drink', drink * DRINK_LASTS - Math.min(ways.water, 100)]);
    if (this.hungry) cravings.push(['eat_cow', food * FOOD_LASTS - Math.min(ways.cow, 100)]);
    const fed = drink >= SLEEP_NEEDS && food >= SLEEP_NEEDS;
    // Sleep heals twice as fast; neither heals who is starving.
    if (this.hurt && drink > 0 && food > 0) cravings.push(['wake_up', 10 * health - 20]);
    else if (this.tired && (fed || energy === 0)) cravings.push(['wake_up', 30 * energy]);
    const urgency = ([craving, left]: [Craving, number]) => left - (craving === this.last ? PERSISTENCE : 0);
    cravings.sort((a, b) => urgency(a) - urgency(b));
    this.last = cravings[0]?.[0] ?? null;
    return cravings.map(([craving]) => craving);
  }
}

function threshold(way: number, lasts: number): number {
  if (way <= NEAR) return HELP_ITSELF;
  return way === Number.POSITIVE_INFINITY ? SEARCH_FROM : RESERVE + Math.floor(way / lasts);
}
