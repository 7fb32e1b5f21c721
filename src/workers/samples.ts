/** Which finished trees and episodes are kept: few enough to store, and the same ones whether or not a run was interrupted. */
import type { Sample } from '../rl/records.ts';

/** Samples of a whole training phase, at most (evaluations not counted). */
const KEPT_PER_RUN = 200;
/** Steps of warm start between two that are kept: what the expert does all looks alike. */
const WARM_START_EVERY = 10;

/**
 * Of a step's samples: the first of the hardest, which is the one that was watched while it grew, at every k-th step, k
 * such that `updates` updates keep at most `KEPT_PER_RUN`. The first step and the first update are always among them.
 */
export function stepSamples(samples: readonly Sample[], update: number, updates: number): Sample[] {
  const [first, ...others] = samples;
  if (!first) return [];
  const every = first.phase === 'warm-start' ? WARM_START_EVERY : Math.max(1, Math.ceil(updates / KEPT_PER_RUN));
  if (update % every !== 0) return [];
  return [others.reduce((best, sample) => (difficultyOf(sample) > difficultyOf(best) ? sample : best), first)];
}

/** Of an evaluation's samples: the first of each difficulty. */
export function evaluationSamples(samples: readonly Sample[]): Sample[] {
  const seen = new Set<number>();
  return samples.filter((sample) => {
    const difficulty = difficultyOf(sample);
    const isNew = !seen.has(difficulty);
    seen.add(difficulty);
    return isNew;
  });
}

function difficultyOf(sample: Sample): number {
  return 'tree' in sample ? sample.tree.difficulty : sample.difficulty;
}
