/**
 * A running search: the agent stands on a node of a tree, sees the edges around it, and names the node to go to next. A
 * node that is no neighbour costs 1 and leads nowhere; the target brings 100 and ends the episode. So does the last step
 * allowed, since the task is to find the target in time: where it counted as a truncation, value estimates went on
 * beyond it, and wandering was worth what still might be found. (The reference implementation calls it a truncation.)
 */
import type { Token } from '../environment.ts';
import type { Outcome, World } from '../planning.ts';
import { observationTokens } from './observation.ts';
import { current, isOver, isReached, lastReward, look, type PogsState } from './state.ts';
import { labelOf } from './vocabulary.ts';

export class Pogs implements World<PogsState> {
  readonly #state: PogsState;
  /** The walk of `#state`, which this world alone goes on with. */
  readonly #walk: number[];

  constructor(state: PogsState) {
    this.#walk = [...state.walk];
    this.#state = { ...state, walk: this.#walk };
  }

  observe(): Token[] {
    return observationTokens(look(this.#state));
  }

  act(action: Token): Outcome {
    if (isOver(this.#state)) throw new Error('This search is over; no further step can be taken.');
    const { tree } = this.#state;
    const here = current(this.#state);
    const label = labelOf(action, tree.length);
    this.#walk.push(tree[here]?.includes(label) ? label : here);
    return { reward: lastReward(this.#state), terminated: isOver(this.#state), truncated: false };
  }

  score(): number {
    return isReached(this.#state) ? 1 : 0;
  }

  milestones(): boolean[] {
    return [isReached(this.#state)];
  }

  snapshot(): PogsState {
    return { ...this.#state, walk: [...this.#walk] };
  }
}
