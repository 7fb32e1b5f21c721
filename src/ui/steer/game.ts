/**
 * The game on the Steer screen: a session, its clock, and what the person has chosen. There is one at a time; it stays
 * while other screens are in view, standing still, and what was chosen stays when another game begins.
 */
import { computed, type Signal, signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { Action } from '../../envs/crafter/rules.ts';
import { Pacer } from '../crafter/pacer.ts';
import { Playback } from '../crafter/playback.ts';
import { type Driver, Person } from './driver.ts';
import { FIRST_SEED } from './seeds.ts';
import { SteerSession } from './session.ts';

/** Somebody who may play. */
export interface Player {
  readonly id: string;
  readonly label: string;
  readonly driver: Driver;
  /** What there is to choose and to know about it, shown while it plays. */
  readonly panel?: () => ComponentChild;
}

/** A player beside the person: adding one is adding it to the list that the first game is made with. */
export interface Offer extends Player {
  /** The same for another game: with what was chosen, and without a memory of this one. */
  readonly anew: () => Offer;
}

/** The person's own place among the drivers. */
export const YOU = 'you';
/** Steps a second at first. */
const SPEED = 8;

export class SteerGame {
  readonly session: SteerSession;
  readonly person: Person;
  /** Everybody who may play, the person last. */
  readonly players: readonly Player[];
  readonly pacer: Pacer;
  readonly playing = signal(false);
  /** Whether a key or button is being held down. */
  readonly holding = signal(false);
  /** Whether a single step has been asked for that the driver still has to think about. */
  readonly owed = signal(false);
  /** Whether the clock has anything to do. */
  readonly running = computed(() => this.playing.value || this.holding.value || this.owed.value);
  /** The plan that is being written. */
  readonly draft: Signal<string>;
  /** The episode so far, as it is watched again; null while the game itself is in view. */
  readonly playback: Signal<Playback | null> = signal(null);
  private readonly others: readonly Offer[];
  /** Who plays when the person does not. */
  private other: string;

  /**
   * `others` are those who may play beside the person; the first of them begins, or the person where there is none.
   * `before` is the game that this one follows.
   */
  constructor(seed: number, others: readonly Offer[], before: SteerGame | null = null) {
    this.person = new Person();
    this.others = others;
    this.other = before?.other ?? others[0]?.id ?? YOU;
    this.players = [...others, { id: YOU, label: 'You', driver: this.person }];
    this.pacer = new Pacer(before?.pacer.speed.peek() ?? SPEED);
    this.draft = signal(before?.draft.peek() ?? '');
    const drivers = new Map(this.players.map(({ id, driver }) => [id, driver]));
    this.session = new SteerSession(seed, drivers, before?.session.driver.peek() ?? this.other);
  }

  /** Another game from its beginning, with the pace, the draft and the players as they were chosen in this one. */
  anew(seed: number): SteerGame {
    const others = this.others.map((offer) => offer.anew());
    return new SteerGame(seed, others, this);
  }

  play(): void {
    if (this.over) return;
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
    this.owed.value = !this.step() && !this.over;
    this.person.impatient = false;
  }

  /** Does something as the person, at once; `held` repeats it at the pace of the game until it is released. */
  press(action: Action, held: boolean): void {
    if (this.session.driver.peek() !== YOU || this.over) return;
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

  /** Changes who plays, until the end. The world waits for a person; among others it runs on, or stands as it stood. */
  handTo(id: string): void {
    if (id === this.session.driver.peek() || this.over) return;
    this.releaseAll();
    this.owed.value = false;
    if (id === YOU) this.pause();
    else {
      // Whoever a person took over from is kept ready for when they hand back; one whom another player follows is not.
      this.restAll(id);
      this.other = id;
    }
    this.session.handTo(id);
  }

  /** Hands the game to whoever played before the person did, and lets it run. */
  handBack(): void {
    this.handTo(this.other);
    this.play();
  }

  /** Nobody looks any more: all stands still, and nobody holds anything for it. */
  leave(): void {
    this.pause();
    this.playback.peek()?.pause();
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
    for (const { id, driver } of this.players) if (id !== but) driver.rest();
  }

  private tell(): void {
    this.session.publish();
    if (!this.over) return;
    this.pause();
    this.releaseAll();
  }

  private get over(): boolean {
    return this.session.end.peek() !== null;
  }
}

let current: SteerGame | null = null;

/**
 * The game of that seed: the present one if it is its, else a new one. Without a seed it is the present one, whatever its
 * seed. `others` is asked for those who play beside the person in the first game; they stay in later ones.
 */
export function gameOf(seed: number | null, others: () => readonly Offer[]): SteerGame {
  if (current === null) current = new SteerGame(seed ?? FIRST_SEED, others());
  else if (seed !== null && seed !== current.session.seed) current = current.anew(seed);
  return current;
}

/** Begins the world of the present game anew. */
export function beginAgain(): void {
  if (current !== null) current = current.anew(current.session.seed);
}

/** Forgets the present game with all that was chosen in it. */
export function forgetGame(): void {
  current = null;
}
