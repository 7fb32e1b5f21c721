/** What the claims of all papers share: how sections are made of a report, and how a verdict follows from figures. */
import { type Estimate, isAbove } from './estimate.ts';
import { armOf } from './measure.ts';
import type { Report, ReportArm } from './report.ts';
import type { Section } from './section.ts';

export interface Claim<R extends Report = Report> {
  /** The section's id and title. */
  readonly id: string;
  readonly title: string;
  /** Ids of the arms without which there is nothing to say. */
  readonly arms: readonly string[];
  /** Only called for a report that has runs of all of these arms, which are given in the same order. */
  section(report: R, arms: readonly R['arms'][number][]): Omit<Section, 'id' | 'title'>;
}

export type Verdict = Section['verdict'];

/** Claims whose arms have not all been run are left out. */
export function sectionsOf<R extends Report>(claims: readonly Claim<R>[], report: R): Section[] {
  return claims.flatMap((claim) => {
    const arms = armsFor(claim, report);
    return arms === null ? [] : [{ id: claim.id, title: claim.title, ...claim.section(report, arms) }];
  });
}

/** Titles of the claims that the report says nothing about yet. */
export function notRun<R extends Report>(claims: readonly Claim<R>[], report: R): string[] {
  return claims.filter((claim) => armsFor(claim, report) === null).map(({ title }) => title);
}

function armsFor<R extends Report>({ arms }: Claim<R>, report: R): R['arms'][number][] | null {
  const found = arms.flatMap((id) => armOf<R['arms'][number]>(report, id) ?? []);
  return found.length === arms.length ? found : null;
}

/** The verdict on a difference for which the paper gives a number; `GAP_RULE` says it in words. */
export function gapVerdict(gap: Estimate | null, paper: number): Verdict {
  if (gap === null) return 'not reproduced';
  const large = gap.mean >= paper / 2;
  if (isAbove(gap, 0)) return large ? 'reproduced' : 'partly';
  return gap.interval === null && large ? 'partly' : 'not reproduced';
}

/** What `gapVerdict` means for the claim, as a sentence. */
export const GAP_WORDS: Readonly<Record<Verdict, string>> = {
  reproduced: 'The claim holds here.',
  partly: 'The direction is the paper’s; the difference is smaller, or rests on one seed.',
  'not reproduced': 'The claim does not reproduce here.',
};

export const GAP_RULE =
  'It counts as reproduced when the difference is at least half of the paper’s and its 95 % interval over seeds lies above zero, and as partly reproduced when only the latter holds, or when there is only one seed.';

/** Settings that have no part in what is learned. */
const ALONG_THE_WAY = /^(evaluation\.|checkpointEvery=|engine=|workers=)/;

/** What an arm started from: enough to know what was tried. "starting from the preset a with b=1, c=2" */
export function startText({ preset, differences, trial }: Omit<ReportArm, 'runs'>): string {
  const changed = [...new Set([...differences, ...trial])].filter((difference) => !ALONG_THE_WAY.test(difference));
  return `starting from the preset ${preset}${changed.length > 0 ? ` with ${changed.join(', ')}` : ''}`;
}
