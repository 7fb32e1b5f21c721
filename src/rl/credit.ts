/**
 * Credit assignment of RAO: rewards per node (Eq. 1), leave-one-out advantages over the roots' rewards (Eq. 3) and
 * inverse-frequency weights per depth (Eq. 4). Pure functions of finished trees; equation numbers are the paper's
 * (Recursive Agent Optimization, arXiv 2605.06639).
 */
import { childrenByPath, type Group, type Trace, type Tree } from './trace.ts';

export interface CreditConfig {
  /** λ: weight of the immediate children's mean success in a node's reward. */
  readonly lambda: number;
  /** Whether advantages are multiplied by the depth weights. */
  readonly depthWeights: 'off' | 'batch' | 'group';
}

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
  /** w_d; 0 at depths without traces. */
  readonly depthWeights: readonly number[];
}

/**
 * Eq. 1: R = s̃ + λ · mean of the immediate children's own s̃ (0 without children), in the order of `tree.traces`.
 * The mean, not the sum, so that spawning more does not pay; the children's s̃, not their R, so that it does not
 * compound.
 */
export function nodeRewards(tree: Tree, lambda: number): number[] {
  const children = childrenByPath(tree);
  return tree.traces.map((trace) => {
    const own = children.get(trace.path) ?? [];
    if (own.length === 0) return trace.score;
    const mean = own.reduce((sum, child) => sum + child.score, 0) / own.length;
    return trace.score + lambda * mean;
  });
}

/** Eq. 3: per tree, the mean of the other trees' root rewards. Needs at least two. */
export function leaveOneOutBaselines(rootRewards: readonly number[]): number[] {
  const n = rootRewards.length;
  if (n < 2) throw new RangeError(`A leave-one-out baseline needs at least 2 trees per task; got ${n}.`);
  const total = rootRewards.reduce((a, b) => a + b, 0);
  return rootRewards.map((r) => (total - r) / (n - 1));
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

/** Eqs. 1, 3 and 4 over a batch of groups. Depths are counted over the whole batch of kept groups, as in the paper. */
export function assignCredit(groups: readonly Group[], config: CreditConfig): Credit {
  const rewards = groups.map((group) => group.trees.map((tree) => nodeRewards(tree, config.lambda)));
  const centred = groups.map((group, i) => centre(group, rewards[i] as number[][]));
  const depthCounts: number[] = [];
  for (const group of centred) {
    for (const { trace } of group?.flat() ?? []) {
      while (depthCounts.length <= trace.depth) depthCounts.push(0);
      depthCounts[trace.depth] = (depthCounts[trace.depth] ?? 0) + 1;
    }
  }
  const depthWeights = config.depthWeights !== 'off' ? inverseFrequencyWeights(depthCounts) : depthCounts.map(() => 1);
  return {
    rewards,
    groups: centred.map(
      (group) =>
        group?.map((tree) =>
          tree.map((credited) => ({ ...credited, weight: depthWeights[credited.trace.depth] as number })),
        ) ?? null,
    ),
    droppedGroups: centred.filter((group) => group === null).length,
    depthCounts,
    depthWeights,
  };
}

/** Rewards minus baselines; null when every node of the group comes out the same, for then nothing can be learned. */
function centre(group: Group, rewards: readonly (readonly number[])[]): CreditedTrace[][] | null {
  const baselines = leaveOneOutBaselines(rewards.map((tree) => tree[0] as number));
  const credited = group.trees.map((tree, g) =>
    tree.traces.map((trace, i) => {
      const reward = rewards[g]?.[i] as number;
      return { trace, reward, advantage: reward - (baselines[g] as number), weight: 1 };
    }),
  );
  const all = credited.flat();
  const first = all[0]?.advantage;
  return all.every((c) => c.advantage === first) ? null : credited;
}
