/** Costs and shapes of hand-built trees. */
import { describe, expect, it } from 'vitest';
import { assignCredit } from '../../../src/rl/credit.ts';
import { creditMetrics, treeMetrics } from '../../../src/rl/metrics.ts';
import { comparePaths } from '../../../src/rl/trace.ts';
import { treeStats } from '../../../src/rl/tree-stats.ts';
import { group, trace, tree } from '../../support/traces.ts';

/** Root: 4 turns (spawn, spawn, wait, finish); children take 3 and 5 turns. */
const parallel = tree(
  trace('0', 1, { turns: 4 }),
  trace('0.0', 1, { turns: 3, spawnTurn: 0, joinTurn: 2 }),
  trace('0.1', 0, { turns: 5, spawnTurn: 1, joinTurn: 2 }),
);
/** The same work, one child after the other: spawn, wait, spawn, wait, finish. */
const serial = tree(
  trace('0', 1, { turns: 5 }),
  trace('0.0', 1, { turns: 3, spawnTurn: 0, joinTurn: 1 }),
  trace('0.1', 1, { turns: 5, spawnTurn: 2, joinTurn: 3 }),
);

describe('tree statistics', () => {
  it('lets siblings overlap on the critical path', () => {
    // spawn (1), spawn (2), child 2 runs 3..7, the wait itself (3) is over at 7, finish is 8.
    expect(treeStats(parallel)).toMatchObject({
      agents: 3,
      depth: 1,
      turns: 12,
      criticalTurns: 8,
      parallelChildren: 2,
    });
  });

  it('adds up what is chained', () => {
    // spawn 1, child until 4, spawn 5, child until 10, finish 11.
    expect(treeStats(serial)).toMatchObject({ turns: 13, criticalTurns: 11, parallelChildren: 0 });
  });

  it('tells mean and smallest child success', () => {
    expect(treeStats(parallel).childSuccess).toEqual({ mean: 0.5, min: 0 });
    expect(treeStats(tree(trace('0', 1))).childSuccess).toBeNull();
  });

  it('detects a root that only hands its goal on', () => {
    const router = tree(trace('0', 1, { turns: 3, goal: [9, 1] }), trace('0.0', 1, { goal: [9, 1] }));
    const worker = tree(trace('0', 1, { turns: 3, goal: [9, 1] }), trace('0.0', 1, { goal: [8, 1] }));
    expect(treeStats(router).router).toBe(true);
    expect(treeStats(worker).router).toBe(false);
  });
});

describe('metrics', () => {
  it('averages over trees and splits by difficulty', () => {
    const metrics = treeMetrics([parallel, { ...serial, difficulty: 3 }]);
    expect(metrics['success/all']).toBe(1);
    expect(metrics['success/difficulty_2']).toBe(1);
    expect(metrics['success/difficulty_3']).toBe(1);
    expect(metrics['delegation/parallel_fraction']).toBe(0.5);
    expect(metrics['delegation/child_success']).toBe(0.75);
    expect(metrics['delegation/child_success_min']).toBe(0.5);
    expect(metrics['delegation/trees_of_depth_1']).toBe(2);
    expect(metrics['policy/entropy']).toBeCloseTo(0.7, 6);
  });

  it('reports depth counts and weights', () => {
    const credit = assignCredit([group(parallel, tree(trace('0', 0)))], {
      lambda: 0,
      bonus: 'rate',
      reward: 'local',
      depthWeights: 'batch',
      baseline: 'root',
    });
    const metrics = creditMetrics(credit);
    expect(metrics['credit/traces_at_depth_0']).toBe(2);
    expect(metrics['credit/traces_at_depth_1']).toBe(2);
    expect(metrics['credit/depth_weight_1']).toBe(1);
    expect(metrics['credit/dropped_groups']).toBe(0);
  });
});

describe('paths', () => {
  it('sort as numbers, parents first', () => {
    expect(['0.10', '0.2', '0', '0.2.0'].sort(comparePaths)).toEqual(['0', '0.2', '0.2.0', '0.10']);
  });
});
