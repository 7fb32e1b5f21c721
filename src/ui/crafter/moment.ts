/** What is shown of a game at one moment, and the numbers that panels follow without drawing anything anew. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { ACHIEVEMENTS, ITEMS } from '../../envs/crafter/rules.ts';
import type { Scene } from '../../envs/crafter/scene.ts';
import type { Explored } from './explored.ts';

export interface Moment {
  /** Shows the present of its game, so it is to be read when the moment comes, and not kept. */
  readonly scene: Scene;
  readonly explored: Explored;
}

export interface Readings {
  /** Amounts in the order of `ITEMS`. */
  readonly amounts: readonly ReadonlySignal<number>[];
  /** Bit i: achievement i has happened. */
  readonly unlocked: ReadonlySignal<number>;
}

export function readings(moment: ReadonlySignal<Moment>): Readings {
  return {
    amounts: ITEMS.map((_, item) => computed(() => moment.value.scene.inventory[item] ?? 0)),
    unlocked: computed(() => unlockedIn(moment.value.scene)),
  };
}

/** Bit i: achievement i has happened in the episode. */
export function unlockedIn({ achievements }: Scene): number {
  return ACHIEVEMENTS.reduce((bits, _, i) => ((achievements[i] ?? 0) > 0 ? bits | (1 << i) : bits), 0);
}

/** How many bits are set. */
export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
