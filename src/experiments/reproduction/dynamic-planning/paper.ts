/** Learning When to Plan: the paper as the reproduction knows it. */
import { notRun, sectionsOf } from '../claim.ts';
import type { Paper } from '../paper.ts';
import { PLANNING_ARMS, PLANNING_SEEDS } from './arms.ts';
import { PLANNING_CLAIMS } from './claims.ts';
import { collectPlanning } from './collect.ts';
import { type PlanningReport, parsePlanningReport } from './report.ts';

export const planningPaper: Paper<PlanningReport> = {
  id: 'dynamic-planning',
  words: {
    name: 'dynamic planning',
    title: 'When planning pays, and when it is learned',
    lede:
      'Learning When to Plan trains language models that decide at every step whether to write a new plan or to go on ' +
      'with the last one. Its authors found that planning always is worse than planning now and then, and that this can ' +
      'be learned: by imitation of an agent that plans, and then by reinforcement. Here each of their claims is put to ' +
      'the test again with networks small enough to train in a browser tab, on an exact Crafter and on graph search, ' +
      'over several seeds. A scripted player takes the place of the large model that they imitate, and a scripted coach ' +
      'that of the person who steers.',
    citation: {
      words:
        'Paglieri, Cupiał, Cook, Piterbarg, Tuyls, Grefenstette, Foerster, Parker-Holder and Rocktäschel: Learning When to Plan, 2025, arXiv:2509.03581',
      address: 'https://arxiv.org/abs/2509.03581',
    },
  },
  arms: PLANNING_ARMS,
  seeds: PLANNING_SEEDS,
  order: 'seeds',
  collect: collectPlanning,
  parse: parsePlanningReport,
  sections: (report) => sectionsOf(PLANNING_CLAIMS, report),
  claimsNotRun: (report) => notRun(PLANNING_CLAIMS, report),
};
