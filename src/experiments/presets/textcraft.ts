/** RAO on crafting: the recursive agent, and the same agent alone on the same budget of tokens. */
import { SCALES } from '../../envs/textcraft/index.ts';
import { defaultSettings } from '../environments.ts';
import { EXPERIMENT_VERSION, type RaoExperiment } from '../experiment.ts';
import type { Preset } from './preset.ts';

/** The recursive agent; other presets of this method start from it. */
export const raoTextcraft: RaoExperiment = {
  version: EXPERIMENT_VERSION,
  name: 'Recursive agent on TextCraft',
  seed: 1,
  method: 'rao',
  // Spare material as in RAO's tasks (up to half more): a sibling's slip then need not ruin the whole tree.
  environment: { id: 'textcraft', settings: { ...defaultSettings('textcraft'), buffer: 0.5 } },
  model: { context: 64, width: 64, layers: 2, heads: 4, hidden: 176, valueHead: false, ropeBase: 10_000 },
  agent: {
    delegation: true,
    turns: 8,
    turnBudget: 'agent',
    childSees: 'goal',
    turnTokens: 8,
    depthCap: 2,
    descendants: 40,
    temperature: 1,
  },
  warmStart: { tokens: 800_000, trees: 32, minDifficulty: 1, maxDifficulty: 2, learningRate: 0.003, noise: 0.03 },
  training: {
    updates: 1000,
    tokens: 1_500_000,
    tasks: 16,
    trees: 8,
    minDifficulty: 2,
    maxDifficulty: 3,
    learningRate: 0.0003,
    warmup: 5,
    decayTo: 0.3,
    lambda: 0,
    bonus: 'rate',
    reward: 'local',
    depthWeights: 'batch',
    baseline: 'root',
    staleness: 0,
    clipHigh: 5,
    clipNorm: 1,
    weightDecay: 0.01,
  },
  evaluation: {
    every: 10,
    warmStartEvery: 50,
    tasks: 50,
    samples: 1,
    minDifficulty: 1,
    maxDifficulty: 6,
    depthCap: 8,
    descendants: 1500,
    temperature: 0,
  },
  engine: 'auto',
  workers: 2,
  checkpointEvery: 10,
};

/**
 * The paper's world, task sets and protocol on a small network: reinforcement learning on medium tasks alone (depth 4 to
 * 6) with 16 tasks × 8 trees and 25 turns per agent, depth cap 6 while training and 12 while evaluating on held-out
 * targets. A context of 128 tokens has room for every recipe of the book, the longest of which takes an agent 118.
 */
const raoTextcraftPaper: RaoExperiment = {
  ...raoTextcraft,
  name: "Recursive agent in the paper's TextCraft",
  // No recursive agent needs a number above 18 in this book; 24 leaves room for pieces made to spare.
  environment: { id: 'textcraft', settings: { ...SCALES.paper, maxNumber: 24 } },
  model: { ...raoTextcraft.model, context: 128, width: 96, layers: 2, heads: 4, hidden: 256 },
  // Trees have up to 132 agents here; each child is lent half of what is left, so with less than this some are refused
  // that are needed. The few that are refused with it make small things alone, as the expert does.
  agent: { ...raoTextcraft.agent, turns: 25, depthCap: 6, descendants: 1000 },
  // Recipes of four ingredients stand at the root of some of the deepest trees only, and have to be met often enough.
  warmStart: { tokens: 8_000_000, trees: 8, minDifficulty: 4, maxDifficulty: 6, learningRate: 0.003, noise: 0.03 },
  training: { ...raoTextcraft.training, updates: 1000, tokens: 10_000_000, minDifficulty: 4, maxDifficulty: 6 },
  evaluation: {
    ...raoTextcraft.evaluation,
    warmStartEvery: 0,
    tasks: 10,
    minDifficulty: 2,
    maxDifficulty: 9,
    depthCap: 12,
    descendants: 20_000,
  },
};

export const TEXTCRAFT_PRESETS: readonly Preset<RaoExperiment>[] = [
  {
    id: 'rao-textcraft',
    title: 'Recursive agent',
    claim:
      'An agent that hands sub-tasks to copies of itself solves crafting problems deeper than any it was trained on.',
    method: 'rao',
    baselineOf: null,
    experiment: raoTextcraft,
  },
  {
    id: 'single-textcraft',
    title: 'Single agent',
    claim:
      'The same network with the same budget, but alone: one context window has to hold the whole plan, and deep problems do not fit.',
    method: 'rao',
    baselineOf: 'rao-textcraft',
    experiment: {
      ...raoTextcraft,
      name: 'Single agent on TextCraft',
      // Alone it needs more turns; how many fit is for the context window to say.
      agent: { ...raoTextcraft.agent, delegation: false, turns: 24 },
    },
  },
  {
    id: 'rao-textcraft-paper',
    title: "Recursive agent, the paper's world",
    claim:
      'The world and the protocol of the paper: 1,527 items in one fixed book, reinforcement learning on medium targets alone, and held-out targets from easy to hard.',
    method: 'rao',
    baselineOf: null,
    experiment: raoTextcraftPaper,
  },
  {
    id: 'single-textcraft-paper',
    title: "Single agent, the paper's world",
    claim:
      'The same network in the same world, alone and with 200 turns: its context window holds the plans of the easiest targets, and of none of medium depth.',
    method: 'rao',
    baselineOf: 'rao-textcraft-paper',
    experiment: {
      ...raoTextcraftPaper,
      name: "Single agent in the paper's TextCraft",
      agent: { ...raoTextcraftPaper.agent, delegation: false, turns: 200 },
    },
  },
];
