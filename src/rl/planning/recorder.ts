/** Writes down one agent's episode from where it is now, until it ends: enough to see all of it again. */
import type { EpisodeRecord } from '../records.ts';
import type { AgentStep, PlanningAgent } from './agent.ts';

export type Recording = Pick<EpisodeRecord, 'start' | 'plan' | 'turns'>;

export class Recorder {
  readonly #start: unknown;
  readonly #plan: readonly number[] | null;
  readonly #turns: EpisodeRecord['turns'][number][] = [];
  #over = false;

  /** Between two steps of `agent`. */
  constructor(agent: PlanningAgent) {
    this.#start = agent.world.snapshot();
    this.#plan = agent.state.plan;
  }

  /** The agent has made a step. What comes after the end of the episode is not written down. */
  add({ action, plan, reward, value, terminated, truncated }: AgentStep): void {
    if (!this.#over) this.#turns.push({ action, plan, reward, value });
    this.#over ||= terminated || truncated;
  }

  get recording(): Recording {
    return { start: this.#start, plan: this.#plan, turns: this.#turns };
  }
}
