/** A tiny RAO run on TextCraft's default world, for tests. */
import { environment } from '../../src/envs/registry.ts';
import type { RaoConfig } from '../../src/rl/config.ts';

export const textcraft = environment('textcraft');

export const textcraftSettings = Object.fromEntries(textcraft.settings.map((s) => [s.name, s.default]));

export const VOCABULARY = textcraft.vocabulary(textcraftSettings).names.length;

export function tinyRun(changes: { [K in keyof RaoConfig]?: Partial<RaoConfig[K]> } = {}): RaoConfig {
  return {
    seed: changes.seed ?? 1,
    method: 'rao',
    environment: { id: 'textcraft', settings: textcraftSettings },
    model: {
      width: 16,
      layers: 1,
      heads: 2,
      hidden: 24,
      context: 64,
      valueHead: false,
      ropeBase: 10000,
      ...changes.model,
    },
    agent: {
      delegation: true,
      turns: 12,
      turnBudget: 'agent',
      childSees: 'goal',
      turnTokens: 8,
      depthCap: 3,
      descendants: 50,
      temperature: 1,
      ...changes.agent,
    },
    warmStart: {
      tokens: 600,
      trees: 4,
      minDifficulty: 1,
      maxDifficulty: 2,
      learningRate: 1e-2,
      noise: 0,
      ...changes.warmStart,
    },
    training: {
      updates: 2,
      tokens: 1e6,
      tasks: 2,
      trees: 3,
      minDifficulty: 1,
      maxDifficulty: 2,
      learningRate: 1e-3,
      warmup: 2,
      decayTo: 0.1,
      lambda: 0,
      bonus: 'rate',
      reward: 'local',
      depthWeights: 'batch',
      baseline: 'root',
      staleness: 0,
      clipHigh: 5,
      clipNorm: 1,
      weightDecay: 0.01,
      ...changes.training,
    },
    evaluation: {
      every: 1,
      warmStartEvery: 0,
      tasks: 3,
      samples: 1,
      minDifficulty: 1,
      maxDifficulty: 3,
      depthCap: 6,
      descendants: 500,
      temperature: 0,
      ...changes.evaluation,
    },
  };
}
