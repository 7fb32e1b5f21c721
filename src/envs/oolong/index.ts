/**
 * Oolong (after the benchmark of long-context aggregation that "Recursive Agent Optimization" trains on): answer a
 * question about all records of an input that is many windows long. Difficulty d is an input of 2^(d − 2) windows. Words
 * of the question are marked in the records; which records they make count, and what follows, is for the agent to see.
 *
 * Tokens of the longest agent of the scripted experts, with the default settings (window 64):
 *
 *   recursive   54, whatever the length of the input: reading one short slice (at most 12 records) takes 54, having
 *               two pieces of a long one done and combining their answers 48
 *   flat        15 + 3 per record + 4 per started dozen of records: 52 on half a window, 2 292 on 32 windows
 *
 * Sub-agents that a root may need, since each child is lent half of what is left: 42 on 4 windows, 2 730 on 32; for
 * `most`, which goes one level deeper, 85 and 5 461. The tree then has 15 and 127 agents (one more for `most`).
 *
 * What is combined are two numbers of at most 12 whose sum is at most 12 (settings pieces and maxNumber), one such sum
 * per label in a tally, or two lists of users to be united.
 */
import { equalBands } from '../bands.ts';
import type { EnvironmentSpec, Settings } from '../environment.ts';
import { expert, randomTurn } from './experts/index.ts';
import { difficulties, generate } from './generator.ts';
import { Oolong } from './oolong.ts';
import { checkSettings, lexiconOf, SETTINGS } from './settings.ts';
import type { OolongState } from './state.ts';
import { TOKEN, tokenNames } from './vocabulary.ts';

export {
  type AgentWork,
  describeAgents,
  describeState,
  type NamedRecord,
  type StateDescription,
} from './describe.ts';
export type { OolongState } from './state.ts';

export const oolong: EnvironmentSpec<OolongState> = {
  id: 'oolong',
  title: 'Oolong',
  view: 'oolong',
  settings: SETTINGS,
  vocabulary: (settings: Settings) => ({
    names: tokenNames(lexiconOf(checkSettings(settings))),
    pad: TOKEN['<pad>'],
    endOfTurn: TOKEN['<eot>'],
  }),
  difficulties,
  bands: (settings: Settings) => equalBands(difficulties(settings)),
  generate,
  restore: (state) => new Oolong(state),
  expert,
  randomTurn,
};
