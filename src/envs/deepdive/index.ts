/**
 * DeepDive (after the multi-hop questions that "Recursive Agent Optimization" trains on): find the entity at the end of a
 * walk through a knowledge graph whose start is only described. Difficulty is the number of hops. A search finds several
 * pages of which at most one is right, so they must be opened; each step starts from what the one before it found. Words
 * of the search are marked on the page, but whether they say there what was asked is for the agent to see.
 *
 * Tokens of the longest agent of the scripted experts, with the default settings:
 *
 *   recursive   53, however many hops: looking up a single step, with all of 3 pages opened, takes at most 53; having
 *               the first step of a question and then the rest of it done takes 28 and 1 per hop
 *   flat        a question and an answer, and for each of the hops + 1 steps a search and up to 3 pages (those that it
 *               has read are not opened again): on average 72 for 1 hop, 100 for 2, 129 for 3, 151 for 4, 201 for 6 and
 *               247 for 8
 *
 * A tree for d hops has 2d + 1 agents and is d deep. Since each child is lent half of what is left of the budget of
 * sub-agents, a root may need 2^(d + 1) − 2 of them: 6 for 2 hops, 30 for 4, 510 for 8.
 */
import { equalBands } from '../bands.ts';
import type { EnvironmentSpec, Settings } from '../environment.ts';
import { DeepDive } from './deepdive.ts';
import { expert, randomTurn } from './experts/index.ts';
import { difficulties, generate } from './generator.ts';
import { checkSettings, lexiconOf, SETTINGS } from './settings.ts';
import type { DeepDiveState } from './state.ts';
import { TOKEN, tokenNames } from './vocabulary.ts';

export {
  type AgentWork,
  describeAgents,
  describeGraph,
  describeState,
  type GraphDescription,
  type Judged,
  type ReadPage,
  type StateDescription,
} from './describe.ts';
export type { DeepDiveState } from './state.ts';

export const deepdive: EnvironmentSpec<DeepDiveState> = {
  id: 'deepdive',
  title: 'DeepDive',
  view: 'deepdive',
  settings: SETTINGS,
  vocabulary: (settings: Settings) => ({
    names: tokenNames(lexiconOf(checkSettings(settings))),
    pad: TOKEN['<pad>'],
    endOfTurn: TOKEN['<eot>'],
  }),
  difficulties,
  bands: (settings: Settings) => equalBands(difficulties(settings)),
  generate,
  restore: (state) => new DeepDive(state),
  expert,
  randomTurn,
};
