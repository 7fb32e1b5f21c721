/**
 * Which sequence has which place in an engine's key-value cache. Places of released sequences are used again; when
 * all are taken, the sequence that was continued longest ago loses its place (which costs it a prefill, never a
 * result). What a place holds lies with the engine: this is the book about it.
 */

/** Room for the keys and values of one sequence. */
export interface Slot {
  /** From 0; at most `limit` - 1. */
  readonly index: number;
  /** The tokens whose keys and values it holds, from position 0. */
  readonly tokens: number[];
}

export class SlotTable {
  /** Most slots there will ever be: so many sequences can be continued at the same time. */
  readonly limit: number;
  /** In order of last use: a Map keeps the order of insertion. */
  readonly #named = new Map<string, Slot>();
  readonly #free: Slot[] = [];
  #count = 0;

  constructor(limit: number) {
    this.limit = Math.max(1, Math.floor(limit));
  }

  /** Slots made so far, used or free. */
  get count(): number {
    return this.#count;
  }

  /** The slot of `sequence`, if it has one; that does not count as a use. */
  find(sequence: string): Slot | null {
    return this.#named.get(sequence) ?? null;
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
    const free = this.#takeFree();
    if (free) return free;
    if (this.#count < this.limit) return { index: this.#count++, tokens: [] };
    for (const name of this.#named.keys()) {
      if (busy.has(name)) continue;
      this.release(name);
      return this.#takeFree();
    }
    return null;
  }

  /** The lowest free place, so that memory which grows with the highest one in use stays small. */
  #takeFree(): Slot | null {
    let lowest = 0;
    for (const [i, { index }] of this.#free.entries()) {
      if (index < (this.#free[lowest] as Slot).index) lowest = i;
    }
    return this.#free.splice(lowest, 1)[0] ?? null;
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

/** Length of the longest common beginning, short of the last of `tokens`: its scores say what comes next. */
export function sharedPrefix(slot: Slot, tokens: ArrayLike<number>): number {
  const limit = Math.min(slot.tokens.length, tokens.length - 1);
  let n = 0;
  while (n < limit && slot.tokens[n] === tokens[n]) n++;
  return n;
}
