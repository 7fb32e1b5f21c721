/**
 * The gate of a run: where it stands while paused, slows down, or learns that it is over. The run passes it between
 * rounds of turns (`round`) and between steps (`changed`); the person's wishes may come at any time.
 */
import type { Timer } from './timer.ts';

export type GateMode =
  | 'paused'
  | 'running'
  /** Until the step at hand is finished. */
  | 'stepping'
  | 'closed';

/** Thrown into a run's loop to unwind it when the run is closed; not a failure. */
export class RunClosed extends Error {
  constructor() {
    super('The run was closed.');
    this.name = 'RunClosed';
  }
}

export class Gate {
  readonly #timer: Timer;
  #mode: GateMode = 'paused';
  #roundDelayMs = 0;
  #stoodMs = 0;
  /** Those who wait for the next change of any kind. */
  #waiting: (() => void)[] = [];

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  get mode(): GateMode {
    return this.#mode;
  }

  /** Milliseconds that passed inside `round` in all, paused or slowed down: not running time. */
  get stoodMs(): number {
    return this.#stoodMs;
  }

  /** Pause between two rounds of turns; 0 is full speed. */
  set roundDelayMs(milliseconds: number) {
    this.#roundDelayMs = milliseconds;
    this.#wake();
  }

  /** Changes what is wanted. Nothing opens a closed gate. */
  set(mode: GateMode): void {
    if (this.#mode === 'closed') return;
    this.#mode = mode;
    this.#wake();
  }

  /** Settles at the next change of mode or speed. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /**
   * Between two rounds: waits out the delay, and then for as long as the run is paused; `held` is called once per
   * pause, before the waiting. Throws RunClosed when the run is over.
   */
  async round(held: () => Promise<void>): Promise<void> {
    const start = this.#timer.now();
    try {
      if (this.#mode !== 'paused') await this.#delay();
      if (this.#mode === 'paused') await held();
      while (this.#mode === 'paused') await this.changed();
    } finally {
      this.#stoodMs += this.#timer.now() - start;
    }
    if (this.#mode === 'closed') throw new RunClosed();
  }

  /** The delay of slow motion; any change of wishes ends it early. */
  async #delay(): Promise<void> {
    if (this.#roundDelayMs <= 0 || this.#mode === 'closed') return;
    const over = this.changed();
    const cancel = this.#timer.after(this.#roundDelayMs, () => this.#wake());
    await over;
    cancel();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
