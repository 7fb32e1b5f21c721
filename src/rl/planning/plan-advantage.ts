/**
 * The planning advantage, measured: A_plan = E[V(c, p_new) - V(c, p_old)] (Learning When to Plan, §3.1), which the paper
 * defines and leaves to the policy to sense. Here the world is cloned, and from the same moment some copies of the agent
 * write a new plan while others go on with the old one; what they earn from there on is the difference.
 */
import type { World } from '../../envs/planning.ts';
import { derive, type Key } from '../../random/index.ts';
import type { Policy } from '../policy.ts';
import { type AgentLimits, type AgentState, type Language, PlanningAgent } from './agent.ts';
import { appraiseAll, stepAll } from './rounds.ts';

/** A moment between two steps of an episode. */
export interface Moment {
  readonly state: AgentState;
  readonly world: unknown;
}

export interface PlanAdvantageOptions {
  readonly language: Language;
  readonly limits: AgentLimits;
  readonly restore: (world: unknown) => World;
  /** Copies per branch. */
  readonly rollouts: number;
  /** Steps that each goes on for; what comes after is the value head's estimate. */
  readonly steps: number;
  /** Per step, in (0, 1]. */
  readonly discount: number;
  /** The world's rewards are multiplied by this, as the value head has learned them. */
  readonly rewardScale: number;
}

/** Discounted returns of both branches, the cost of plans not subtracted. */
export interface PlanAdvantage {
  readonly planned: number;
  readonly kept: number;
  /** `planned` - `kept`, and its standard error over the copies. */
  readonly advantage: number;
  readonly error: number;
}

/** One measurement per moment. All draws are keyed by the moment's number, the branch and the copy. */
export async function measurePlanAdvantage(
  moments: readonly Moment[],
  options: PlanAdvantageOptions,
  policy: Policy,
  key: Key,
): Promise<PlanAdvantage[]> {
  const results: PlanAdvantage[] = [];
  // One moment after the other: both branches of it are already a batch.
  for (const [i, moment] of moments.entries()) {
    const planned = branch(moment, options, derive(key, i, 'plan'), `moment-${i}-plan`);
    const kept = branch(moment, options, derive(key, i, 'keep'), `moment-${i}-keep`);
    const copies = [...planned, ...kept];
    await play(copies, options, policy, (copy) => (copy < planned.length ? 'plan' : 'act'));
    results.push(
      compare(
        copies.slice(0, planned.length).map((copy) => copy.earned),
        copies.slice(planned.length).map((copy) => copy.earned),
      ),
    );
  }
  return results;
}

interface Copy {
  readonly agent: PlanningAgent;
  earned: number;
  over: boolean;
}

function branch({ state, world }: Moment, options: PlanAdvantageOptions, key: Key, name: string): Copy[] {
  return Array.from({ length: options.rollouts }, (_, r): Copy => {
    const copy = options.restore(world);
    const agent = new PlanningAgent(options.language, options.limits, `${name}-${r}`, derive(key, r), copy);
    agent.resume(state, copy);
    return { agent, earned: 0, over: false };
  });
}

async function play(
  copies: readonly Copy[],
  { steps, discount, rewardScale }: PlanAdvantageOptions,
  policy: Policy,
  first: (copy: number) => 'plan' | 'act',
): Promise<void> {
  let weight = rewardScale;
  for (let t = 0; t < steps; t++, weight *= discount) {
    const going = copies.filter((copy) => !copy.over);
    const agents = going.map(({ agent }) => agent);
    const taken = await stepAll(agents, policy, t === 0 ? { must: first } : {});
    going.forEach((copy, i) => {
      const step = taken[i];
      if (!step) return;
      copy.earned += weight * step.reward;
      copy.over = step.terminated || step.truncated;
      if (copy.over) copy.agent.cut();
      policy.release(copy.agent.collect().map(({ sequence }) => sequence));
    });
  }
  const left = copies.filter((copy) => !copy.over);
  const values = await appraiseAll(
    left.map(({ agent }) => agent),
    policy,
  );
  left.forEach((copy, i) => {
    copy.earned += discount ** steps * (values[i] as number);
    copy.agent.cut();
    policy.release(copy.agent.collect().map(({ sequence }) => sequence));
  });
}

function compare(planned: readonly number[], kept: readonly number[]): PlanAdvantage {
  const [a, b] = [moments(planned), moments(kept)];
  return {
    planned: a.mean,
    kept: b.mean,
    advantage: a.mean - b.mean,
    error: Math.sqrt(a.variance / planned.length + b.variance / kept.length),
  };
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, variance };
}
