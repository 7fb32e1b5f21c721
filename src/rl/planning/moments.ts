/**
 * Moments of one episode to look into later: drawn evenly from all steps at which a plan is carried, without knowing how
 * many there will be. Every step draws a number of its own, and the steps with the least numbers are kept.
 */
import { derive, type Key, uniform } from '../../random/index.ts';
import type { AgentState, AgentStep, PlanningAgent } from './agent.ts';

/** A moment between two steps of an episode. Plain data. */
export interface Moment {
  readonly state: AgentState;
  /** The world as it is, and as it was at the beginning of the episode. */
  readonly world: unknown;
  readonly start: unknown;
}

/** A moment, and what its agent did next. */
export interface SampledMoment extends Moment {
  /** Whether it planned. */
  readonly planned: boolean;
}

export class MomentSampler {
  readonly #most: number;
  readonly #key: Key;
  readonly #start: unknown;
  /** Ascending by their draws. */
  #kept: { readonly draw: number; readonly moment: SampledMoment }[] = [];
  #step = 0;
  #seen: { readonly draw: number; readonly moment: Moment } | null = null;

  /** Keeps `most` moments of an episode that begins in the state `start`. */
  constructor(most: number, key: Key, start: unknown) {
    this.#most = most;
    this.#key = key;
    this.#start = start;
  }

  /** To be called before every step of `agent`. */
  look(agent: PlanningAgent): void {
    if (this.#most === 0) return;
    const draw = uniform(derive(this.#key, this.#step++));
    const last = this.#kept[this.#most - 1];
    this.#seen = null;
    if (last && draw >= last.draw) return;
    const { state } = agent;
    if (!state.plan) return;
    this.#seen = { draw, moment: { state, world: agent.world.snapshot(), start: this.#start } };
  }

  /** And this after it. */
  see({ plan }: AgentStep): void {
    if (!this.#seen) return;
    const { draw, moment } = this.#seen;
    const kept = [...this.#kept, { draw, moment: { ...moment, planned: plan !== null } }];
    this.#kept = kept.sort((a, b) => a.draw - b.draw).slice(0, this.#most);
  }

  /** In the order of their draws: the first few of them are drawn as evenly as all. */
  get moments(): SampledMoment[] {
    return this.#kept.map(({ moment }) => moment);
  }
}
