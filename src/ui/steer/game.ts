/**
 * The game on the Steer screen: a session, its clock, and what the person has chosen. There is one at a time; it stays
 * while other screens are in view, standing still.
 */
import { computed, type Signal, signal } from '@preact/signals';
import type { Action } from '../../envs/crafter/rules.ts';
import { Pacer } from '../crafter/pacer.ts';
import { Playback } from '../crafter/playback.ts';
import { type Driver, Person } from './driver.ts';
import { SteerSession } from './session.ts';

/** A driver as it is offered: adding one is adding it to the list that a game is made with. */
export interface Offer {
  readonly id: string;
  readonly label: string;
  readonly driver: Driver;
}

/** The person's own place among the drivers. */
export const YOU = 'you';
/** Steps a second at first. */
const SPEED = 8;

export class SteerGame {
  readonly session: SteerSession;
  readonly person: Person;
  readonly offers: readonly Offer[];
  readonly pacer = new Pacer(SPEED);
  readonly playing = signal(false);
  /** Whether a key or button is being held down. */
  readonly holding = signal(false);
  /** Whether the clock has anything to do. */
  readonly running = computed(() => this.playing.value || this.holding.value);
  /** The plan that is being written. */
  readonly draft = signal('');
  /** The episode so far, as it is watched again; null while the game itself is in view. */
  readonly playback: Signal<Playback | null> = signal(null);

  /** `others` are those who may play beside the person; the first of them begins, or the person where there is none. */
  constructor(seed: number, others: readonly Offer[]) {
    this.person = new Person();
    this.offers = [...others, { id: YOU, label: 'You', driver: this.person }];
    this.session = new SteerSession(seed, new Map(this.offers.map(({ id, driver }) => [id, driver])));
  }

  play(): void {
    if (this.session.ending.peek() !== null) return;
    this.person.impatient = true;
    this.pacer.restart();
    this.playing.value = true;
  }

  pause(): void {
    this.person.impatient = false;
    this.playing.value = false;
  }

  /** A single step, and then a pause. A person who does not say what to do lets the step pass. */
  stepOnce(): void {
    this.pause();
    this.person.impatient = true;
    this.step();
    this.person.impatient = false;
  }

  /** Does something as the person, at once; `held` repeats it at the pace of the game until it is released. */
  press(action: Action, held: boolean): void {
    if (this.session.driver.peek() !== YOU) return;
    this.person.press(action, held);
    this.holding.value = this.person.holds;
    this.pacer.restart();
    this.step();
  }

  release(action: Action): void {
    this.person.release(action);
    this.holding.value = this.person.holds;
  }

  releaseAll(): void {
    this.person.releaseAll();
    this.holding.value = false;
  }

  /** Changes who plays. The world waits for a person, and goes on with anyone else. */
  handTo(id: string): void {
    this.releaseAll();
    this.session.handTo(id);
    if (id === YOU) this.pause();
    else this.play();
  }

  /** To be called on every frame while the clock runs, with a time in milliseconds. */
  readonly tick = (now: number): void => {
    let moved = false;
    for (let due = this.pacer.due(now); due > 0 && this.session.advance(); due--) moved = true;
    if (moved) this.tell();
  };

  watchAgain(): void {
    this.pause();
    const playback = new Playback(this.session.recording, this.pacer.speed.peek());
    this.playback.value = playback;
    playback.play();
  }

  stopWatching(): void {
    this.playback.value = null;
  }

  private step(): void {
    if (this.session.advance()) this.tell();
  }

  private tell(): void {
    this.session.publish();
    if (this.session.ending.peek() === null) return;
    this.pause();
    this.releaseAll();
  }
}

let current: SteerGame | null = null;

/** The game of that seed: the present one if it is its, else a new one. */
export function gameOf(seed: number, others: () => readonly Offer[]): SteerGame {
  if (current?.session.seed !== seed) current = new SteerGame(seed, others());
  return current;
}

/** Forgets the present game, so that its seed begins anew. */
export function forgetGame(): void {
  current = null;
}
