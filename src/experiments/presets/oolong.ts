/** RAO on Oolong: trained on inputs of up to 4 windows, evaluated on up to 32; and the same agent alone. */
import { defaultSettings } from '../environments.ts';
import type { RaoExperiment } from '../experiment.ts';
import type { Preset } from './preset.ts';
import { raoTextcraft } from './textcraft.ts';

/** The recursive agent. */
const raoOolong: RaoExperiment = {
  ...raoTextcraft,
  name: 'Recursive agent on Oolong',
  // A network of this size counts among six records without a slip; a slice of twelve takes it far longer to learn.
  environment: { id: 'oolong', settings: { ...defaultSettings('oolong'), slice: 6 } },
  // A tree over 4 windows has at most 32 agents, but half of what is left of the budget goes with every child.
  agent: { ...raoTextcraft.agent, depthCap: 6, descendants: 350 },
  warmStart: { ...raoTextcraft.warmStart, tokens: 8_000_000, trees: 6, maxDifficulty: 3 },
  // λ is the paper's for Oolong.
  training: { ...raoTextcraft.training, tokens: 2_000_000, minDifficulty: 1, maxDifficulty: 4, lambda: 0.4 },
  evaluation: {
    ...raoTextcraft.evaluation,
    // 32 windows take 255 agents: fewer tasks, and fewer glances at the many small steps of the warm start.
    tasks: 20,
    warmStartEvery: 450,
    maxDifficulty: 7,
    depthCap: 10,
    descendants: 22_000,
  },
  checkpointEvery: 100,
};

export const OOLONG_PRESETS: readonly Preset<RaoExperiment>[] = [
  {
    id: 'rao-oolong',
    title: 'Reading more than fits',
    claim:
      'An agent that has halves of a long input read by copies of itself answers as well on 32 windows as on the 4 that it was trained on.',
    method: 'rao',
    baselineOf: null,
    experiment: raoOolong,
  },
  {
    id: 'single-oolong',
    title: 'Reading alone',
    claim:
      'The same network with the same budget has to read everything itself, and an input longer than half a window leaves it no room for an answer.',
    method: 'rao',
    baselineOf: 'rao-oolong',
    experiment: {
      ...raoOolong,
      name: 'Single agent on Oolong',
      // Of longer inputs the expert itself comes to no answer within the window.
      warmStart: { ...raoOolong.warmStart, trees: 32, maxDifficulty: 1 },
      agent: { ...raoOolong.agent, delegation: false, turns: 24 },
    },
  },
];
