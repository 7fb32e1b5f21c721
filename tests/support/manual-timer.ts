/** Time that goes by only when a test says so. */
import type { Timer } from '../../src/workers/timer.ts';

/** A clock that stands still until it is told how much time goes by. */
export class ManualTimer implements Timer {
  #now = 0;
  readonly #due = new Map<object, { at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const handle = {};
    this.#due.set(handle, { at: this.#now + milliseconds, callback });
    return () => this.#due.delete(handle);
  }

  /** Callbacks that have been set and neither called nor cancelled. */
  get waiting(): number {
    return this.#due.size;
  }

  /** Lets time pass and calls what has come due, in order. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = [...this.#due].filter(([, { at }]) => at <= this.#now).sort(([, a], [, b]) => a.at - b.at);
    for (const [handle, { callback }] of due) if (this.#due.delete(handle)) callback();
  }
}
