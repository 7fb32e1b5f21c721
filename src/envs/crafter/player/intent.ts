/** What a player means to do, and how that is said as a plan. Sixteen styles: how far it looks ahead × what it tells. */
import { DIRECTIONS, type Direction, type GoalName, mostCount, type Plan, type PlanStep } from '../plan.ts';
import type { Errand } from './errand.ts';
import { act, compass, GROUND } from './grid.ts';
import type { Memory } from './memory.ts';
import type { Need } from './needs.ts';

export type Step = Pick<Need, 'goal' | 'count'>;

/** What is being done and what comes next, at one step. */
export interface Intent {
  /** In the order in which to do it; never empty. What is done now is for the first. */
  readonly agenda: readonly Step[];
  /** The tile that is headed for; the player's own where it stays. */
  readonly target: number;
  /** The achievement that all this leads to. */
  readonly aim: GoalName;
}

/** How a plan is worded. */
export interface Wording {
  /** Most steps that are told. */
  readonly steps: number;
  /** Whether what is told after the next step is the aim, however far ahead, and not what comes between. */
  readonly aim: boolean;
  readonly directions: boolean;
  readonly counts: boolean;
}

const PLACE_STONE = act('place_stone');

/** What is to be done about the next so many tiles of a way is told before what the way leads to. */
const TELL_AHEAD = 4;

/** What mining or bridging a tile achieves. */
const ON_THE_WAY: Readonly<Partial<Record<number, GoalName>>> = {
  [GROUND.stone]: 'collect_stone',
  [GROUND.tree]: 'collect_wood',
  [GROUND.coal]: 'collect_coal',
  [GROUND.iron]: 'collect_iron',
  [GROUND.diamond]: 'collect_diamond',
  [GROUND.water]: 'place_stone',
};

/**
 * What an errand will bring about soon on the way to its own goal: tunnelling collects stone, a shelter is closed with
 * one. `entered` tiles of its route lie behind.
 */
export function meansOf({ goal, route, last }: Errand, entered: number, memory: Memory): Step[] {
  const means: Step[] = [];
  const add = (next: GoalName) => {
    const before = means.at(-1);
    if (before?.goal === next) means[means.length - 1] = { goal: next, count: before.count + 1 };
    else if (next !== goal) means.push({ goal: next, count: 1 });
  };
  for (const tile of route.slice(entered, entered + TELL_AHEAD)) {
    const passing = ON_THE_WAY[memory.ground[tile] as number];
    if (passing) add(passing);
  }
  if (last === PLACE_STONE) add('place_stone');
  return means;
}

const AHEAD = [
  ['next goal', 1, false],
  ['next two goals', 2, false],
  ['next three goals', 3, false],
  ['next goal and far goal', 2, true],
] as const;

const DETAILS = [
  ['', false, false],
  [', with direction', true, false],
  [', with count', false, true],
  [', with count and direction', true, true],
] as const;

/** All styles, and their names in the same order. */
export const WORDINGS: readonly Wording[] = AHEAD.flatMap(([, steps, aim]) =>
  DETAILS.map(([, directions, counts]) => ({ steps, aim, directions, counts })),
);
export const STYLES: readonly string[] = AHEAD.flatMap(([ahead]) => DETAILS.map(([detail]) => `${ahead}${detail}`));

/** The plan that says what is meant. Only the first step has a direction: where the player is heading now. */
export function wordIntent(intent: Intent, { steps, aim, directions, counts }: Wording, memory: Memory): Plan {
  const direction = directions ? compass(memory.tile, intent.target) : null;
  const plan: PlanStep[] = [];
  for (const { goal, count } of aim ? nextAndLast(intent) : intent.agenda) {
    if (plan.length === steps) break;
    // What comes up again later is not told twice.
    if (plan.some((step) => step.goal === goal)) continue;
    plan.push({
      goal,
      count: counts ? Math.max(1, Math.min(mostCount(goal), count)) : 1,
      direction: plan.length === 0 ? direction : null,
    });
  }
  return plan;
}

function nextAndLast({ agenda, aim }: Intent): readonly Step[] {
  const [next] = agenda as readonly [Step, ...Step[]];
  return [next, agenda.find(({ goal }) => goal === aim) ?? { goal: aim, count: 1 }];
}

/**
 * Whether a plan has come to be wrong: it does not name what is done now, or sends elsewhere. `now` is the plan as it
 * would be told now, in the same style.
 */
export function isOutdated(told: Plan, now: Plan): boolean {
  const [first] = now as readonly [PlanStep];
  const at = told.findIndex((step) => step.goal === first.goal);
  if (at < 0) return true;
  const direction = told[at]?.direction ?? null;
  // Nearly there, the target is now on this side and now on that.
  return direction !== null && first.direction !== null && eighths(direction, first.direction) > 1;
}

/** Eighths of a turn between two directions, 0 … 4. */
function eighths(a: Direction, b: Direction): number {
  const apart = Math.abs(DIRECTIONS.indexOf(a) - DIRECTIONS.indexOf(b));
  return Math.min(apart, DIRECTIONS.length - apart);
}
