/**
 * Keys and values of sequences between turns: one block of memory per slot, taken when the slot is first used and kept
 * for whichever sequence has the slot later.
 */
import type { ModelConfig } from '../../config.ts';
import type { Slot } from '../../slots.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { roundUp } from './weights.ts';

/** Positions of a slot: whole panels of keys. */
function positions(config: ModelConfig): number {
  return roundUp(config.context, PANEL);
}

/** Positions whose keys are packed together. */
const PANEL = 8;

/** Bytes that keys and values of one sequence of up to `context` tokens take. */
export function slotBytes(config: ModelConfig): number {
  return 4 * 2 * config.layers * positions(config) * config.width;
}

export class KeyValueCache {
  readonly #config: ModelConfig;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  /** By slot index. */
  readonly #addresses: number[] = [];

  constructor(config: ModelConfig, kernels: Kernels, arena: Arena) {
    this.#config = config;
    this.#kernels = kernels;
    this.#arena = arena;
  }

  /** Takes the memory of a slot that has none yet; throws an Error in words when memory ends. */
  provide(slot: Slot): void {
    this.#addresses[slot.index] ??= this.#arena.take(slotBytes(this.#config) / 4);
  }

  /** Keys of layer `l`: packed head by head, `positions · headSize` floats each. */
  keys(slot: Slot, l: number): number {
    return (this.#addresses[slot.index] as number) + 4 * 2 * l * positions(this.#config) * this.#config.width;
  }

  /** Values of layer `l`: rows of `width` floats. */
  values(slot: Slot, l: number): number {
    return this.keys(slot, l) + 4 * positions(this.#config) * this.#config.width;
  }

  /** Copies what belongs to the first `length` positions. */
  copy(from: Slot, to: Slot, length: number): void {
    const { layers, width, heads } = this.#config;
    const headSize = width / heads;
    const headBytes = 4 * positions(this.#config) * headSize;
    this.provide(to);
    for (let l = 0; l < layers; l++) {
      for (let h = 0; h < heads; h++) {
        // Lanes of later positions in the last panel are written before anyone reads them.
        const at = h * headBytes;
        this.#kernels.copy(this.keys(from, l) + at, roundUp(length, PANEL) * headSize, this.keys(to, l) + at);
      }
      this.#kernels.copy(this.values(from, l), length * width, this.values(to, l));
    }
  }
}
