/**
 * An episode as it was played: how it began and every action. Any step of it can be had again, because the luck of a game
 * follows from its seed and step; copies of the world every so many steps keep the way there short.
 */
import type { Action } from '../../envs/crafter/rules.ts';
import { ACTION_WORDS } from '../../envs/crafter/vocabulary.ts';
import { type CrafterState, CrafterWorld } from '../../envs/crafter/world.ts';
import type { Explored } from './explored.ts';
import type { Moment } from './moment.ts';

/** Steps between two copies. */
const KEYFRAME_STEPS = 100;

interface Keyframe {
  readonly state: CrafterState;
  readonly explored: Explored;
}

export class Recording {
  private readonly actions: Action[] = [];
  private readonly keyframes: Keyframe[];

  /** `world` stands at its beginning. */
  constructor(world: CrafterWorld, explored: Explored) {
    this.keyframes = [{ state: world.snapshot(), explored: explored.copy() }];
  }

  /** Steps recorded. */
  get length(): number {
    return this.actions.length;
  }

  /** Notes an action, and the world after it. */
  push(action: Action, world: CrafterWorld, explored: Explored): void {
    this.actions.push(action);
    if (this.length % KEYFRAME_STEPS === 0) this.keyframes.push({ state: world.snapshot(), explored: explored.copy() });
  }

  /** A projector that stands at the beginning. */
  project(): Projector {
    return new Projector(this.actions, this.keyframes);
  }
}

/** Shows a recording, one step at a time or at any step. */
export class Projector {
  private readonly actions: readonly Action[];
  private readonly keyframes: readonly Keyframe[];
  private world: CrafterWorld;
  private explored: Explored;

  constructor(actions: readonly Action[], keyframes: readonly Keyframe[]) {
    this.actions = actions;
    this.keyframes = keyframes;
    [this.world, this.explored] = this.restore(0);
  }

  /** Goes to the moment after so many steps, from 0 to the recording's length; other numbers mean the nearest of them. */
  at(step: number): Moment {
    const wanted = Math.max(0, Math.min(this.actions.length, Math.round(step)));
    const number = Math.min(this.keyframes.length - 1, Math.floor(wanted / KEYFRAME_STEPS));
    const { steps } = this.world.scene;
    if (steps > wanted || steps < number * KEYFRAME_STEPS) [this.world, this.explored] = this.restore(number);
    while (this.world.scene.steps < wanted) {
      this.world.act(ACTION_WORDS.token(this.actions[this.world.scene.steps] as Action));
      this.explored.see(this.world.scene);
    }
    return { scene: this.world.scene, explored: this.explored };
  }

  private restore(number: number): [CrafterWorld, Explored] {
    const { state, explored } = this.keyframes[number] as Keyframe;
    return [CrafterWorld.restore(state), explored.copy()];
  }
}
