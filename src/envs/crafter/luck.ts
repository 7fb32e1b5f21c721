/**
 * The project's own luck for Crafter: counter-based, keyed by the episode and the step. Draw number n of step s is the
 * same whatever was drawn before, so a copy of a game needs no state of its luck, and games may share it between steps.
 */
import { derive, encrypt, type Key } from '../../random/index.ts';
import type { Randomness } from './randomness.ts';

const TWO_32 = 2 ** 32;

export class EpisodeLuck implements Randomness {
  private readonly key: Key;
  private step = 0;
  /** Words drawn in this step. */
  private drawn = 0;
  private readonly block: [number, number] = [0, 0];

  constructor(episode: Key) {
    this.key = derive(episode, 'luck');
  }

  at(step: number): void {
    this.step = step;
    this.drawn = 0;
  }

  uniform(): number {
    return this.word() / TWO_32;
  }

  below(n: number): number {
    if (n === 1) return 0;
    // Words above the last full multiple of n are thrown away, or small numbers would come a little more often.
    const limit = TWO_32 - (TWO_32 % n);
    for (;;) {
      const word = this.word();
      if (word < limit) return word % n;
    }
  }

  private word(): number {
    const number = this.drawn++;
    if (number % 2 === 1) return this.block[1];
    encrypt(this.key[0], this.key[1], this.step, number / 2, this.block);
    return this.block[0];
  }
}
