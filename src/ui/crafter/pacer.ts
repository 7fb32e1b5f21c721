/** Turns time into steps: how many are due at a moment, at so many steps a second. It has no clock of its own. */
import { signal } from '@preact/signals';

/** Steps a second, from slow motion on. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 15, 30, 60] as const;

/** After a pause of the page not all that was missed is made up for: at most so many steps are due at once. */
const MOST_DUE = 4;

export class Pacer {
  /** Steps a second. */
  readonly speed;
  private last: number | null = null;
  private credit = 0;

  constructor(speed: number) {
    this.speed = signal(speed);
  }

  /** Forgets the time that has passed: the next step is due a full interval after the next call of `due`. */
  restart(): void {
    this.last = null;
    this.credit = 0;
  }

  /** Steps due since the last call; `now` in milliseconds. */
  due(now: number): number {
    if (this.last !== null) this.credit += (Math.max(0, now - this.last) / 1000) * this.speed.peek();
    this.last = now;
    // Frames come a little early or late; at a step per frame, none is to be left out or doubled for that.
    const due = Math.floor(this.credit + 0.05);
    this.credit = due > MOST_DUE ? 0 : this.credit - due;
    return Math.min(due, MOST_DUE);
  }
}

/** "Slow motion, a step every 2 s", "8 steps a second". */
export function speedWords(speed: number): string {
  if (speed < 1) return `slow motion, a step every ${1 / speed} s`;
  return speed === 1 ? '1 step a second' : `${speed} steps a second`;
}
