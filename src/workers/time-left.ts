/**
 * How long a run still takes: the share of the run that is done against the running time that it took, both smoothed
 * with exponentially fading weights, so that the estimate follows a change of pace (another phase) without jumping.
 */

/** Steps after which a measurement counts for 1/e. */
const MEMORY = 15;
/** Steps before the first estimate: the first few are slower than the rest (compilation, warm caches). */
const PATIENCE = 3;

export class TimeLeft {
  #seconds = 0;
  #share = 0;
  #steps = 0;
  #fraction: number;

  /** `fraction` is the share that is done at the start. */
  constructor(fraction: number) {
    this.#fraction = fraction;
  }

  /** Notes that the share done has become `fraction`, which took `seconds` of running time. */
  step(fraction: number, seconds: number): void {
    const fade = Math.exp(-1 / MEMORY);
    this.#seconds = fade * this.#seconds + seconds;
    this.#share = fade * this.#share + Math.max(0, fraction - this.#fraction);
    this.#fraction = fraction;
    this.#steps++;
  }

  /** Notes running time that brought the run no further: an evaluation. */
  spend(seconds: number): void {
    this.#seconds += seconds;
  }

  /** Seconds of running time left; null until it can be told. */
  get seconds(): number | null {
    if (this.#fraction >= 1) return 0;
    if (this.#steps < PATIENCE || this.#share <= 0) return null;
    return ((1 - this.#fraction) * this.#seconds) / this.#share;
  }
}
