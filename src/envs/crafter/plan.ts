/**
 * Plans for a game of Crafter: one to four steps, each a goal, how often it is to be reached, and the direction in which
 * to look for it. `plan-tokens.ts` turns them into tokens and back, `reading.ts` into English.
 */
import { ACHIEVEMENTS } from './rules.ts';

/** What a step of a plan may aim at: an achievement, or to see more of the world. */
export const GOALS = [...ACHIEVEMENTS, 'explore'] as const;
export type GoalName = (typeof GOALS)[number];

/** The points of the compass, clockwise; north is where y is smaller. */
export const DIRECTIONS = [
  'north',
  'north-east',
  'east',
  'south-east',
  'south',
  'south-west',
  'west',
  'north-west',
] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface PlanStep {
  readonly goal: GoalName;
  /** How often it is to happen from now on, 1 … `MOST_COUNT`; always 1 for `explore`. */
  readonly count: number;
  readonly direction: Direction | null;
}

/** 1 … `MOST_STEPS` steps, to be done in this order. */
export type Plan = readonly PlanStep[];

export const MOST_STEPS = 4;
export const MOST_COUNT = 9;

/** The highest count that a step with this goal may have. */
export function mostCount(goal: GoalName): number {
  return goal === 'explore' ? 1 : MOST_COUNT;
}
