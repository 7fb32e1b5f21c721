/** A whole experiment of agents that carry plans, which runs in a second: a few thousand parameters on small mazes. */
import { defaultSettings } from '../../src/experiments/environments.ts';
import { EXPERIMENT_VERSION, type PlanningExperiment } from '../../src/experiments/experiment.ts';

/** Some ten steps of priming, four updates; an evaluation before the first update, after every second and at the end. */
export function tinyPlanningExperiment(changes: Partial<PlanningExperiment> = {}): PlanningExperiment {
  return {
    version: EXPERIMENT_VERSION,
    name: 'Tiny planning',
    seed: 3,
    method: 'dynamic-planning',
    environment: { id: 'pogs', settings: defaultSettings('pogs') },
    model: { context: 96, width: 32, layers: 1, heads: 2, hidden: 48, valueHead: true, ropeBase: 10_000 },
    agent: { when: 'learned', every: 4, rate: 0.2, content: 'own', steps: 2, actions: 2, temperature: 1 },
    warmStart: {
      tokens: 10_000,
      windows: 24,
      episodes: 16,
      episodeSteps: 20,
      minInterval: 2,
      maxInterval: 4,
      style: 0,
      noise: 0.1,
      plans: true,
      learningRate: 0.01,
    },
    training: {
      updates: 4,
      tokens: 1_000_000,
      agents: 6,
      segment: 8,
      minDifficulty: 1,
      maxDifficulty: 1,
      learningRate: 0.001,
      warmup: 0,
      decayTo: 1,
      epochs: 2,
      minibatches: 2,
      discount: 0.99,
      lambda: 0.95,
      clip: 0.2,
      valueWeight: 0.5,
      entropy: 0.01,
      kl: 0.05,
      rewardScale: 0.01,
      planCost: 0.001,
      clipNorm: 1,
      weightDecay: 0.01,
    },
    evaluation: {
      every: 2,
      warmStartEvery: 0,
      episodes: 3,
      episodeSteps: 20,
      minDifficulty: 1,
      maxDifficulty: 1,
      temperature: 1,
    },
    engine: 'wasm',
    workers: 1,
    checkpointEvery: 3,
    ...changes,
  };
}
