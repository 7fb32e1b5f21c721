/**
 * The game on the Steer screen: a session, its clock, and what the person has chosen. There is one at a time; it stays
 * while other screens are in view, standing still.
 */
import { computed, type Signal, signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
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
  /** What there is to choose and to know about it, shown while it plays. */
  readonly panel?: () => ComponentChild;
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
  /** Whether a single step has been asked for that the driver still has to think about. */
  readonly owed = signal(false);
  /** Whether the clock has anything to do. */
  readonly running = computed(() => this.playing.value || this.holding.value || this.owed.value);
  /** The plan that is being written. */
  readonly draft = signal('');
  /** The episode so far, as it is watched again; null while the game itself is in view. */
  readonly playback: Signal<Playback | null> = signal(null);
  /** Who plays when the person does not. */
  private other: string;

  /** `others` are those who may play beside the person; the first of them begins, or the person where there is none. */
  constructor(seed: number, others: readonly Offer[]) {
    this.person = new Person();
    this.other = others[0]?.id ?? YOU;
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
    this.owed.value = false;
  }

  /** A single step, as soon as the driver has one, and then a pause. A person who does nothing lets the step pass. */
  stepOnce(): void {
    this.pause();
    this.person.impatient = true;
    this.owed.value = !this.step() && this.session.ending.peek() === null;
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
    this.pause();
    if (id !== YOU) {
      // Whoever a person took over from is kept ready for when they hand back; one whom another player follows is not.
      this.restAll(id);
      this.other = id;
    }
    this.session.handTo(id);
    if (id !== YOU) this.play();
  }

  /** Hands the game to whoever played before the person did. */
  handBack(): void {
    this.handTo(this.other);
  }

  /** Nobody looks any more: the game stands still, and nobody holds anything for it. */
  leave(): void {
    this.pause();
    this.restAll();
  }

  /** To be called on every frame while the clock runs, with a time in milliseconds. */
  readonly tick = (now: number): void => {
    if (this.owed.peek()) {
      this.owed.value = !this.step();
      return;
    }
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

  private step(): boolean {
    const moved = this.session.advance();
    if (moved) this.tell();
    return moved;
  }

  private restAll(but?: string): void {
    for (const { id, driver } of this.offers) if (id !== but) driver.rest();
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
