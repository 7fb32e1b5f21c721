/**
 * Where a game of Crafter takes its luck from. Two kinds implement it: `reference/` repeats NumPy's stream word for word,
 * so that a trace of the reference implementation can be replayed; the project's own is counter-based, so that luck is
 * keyed by the episode and the step.
 */
export interface Randomness {
  /** A double in [0, 1). */
  uniform(): number;
  /** An integer in [0, n), n ≥ 1; draws nothing when n is 1. */
  below(n: number): number;
  /**
   * Told before each step its number, from 1, and 0 before the world is made. Luck that is keyed by steps begins anew
   * there; a stream goes on as it is and does without.
   */
  at?(step: number): void;
  /**
   * Told that the next draw picks one of several creatures by their order, which the reference leaves to chance: where
   * it keeps them in memory.
   */
  picksByOrder?(): void;
}
