/** Where a paper's report is in the app. */
import type { PaperId } from '../../experiments/reproduction/paper.ts';

export function reportAddress(paper: PaperId, part?: string): string {
  return part === undefined ? `#/report/${paper}` : `#/report/${paper}/${part}`;
}
