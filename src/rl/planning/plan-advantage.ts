/**
 * The planning advantage, measured: A_plan = E[V(c, p_new) - V(c, p_old)] (Learning When to Plan, §3.1), which the paper
 * defines and leaves to the policy to sense. Here the world is cloned, and from the same moment some copies of the agent
 * write a new plan while others go on with the old one; what they earn from there on is the difference. After that first
 * step all copies plan as they always do, so a plan that is late by one step counts as that.
 */
import type { World } from '../../envs/planning.ts';
import { derive, type Key } from '../../random/index.ts';
import type { Policy } from '../policy.ts';
import { type AgentLimits, type Language, PlanningAgent } from './agent.ts';
import type { Moment } from './moments.ts';
import { appraiseAll, stepAll } from './rounds.ts';

/** Copies that go on side by side: a batch as large as those of training, whatever the number of moments. */
const ROWS = 192;

export interface PlanAdvantageOptions {
  readonly language: Language;
  readonly limits: AgentLimits;
  readonly restore: (world: unknown) => World;
  /** Copies per branch. */
  readonly rollouts: number;
  /** Steps that each goes on for. */
  readonly steps: number;
  /** Per step, in (0, 1]. */
  readonly discount: number;
  /**
   * Value estimates are multiplied by this to be in units of the world's reward, and stand for what comes after the last
   * step; 0 where nobody has learned any, so that nothing counts after it.
   */
  readonly valueScale: number;
}

export interface PlanAdvantageHooks {
  /** Awaited before each step. */
  round(): Promise<void>;
  /** How many moments are done. */
  measured?(moments: number): void;
}

/** Discounted returns of both branches in units of the world's reward, the cost of plans not subtracted. */
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
  hooks: PlanAdvantageHooks,
): Promise<PlanAdvantage[]> {
  const results: PlanAdvantage[] = [];
  const together = Math.max(1, Math.floor(ROWS / (2 * options.rollouts)));
  while (results.length < moments.length) {
    const first = results.length;
    const forks = moments.slice(first, first + together).map((moment, i) => {
      const name = `moment-${first + i}`;
      return {
        planned: branch(moment, options, derive(key, first + i, 'plan'), `${name}-plan`, 'plan'),
        kept: branch(moment, options, derive(key, first + i, 'keep'), `${name}-keep`, 'act'),
      };
    });
    await play(
      forks.flatMap(({ planned, kept }) => [...planned, ...kept]),
      options,
      policy,
      hooks,
    );
    results.push(...forks.map(({ planned, kept }) => compare(planned, kept)));
    hooks.measured?.(results.length);
  }
  return results;
}

interface Copy {
  readonly agent: PlanningAgent;
  /** What its first step has to begin with. */
  readonly first: 'plan' | 'act';
  earned: number;
  over: boolean;
}

function branch(moment: Moment, options: PlanAdvantageOptions, key: Key, name: string, first: Copy['first']): Copy[] {
  const { language, limits, restore, rollouts } = options;
  return Array.from({ length: rollouts }, (_, r): Copy => {
    // Who is advised needs somebody who has seen all of the episode.
    const advised = limits.planning.content === 'coach';
    const world = restore(advised ? moment.start : moment.world);
    const agent = new PlanningAgent(language, limits, `${name}-${r}`, derive(key, r), world);
    if (advised) agent.replay(moment.state, world);
    else agent.resume(moment.state, world);
    return { agent, first, earned: 0, over: false };
  });
}

async function play(
  copies: readonly Copy[],
  { steps, discount, valueScale }: PlanAdvantageOptions,
  policy: Policy,
  hooks: PlanAdvantageHooks,
): Promise<void> {
  for (let t = 0; t < steps; t++) {
    const going = copies.filter((copy) => !copy.over);
    if (going.length === 0) return;
    await hooks.round();
    const agents = going.map(({ agent }) => agent);
    const taken = await stepAll(agents, policy, t === 0 ? { must: (i) => going[i]?.first } : {});
    going.forEach((copy, i) => {
      const step = taken[i];
      if (!step) return;
      copy.earned += discount ** t * step.reward;
      copy.over = step.terminated || step.truncated;
      if (copy.over) copy.agent.cut();
      policy.release(copy.agent.collect().map(({ sequence }) => sequence));
    });
  }
  const left = copies.filter((copy) => !copy.over);
  const agents = left.map(({ agent }) => agent);
  const values = valueScale > 0 ? await appraiseAll(agents, policy) : [];
  left.forEach((copy, i) => {
    copy.earned += discount ** steps * valueScale * (values[i] ?? 0);
    copy.agent.cut();
    policy.release(copy.agent.collect().map(({ sequence }) => sequence));
  });
}

function compare(planned: readonly Copy[], kept: readonly Copy[]): PlanAdvantage {
  const [a, b] = [returnsOf(planned), returnsOf(kept)];
  return {
    planned: a.mean,
    kept: b.mean,
    advantage: a.mean - b.mean,
    error: Math.sqrt(a.variance / planned.length + b.variance / kept.length),
  };
}

function returnsOf(copies: readonly Copy[]): { mean: number; variance: number } {
  const mean = copies.reduce((sum, { earned }) => sum + earned, 0) / copies.length;
  const squares = copies.reduce((sum, { earned }) => sum + (earned - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, copies.length - 1) };
}
