/** The papers that can be reproduced. Adding one is adding its folder and its line here. */
import { planningPaper } from './dynamic-planning/paper.ts';
import type { Paper } from './paper.ts';
import { raoPaper } from './rao/paper.ts';

export const PAPERS: readonly Paper[] = [raoPaper, planningPaper];

export function findPaper(id: string): Paper | undefined {
  return PAPERS.find((paper) => paper.id === id);
}
