/** Dynamic planning on Crafter: the paper's four students, and planning at fixed intervals. */
import { defaultSettings } from '../environments.ts';
import { EXPERIMENT_VERSION, type PlanningExperiment } from '../experiment.ts';
import type { Preset } from './preset.ts';

/** Primed with plans, decides itself when to write another; other presets of this environment start from it. */
const dynamicCrafter: PlanningExperiment = {
  version: EXPERIMENT_VERSION,
  name: 'Planning agent on Crafter',
  seed: 1,
  method: 'dynamic-planning',
  environment: { id: 'crafter', settings: { ...defaultSettings('crafter'), length: 1000 } },
  model: { context: 64, width: 64, layers: 2, heads: 4, hidden: 176, valueHead: true, ropeBase: 10_000 },
  // It sees what is there now. Whatever lasts longer has to be planned.
  agent: { when: 'learned', every: 4, rate: 0.25, content: 'own', steps: 1, actions: 0, temperature: 1 },
  warmStart: {
    tokens: 20_000_000,
    windows: 96,
    episodes: 1536,
    // Long enough for iron, diamonds and a few nights; later steps are mostly waiting and wandering.
    episodeSteps: 800,
    // Often enough that some plans only repeat the last one: reinforcement learning can do without those.
    minInterval: 1,
    maxInterval: 4,
    // What to do next, how often and where: a small network learns to follow one precise style, not sixteen at once.
    style: 4,
    noise: 0.05,
    plans: true,
    learningRate: 0.003,
  },
  training: {
    updates: 160,
    tokens: 16_000_000,
    agents: 192,
    segment: 16,
    minDifficulty: 1,
    maxDifficulty: 1,
    learningRate: 0.001,
    warmup: 3,
    decayTo: 0.3,
    epochs: 2,
    minibatches: 4,
    discount: 0.99,
    lambda: 0.9,
    clip: 0.2,
    valueWeight: 0.5,
    entropy: 0,
    kl: 0.1,
    rewardScale: 1,
    // Without a cost a new plan is never worse than the old one, and plans become more.
    planCost: 0.008,
    clipNorm: 1,
    weightDecay: 0.01,
  },
  evaluation: {
    every: 20,
    warmStartEvery: 400,
    episodes: 32,
    episodeSteps: 1000,
    minDifficulty: 1,
    maxDifficulty: 1,
    temperature: 1,
  },
  engine: 'auto',
  workers: 1,
  checkpointEvery: 50,
};

export const CRAFTER_PRESETS: readonly Preset<PlanningExperiment>[] = [
  {
    id: 'dynamic-crafter',
    title: 'Plans when it decides to',
    claim:
      'An agent that has watched a player make plans now and then goes on by reinforcement and writes plans of its own: watch how often it does, and whether it follows them.',
    method: 'dynamic-planning',
    baselineOf: null,
    experiment: dynamicCrafter,
  },
  {
    id: 'never-crafter',
    title: 'Never plans',
    claim: 'The same network on the same episodes with the plans stripped: it imitates what the player did, not why.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-crafter',
    experiment: {
      ...dynamicCrafter,
      name: 'Planless agent on Crafter',
      agent: { ...dynamicCrafter.agent, when: 'never' },
      // As many steps of the player as with its plans.
      warmStart: { ...dynamicCrafter.warmStart, plans: false, tokens: 16_000_000 },
      training: { ...dynamicCrafter.training, planCost: 0 },
    },
  },
  {
    id: 'always-crafter',
    title: 'Plans at every step',
    claim:
      'Planning before every action, as ReAct does: most of what it writes is plans, and each may change its mind.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-crafter',
    experiment: {
      ...dynamicCrafter,
      name: 'Always planning agent on Crafter',
      agent: { ...dynamicCrafter.agent, when: 'every', every: 1 },
    },
  },
  {
    id: 'every-crafter',
    title: 'Plans every few steps',
    claim: 'The interval between plans is fixed instead of learned: try 2 to 16 steps.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-crafter',
    experiment: {
      ...dynamicCrafter,
      name: 'Crafter, a plan every 4 steps',
      agent: { ...dynamicCrafter.agent, when: 'every', every: 4 },
    },
  },
  {
    id: 'unprimed-crafter',
    title: 'Learns to plan from nothing',
    claim: 'The same agent without imitation: what a plan is good for has to be found out by reinforcement alone.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-crafter',
    experiment: {
      ...dynamicCrafter,
      name: 'Unprimed planning agent on Crafter',
      warmStart: { ...dynamicCrafter.warmStart, tokens: 0 },
      // As in the paper's main runs, plans cost nothing.
      training: { ...dynamicCrafter.training, kl: 0, entropy: 0.01, planCost: 0 },
    },
  },
];
