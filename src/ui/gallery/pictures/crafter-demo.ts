/**
 * The game behind a picture of Crafter: the scripted player in a world that always is the same, planning at the rhythm
 * that the picture is about. It goes on step by step and starts over when it has been seen for a while.
 */

import type { CrafterState } from '../../../envs/crafter/world.ts';
import { CrafterWorld } from '../../../envs/crafter/world.ts';
import type { Player } from '../../../envs/planning.ts';
import { planningEnvironment } from '../../../envs/registry.ts';
import { key } from '../../../random/key.ts';
import type { Rhythm } from './planned-walk.tsx';

const CRAFTER = planningEnvironment('crafter');
const STYLE = CRAFTER.styles.indexOf('next two goals, with direction');
const SEED = 7;
/** Steps that are shown before the game starts over. */
const LENGTH = 400;

/** How the player plans and slips in each version; one that never plans is shown without its plans, and slips often. */
const PLAYERS = {
  carried: { noise: 0, interval: [6, 12] },
  always: { noise: 0.1, interval: [1, 1] },
  never: { noise: 0.45, interval: [6, 12] },
} as const;

export class CrafterDemo {
  readonly #rhythm: Rhythm;
  #world: CrafterWorld;
  #player: Player<CrafterState>;
  #plan: string | null = null;
  #plans = 0;
  #steps = 0;

  constructor(rhythm: Rhythm) {
    this.#rhythm = rhythm;
    [this.#world, this.#player] = begin(rhythm);
  }

  get scene(): CrafterWorld['scene'] {
    return this.#world.scene;
  }

  /** The plan in force, in plain English; null for an agent that has none. */
  get plan(): string | null {
    return this.#plan;
  }

  /** Plans written so far. */
  get plans(): number {
    return this.#plans;
  }

  /** How many of the achievements have been unlocked. */
  get achieved(): number {
    return this.#world.milestones().filter(Boolean).length;
  }

  /** The next step that there is something to see in: sleep passes unseen. */
  step(): void {
    do this.#stepOnce();
    while (this.#world.scene.sleeping);
  }

  #stepOnce(): void {
    const { plan, action } = this.#player.next(this.#world);
    if (plan && this.#rhythm !== 'never') {
      this.#plan = CRAFTER.wordPlan(plan, {});
      this.#plans++;
    }
    const { terminated, truncated } = this.#world.act(action);
    if (!terminated && !truncated && ++this.#steps < LENGTH) return;
    [this.#world, this.#player] = begin(this.#rhythm);
    this.#plan = null;
    this.#plans = 0;
    this.#steps = 0;
  }
}

function begin(rhythm: Rhythm): [CrafterWorld, Player<CrafterState>] {
  const world = CrafterWorld.begin(key(SEED), LENGTH);
  const { noise, interval } = PLAYERS[rhythm];
  const player = CRAFTER.player(key(SEED), { style: STYLE, noise, interval }, {});
  return [world, player as Player<CrafterState>];
}
