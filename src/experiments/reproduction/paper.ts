/**
 * A paper whose claims are reproduced: what is trained and measured for it, how a report is made of that, and what the
 * report says. The command, the documentation and the report page know a paper through this interface only.
 */
import type { Arm } from './arm.ts';
import type { Circumstances, FinishedArm } from './collect.ts';
import type { Report } from './report.ts';
import type { Section } from './section.ts';

/** In addresses, file names and on the command line; a paper's is that of the method which it introduces. */
export const PAPER_IDS = ['rao', 'dynamic-planning'] as const;
export type PaperId = (typeof PAPER_IDS)[number];

export interface PaperWords {
  /** In a sentence: "The claims of RAO's paper". */
  readonly name: string;
  /** Heading of its page. */
  readonly title: string;
  /** What is put to the test and how, in a few sentences. */
  readonly lede: string;
  readonly citation: { readonly words: string; readonly address: string };
}

export interface Paper<R extends Report = Report> {
  readonly id: PaperId;
  readonly words: PaperWords;
  /** The most important first. */
  readonly arms: readonly Arm[];
  readonly seeds: readonly number[];
  /** What is finished before the next begins: an arm with all of its seeds, or a seed with all of its arms. */
  readonly order: 'arms' | 'seeds';
  /** Arms without a finished run are left out. Throws an Error in words when the runs make no valid report. */
  collect(circumstances: Circumstances, finished: readonly FinishedArm[]): R;
  /** `input` as a report, or an Error that names the first thing that is wrong and what to do. */
  parse(input: unknown): R;
  /** The claims that the report says something about, in the order in which they are shown. */
  sections(report: R): Section[];
  /** Titles of the claims that it says nothing about yet. */
  claimsNotRun(report: R): string[];
}

/** What reproduces a paper, as it is typed. */
export function reproduceCommand(paper: PaperId): string {
  return `npm run reproduce -- ${paper}`;
}
