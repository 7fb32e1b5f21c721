/**
 * A stand-in for a person who writes plans: looks on while somebody else plays, thinks along as if it played itself, and
 * says on request what it would do now in that one's place. It never acts.
 */
import type { Plan } from '../plan.ts';
import type { Scene } from '../scene.ts';
import { Expert } from './expert.ts';
import { type Wording, wordIntent } from './intent.ts';

/** As people write: what to do next, how often and where. */
const PERSON: Wording = { steps: 1, aim: false, directions: true, counts: true };

export class Coach {
  // Who is advised does not do all that was advised.
  private readonly expert = new Expert({ clumsy: true });
  private readonly wording: Wording;

  constructor(wording: Partial<Wording> = {}) {
    this.wording = { ...PERSON, ...wording };
  }

  /** To be called at every step, before the action. */
  watch(scene: Scene): void {
    // What it would do itself is nobody's business; what it would do that for is its advice.
    this.expert.next(scene);
  }

  /** A plan for what was watched last. */
  advise(): Plan {
    return wordIntent(this.expert.intent, this.wording, this.expert.memory);
  }
}
