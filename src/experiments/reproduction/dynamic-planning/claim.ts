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

/** What `verdictOf` goes by, as sentences. */
export function ruleText(differences: string): string {
  return `It counts as reproduced when ${differences}. Each of these differences needs a 95 % interval over seeds above zero; when only some have one, or when there is a single seed and it has them all, it counts as partly reproduced.`;
}

/** A bar with its interval over seeds; none when nothing was measured. */
export function bar(x: string, values: PerSeed, unit: 'share' | 'number' = 'share'): Point[] {
  const value = over(values);
  return value === null ? [] : [pointOf(x, value, unit)];
}

/** Where the figures come from: seeds, the episodes of these measurements, and what the arms change in their presets. */
export function sourceNotes(arms: readonly ArmFigures[], measurements: readonly string[] = ['own']): string[] {
  const episodes = arms.flatMap(({ runs }) =>
    runs.flatMap((run) => measurements.flatMap((id) => run.measurements[id]?.episodes ?? [])),
  );
  const numbers = (values: readonly number[]) => listed([...new Set(values)].sort((a, b) => a - b).map(significant));
  const most = mostSeeds(arms);
  const unless = arms.some(({ runs }) => runs.length < most) ? ', unless another number is given,' : '';
  return [
    `${most > 1 ? `Means over ${seedsText(most)}${unless} with 95 % intervals over seeds` : 'From 1 seed, so without intervals'}, on ${numbers(episodes)} episodes per seed that no training saw, of at most ${numbers(arms.map(({ episodeSteps }) => episodeSteps))} steps.`,
    ...arms.map((arm) => `${arm.title}: ${startText(arm)}.`),
  ];
}
