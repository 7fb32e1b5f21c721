/**
 * The scripted player: looks, remembers, decides, acts. It knows of a game only what has been in its view. What it says
 * that it means to do (`intent`) is what its actions are for.
 */
import type { GoalName, Plan } from '../plan.ts';
import { type Action, MOST } from '../rules.ts';
import type { Scene } from '../scene.ts';
import { carryOut } from './errand.ts';
import { isFrontier } from './frontier.ts';
import { act, NOWHERE } from './grid.ts';
import { type Intent, meansOf } from './intent.ts';
import { Memory } from './memory.ts';
import { reflex } from './reflexes.ts';
import { type Decision, Strategist } from './strategist.ts';

/** It thinks again after so many steps at the latest. */
const REVIEW = 10;

export class Expert {
  readonly memory = new Memory();
  private readonly strategist: Strategist;
  private current: Decision | null = null;
  /** How many tiles of its route have been entered. */
  private entered = 0;
  private decidedAt = 0;
  private finds = 0;
  private meant: Intent = { agenda: [{ goal: 'explore', count: 1 }], target: NOWHERE, aim: 'explore' };

  /** `clumsy` players may stumble: they keep away from lava. */
  constructor({ clumsy = false }: { clumsy?: boolean } = {}) {
    this.strategist = new Strategist(this.memory, clumsy);
  }

  /** What the last action was for, and what is to come. */
  get intent(): Intent {
    return this.meant;
  }

  /** Goals to pursue before its own, while it keeps itself alive; null to go its own way again. */
  instruct(plan: Plan | null): void {
    this.strategist.instruct(plan);
    this.current = null;
  }

  /** The action for this step; called once per step. */
  next(scene: Scene): Action {
    const { memory } = this;
    memory.look(scene);
    this.strategist.look(scene);
    if (memory.sleeping && memory.has('energy') < MOST) {
      this.interrupt('wake_up', memory.tile);
      return act('sleep');
    }
    const reaction = reflex(memory);
    if (reaction) {
      this.current = null;
      if (reaction.goal) this.interrupt(reaction.goal, reaction.target);
      return reaction.action;
    }
    if (this.mustReview()) this.decide();
    else if (this.current?.errand.moving) this.follow(this.current);
    return this.proceed() ?? this.proceed(this.decide()) ?? act('noop');
  }

  /** Something comes before all that was meant. */
  private interrupt(goal: GoalName, target: number): void {
    const later = this.meant.agenda.filter((need) => need.goal !== goal);
    this.meant = { agenda: [{ goal, count: 1 }, ...later], target, aim: goal };
  }

  private proceed(decision: Decision | null = this.current): Action | null {
    if (!decision) return null;
    if (decision.errand.route[this.entered] === this.memory.tile) this.entered++;
    const progress = carryOut(decision.errand, this.entered, this.memory);
    if (!progress) return null;
    this.mean(decision);
    if (progress.last) this.current = null;
    return progress.action;
  }

  private mean({ errand, agenda, aim }: Decision): void {
    this.meant = { agenda: [...meansOf(errand, this.entered, this.memory), ...agenda], target: errand.target, aim };
  }

  private decide(): Decision {
    this.current = this.strategist.decide();
    this.entered = 0;
    this.decidedAt = this.memory.step;
    this.finds = this.memory.finds;
    return this.current;
  }

  /** What it is after has moved on. */
  private follow(decision: Decision): void {
    this.current = this.strategist.follow(decision);
    this.entered = 0;
  }

  private mustReview(): boolean {
    const { current, memory } = this;
    if (!current || memory.step - this.decidedAt >= REVIEW) return true;
    const { errand } = current;
    if (!errand.explores) return false;
    const seen = memory.seenAt[errand.target] === memory.step && !isFrontier(memory, errand.target);
    return seen || memory.finds !== this.finds;
  }
}
