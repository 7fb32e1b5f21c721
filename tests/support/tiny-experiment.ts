/** A whole experiment that runs in two seconds: a network of some ten thousand parameters on easy TextCraft. */
import type { RaoExperiment } from '../../src/experiments/experiment.ts';
import { DEFAULT_PRESET } from '../../src/experiments/presets/index.ts';

const preset = DEFAULT_PRESET.experiment;

/**
 * Some sixty steps of warm start, enough to solve and delegate now and then, so that the updates have something to
 * learn from; an evaluation before the first update, after every second and at the end.
 */
export function tinyExperiment(changes: Partial<RaoExperiment> = {}): RaoExperiment {
  return {
    ...preset,
    name: 'Tiny',
    model: { ...preset.model, width: 32, layers: 1, heads: 2, hidden: 48 },
    agent: { ...preset.agent, turns: 8, depthCap: 2, descendants: 8 },
    warmStart: { ...preset.warmStart, tokens: 48_000, trees: 16, maxDifficulty: 2, learningRate: 0.01, noise: 0.02 },
    training: {
      ...preset.training,
      updates: 4,
      tasks: 4,
      trees: 8,
      lambda: 0.5,
      minDifficulty: 1,
      maxDifficulty: 2,
      learningRate: 0.001,
    },
    evaluation: {
      ...preset.evaluation,
      every: 2,
      warmStartEvery: 0,
      tasks: 2,
      maxDifficulty: 2,
      depthCap: 2,
      descendants: 8,
    },
    engine: 'wasm',
    workers: 2,
    checkpointEvery: 7,
    ...changes,
  };
}
