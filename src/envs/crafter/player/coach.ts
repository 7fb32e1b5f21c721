/**
 * A stand-in for a person who writes plans: looks on while somebody else plays, remembers what was in view, and says on
 * request what it would do next in that one's place. It never acts.
 */
import type { Plan } from '../plan.ts';
import type { Scene } from '../scene.ts';
import { meansOf, type Wording, wordIntent } from './intent.ts';
import { Memory } from './memory.ts';
import { reflex } from './reflexes.ts';
import { Strategist } from './strategist.ts';

/** As people write: what to do next, how often and where. */
const PERSON: Wording = { steps: 1, directions: true, counts: true };

export class Coach {
  private readonly memory = new Memory();
  private readonly strategist: Strategist;
  private readonly wording: Wording;

  constructor(wording: Partial<Wording> = {}) {
    this.wording = { ...PERSON, ...wording };
    // Who is advised does not do all that was advised.
    this.strategist = new Strategist(this.memory, true);
  }

  /** To be called at every step, before the action. */
  watch(scene: Scene): void {
    this.memory.look(scene);
  }

  /** A plan for what was watched last. */
  advise(): Plan {
    const { memory, wording } = this;
    const { errand, agenda: needs, aim } = this.strategist.decide();
    const agenda = [...meansOf(errand, 0, memory), ...needs];
    const attack = memory.sleeping ? null : reflex(memory);
    if (!attack?.goal) return wordIntent({ agenda, target: errand.target, aim }, wording, memory);
    const first = { goal: attack.goal, count: 1 };
    return wordIntent({ agenda: [first, ...agenda], target: attack.target, aim: attack.goal }, wording, memory);
  }
}
