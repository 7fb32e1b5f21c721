/**
 * One game that is steered: the world, who plays it, the plan that is in force and what has become of it, what has
 * happened so far, and the recording of it all. It has no clock; whoever owns it says when a step is due.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { EPISODE_STEPS, ITEMS } from '../../envs/crafter/rules.ts';
import { track } from '../../envs/crafter/tracking.ts';
import { ACTION_WORDS } from '../../envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../envs/crafter/world.ts';
import type { Token } from '../../envs/environment.ts';
import type { PlanProgress, PlanTracker } from '../../envs/planning.ts';
import { key } from '../../random/key.ts';
import { Explored } from '../crafter/explored.ts';
import { type Moment, unlockedIn } from '../crafter/moment.ts';
import { Recording } from '../crafter/recording.ts';
import type { Driver, Turn } from './driver.ts';
import { causeOfDeath, type End } from './ending.ts';

/** A plan in force, whoever made it. */
export interface PlanState {
  readonly plan: readonly Token[];
  /** True when a person gave it, false when the driver made it for itself. */
  readonly given: boolean;
  /** The step at which it came into force. */
  readonly since: number;
  /** The step at which all of it had been reached; null until then. */
  readonly done: number | null;
  readonly progress: PlanProgress;
}

export type LogEntry = { readonly step: number } & (
  | { readonly kind: 'achievement'; readonly achievement: number }
  | { readonly kind: 'plan'; readonly plan: readonly Token[] }
  | { readonly kind: 'plan-done' }
  | { readonly kind: 'plan-taken-back' }
  | { readonly kind: 'driver'; readonly driver: string }
  | ({ readonly kind: 'end' } & End)
);

/** Steps for which a plan is shown after it is done. */
const LINGER = 20;
const HEALTH = ITEMS.indexOf('health');

export class SteerSession {
  readonly seed: number;
  readonly recording: Recording;
  readonly moment: ReadonlySignal<Moment>;
  /** Id of the driver that plays. */
  readonly driver: ReadonlySignal<string>;
  readonly plan: ReadonlySignal<PlanState | null>;
  readonly log: ReadonlySignal<readonly LogEntry[]>;
  /** How the episode ended; null while it goes on. After it nothing changes any more. */
  readonly end: ReadonlySignal<End | null>;
  /** Sum of the rewards so far. */
  reward = 0;

  private readonly world: CrafterWorld;
  private readonly explored = new Explored();
  private readonly drivers: ReadonlyMap<string, Driver>;
  private readonly momentNow: Signal<Moment>;
  private readonly driverNow: Signal<string>;
  private readonly planNow = signal<PlanState | null>(null);
  private readonly logNow: Signal<readonly LogEntry[]>;
  private readonly endNow = signal<End | null>(null);
  private tracker: PlanTracker | null = null;

  /** `drivers` by id, of whom `first` plays at first. Throws a RangeError when it is none of them, or the seed is none. */
  constructor(seed: number, drivers: ReadonlyMap<string, Driver>, first: string, length = EPISODE_STEPS) {
    if (!drivers.has(first)) throw new RangeError('A game needs somebody who plays it.');
    this.seed = seed;
    this.drivers = drivers;
    this.world = CrafterWorld.begin(key(seed), length);
    this.explored.see(this.world.scene);
    this.recording = new Recording(this.world, this.explored);
    this.moment = this.momentNow = signal({ scene: this.world.scene, explored: this.explored });
    this.driver = this.driverNow = signal(first);
    this.log = this.logNow = signal([]);
    this.plan = this.planNow;
    this.end = this.endNow;
  }

  /** Whoever plays now. */
  get driving(): Driver {
    return this.drivers.get(this.driver.peek()) as Driver;
  }

  /**
   * Hands the game to another driver, with the plan that a person gave if it is still to be done. It begins anew then:
   * whoever takes over knows nothing of what has been done for it.
   */
  handTo(id: string): void {
    const next = this.drivers.get(id);
    if (!next || id === this.driver.peek() || this.over) return;
    this.driverNow.value = id;
    const plan = this.planNow.peek();
    const left = plan?.given && plan.done === null ? plan.plan : null;
    next.instruct(left);
    if (left) this.adopt(left, true);
    else if (!plan?.given) this.planNow.value = this.tracker = null;
    this.note({ kind: 'driver', driver: id, step: this.world.scene.steps });
  }

  /** Gives a plan of one to four steps to whoever plays. */
  givePlan(plan: readonly Token[]): void {
    if (this.over) return;
    this.adopt(plan, true);
    this.driving.instruct(plan);
    this.note({ kind: 'plan', plan, step: this.world.scene.steps });
  }

  /** Takes back the plan that a person gave; the driver is on its own again. */
  takePlanBack(): void {
    if (!this.planNow.peek()?.given || this.over) return;
    this.planNow.value = this.tracker = null;
    this.driving.instruct(null);
    this.note({ kind: 'plan-taken-back', step: this.world.scene.steps });
  }

  /** Carries out a step if the driver has one. False when it has none yet, or the episode is over. */
  advance(): boolean {
    if (this.over) return false;
    const turn = this.driving.turn(this.world);
    if (turn === null) return false;
    this.carryOut(turn);
    return true;
  }

  /** Tells the page of the steps since the last call. */
  publish(): void {
    this.momentNow.value = { scene: this.world.scene, explored: this.explored };
  }

  private get over(): boolean {
    return this.endNow.peek() !== null;
  }

  private carryOut({ action, plan }: Turn): void {
    const { world } = this;
    const { scene } = world;
    if (plan !== null && this.mayReplan()) this.adopt(plan, false);
    const before = unlockedIn(scene);
    const healthBefore = scene.inventory[HEALTH] ?? 0;
    const { reward, terminated, truncated } = world.act(ACTION_WORDS.token(action));
    this.reward += reward;
    this.explored.see(scene);
    this.recording.push(action, world, this.explored);
    for (const driver of this.drivers.values()) if (driver !== this.driving) driver.watch(world, action);
    const fresh = unlockedIn(scene) & ~before;
    for (let i = 0; fresh >> i !== 0; i++) {
      if ((fresh >> i) & 1) this.note({ kind: 'achievement', achievement: i, step: scene.steps });
    }
    this.follow();
    if (terminated || truncated) {
      const ending = terminated ? causeOfDeath(scene, healthBefore) : 'time';
      const end: End = { ending, driver: this.driver.peek() };
      this.endNow.value = end;
      this.note({ kind: 'end', ...end, step: scene.steps });
    }
  }

  /** A plan that a person gave stands until it is done, and a while after that for them to see it. */
  private mayReplan(): boolean {
    const plan = this.planNow.peek();
    if (!plan?.given) return true;
    return plan.done !== null && this.world.scene.steps - plan.done >= LINGER;
  }

  private adopt(plan: readonly Token[], given: boolean): void {
    this.tracker = track(plan, this.world);
    this.planNow.value = { plan, given, since: this.world.scene.steps, done: null, progress: this.tracker.progress() };
  }

  private follow(): void {
    const plan = this.planNow.peek();
    if (!plan || !this.tracker) return;
    const { progress: before } = plan;
    this.tracker.see(this.world);
    const progress = this.tracker.progress();
    if (progress.followed === before.followed && progress.reached.every((done, i) => done === before.reached[i]))
      return;
    const finished = plan.done === null && progress.reached.every(Boolean);
    this.planNow.value = { ...plan, progress, done: finished ? this.world.scene.steps : plan.done };
    if (plan.given && finished) {
      this.note({ kind: 'plan-done', step: this.world.scene.steps });
      this.driving.instruct(null);
    }
  }

  private note(entry: LogEntry): void {
    this.logNow.value = [...this.logNow.peek(), entry];
  }
}
