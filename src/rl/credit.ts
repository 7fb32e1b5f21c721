/**
 * Credit assignment of RAO: rewards per node (Eq. 1), leave-one-out advantages (Eq. 3) and inverse-frequency weights
 * per depth (Eq. 4), each with the variants that it is compared with. Pure functions of finished trees; equation
 * numbers are the paper's (Recursive Agent Optimization, arXiv 2605.06639).
 */
import type { TrainingConfig } from './config.ts';
import { childrenByPath, type Group, type Trace, type Tree } from './trace.ts';

type RewardConfig = Pick<TrainingConfig, 'lambda' | 'bonus' | 'reward'>;
export type CreditConfig = RewardConfig & Pick<TrainingConfig, 'depthWeights' | 'baseline'>;

/** A trace with what it earned. */
export interface CreditedTrace {
  readonly trace: Trace;
  /** R, Eq. 1. */
  readonly reward: number;
  /** A = R - b, Eq. 3, before weighting. */
  readonly advantage: number;
  /** w of its depth, Eq. 4; 1 when weighting is off. */
  readonly weight: number;
}

export interface Credit {
  /** R per group, tree and trace, dropped groups included. */
  readonly rewards: readonly (readonly (readonly number[])[])[];
  /** Per group and tree, its traces in tree order; null for a group without signal, which is dropped. */
  readonly groups: readonly (readonly (readonly CreditedTrace[])[] | null)[];
  readonly droppedGroups: number;
  /** N_d over the kept groups; index = depth. */
  readonly depthCounts: readonly number[];
  /** Mean weight of the traces of each depth (all have the same unless weights are per group); 0 without traces. */
  readonly depthWeights: readonly number[];
}

/** Advantages smaller than this are what rounding leaves of 0. */
const ROUNDING = 1e-12;

/**
 * Rewards in the order of `tree.traces`. 'local' is Eq. 1: R = s̃ plus the bonus for immediate children. By 'rate'
 * that is λ · mean of their own s̃ (0 without children): the mean, so that spawning more does not pay; s̃ and not R, so
 * that bonuses do not compound. By 'count' it is λ · sum of their s̃. With 'root' every node gets the root's R.
 */
export function nodeRewards(tree: Tree, { lambda, bonus, reward }: RewardConfig): number[] {
  const children = childrenByPath(tree);
  const rewards = tree.traces.map((trace) => {
    const own = children.get(trace.path) ?? [];
    if (own.length === 0) return trace.score;
    const successes = own.reduce((sum, child) => sum + child.score, 0);
    return trace.score + lambda * (bonus === 'rate' ? successes / own.length : successes);
  });
  return reward === 'local' ? rewards : rewards.map(() => rewards[0] as number);
}

/** Eq. 3: per tree, the mean of the other trees' root rewards. Needs at least two. */
export function leaveOneOutBaselines(rootRewards: readonly number[]): number[] {
  const n = rootRewards.length;
  if (n < 2) throw new RangeError(`A leave-one-out baseline needs at least 2 trees per task; got ${n}.`);
  const total = rootRewards.reduce((a, b) => a + b, 0);
  return rootRewards.map((r) => (total - r) / (n - 1));
}

/**
 * Per tree and depth, the mean reward of all nodes of that depth in the group's other trees. Where they have none, as
 * when a single tree goes deepest, the mean of their roots stands in: there is nothing closer to compare with, and
 * a baseline of 0 would call anything but failure a surprise. Like Eq. 3 it does not depend on the tree itself.
 */
export function cohortBaselines(group: Group, rewards: readonly (readonly number[])[]): number[][] {
  const roots = leaveOneOutBaselines(rewards.map((tree) => tree[0] as number));
  const perTree = group.trees.map((tree, g) => sumByDepth(tree, rewards[g] as readonly number[]));
  return perTree.map((own, g) =>
    own.map((_, depth) => {
      let [sum, count] = [0, 0];
      perTree.forEach((other, h) => {
        if (h === g) return;
        sum += other[depth]?.sum ?? 0;
        count += other[depth]?.count ?? 0;
      });
      return count > 0 ? sum / count : (roots[g] as number);
    }),
  );
}

/**
 * Eq. 4: w_d = α / N_d with α = N / K for N traces on K non-empty depths, so that every depth weighs N / K in all and
 * the total weight stays N. Empty depths get 0.
 */
export function inverseFrequencyWeights(depthCounts: readonly number[]): number[] {
  const total = depthCounts.reduce((a, b) => a + b, 0);
  const depths = depthCounts.filter((n) => n > 0).length;
  return depthCounts.map((n) => (n > 0 ? total / (depths * n) : 0));
}

/**
 * Eqs. 1, 3 and 4 over a batch of groups. Depths are counted over all kept groups as in the paper ('batch'), or over
 * each kept group by itself ('group'), where a depth's say no longer depends on how other tasks were taken apart.
 */
export function assignCredit(groups: readonly Group[], config: CreditConfig): Credit {
  const rewards = groups.map((group) => group.trees.map((tree) => nodeRewards(tree, config)));
  const centred = groups.map((group, i) => centre(group, rewards[i] as number[][], config.baseline));
  const depthCounts = countDepths(centred.flatMap((group) => group?.flat() ?? []));
  const ofBatch = inverseFrequencyWeights(depthCounts);
  const weighted = centred.map((group) => {
    if (group === null || config.depthWeights === 'off') return group;
    const weights = config.depthWeights === 'batch' ? ofBatch : inverseFrequencyWeights(countDepths(group.flat()));
    return group.map((tree) => tree.map((c) => ({ ...c, weight: weights[c.trace.depth] as number })));
  });
  return {
    rewards,
    groups: weighted,
    droppedGroups: centred.filter((group) => group === null).length,
    depthCounts,
    depthWeights: meanWeights(
      weighted.flatMap((group) => group?.flat() ?? []),
      depthCounts,
    ),
  };
}

/** Rewards minus baselines; null when every node of the group comes out the same, for then nothing can be learned. */
function centre(
  group: Group,
  rewards: readonly (readonly number[])[],
  baseline: CreditConfig['baseline'],
): CreditedTrace[][] | null {
  const roots = leaveOneOutBaselines(rewards.map((tree) => tree[0] as number));
  const cohorts = baseline === 'cohort' ? cohortBaselines(group, rewards) : null;
  const credited = group.trees.map((tree, g) =>
    tree.traces.map((trace, i) => {
      const reward = rewards[g]?.[i] as number;
      const advantage = reward - ((cohorts ? cohorts[g]?.[trace.depth] : roots[g]) as number);
      return { trace, reward, advantage: Math.abs(advantage) < ROUNDING ? 0 : advantage, weight: 1 };
    }),
  );
  const all = credited.flat();
  const first = all[0]?.advantage;
  return all.every((c) => c.advantage === first) ? null : credited;
}

function sumByDepth(tree: Tree, rewards: readonly number[]): { sum: number; count: number }[] {
  const sums: { sum: number; count: number }[] = [];
  tree.traces.forEach(({ depth }, i) => {
    while (sums.length <= depth) sums.push({ sum: 0, count: 0 });
    const at = sums[depth] as { sum: number; count: number };
    at.sum += rewards[i] as number;
    at.count++;
  });
  return sums;
}

function countDepths(credited: readonly CreditedTrace[]): number[] {
  const counts: number[] = [];
  for (const { trace } of credited) {
    while (counts.length <= trace.depth) counts.push(0);
    counts[trace.depth] = (counts[trace.depth] ?? 0) + 1;
  }
  return counts;
}

function meanWeights(credited: readonly CreditedTrace[], depthCounts: readonly number[]): number[] {
  const sums = depthCounts.map(() => 0);
  for (const { trace, weight } of credited) sums[trace.depth] = (sums[trace.depth] as number) + weight;
  return sums.map((sum, depth) => (depthCounts[depth] ? sum / (depthCounts[depth] as number) : 0));
}
