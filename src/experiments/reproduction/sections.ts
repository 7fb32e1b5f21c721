/** The claims of RAO as sections, in the order in which they are shown, made from a report and from nothing else. */
import type { Claim } from './claim.ts';
import { bonus, credit } from './claims/ablations.ts';
import { manyHops, parallelism } from './claims/chained.ts';
import { efficiency } from './claims/efficiency.ts';
import { deeperTasks, longInputs } from './claims/generalisation.ts';
import { speed } from './claims/speed.ts';
import { largeWindow, smallWindow } from './claims/window.ts';
import { armOf } from './measure.ts';
import type { ArmFigures, Report } from './report.ts';
import type { Section } from './section.ts';

const CLAIMS: readonly Claim[] = [
  smallWindow,
  largeWindow,
  efficiency,
  deeperTasks,
  longInputs,
  speed,
  credit,
  bonus,
  parallelism,
  manyHops,
];

/** Claims whose arms have not all been run are left out; `claimsNotRun` names them. */
export function sections(report: Report): Section[] {
  return CLAIMS.flatMap((claim) => {
    const arms = armsOf(report, claim);
    return arms === null ? [] : [{ id: claim.id, title: claim.title, ...claim.section(report, arms) }];
  });
}

/** Titles of the claims that the report says nothing about yet. */
export function claimsNotRun(report: Report): string[] {
  return CLAIMS.filter((claim) => armsOf(report, claim) === null).map(({ title }) => title);
}

function armsOf(report: Report, { arms }: Claim): ArmFigures[] | null {
  const found = arms.flatMap((id) => armOf(report, id) ?? []);
  return found.length === arms.length ? found : null;
}
