/** RAO on DeepDive: trained on questions of 2 to 4 hops, evaluated on up to 8; and the same agent alone. */
import { defaultSettings } from '../environments.ts';
import type { RaoExperiment } from '../experiment.ts';
import type { Preset } from './preset.ts';
import { raoTextcraft } from './textcraft.ts';

/** The recursive agent. */
const raoDeepDive: RaoExperiment = {
  ...raoTextcraft,
  name: 'Recursive agent on DeepDive',
  environment: { id: 'deepdive', settings: defaultSettings('deepdive') },
  // A tree for 4 hops is 4 deep, and half of what is left of the budget goes with every child.
  agent: { ...raoTextcraft.agent, turns: 10, depthCap: 5, descendants: 60 },
  // Gentler steps than elsewhere: at a higher rate some single agents forget again what they have learned.
  warmStart: { ...raoTextcraft.warmStart, tokens: 4_000_000, trees: 16, maxDifficulty: 4, learningRate: 0.002 },
  training: { ...raoTextcraft.training, tokens: 2_000_000, minDifficulty: 2, maxDifficulty: 4 },
  evaluation: { ...raoTextcraft.evaluation, warmStartEvery: 200, maxDifficulty: 8, depthCap: 10, descendants: 1100 },
  checkpointEvery: 50,
};

export const DEEPDIVE_PRESETS: readonly Preset<RaoExperiment>[] = [
  {
    id: 'rao-deepdive',
    title: 'One hop after another',
    claim:
      'An agent that hands every hop of a question to a copy of itself follows trails twice as long as any it was trained on.',
    method: 'rao',
    baselineOf: null,
    experiment: raoDeepDive,
  },
  {
    id: 'single-deepdive',
    title: 'All hops alone',
    claim:
      'The same network with the same budget and a window three times as large: every dead end stays in its context, and after a few hops it loses the trail.',
    method: 'rao',
    baselineOf: 'rao-deepdive',
    experiment: {
      ...raoDeepDive,
      name: 'Single agent on DeepDive',
      // What its solutions of the trained questions take; and as many turns as it likes.
      model: { ...raoDeepDive.model, context: 192 },
      agent: { ...raoDeepDive.agent, delegation: false, turns: 60 },
    },
  },
];
