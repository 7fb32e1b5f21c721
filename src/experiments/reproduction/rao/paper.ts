/** Recursive Agent Optimization: the paper as the reproduction knows it. */
import { notRun, sectionsOf } from '../claim.ts';
import type { Paper } from '../paper.ts';
import { RAO_ARMS, RAO_SEEDS } from './arms.ts';
import { RAO_CLAIMS } from './claims.ts';
import { collectRao } from './collect.ts';
import { parseRaoReport, type RaoReport } from './report.ts';

export const raoPaper: Paper<RaoReport> = {
  id: 'rao',
  words: {
    name: 'RAO',
    title: 'What the paper claims, and what small networks do',
    lede:
      'Recursive Agent Optimization (RAO) trains one policy that may hand parts of its task to copies of itself. Its authors ' +
      'showed what this does for large language models. Here each of their claims is put to the test again with networks ' +
      'small enough to train in a browser tab, over several seeds, next to the baseline that the claim is about.',
    citation: {
      words: 'Gandhi, Chakraborty, Wang, Kumar and Neubig: Recursive Agent Optimization, 2026, arXiv:2605.06639',
      address: 'https://arxiv.org/abs/2605.06639',
    },
  },
  arms: RAO_ARMS,
  seeds: RAO_SEEDS,
  order: 'arms',
  collect: collectRao,
  parse: parseRaoReport,
  sections: (report) => sectionsOf(RAO_CLAIMS, report),
  claimsNotRun: (report) => notRun(RAO_CLAIMS, report),
};
