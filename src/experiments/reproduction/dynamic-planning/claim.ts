/** What the files of the claims on planning share: how differences are judged, and what is said about their source. */
import { type Claim, startText, type Verdict } from '../claim.ts';
import { type Estimate, isAbove, pointOf } from '../estimate.ts';
import { over, type PerSeed } from '../measure.ts';
import type { Point } from '../section.ts';
import { listed, seedsText, significant } from '../words.ts';
import type { ArmFigures, PlanningReport } from './report.ts';
import { mostSeeds } from './words.ts';

export type PlanningClaim = Claim<PlanningReport>;

/** The verdict on a claim that says that all of these differences are above zero. */
export function verdictOf(differences: readonly (Estimate | null)[]): Verdict {
  const sure = differences.filter((one) => one !== null && isAbove(one, 0)).length;
  if (sure === differences.length) return 'reproduced';
  const single = differences.every((one) => one !== null && one.interval === null && one.mean > 0);
  return sure > 0 || single ? 'partly' : 'not reproduced';
}

/** What `verdictOf` goes by, as a sentence. */
export function ruleText(differences: string): string {
  return `It counts as reproduced when ${differences} with 95 % intervals over seeds that lie above zero, and as partly reproduced when that holds for some of these differences, or when there is only one seed and it has them all.`;
}

/** "which is sure" or what keeps it from being so, about a difference. */
export function sureness(difference: Estimate | null): string {
  if (difference === null) return 'which was not measured';
  if (isAbove(difference, 0)) return 'which is sure';
  if (difference.interval === null) return 'from a single seed';
  return difference.interval[1] < 0 ? 'surely the other way' : 'which may be chance';
}

/** A bar with its interval over seeds; none when nothing was measured. */
export function bar(x: string, values: PerSeed, unit: 'share' | 'number' = 'share'): Point[] {
  const value = over(values);
  return value === null ? [] : [pointOf(x, value, unit)];
}

/** Where the figures come from: seeds, episodes, and what the arms change in their presets. */
export function sourceNotes(arms: readonly ArmFigures[]): string[] {
  const episodes = arms.flatMap(({ runs }) => runs.flatMap(({ measurements }) => measurements.own?.episodes ?? []));
  const steps = [...new Set(arms.map(({ episodeSteps }) => episodeSteps))];
  return [
    `Means over ${seedsText(mostSeeds(arms))}${arms.every((arm) => arm.runs.length === mostSeeds(arms)) ? '' : ' unless another number is given'}, with 95 % intervals over seeds, on ${significant(Math.min(...episodes))} or more episodes per seed that no training saw, of at most ${listed(steps.map(significant))} steps.`,
    ...arms.map((arm) => `${arm.title}: ${startText(arm)}.`),
  ];
}
