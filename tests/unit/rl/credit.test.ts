/** RAO's equations 1, 3 and 4 and their variants, pinned by the paper's worked examples and by hand-built trees. */
import { describe, expect, it } from 'vitest';
import {
  assignCredit,
  type CreditConfig,
  cohortBaselines,
  inverseFrequencyWeights,
  leaveOneOutBaselines,
  nodeRewards,
} from '../../../src/rl/credit.ts';
import { group, trace, tree } from '../../support/traces.ts';

/** The paper's method. */
const RAO: CreditConfig = {
  lambda: 0,
  bonus: 'rate',
  reward: 'local',
  depthWeights: 'batch',
  baseline: 'root',
};
const credit = (groups: Parameters<typeof assignCredit>[0], changes: Partial<CreditConfig> = {}) =>
  assignCredit(groups, { ...RAO, ...changes });
const rewards = (t: ReturnType<typeof tree>, changes: Partial<CreditConfig>) => nodeRewards(t, { ...RAO, ...changes });

describe('node rewards (Eq. 1)', () => {
  it('adds λ times the mean of the children: 1 + 0.4 · ½ = 1.2', () => {
    expect(rewards(tree(trace('0', 1), trace('0.0', 0), trace('0.1', 1)), { lambda: 0.4 })[0]).toBeCloseTo(1.2, 12);
  });

  it('gives a childless node no bonus', () => {
    expect(rewards(tree(trace('0', 1)), { lambda: 0.4 })).toEqual([1]);
    expect(rewards(tree(trace('0', 1)), { lambda: 0.4, bonus: 'count' })).toEqual([1]);
  });

  it('counts immediate children only, by their own success, so that bonuses do not compound', () => {
    const of = rewards(tree(trace('0', 0), trace('0.0', 0), trace('0.0.0', 1)), { lambda: 0.4 });
    expect(of[0]).toBe(0);
    expect(of[1]).toBeCloseTo(0.4, 12);
    expect(of[2]).toBe(1);
  });

  const one = tree(trace('0', 1), trace('0.0', 1));
  const three = tree(trace('0', 1), trace('0.0', 1), trace('0.1', 1), trace('0.2', 1));

  it('pays for the rate, not for the number of children', () => {
    expect(rewards(three, { lambda: 0.4 })[0]).toBe(rewards(one, { lambda: 0.4 })[0]);
  });

  it('pays for each success when the bonus is by count, partial ones in part, failures not at all', () => {
    expect(rewards(one, { lambda: 0.4, bonus: 'count' })[0]).toBeCloseTo(1.4, 12);
    expect(rewards(three, { lambda: 0.4, bonus: 'count' })[0]).toBeCloseTo(2.2, 12);
    const mixed = tree(trace('0', 0), trace('0.0', 0.5), trace('0.1', 0), trace('0.2', 1), trace('0.2.0', 1));
    expect(rewards(mixed, { lambda: 0.4, bonus: 'count' })[0]).toBeCloseTo(0.6, 12);
  });

  it('gives every node the reward of the root, bonus included, when only the root is rewarded', () => {
    const failing = tree(trace('0', 0), trace('0.0', 1), trace('0.0.0', 1));
    expect(rewards(failing, { reward: 'root' })).toEqual([0, 0, 0]);
    const half = tree(trace('0', 1), trace('0.0', 0), trace('0.1', 1));
    expect(rewards(half, { reward: 'root', lambda: 0.4 })).toEqual([1.2, 1.2, 1.2]);
  });
});

describe('leave-one-out baselines (Eq. 3)', () => {
  it('matches the pinned numbers', () => {
    const b = leaveOneOutBaselines([1, 0, 0.5, 1]);
    [0.5, 0.8333333, 0.6666667, 0.5].forEach((x, i) => {
      expect(b[i]).toBeCloseTo(x, 6);
    });
  });

  it('refuses a single tree', () => {
    expect(() => leaveOneOutBaselines([1])).toThrow(/at least 2 trees/);
  });
});

describe('cohort baselines', () => {
  // Roots 1, 0, 0; children of the first 1 and 0, of the second 1, of the third none; one grandchild in the first.
  const trees = group(
    tree(trace('0', 1), trace('0.0', 1), trace('0.0.0', 1), trace('0.1', 0)),
    tree(trace('0', 0), trace('0.0', 1)),
    tree(trace('0', 0)),
  );
  const own = trees.trees.map((t) => nodeRewards(t, RAO));

  it('averages the other trees at the same depth, node by node', () => {
    const b = cohortBaselines(trees, own);
    expect(b[0]?.slice(0, 2)).toEqual([0, 1]);
    // The mean over two nodes of one tree, not over trees: the third tree has no say at depth 1.
    expect(b[1]).toEqual([0.5, 0.5]);
    expect(b[2]).toEqual([0.5]);
  });

  it('falls back on the other roots where no other tree is as deep', () => {
    expect(cohortBaselines(trees, own)[0]?.[2]).toBe(0);
    const swapped = group(...trees.trees.slice(0, 1), tree(trace('0', 1)), tree(trace('0', 0)));
    const b = cohortBaselines(
      swapped,
      swapped.trees.map((t) => nodeRewards(t, RAO)),
    );
    expect(b[0]).toEqual([0.5, 0.5, 0.5]);
  });

  it('reaches the advantages', () => {
    const { groups } = credit([trees], { baseline: 'cohort' });
    expect(groups[0]?.map((t) => t.map((c) => c.advantage))).toEqual([[1, 0, 1, -1], [-0.5, 0.5], [-0.5]]);
    const { groups: byRoot } = credit([trees]);
    expect(byRoot[0]?.map((t) => t.map((c) => c.advantage))).toEqual([[1, 1, 1, 0], [-0.5, 0.5], [-0.5]]);
  });

  it('drops a group whose nodes are all like their cohort', () => {
    const same = () => tree(trace('0', 1), trace('0.0', 0));
    expect(credit([group(same(), same())], { baseline: 'cohort' }).droppedGroups).toBe(1);
    // By the root's baseline the failing children still teach something.
    expect(credit([group(same(), same())]).droppedGroups).toBe(0);
  });
});

describe('depth weights (Eq. 4)', () => {
  it('matches the pinned numbers and preserves the total', () => {
    const counts = [2, 4, 8];
    const w = inverseFrequencyWeights(counts);
    [7 / 3, 7 / 6, 7 / 12].forEach((x, i) => {
      expect(w[i]).toBeCloseTo(x, 12);
    });
    expect(counts.reduce((sum, n, d) => sum + n * (w[d] as number), 0)).toBeCloseTo(14, 12);
    counts.forEach((n, d) => {
      expect(n * (w[d] as number)).toBeCloseTo(14 / 3, 12);
    });
  });

  it('leaves out empty depths', () => {
    expect(inverseFrequencyWeights([3, 0, 1])).toEqual([4 / 6, 0, 2]);
  });
});

describe('credit over a batch', () => {
  it('subtracts the other roots from every node of a tree', () => {
    const { groups } = credit([group(tree(trace('0', 1), trace('0.0', 0)), tree(trace('0', 0)))]);
    const [first, second] = groups[0] ?? [];
    expect(first?.map((c) => c.advantage)).toEqual([1, 0]);
    expect(second?.map((c) => c.advantage)).toEqual([-1]);
  });

  it('gives children of a failing root a negative advantage when only the root is rewarded', () => {
    const trees = [group(tree(trace('0', 0), trace('0.0', 1)), tree(trace('0', 1), trace('0.0', 0)))];
    const { groups } = credit(trees, { reward: 'root' });
    expect(groups[0]?.map((t) => t.map((c) => c.advantage))).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });

  it('drops a group without signal from counts and batch', () => {
    const result = credit([
      group(tree(trace('0', 1)), tree(trace('0', 1))),
      group(tree(trace('0', 1)), tree(trace('0', 0))),
    ]);
    expect(result.groups[0]).toBeNull();
    expect(result.droppedGroups).toBe(1);
    expect(result.depthCounts).toEqual([2]);
    expect(result.rewards[0]).toEqual([[1], [1]]);
  });

  it('keeps a group whose roots tie when its children differ, unless only the root is rewarded', () => {
    const tied = [group(tree(trace('0', 1), trace('0.0', 0)), tree(trace('0', 1), trace('0.0', 1)))];
    expect(credit(tied).droppedGroups).toBe(0);
    expect(credit(tied, { reward: 'root' }).droppedGroups).toBe(1);
  });

  it('takes what rounding leaves of equal rewards for 0', () => {
    // Three times 1.1 minus one of them is not quite twice 1.1.
    const same = () => tree(trace('0', 1), trace('0.0', 1));
    const result = credit([group(same(), same(), same(), same(), same(), same(), tree(trace('0', 1.1)))], {
      lambda: 0.1,
    });
    expect(result.groups[0]?.map((t) => t[0]?.advantage)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('depth weights over batch and group', () => {
  // Depth counts: 2 and 1 in the first task, 2 and 2 in the second.
  const groups = [
    group(tree(trace('0', 1), trace('0.0', 1)), tree(trace('0', 0))),
    group(tree(trace('0', 1), trace('0.0', 1)), tree(trace('0', 0), trace('0.0', 0))),
  ];
  const weights = (changes: Partial<CreditConfig>) =>
    credit(groups, changes).groups.map((g) => g?.map((t) => t.map((c) => c.weight)));

  it('multiplies the centred advantage by weights counted over the whole batch', () => {
    const result = credit([groups[0] as (typeof groups)[0], group(tree(trace('0', 1)), tree(trace('0', 0)))]);
    expect(result.depthCounts).toEqual([4, 1]);
    expect(result.depthWeights).toEqual([5 / 8, 5 / 2]);
    const child = result.groups[0]?.[0]?.[1];
    expect(child?.weight).toBe(5 / 2);
    expect(child?.advantage).toBe(1);
  });

  it('counts over the batch: N = 7, K = 2, N_0 = 4, N_1 = 3', () => {
    const [w0, w1] = [7 / 8, 7 / 6];
    expect(weights({ depthWeights: 'batch' })).toEqual([
      [[w0, w1], [w0]],
      [
        [w0, w1],
        [w0, w1],
      ],
    ]);
  });

  it('counts over each group: N = 3 and N = 4', () => {
    expect(weights({ depthWeights: 'group' })).toEqual([
      [[3 / 4, 3 / 2], [3 / 4]],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
  });

  it('reports counts of the batch and the mean weight of a depth', () => {
    const result = credit(groups, { depthWeights: 'group' });
    expect(result.depthCounts).toEqual([4, 3]);
    expect(result.depthWeights[0]).toBeCloseTo((2 * 0.75 + 2 * 1) / 4, 12);
    expect(result.depthWeights[1]).toBeCloseTo((1.5 + 2 * 1) / 3, 12);
  });

  it('preserves the total weight either way', () => {
    for (const depthWeights of ['off', 'batch', 'group'] as const) {
      const total = (weights({ depthWeights }).flat(3) as number[]).reduce((a, b) => a + b, 0);
      expect(total).toBeCloseTo(7, 12);
    }
  });

  it('leaves dropped groups out of the count', () => {
    const dropped = group(tree(trace('0', 0)), tree(trace('0', 0)));
    expect(credit([...groups, dropped]).depthCounts).toEqual([4, 3]);
    expect(credit([dropped], { depthWeights: 'group' })).toMatchObject({ depthCounts: [], depthWeights: [] });
  });

  it('weighs everything 1 when switched off', () => {
    const result = credit(groups, { depthWeights: 'off' });
    expect(result.groups.flatMap((g) => g?.flat() ?? []).every((c) => c.weight === 1)).toBe(true);
    expect(result.depthWeights).toEqual([1, 1]);
  });
});
