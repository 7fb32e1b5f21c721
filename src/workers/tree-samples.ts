/** Which finished trees are kept: few enough to store, and the same ones whether or not a run was interrupted. */
import type { TreeRecord } from '../rl/records.ts';

/** Sampled trees of a whole training phase, at most (evaluations not counted). */
const KEPT_PER_RUN = 200;
/** Steps of warm start between two kept trees: the expert's trees all look alike. */
const WARM_START_EVERY = 10;

/**
 * Of a step's trees: the first of the hardest, which is the one that was watched while it grew, at every k-th step, k
 * such that `updates` updates keep at most `KEPT_PER_RUN`. The first step and the first update are always among them.
 */
export function sampleStepTrees(trees: readonly TreeRecord[], update: number, updates: number): TreeRecord[] {
  const [first, ...others] = trees;
  if (!first) return [];
  const every = first.phase === 'warm-start' ? WARM_START_EVERY : Math.max(1, Math.ceil(updates / KEPT_PER_RUN));
  if (update % every !== 0) return [];
  return [others.reduce((best, record) => (record.tree.difficulty > best.tree.difficulty ? record : best), first)];
}

/** Of an evaluation's trees: the first of each difficulty. */
export function sampleEvaluationTrees(trees: readonly TreeRecord[]): TreeRecord[] {
  const seen = new Set<number>();
  return trees.filter(({ tree }) => {
    const isNew = !seen.has(tree.difficulty);
    seen.add(tree.difficulty);
    return isNew;
  });
}
