/** RAO's equations 1, 3 and 4, pinned by the numbers of the paper's worked examples. */
import { describe, expect, it } from 'vitest';
import { assignCredit, inverseFrequencyWeights, leaveOneOutBaselines, nodeRewards } from '../../../src/rl/credit.ts';
import { group, trace, tree } from '../../support/traces.ts';

describe('node rewards (Eq. 1)', () => {
  it('adds λ times the mean of the children: 1 + 0.4 · ½ = 1.2', () => {
    expect(nodeRewards(tree(trace('0', 1), trace('0.0', 0), trace('0.1', 1)), 0.4)[0]).toBeCloseTo(1.2, 12);
  });

  it('gives a childless node no bonus', () => {
    expect(nodeRewards(tree(trace('0', 1)), 0.4)).toEqual([1]);
  });

  it('counts immediate children only, by their own success, so that bonuses do not compound', () => {
    const rewards = nodeRewards(tree(trace('0', 0), trace('0.0', 0), trace('0.0.0', 1)), 0.4);
    expect(rewards[0]).toBe(0);
    expect(rewards[1]).toBeCloseTo(0.4, 12);
    expect(rewards[2]).toBe(1);
  });

  it('pays for the rate, not for the number of children', () => {
    const one = nodeRewards(tree(trace('0', 1), trace('0.0', 1)), 0.4);
    const three = nodeRewards(tree(trace('0', 1), trace('0.0', 1), trace('0.1', 1), trace('0.2', 1)), 0.4);
    expect(three[0]).toBe(one[0]);
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
  const config = { lambda: 0, depthWeights: 'batch' } as const;

  it('subtracts the other roots from every node of a tree', () => {
    const credit = assignCredit([group(tree(trace('0', 1), trace('0.0', 0)), tree(trace('0', 0)))], config);
    const [first, second] = credit.groups[0] ?? [];
    expect(first?.map((c) => c.advantage)).toEqual([1, 0]);
    expect(second?.map((c) => c.advantage)).toEqual([-1]);
  });

  it('multiplies the centred advantage by weights counted over the whole batch', () => {
    const credit = assignCredit(
      [
        group(tree(trace('0', 1), trace('0.0', 1)), tree(trace('0', 0))),
        group(tree(trace('0', 1)), tree(trace('0', 0))),
      ],
      config,
    );
    expect(credit.depthCounts).toEqual([4, 1]);
    expect(credit.depthWeights).toEqual([5 / 8, 5 / 2]);
    const child = credit.groups[0]?.[0]?.[1];
    expect(child?.weight).toBe(5 / 2);
    expect(child?.advantage).toBe(1);
  });

  it('drops a group without signal from counts and batch', () => {
    const credit = assignCredit(
      [group(tree(trace('0', 1)), tree(trace('0', 1))), group(tree(trace('0', 1)), tree(trace('0', 0)))],
      config,
    );
    expect(credit.groups[0]).toBeNull();
    expect(credit.droppedGroups).toBe(1);
    expect(credit.depthCounts).toEqual([2]);
    expect(credit.rewards[0]).toEqual([[1], [1]]);
  });

  it('keeps a group whose roots tie when its children differ', () => {
    const credit = assignCredit(
      [group(tree(trace('0', 1), trace('0.0', 0)), tree(trace('0', 1), trace('0.0', 1)))],
      config,
    );
    expect(credit.droppedGroups).toBe(0);
  });

  it('weighs everything 1 when switched off', () => {
    const credit = assignCredit([group(tree(trace('0', 1), trace('0.0', 1)), tree(trace('0', 0)))], {
      lambda: 0,
      depthWeights: 'off',
    });
    expect(credit.groups[0]?.flat().map((c) => c.weight)).toEqual([1, 1, 1]);
  });
});
