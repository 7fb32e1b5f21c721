/**
 * Steps of many agents side by side. All requests of a round are completed in one batch; since every draw is keyed by
 * the agent that it is for, nobody's step depends on who else is in it.
 */
import type { Policy } from '../policy.ts';
import type { AgentStep, PlanningAgent } from './agent.ts';

export interface StepOptions {
  /** Told, before anything is done about it, which agent has a new plan. */
  readonly planned?: (agent: number) => void;
  /** Whether the step of that agent has to begin with a plan, or without one; undefined leaves it the choice. */
  readonly must?: (agent: number) => 'plan' | 'act' | undefined;
}

/** One step of every agent; answers in the order of `agents`. */
export async function stepAll(
  agents: readonly PlanningAgent[],
  policy: Policy,
  { planned, must }: StepOptions = {},
): Promise<AgentStep[]> {
  agents.forEach((agent, i) => {
    agent.look(must?.(i));
  });
  let asking: readonly PlanningAgent[] = agents;
  while (asking.length > 0) {
    const completions = await policy.complete(asking.map((agent) => agent.ask()));
    asking = asking.filter((agent, i) => !agent.take(at(completions, i)));
  }
  if (planned) {
    agents.forEach((agent, i) => {
      if (agent.hasPlanned) planned(i);
    });
  }
  return agents.map((agent) => agent.act());
}

/** The value estimates of the states in which the agents are, between two steps. */
export async function appraiseAll(agents: readonly PlanningAgent[], policy: Policy): Promise<number[]> {
  if (agents.length === 0) return [];
  const requests = agents.map((agent) => agent.appraise());
  const completions = await policy.complete(requests);
  policy.release(requests.map((request) => request.sequence));
  return agents.map((_, i) => at(completions, i).values[0] as number);
}

function at<T>(items: readonly T[], i: number): T {
  const item = items[i];
  if (item === undefined) throw new Error('The policy left a request without an answer.');
  return item;
}
