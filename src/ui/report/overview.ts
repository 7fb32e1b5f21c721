/** What is said about a report as a whole, on the page and in the documentation alike. Pure; numbers are the report's. */
import type { PaperId } from '../../experiments/reproduction/paper.ts';
import type { Bar, Report, ReportArm } from '../../experiments/reproduction/report.ts';
import type { Section } from '../../experiments/reproduction/section.ts';
import { listed, points, significant } from '../../experiments/reproduction/words.ts';
import { duration, plural } from '../format.ts';

export function sourceText(paper: PaperId): string {
  return `Every figure, table and number on this page is made from one file of measurements, reports/${paper}.json, and from nothing else.`;
}

type Verdict = Section['verdict'];
export type BarVerdict = 'met' | 'missed' | 'not measured';

/** A glyph for each outcome, so that colour is not needed. */
export const GLYPHS: Readonly<Record<Verdict | BarVerdict, string>> = {
  reproduced: '✓',
  partly: '◐',
  'not reproduced': '✗',
  met: '✓',
  missed: '✗',
  'not measured': '–',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  reproduced: 'Reproduced',
  partly: 'Partly reproduced',
  'not reproduced': 'Not reproduced',
};

/** How many there are in Crafter. */
const ACHIEVEMENTS = 22;

/** "Of 7 claims, 5 are reproduced, 1 in part, and 1 is not." */
export function tally(sections: readonly Section[]): string {
  const of = (verdict: Verdict) => sections.filter((section) => section.verdict === verdict).length;
  const [whole, partly, not] = [of('reproduced'), of('partly'), of('not reproduced')];
  const is = (n: number) => (n === 1 ? 'is' : 'are');
  const parts = [
    ...(whole > 0 ? [`${whole} ${is(whole)} reproduced`] : []),
    ...(partly > 0 ? [`${partly} ${is(partly)} reproduced in part`] : []),
    ...(not > 0 ? [`${not} ${is(not)} not reproduced`] : []),
  ];
  if (parts.length === 0) return 'None of the claims has been measured yet.';
  return `Of ${plural(sections.length, 'claim')}, ${listed(parts)}.`;
}

/** "Of 7 bars set beforehand, 6 are met and 1 was not measured." */
export function barTally({ bars }: Report): string {
  const met = bars.filter((bar) => bar.met === true).length;
  const open = bars.filter((bar) => bar.met === null).length;
  const parts = [`${met} ${met === 1 ? 'is' : 'are'} met`];
  if (open > 0) parts.push(`${open} ${open === 1 ? 'was' : 'were'} not measured`);
  return `Of ${plural(bars.length, 'bar')} set beforehand, ${listed(parts)}.`;
}

/** How the report came to be, as names and values. */
export function facts({ seeds, date, machine, arms }: Report): [name: string, value: string][] {
  const runs = arms.flatMap((arm) => arm.runs);
  const total = (minutes: (run: (typeof runs)[number]) => number) =>
    duration(60 * runs.reduce((sum, run) => sum + minutes(run), 0));
  return [
    ['Measured', day(date)],
    ['Seeds', seeds.join(', ')],
    ['Machine', `${machine.cpu}, ${plural(machine.cores, 'core')}`],
    ['Engine', [...new Set(runs.map(({ engine }) => engine))].sort().join('; ')],
    ['Runs', `${runs.length}, of ${plural(arms.length, 'experiment')}`],
    ['Training', `${total(({ minutes }) => minutes)} in all`],
    ['Evaluation', `${total(({ evaluationMinutes }) => evaluationMinutes)} in all`],
    ...sideBySide(Math.max(1, ...runs.map(({ jobs = 1 }) => jobs))),
  ];
}

function sideBySide(jobs: number): [string, string][] {
  return jobs === 1 ? [] : [['At once', `up to ${jobs} runs, so that each took longer than it would alone`]];
}

/** What a bar came to. */
export function barOutcome({ met, value, unit }: Bar): { verdict: BarVerdict; found: string } {
  const verdict = met === null ? 'not measured' : met ? 'met' : 'missed';
  if (value === null) return { verdict, found: '' };
  switch (unit) {
    case 'share':
      // With a digit more than elsewhere, so that what missed its limit by little does not look as if it had met it.
      return { verdict, found: `${Number((value * 100).toFixed(1))} %` };
    case 'points':
      return { verdict, found: points(value) };
    case 'minutes':
      return { verdict, found: `${significant(value)} min` };
    case 'achievements':
      return { verdict, found: `${significant(value)} of ${ACHIEVEMENTS}` };
    default:
      return unit satisfies never;
  }
}

/** What a seed of an arm took on average: "212 updates, 1,523,000 tokens, 1.4 min". */
export function effort({ runs }: ReportArm): string {
  const mean = (of: (run: (typeof runs)[number]) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const tokens = Number(mean((run) => run.tokens).toPrecision(3)).toLocaleString('en-US');
  return `${Math.round(mean(({ updates }) => updates))} updates, ${tokens} tokens, ${significant(mean(({ minutes }) => minutes))} min`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "4 May 2026", in Greenwich, so that it is the same wherever it is read. */
function day(timestamp: string): string {
  const date = new Date(timestamp);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
