/** Dynamic planning on graph search: the agent that decides when to plan, and the baselines that the paper holds it against. */
import { defaultSettings } from '../environments.ts';
import { EXPERIMENT_VERSION, type PlanningExperiment } from '../experiment.ts';
import type { Preset } from './preset.ts';

/** Decides itself; other presets of this environment start from it. */
const dynamicPogs: PlanningExperiment = {
  version: EXPERIMENT_VERSION,
  name: 'Planning agent on graph search',
  seed: 1,
  method: 'dynamic-planning',
  environment: { id: 'pogs', settings: defaultSettings('pogs') },
  model: { context: 64, width: 64, layers: 2, heads: 4, hidden: 176, valueHead: true, ropeBase: 10_000 },
  // Nothing is remembered from step to step but the plan.
  agent: { when: 'learned', every: 4, rate: 0.2, content: 'own', steps: 1, actions: 0, temperature: 1 },
  warmStart: {
    tokens: 9_000_000,
    windows: 128,
    episodes: 12_000,
    episodeSteps: 30,
    minInterval: 2,
    maxInterval: 6,
    // The whole way and where it began, told anew as soon as it is at its end: what makes up for having no memory.
    style: 6,
    noise: 0,
    plans: true,
    learningRate: 0.003,
  },
  training: {
    updates: 100,
    tokens: 10_000_000,
    agents: 192,
    segment: 16,
    minDifficulty: 1,
    maxDifficulty: 1,
    // Without memory, one place cannot be told from another, advantages are noisy, and fast learning unlearns.
    learningRate: 0.0003,
    warmup: 5,
    decayTo: 0.3,
    epochs: 2,
    minibatches: 4,
    discount: 0.99,
    lambda: 0.95,
    clip: 0.2,
    valueWeight: 0.5,
    entropy: 0,
    kl: 0.1,
    rewardScale: 0.01,
    planCost: 0,
    clipNorm: 1,
    weightDecay: 0.01,
  },
  evaluation: {
    every: 10,
    warmStartEvery: 100,
    episodes: 100,
    episodeSteps: 30,
    minDifficulty: 1,
    maxDifficulty: 1,
    temperature: 1,
  },
  engine: 'auto',
  workers: 1,
  checkpointEvery: 20,
};

export const POGS_PRESETS: readonly Preset<PlanningExperiment>[] = [
  {
    id: 'dynamic-pogs',
    title: 'Plans when it decides to',
    claim:
      'An agent that remembers nothing but its plan searches a maze of which it sees only the surroundings, and learns when a new plan is worth its words.',
    method: 'dynamic-planning',
    baselineOf: null,
    experiment: dynamicPogs,
  },
  {
    id: 'never-pogs',
    title: 'Never plans',
    claim: 'The same network on the same episodes with the plans stripped: without memory it walks to and fro.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-pogs',
    experiment: {
      ...dynamicPogs,
      name: 'Planless agent on graph search',
      agent: { ...dynamicPogs.agent, when: 'never' },
      warmStart: { ...dynamicPogs.warmStart, plans: false },
    },
  },
  {
    id: 'always-pogs',
    title: 'Plans at every step',
    claim: 'Planning before every action, as ReAct does: every step costs a plan, and each may change direction.',
    method: 'dynamic-planning',
    baselineOf: 'dynamic-pogs',
    experiment: {
      ...dynamicPogs,
      name: 'Always planning agent on graph search',
      agent: { ...dynamicPogs.agent, when: 'every', every: 1 },
    },
  },
];
