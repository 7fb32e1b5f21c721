import type { Claim } from '../claim.ts';
import type { PlanningReport } from './report.ts';

export type PlanningClaim = Claim<PlanningReport>;
