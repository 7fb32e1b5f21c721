/**
 * Recursive Agent Optimization (arXiv 2605.06639) as two kinds of steps over one policy:
 *
 *   warm start   imitate a scripted expert on shallow tasks, since a policy that never spawns learns nothing of it
 *   update       for each of M root tasks grow G trees with the current policy (or one a few updates older), every
 *                node a copy of it; reward each node for its own goal (Eq. 1), subtract the other trees' mean root
 *                reward (Eq. 3), weigh the depths equally (Eq. 4), and take one CISPO step on the agents' own tokens
 *                (Eq. 5), whose clipped ratio corrects for the age of the policy that wrote them
 *
 * The single-agent baseline is the same without `spawn`. A step is a pure function of the policies, the configuration
 * and its number: every draw is keyed by what it is for.
 */
import type { EnvironmentSpec } from '../../envs/environment.ts';
import type { Engine, StepConfig } from '../../model/engine.ts';
import { between, derive, type Key } from '../../random/index.ts';
import type { AgentLimits } from '../agent.ts';
import { packImitationBatch, packPolicyBatch } from '../batch.ts';
import type { RaoConfig } from '../config.ts';
import { assignCredit } from '../credit.ts';
import { creditMetrics, type Metrics, mean, stepMetrics, treeMetrics } from '../metrics.ts';
import { ExpertPolicy, enginePolicy } from '../policy.ts';
import type { AgentPool } from '../pool.ts';
import { type RolloutHooks, type RolloutJob, rollout } from '../rollout.ts';
import type { Trace, Tree } from '../trace.ts';

/** What a step works with. */
export interface RaoContext {
  readonly spec: EnvironmentSpec;
  readonly config: RaoConfig;
  readonly engine: Engine;
  readonly pool: AgentPool;
  /** The run's key. */
  readonly key: Key;
  readonly hooks: RolloutHooks;
}

/** A finished tree with the root state it grew from and what its nodes earned. */
export interface StepTree {
  readonly tree: Tree;
  readonly root: unknown;
  readonly rewards?: readonly number[];
  readonly advantages?: readonly number[];
}

export interface StepOutcome {
  readonly metrics: Metrics;
  /** Tokens trained on: all tokens of all traces, read or written. */
  readonly tokens: number;
  readonly trees: readonly StepTree[];
}

/** One optimizer step of imitation. */
export async function imitate(context: RaoContext, update: number, learningRate: number): Promise<StepOutcome> {
  const { spec, config, engine, pool, hooks } = context;
  const { warmStart, environment, agent } = config;
  const style = agent.delegation ? 'recursive' : 'flat';
  const expert = new ExpertPolicy(spec, environment.settings, style, warmStart.noise);
  const key = derive(context.key, 'warm-start', update);
  const jobs = Array.from({ length: warmStart.trees }, (_, i): RolloutJob => {
    const taskKey = derive(key, i);
    return job(context, `warm-start-${update}-${i}`, taskKey, [warmStart.minDifficulty, warmStart.maxDifficulty]);
  });
  const trees = await rollout(jobs, expert, pool, hooks);
  const traces: Trace[] = [];
  const sequences: string[] = [];
  trees.forEach((tree, i) => {
    for (const trace of tree.traces) {
      traces.push(trace);
      sequences.push(`${jobs[i]?.name}/${trace.path}`);
    }
  });
  const batch = packImitationBatch(traces, (t, position) => expert.isNoise(sequences[t] as string, position));
  const metrics = treeMetrics(trees);
  // With much noise nothing may be left to imitate.
  if (batch.normalizer > 0) {
    const stats = await engine.train(batch, stepConfig(config, learningRate, { kind: 'sft' }));
    Object.assign(metrics, stepMetrics(stats, learningRate), { 'policy/entropy': stats.entropy });
  }
  return {
    metrics,
    tokens: countTokens(trees),
    trees: trees.map((tree, i) => ({ tree, root: jobs[i]?.task.state })),
  };
}

/** What one update learns from: the trees of all its tasks, G for each, and the states of their roots. */
export interface Experience {
  readonly trees: readonly Tree[];
  readonly roots: readonly unknown[];
}

/** Grows the trees of one update with the policy as it is now. */
export async function explore(context: RaoContext, update: number): Promise<Experience> {
  const { config, engine, pool, hooks } = context;
  const { training } = config;
  const key = derive(context.key, 'training', update);
  const jobs: RolloutJob[] = [];
  for (let t = 0; t < training.tasks; t++) {
    const root = job(context, '', derive(key, t), [training.minDifficulty, training.maxDifficulty]);
    for (let g = 0; g < training.trees; g++) {
      jobs.push({ ...root, name: `training-${update}-${t}-${g}`, key: derive(key, t, 'tree', g) });
    }
  }
  const trees = await rollout(jobs, enginePolicy(engine), pool, hooks);
  return { trees, roots: jobs.map(({ task }) => task.state) };
}

/** One policy-gradient update on trees that a policy `staleness` updates older than the present one has grown. */
export async function improve(
  { config, engine }: RaoContext,
  { trees, roots }: Experience,
  staleness: number,
  learningRate: number,
): Promise<StepOutcome> {
  const { training } = config;
  const groups = Array.from({ length: training.tasks }, (_, t) => ({
    trees: trees.slice(t * training.trees, (t + 1) * training.trees),
  }));
  const credit = assignCredit(groups, training);
  const batch = packPolicyBatch(credit.groups.flatMap((group) => group?.flat() ?? []));
  const metrics: Metrics = { ...treeMetrics(trees), ...creditMetrics(credit) };
  metrics['reward/all/mean'] = mean(credit.rewards.flat(2));
  metrics['reward/root/mean'] = mean(credit.rewards.flat().map((tree) => tree[0] as number));
  metrics['rollout/staleness'] = staleness;
  if (batch.rows > 0) {
    const loss = { kind: 'cispo', low: 0, high: training.clipHigh } as const;
    Object.assign(
      metrics,
      stepMetrics(await engine.train(batch, stepConfig(config, learningRate, loss)), learningRate),
    );
  }
  return {
    metrics,
    tokens: countTokens(trees),
    trees: trees.map((tree, i): StepTree => {
      const [t, g] = [Math.floor(i / training.trees), i % training.trees];
      const credited = credit.groups[t]?.[g];
      return {
        tree,
        root: roots[i],
        rewards: credit.rewards[t]?.[g] ?? [],
        // A dropped group teaches nothing: its advantages are 0.
        advantages: tree.traces.map((_, n) =>
          credited ? (credited[n]?.weight ?? 0) * (credited[n]?.advantage ?? 0) : 0,
        ),
      };
    }),
  };
}

/** A tree for a task whose difficulty is drawn from [low, high]. */
function job({ spec, config }: RaoContext, name: string, key: Key, [low, high]: [number, number]): RolloutJob {
  const difficulty = between(derive(key, 'difficulty'), low, high);
  return {
    name,
    task: spec.generate(derive(key, 'task'), difficulty, config.environment.settings),
    key: derive(key, 'rollout'),
    limits: trainingLimits(config),
    descendants: config.agent.descendants,
  };
}

function trainingLimits({ agent, model }: RaoConfig): AgentLimits {
  const { delegation, turns, turnBudget, childSees, turnTokens, depthCap, temperature } = agent;
  return { delegation, turns, turnBudget, childSees, turnTokens, depthCap, temperature, context: model.context };
}

function stepConfig({ agent, training }: RaoConfig, learningRate: number, loss: StepConfig['loss']): StepConfig {
  return {
    loss,
    temperature: loss.kind === 'sft' ? 1 : agent.temperature,
    learningRate,
    // RAO's repository uses β₂ = 0.95; so do most language-model recipes.
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: training.weightDecay,
    clipNorm: training.clipNorm,
  };
}

function countTokens(trees: readonly Tree[]): number {
  return trees.reduce((n, { traces }) => n + traces.reduce((m, trace) => m + trace.tokens.length, 0), 0);
}
