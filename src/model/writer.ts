/**
 * Continuous batching: turns of any number of `generate` calls are written side by side. Between two chunks of work
 * finished turns leave and waiting ones join as cache slots come free. What a turn says never depends on its company,
 * so neither does it on the order of calls.
 */
import type { Completion, GenerateRequest } from './engine.ts';
import { type Slot, type SlotTable, sharedPrefix } from './slots.ts';
import { Turn } from './turn.ts';

/** A turn under way; its slot's tokens are those whose keys and values are cached. */
export class Writing extends Turn {
  readonly slot: Slot;

  constructor(request: GenerateRequest, slot: Slot) {
    super(request);
    this.slot = slot;
    slot.tokens.length = sharedPrefix(slot, this.tokens);
  }

  /** Tokens still to be read: at least one, because the last one's scores say what comes next. */
  get unread(): number {
    return this.tokens.length - this.slot.tokens.length;
  }

  /** Notes that keys and values of the tokens up to number `count` (of the sequence) are cached. */
  noteRead(count: number): void {
    for (let i = this.slot.tokens.length; i < count; i++) this.slot.tokens.push(this.tokens[i] as number);
  }
}

/** What an engine does for its writer. */
export interface Chunk {
  /** Most tokens read at once, at least the model's context. */
  readonly capacity: number;
  /**
   * Reads what is unread of all `writings` (at most `capacity` tokens together) and writes one or more tokens to each
   * of them (`Turn.write`) until it has ended or the chunk is over; keeps their slots' books (`noteRead`).
   */
  run(writings: readonly Writing[]): Promise<void> | void;
  /** Copies keys and values of the first `length` tokens. */
  copy(from: Slot, to: Slot, length: number): void;
}

/** One call of `generate`. */
interface Call {
  readonly requests: readonly GenerateRequest[];
  readonly completions: Completion[];
  left: number;
  readonly resolve: (completions: Completion[]) => void;
  readonly reject: (reason: unknown) => void;
}

interface Waiting {
  readonly call: Call;
  readonly index: number;
}

export class Writer {
  readonly #slots: SlotTable;
  readonly #chunk: Chunk;
  #waiting: Waiting[] = [];
  readonly #live = new Map<Writing, Waiting>();
  /** Names of the sequences of `#live`. */
  readonly #busy = new Set<string>();
  /** Those of them whose place is to be given up then. */
  readonly #leaving = new Set<string>();
  #running = false;

  constructor(slots: SlotTable, chunk: Chunk) {
    this.#slots = slots;
    this.#chunk = chunk;
  }

  /** Answers checked requests, in their order. Rejects with whatever the chunk throws; all calls under way do then. */
  generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    if (requests.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const call: Call = { requests, completions: [], left: requests.length, resolve, reject };
      for (let index = 0; index < requests.length; index++) this.#waiting.push({ call, index });
      if (!this.#running) void this.#run();
    });
  }

  /** `Engine.fork`. Neither a sequence that is being written nor one that knows more already is changed. */
  fork(from: string, to: string, length: number): void {
    const source = this.#slots.find(from);
    const known = Math.min(length, source?.tokens.length ?? 0);
    if (!source || from === to || known < 1 || this.#busy.has(to)) return;
    const target = this.#slots.acquire(to, new Set(this.#busy).add(from));
    if (!target) return;
    const tokens = source.tokens.slice(0, known);
    if (tokens.every((token, position) => token === target.tokens[position])) return;
    this.#chunk.copy(source, target, known);
    target.tokens.length = 0;
    for (const token of tokens) target.tokens.push(token);
  }

  /** `Engine.release`. A sequence that is being written keeps its place until its turn is over. */
  release(sequences: readonly string[]): void {
    for (const sequence of sequences) {
      if (this.#busy.has(sequence)) this.#leaving.add(sequence);
      else this.#slots.release(sequence);
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#waiting.length > 0 || this.#live.size > 0) {
        this.#admit();
        for (const writings of this.#rounds()) await this.#chunk.run(writings);
        this.#dismiss();
      }
    } catch (error) {
      const calls = new Set([...this.#waiting, ...this.#live.values()].map(({ call }) => call));
      this.#waiting = [];
      this.#live.clear();
      this.#busy.clear();
      this.#leaving.clear();
      // What the slots hold is unknown now.
      this.#slots.releaseAll();
      for (const call of calls) call.reject(error);
    } finally {
      this.#running = false;
    }
  }

  /** A sequence that is being written lets a later turn of the same name wait. */
  #admit(): void {
    const kept: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const request = waiting.call.requests[waiting.index] as GenerateRequest;
      const { sequence } = request;
      const slot = this.#busy.has(sequence) ? null : this.#slots.acquire(sequence, this.#busy);
      if (!slot) {
        kept.push(waiting);
        continue;
      }
      this.#busy.add(sequence);
      this.#live.set(new Writing(request, slot), waiting);
    }
    this.#waiting = kept;
  }

  /** Cuts the live turns where the tokens to read would not fit. */
  #rounds(): Writing[][] {
    const rounds: Writing[][] = [];
    let rows = this.#chunk.capacity;
    for (const writing of this.#live.keys()) {
      if (rows + writing.unread > this.#chunk.capacity) {
        rounds.push([]);
        rows = 0;
      }
      rows += writing.unread;
      rounds[rounds.length - 1]?.push(writing);
    }
    return rounds;
  }

  #dismiss(): void {
    for (const [writing, { call, index }] of this.#live) {
      if (writing.ended === null) continue;
      this.#live.delete(writing);
      const { sequence } = writing.request;
      this.#busy.delete(sequence);
      if (this.#leaving.delete(sequence)) this.#slots.release(sequence);
      call.completions[index] = writing.completion();
      call.left--;
      if (call.left === 0) call.resolve(call.completions);
    }
  }
}
