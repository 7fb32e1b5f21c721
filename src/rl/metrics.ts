/**
 * Metrics of one optimizer step as slash paths, with prime-rl's names where it has one. Everything here is a pure
 * function of traces and step statistics; `time/…` is added by whoever owns a clock.
 */
import type { StepStats } from '../model/engine.ts';
import { ownTokens } from './batch.ts';
import type { Credit } from './credit.ts';
import type { Tree } from './trace.ts';
import { rootOf, treeStats } from './tree-stats.ts';

export type Metrics = Record<string, number>;

/** What a set of finished trees says: success, delegation, turns, tokens. */
export function treeMetrics(trees: readonly Tree[]): Metrics {
  const stats = trees.map(treeStats);
  const roots = trees.map(rootOf);
  const traces = trees.flatMap((tree) => tree.traces);
  const children = traces.filter((trace) => trace.depth > 0);
  const withChildren = stats.flatMap((s) => (s.childSuccess ? [s.childSuccess] : []));
  const metrics: Metrics = {
    'success/all': mean(roots.map((root) => root.score)),
    'rollout/num_turns': mean(stats.map((s) => s.turns)),
    'rollout/critical_turns': mean(stats.map((s) => s.criticalTurns)),
    'rollout/tokens': mean(stats.map((s) => s.tokens)),
    'rollout/errors': mean(stats.map((s) => s.errors)),
    'rollout/unfinished': mean(traces.map((trace) => (trace.end === 'finished' ? 0 : 1))),
    'rollout/context_full': mean(traces.map((trace) => (trace.end === 'context' ? 1 : 0))),
    'delegation/agents': mean(stats.map((s) => s.agents)),
    'delegation/rate': mean(stats.map((s) => (s.agents > 1 ? 1 : 0))),
    'delegation/max_depth': mean(stats.map((s) => s.depth)),
    'delegation/refused': mean(stats.map((s) => s.refused)),
    'delegation/parallel_fraction':
      children.length > 0 ? stats.reduce((n, s) => n + s.parallelChildren, 0) / children.length : 0,
    'delegation/lost': children.length > 0 ? mean(children.map((child) => (child.joined ? 0 : 1))) : 0,
    'delegation/child_success': children.length > 0 ? mean(children.map((child) => child.score)) : 0,
    'delegation/child_success_min': withChildren.length > 0 ? mean(withChildren.map((c) => c.min)) : 0,
    'delegation/router': mean(stats.map((s) => (s.router ? 1 : 0))),
    'policy/entropy': meanOwnEntropy(trees),
  };
  for (const difficulty of new Set(trees.map((tree) => tree.difficulty))) {
    const scores = roots.filter((_, i) => trees[i]?.difficulty === difficulty).map((root) => root.score);
    metrics[`success/difficulty_${difficulty}`] = mean(scores);
  }
  for (const [depth, count] of histogram(stats.map((s) => s.depth)).entries()) {
    metrics[`delegation/trees_of_depth_${depth}`] = count;
  }
  return metrics;
}

/** What credit assignment says: rewards, advantages, dropped groups, depth counts and weights. */
export function creditMetrics(credit: Credit): Metrics {
  const credited = credit.groups.flatMap((group) => group?.flat() ?? []);
  const metrics: Metrics = {
    'credit/dropped_groups': credit.droppedGroups,
    'credit/advantage_abs': mean(credited.map((c) => Math.abs(c.weight * c.advantage))),
  };
  credit.depthCounts.forEach((count, depth) => {
    metrics[`credit/traces_at_depth_${depth}`] = count;
    metrics[`credit/depth_weight_${depth}`] = credit.depthWeights[depth] as number;
  });
  return metrics;
}

/** What the optimizer step says. */
export function stepMetrics(stats: StepStats, learningRate: number): Metrics {
  return {
    'optim/loss': stats.loss,
    'optim/grad_norm': stats.gradNorm,
    'optim/lr': learningRate,
    'optim/kl': stats.kl,
    'optim/clipped': stats.clipped,
    'optim/skipped': stats.applied ? 0 : 1,
  };
}

/** Number of items per value 0, 1, 2 …, as a dense array. */
export function histogram(values: readonly number[]): number[] {
  const counts: number[] = [];
  for (const value of values) {
    while (counts.length <= value) counts.push(0);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

export function mean(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

function meanOwnEntropy(trees: readonly Tree[]): number {
  let sum = 0;
  let count = 0;
  for (const { traces } of trees) {
    for (const trace of traces) {
      count += ownTokens(trace);
      for (const entropy of trace.entropies) sum += entropy;
    }
  }
  return count > 0 ? sum / count : 0;
}
