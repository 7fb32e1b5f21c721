/**
 * How long a thread worked in JavaScript rather than wait for its graphics device. A stretch of work begins with the
 * sample and whenever the device answers; it ends at its last request to wait, or with the sample. What a thread does
 * after such a request without another one counts as waiting.
 */
export class ScriptTime {
  #total = 0;
  #start = 0;
  /** Last request of this stretch; null when there was none. */
  #asked: number | null = null;

  /** Starts a sample; all times in milliseconds by one clock. */
  begin(now: number): void {
    this.#total = 0;
    this.#start = now;
    this.#asked = null;
  }

  /** The thread asked to be told when the device is ready. */
  asked(now: number): void {
    this.#asked = now;
  }

  /** The device answered. */
  answered(now: number): void {
    if (this.#asked !== null) this.#total += this.#asked - this.#start;
    this.#start = now;
    this.#asked = null;
  }

  /** Ends the sample and returns its time. A thread that is still there did not wait, whatever it had asked for. */
  end(now: number): number {
    return this.#total + now - this.#start;
  }
}
