/**
 * Staleness, but deterministic. Others grow trees while an update is computed and take what is ready; here a cycle of
 * s + 1 updates grows the trees of all of them with the policy that it begins with. The i-th update then trains on trees
 * of a policy i updates older, so staleness runs from 0 to s whatever the machine. The state at the beginning is kept,
 * because trees in waiting are not saved: a run that is interrupted in a cycle goes on from there and repeats at most s
 * updates. Holds at most s + 1 batches.
 */
import type { TrainingConfig } from './config.ts';
import type { Experience } from './methods/rao.ts';
import type { Checkpoint } from './records.ts';

interface CycleHooks {
  /** The present state. */
  checkpoint(): Promise<Checkpoint>;
  /** Grows the trees of update `update` with the present policy. */
  explore(update: number, staleness: number): Promise<Experience>;
}

/** Trees for one update, and by how many updates the policy that grew them is older than the one they train. */
interface Batch {
  readonly experience: Experience;
  readonly staleness: number;
}

export class Cycle {
  #beginning: Checkpoint | null = null;
  #waiting: Batch[] = [];

  /** Where an interrupted run has to go on; null between cycles, when that is where it stands. */
  get beginning(): Checkpoint | null {
    return this.#beginning;
  }

  /**
   * The batch of update `update`. Between cycles a new one begins, at whichever update that is; it ends before the next
   * multiple of s + 1, and no later than the run. When growing fails or is broken off, nothing has happened.
   */
  async batch(update: number, { staleness, updates }: TrainingConfig, hooks: CycleHooks): Promise<Batch> {
    if (!this.#waiting[0]) {
      const length = Math.min(staleness + 1 - (update % (staleness + 1)), updates - update);
      const beginning = length > 1 ? await hooks.checkpoint() : null;
      const grown: Batch[] = [];
      for (let i = 0; i < length; i++) {
        grown.push({ experience: await hooks.explore(update + i, i), staleness: i });
      }
      this.#beginning = beginning;
      this.#waiting = grown;
    }
    return this.#waiting[0] as Batch;
  }

  /** The batch has been trained on. */
  done(): void {
    this.#waiting.shift();
    if (this.#waiting.length === 0) this.#beginning = null;
  }

  /** Gives up what is left of the cycle: the run ends here, or goes on elsewhere. */
  end(): void {
    this.#waiting = [];
    this.#beginning = null;
  }
}
