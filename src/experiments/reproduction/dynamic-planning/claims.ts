/** The claims of Learning When to Plan, in the order in which they are shown. */
import type { PlanningClaim } from './claim.ts';
import { advantage } from './claims/advantage.ts';
import { controls } from './claims/controls.ts';
import { cost } from './claims/cost.ts';
import { frequency } from './claims/frequency.ts';
import { imitation } from './claims/imitation.ts';
import { crafterIntervals, graphSearch } from './claims/intervals.ts';
import { scoreboard } from './claims/scoreboard.ts';
import { steering } from './claims/steering.ts';
import { students } from './claims/students.ts';
import { tokens } from './claims/tokens.ts';

export const PLANNING_CLAIMS: readonly PlanningClaim[] = [
  graphSearch,
  crafterIntervals,
  imitation,
  students,
  frequency,
  tokens,
  cost,
  controls,
  advantage,
  steering,
  scoreboard,
];
