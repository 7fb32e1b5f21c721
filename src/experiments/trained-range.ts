/** Which difficulties an experiment trains on; everything above is generalisation. */
import type { Experiment } from './experiment.ts';

/** Easiest and hardest difficulty that is trained on, the warm start included. */
export function trainedRange({ warmStart, training }: Experiment): [low: number, high: number] {
  if (warmStart.tokens === 0) return [training.minDifficulty, training.maxDifficulty];
  return [
    Math.min(warmStart.minDifficulty, training.minDifficulty),
    Math.max(warmStart.maxDifficulty, training.maxDifficulty),
  ];
}
