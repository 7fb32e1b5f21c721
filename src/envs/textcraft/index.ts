/**
 * TextCraft-Synth (after the environment of "Recursive Agent Optimization"): craft an item whose recipe must be looked
 * up, part by part, from base materials. Difficulty is the crafting depth of the target. Every task has a fresh book
 * of recipes, so that nothing can be memorised but how to go about it; or, as in the paper, all share one fixed book
 * with a fixed set of tasks, whose targets are split between training and validation.
 */
import type { EnvironmentSpec, Settings } from '../environment.ts';
import { expert, randomTurn } from './experts/index.ts';
import { bands, fixedTasks, generate } from './generator.ts';
import { checkSettings, SETTINGS } from './settings.ts';
import { tokenNames } from './spelling.ts';
import { readState, type TextCraftState } from './state.ts';
import { difficulties } from './task-set.ts';
import { TextCraft } from './textcraft.ts';
import { TOKEN } from './vocabulary.ts';
import { lexiconOf } from './world.ts';

export { describeState, type NamedRecipe, type StateDescription, tokensToText } from './describe.ts';
export { SCALES } from './settings.ts';
export type { TextCraftState } from './state.ts';

export const textcraft: EnvironmentSpec<TextCraftState> = {
  id: 'textcraft',
  title: 'TextCraft-Synth',
  view: 'textcraft',
  settings: SETTINGS,
  vocabulary: (settings: Settings) => ({
    names: tokenNames(lexiconOf(checkSettings(settings))),
    pad: TOKEN['<pad>'],
    endOfTurn: TOKEN['<eot>'],
  }),
  difficulties,
  bands,
  generate,
  fixedTasks,
  restore: (state) => new TextCraft(readState(state)),
  expert,
  randomTurn,
};
