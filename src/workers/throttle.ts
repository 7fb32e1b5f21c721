/** Passes on the newest of many values, at most once per interval; the last one always arrives. */
import type { Timer } from './timer.ts';

export class Throttle<T> {
  readonly #timer: Timer;
  readonly #intervalMs: number;
  readonly #deliver: (value: T) => void;
  #latest: { readonly value: T } | null = null;
  /** Ends the current interval's timer; null outside of an interval. */
  #cancel: (() => void) | null = null;

  constructor(timer: Timer, intervalMs: number, deliver: (value: T) => void) {
    this.#timer = timer;
    this.#intervalMs = intervalMs;
    this.#deliver = deliver;
  }

  push(value: T): void {
    this.#latest = { value };
    if (this.#cancel === null) this.flush();
  }

  /** Delivers what waits now, and starts an interval. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#latest) return;
    const { value } = this.#latest;
    this.#latest = null;
    this.#cancel = this.#timer.after(this.#intervalMs, () => {
      this.#cancel = null;
      this.flush();
    });
    this.#deliver(value);
  }

  /** Delivers nothing more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#latest = null;
  }
}
