/** Which difficulties an experiment trains on; everything above is generalisation. */
import type { Experiment } from './experiment.ts';

/** Easiest and hardest difficulty that is trained on, the warm start included. */
export function trainedRange(experiment: Experiment): [low: number, high: number] {
  const { training } = experiment;
  // A planning agent is primed on the difficulties that it is trained on.
  if (experiment.method !== 'rao' || experiment.warmStart.tokens === 0)
    return [training.minDifficulty, training.maxDifficulty];
  const { warmStart } = experiment;
  return [
    Math.min(warmStart.minDifficulty, training.minDifficulty),
    Math.max(warmStart.maxDifficulty, training.maxDifficulty),
  ];
}
