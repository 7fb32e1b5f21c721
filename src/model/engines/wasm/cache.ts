/**
 * Keys and values of sequences between turns, in slots of one size inside the arena. Slots of released or forgotten
 * sequences are used again; when the budget is spent, the sequence that was continued longest ago loses its slot
 * (which costs it a prefill, never a result).
 */
import type { ModelConfig } from '../../config.ts';
import type { Arena } from './arena.ts';
import { roundUp } from './weights.ts';

/** Room for the keys and values of one sequence of up to `context` tokens. */
export interface Slot {
  readonly address: number;
  /** The tokens whose keys and values it holds, from position 0. */
  readonly tokens: number[];
}

/** Positions of a slot: whole panels of keys. */
function positions(config: ModelConfig): number {
  return roundUp(config.context, 8);
}

/** Keys of layer `l`: packed head by head, `positions · headSize` floats each. */
export function keysAddress(slot: Slot, config: ModelConfig, l: number): number {
  return slot.address + 4 * 2 * l * positions(config) * config.width;
}

/** Values of layer `l`: rows of `width` floats. */
export function valuesAddress(slot: Slot, config: ModelConfig, l: number): number {
  return slot.address + 4 * (2 * l + 1) * positions(config) * config.width;
}

export class SlotTable {
  readonly #arena: Arena;
  readonly #slotFloats: number;
  readonly #limit: number;
  /** In order of last use: a Map keeps the order of insertion. */
  readonly #named = new Map<string, Slot>();
  readonly #free: Slot[] = [];
  #count = 0;

  /** At most `budget` bytes, but room for one sequence at least. */
  constructor(config: ModelConfig, arena: Arena, budget: number) {
    this.#arena = arena;
    this.#slotFloats = 2 * config.layers * positions(config) * config.width;
    this.#limit = Math.max(1, Math.floor(budget / (4 * this.#slotFloats)));
  }

  /** Most slots there will ever be: so many sequences can be continued at the same time. */
  get limit(): number {
    return this.#limit;
  }

  /** Slots made so far, used or free. */
  get count(): number {
    return this.#count;
  }

  /** The slot of `sequence`, fresh when it has none, or null when all slots belong to sequences in `busy`. */
  acquire(sequence: string, busy: ReadonlySet<string>): Slot | null {
    const slot = this.#named.get(sequence) ?? this.#vacant(busy);
    if (!slot) return null;
    this.#named.delete(sequence);
    this.#named.set(sequence, slot);
    return slot;
  }

  #vacant(busy: ReadonlySet<string>): Slot | null {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#count < this.#limit) {
      const slot: Slot = { address: this.#arena.take(this.#slotFloats), tokens: [] };
      this.#count++;
      return slot;
    }
    for (const name of this.#named.keys()) {
      if (busy.has(name)) continue;
      this.release(name);
      return this.#free.pop() ?? null;
    }
    return null;
  }

  release(sequence: string): void {
    const slot = this.#named.get(sequence);
    if (!slot) return;
    this.#named.delete(sequence);
    slot.tokens.length = 0;
    this.#free.push(slot);
  }

  releaseAll(): void {
    for (const name of [...this.#named.keys()]) this.release(name);
  }
}
