/**
 * Who plays. A driver is asked for its next turn whenever one is due and may have none yet: then the world waits. So a
 * person who thinks, a script that answers at once and a policy in a worker that answers later are driven alike.
 */
import { decodePlan, encodePlan } from '../../envs/crafter/plan-tokens.ts';
import { Expert } from '../../envs/crafter/player/expert.ts';
import { type Wording, wordIntent } from '../../envs/crafter/player/intent.ts';
import { ACTIONS, type Action } from '../../envs/crafter/rules.ts';
import type { CrafterWorld } from '../../envs/crafter/world.ts';
import type { Token } from '../../envs/environment.ts';

export interface Turn {
  readonly action: Action;
  /** A plan that the driver makes for itself with this turn; null when it goes on with the last one. */
  readonly plan: readonly Token[] | null;
}

export interface Driver {
  /**
   * The turn for the world as it is, which is then carried out; null while there is none. The same world may be asked
   * about again and again.
   */
  turn(world: CrafterWorld): Turn | null;
  /** Told of every step that another driver makes, so that it knows its way when its turn comes. */
  watch(world: CrafterWorld, action: Action): void;
  /** Told of a plan that a person gives, to be pursued until all of it is reached; null: there is none any more. */
  instruct(plan: readonly Token[] | null): void;
  /** Told that it is not needed for now: it gives back what it holds. It may be asked for a turn again. */
  rest(): void;
}

const NOOP = ACTIONS.indexOf('noop');

/** A person at the keys. */
export class Person implements Driver {
  private pressed: Action | null = null;
  private held: Action | null = null;
  /** Whether time passes while no key is pressed. */
  impatient = false;

  /** One action, to be done next; when it is `held` it is repeated until it is released. */
  press(action: Action, held = false): void {
    this.pressed = action;
    if (held) this.held = action;
  }

  release(action: Action): void {
    if (this.held === action) this.held = null;
  }

  /** Lets go of everything, as when the page loses the keyboard. */
  releaseAll(): void {
    this.held = null;
    this.pressed = null;
  }

  get holds(): boolean {
    return this.held !== null;
  }

  turn(): Turn | null {
    const action = this.pressed ?? this.held ?? (this.impatient ? NOOP : null);
    this.pressed = null;
    return action === null ? null : { action, plan: null };
  }

  /** People see for themselves. */
  watch(): void {}

  /** And they know what they were told. */
  instruct(): void {}

  /** They hold keys, which the game lets go of. */
  rest(): void {}
}

/** How the script words its plans: as people would. */
const WORDING: Wording = { steps: 3, aim: false, directions: true, counts: true };
/** It says anew what it is about after so many steps. */
const TELLING = 10;

/** A script at the keys. It tells what it is about, and does as it is told while that keeps it alive. */
export class Scripted implements Driver {
  private readonly expert = new Expert();
  /** The step at which it tells its plan next. */
  private tellAt = 0;

  turn({ scene }: CrafterWorld): Turn {
    const action = this.expert.next(scene);
    if (scene.steps < this.tellAt) return { action, plan: null };
    this.tellAt = scene.steps + TELLING;
    return { action, plan: encodePlan(wordIntent(this.expert.intent, WORDING, this.expert.memory)) };
  }

  watch({ scene }: CrafterWorld): void {
    this.expert.memory.look(scene);
  }

  instruct(plan: readonly Token[] | null): void {
    this.expert.instruct(plan && decodePlan(plan));
    this.tellAt = 0;
  }

  /** It is a few numbers, which may stay. */
  rest(): void {}
}
