/**
 * Carries a recorded episode out again on its environment, to show the world at any step. Records hold actions, not
 * states; copies of the world every so many steps keep the way to a step short. What the world pays now is held against
 * the record, so that a picture that cannot be trusted says so.
 */
import type { PlanningSpec, World } from '../../envs/planning.ts';
import type { EpisodeRecord } from '../../rl/records.ts';

/** Steps between two copies. */
const KEYFRAME_STEPS = 100;

/** The world after a step, and one step earlier; null at the beginning. */
export interface EpisodeFrame {
  readonly state: unknown;
  readonly previous: unknown;
}

type Recorded = Pick<EpisodeRecord, 'start' | 'turns'>;

export class EpisodeReplay {
  readonly #spec: Pick<PlanningSpec, 'restore'>;
  readonly #turns: Recorded['turns'];
  /** The world after 0, 100, 200 … steps, as far as it has been. */
  readonly #keyframes: unknown[];
  #world: World;
  /** Steps that `#world` has taken. */
  #at = 0;
  #divergence: number | null = null;

  /** Throws when the environment cannot take the record's beginning. */
  constructor(spec: Pick<PlanningSpec, 'restore'>, { start, turns }: Recorded) {
    this.#spec = spec;
    this.#turns = turns;
    this.#keyframes = [start];
    this.#world = spec.restore(start);
  }

  /** `step` from 0 to the number of turns; others mean the nearest of them. */
  at(step: number): EpisodeFrame {
    const wanted = Math.max(0, Math.min(this.#turns.length, Math.round(step)));
    if (wanted === 0) return { state: this.#keyframes[0], previous: null };
    this.#go(wanted - 1);
    const previous = this.#world.snapshot();
    this.#go(wanted);
    return { state: this.#world.snapshot(), previous };
  }

  /** The first step whose reward differed from the record's, of those gone through so far; null when none did. */
  get divergence(): number | null {
    return this.#divergence;
  }

  #go(step: number): void {
    const nearest = Math.min(this.#keyframes.length - 1, Math.floor(step / KEYFRAME_STEPS));
    if (step < this.#at || nearest * KEYFRAME_STEPS > this.#at) {
      this.#world = this.#spec.restore(this.#keyframes[nearest]);
      this.#at = nearest * KEYFRAME_STEPS;
    }
    while (this.#at < step) {
      const turn = this.#turns[this.#at] as Recorded['turns'][number];
      const { reward } = this.#world.act(turn.action);
      this.#at++;
      if (Math.abs(reward - turn.reward) > 1e-6) this.#divergence = Math.min(this.#divergence ?? this.#at, this.#at);
      if (this.#at === this.#keyframes.length * KEYFRAME_STEPS) this.#keyframes.push(this.#world.snapshot());
    }
  }
}
