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
const SEARCH_FROM = 5;
/** In the evening the player sets out with so much more left, but not to have a gulp or a bite only. */
const EVENING_FILL = 2;
const FULL = 7;
/** At night only this little is a reason to leave for what is a few steps away, and for what is further. */
const AT_NIGHT = 3;
const STEPS_AWAY = 15;
const AT_NIGHT_FAR = 0;
/** Tired in daylight, and at night. */
const TIRED = 2;
const TIRED_AT_NIGHT = 6;
/** Hurt enough to hide, in daylight and at night, and well enough to go on. */
const HURT = 3;
const HURT_AT_NIGHT = 5;
const WELL = 6;
/** Who has less to drink or eat than this would wake up to thirst or hunger. */
const SLEEP_NEEDS = 3;

/** Steps by which another craving must be more pressing than the one that is being seen to. */
const PERSISTENCE = 25;

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
    const from = (way: number, lasts: number) =>
      memory.unsafe ? thresholdAtNight(way) : threshold(way, lasts, memory.evening);
    this.thirsty = drink <= (this.thirsty && !memory.unsafe ? FULL : from(ways.water, DRINK_LASTS));
    this.hungry = food <= (this.hungry && !memory.unsafe ? HELP_ITSELF : from(ways.cow, FOOD_LASTS));
    this.tired = energy < (this.tired ? MOST : (memory.night ? TIRED_AT_NIGHT : TIRED) + 1);
    this.hurt = health < (this.hurt ? WELL : (memory.unsafe ? HURT_AT_NIGHT : HURT) + 1);
    const cravings: [Craving, number][] = [];
    if (this.thirsty) cravings.push(['collect_drink', slack(drink * DRINK_LASTS, ways.water)]);
    if (this.hungry) cravings.push(['eat_cow', slack(food * FOOD_LASTS, ways.cow)]);
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

/** Steps to spare before it must be set out for; where there are none, the nearer comes first. */
function slack(lasts: number, way: number): number {
  const known = Math.min(way, 100);
  return Math.max(0, lasts - known) + known / 100;
}

function threshold(way: number, lasts: number, evening: boolean): number {
  if (way <= NEAR) return evening ? FULL : HELP_ITSELF;
  const left = way === Number.POSITIVE_INFINITY ? SEARCH_FROM : RESERVE + Math.floor(way / lasts);
  return Math.min(FULL, left + (evening ? EVENING_FILL : 0));
}

function thresholdAtNight(way: number): number {
  return way <= NEAR ? HELP_ITSELF : way <= STEPS_AWAY ? AT_NIGHT : AT_NIGHT_FAR;
}
