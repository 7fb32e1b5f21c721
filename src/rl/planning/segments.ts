/**
 * Segments: many agents side by side, each going on for the same number of steps from where its last segment ended,
 * through as many episodes as that takes (PPO's fixed-length rollouts). What the last step leads to is appraised by the
 * policy itself. Every segment begins with new windows, so that what it leaves behind can be trained on alone.
 */
import type { World } from '../../envs/planning.ts';
import type { Policy } from '../policy.ts';
import type { AgentStep, EpisodeTally, PlanningAgent } from './agent.ts';
import type { ValuedStep } from './gae.ts';
import { appraiseAll, stepAll } from './rounds.ts';
import type { WindowTrace } from './window.ts';

/** A finished episode. */
export interface EpisodeSummary extends EpisodeTally {
  /** `World.score` at its end, in [0, 1]. */
  readonly score: number;
  /** It ended by itself, not because its time was over. */
  readonly terminated: boolean;
}

/** What one agent did in one segment. */
export interface Segment {
  /** Its windows; their turns in order are the steps. */
  readonly windows: readonly WindowTrace[];
  readonly steps: readonly SegmentStep[];
  /** Episodes that ended in it. */
  readonly episodes: readonly EpisodeSummary[];
}

export interface SegmentStep extends AgentStep, Pick<ValuedStep, 'next' | 'last'> {}

export interface SegmentHooks {
  /** Awaited before each step: the place to pause, to slow down, or to throw in order to stop. */
  round(): Promise<void>;
  /** After each step. */
  stepped?(steps: readonly AgentStep[]): void;
}

/** `length` steps of every agent; `worldOf(agent, episode)` is where its episode number `episode` takes place. */
export async function runSegments(
  agents: readonly PlanningAgent[],
  length: number,
  policy: Policy,
  worldOf: (agent: number, episode: number) => World,
  hooks: SegmentHooks,
): Promise<Segment[]> {
  const steps: SegmentStep[][] = agents.map(() => []);
  const episodes: EpisodeSummary[][] = agents.map(() => []);
  for (let t = 0; t < length; t++) {
    await hooks.round();
    const taken = await stepAll(agents, policy);
    hooks.stepped?.(taken);
    const isEnd = t === length - 1;
    // What an episode without its end is worth can only be estimated.
    const cut = agents.filter((_, i) => {
      const { terminated, truncated } = taken[i] as AgentStep;
      return !terminated && (truncated || isEnd);
    });
    const values = new Map(cut.map((agent, i) => [agent, i] as const));
    const appraised = await appraiseAll(cut, policy);
    agents.forEach((agent, i) => {
      const step = taken[i] as AgentStep;
      const over = step.terminated || step.truncated;
      const last = over || isEnd;
      const list = steps[i] as SegmentStep[];
      // Within an episode, what follows is what the next step says; `next` is filled in then.
      const before = list.at(-1);
      if (before && !before.last) list[list.length - 1] = { ...before, next: step.value };
      const index = values.get(agent);
      list.push({ ...step, last, next: index === undefined ? 0 : (appraised[index] as number) });
      if (over) {
        const { tally, episode } = agent.state;
        episodes[i]?.push({ ...tally, score: agent.world.score(), terminated: step.terminated });
        agent.begin(worldOf(i, episode + 1));
      }
    });
  }
  for (const agent of agents) agent.cut();
  return agents.map((agent, i) => {
    const windows = agent.collect();
    policy.release(windows.map(({ sequence }) => sequence));
    return { windows, steps: steps[i] as SegmentStep[], episodes: episodes[i] as EpisodeSummary[] };
  });
}
