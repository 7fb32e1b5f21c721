/** The claims of Learning When to Plan, in the order in which they are shown. */
import type { PlanningClaim } from './claim.ts';

export const PLANNING_CLAIMS: readonly PlanningClaim[] = [];
