/**
 * Writing turns. Every round reads, in one go, what each live request has not read yet: its prompt (short of the
 * prefix in its slot) or the token it just wrote. Requests join as slots come free. A row's arithmetic does not depend
 * on the other rows, so a completion does not depend on what else is written.
 */
import type { Completion, GenerateRequest } from '../../engine.ts';
import { sampleToken } from '../../sampling.ts';
import { Turn } from '../../turn.ts';
import type { Slot, SlotTable } from './cache.ts';
import type { Network } from './network.ts';
import { judge } from './verdicts.ts';

/** One request under way; its slot's tokens are those that have been read. */
class Writing extends Turn {
  readonly slot: Slot;

  constructor(request: GenerateRequest, slot: Slot) {
    super(request);
    this.slot = slot;
    // The last token is always read again: its scores say what comes next.
    const limit = Math.min(slot.tokens.length, this.tokens.length - 1);
    let shared = 0;
    while (shared < limit && slot.tokens[shared] === this.tokens[shared]) shared++;
    slot.tokens.length = shared;
  }

  /** Tokens still to be read. */
  get unread(): number {
    return this.tokens.length - this.slot.tokens.length;
  }

  /** Notes that all tokens have been read. */
  noteRead(): void {
    for (let i = this.slot.tokens.length; i < this.tokens.length; i++) this.slot.tokens.push(this.tokens[i] as number);
  }
}

/** Answers checked requests. */
export function generate(network: Network, slots: SlotTable, requests: readonly GenerateRequest[]): Completion[] {
  const all: Writing[] = [];
  const busy = new Set<string>();
  let live: Writing[] = [];
  while (all.length < requests.length || live.length > 0) {
    while (all.length < requests.length && busy.size < slots.limit) {
      const request = requests[all.length] as GenerateRequest;
      const slot = slots.acquire(request.sequence, busy);
      if (!slot) break;
      busy.add(request.sequence);
      const writing = new Writing(request, slot);
      all.push(writing);
      live.push(writing);
    }
    for (const pass of passesOf(live, network.capacity)) advance(network, pass);
    live = live.filter(({ ended, request }) => {
      if (ended !== null) busy.delete(request.sequence);
      return ended === null;
    });
  }
  return all.map((writing) => writing.completion());
}

/** Cuts `live` where the tokens to read would not fit into one pass. */
function passesOf(live: readonly Writing[], capacity: number): Writing[][] {
  const passes: Writing[][] = [];
  let rows = capacity;
  for (const writing of live) {
    if (rows + writing.unread > capacity) {
      passes.push([]);
      rows = 0;
    }
    rows += writing.unread;
    passes[passes.length - 1]?.push(writing);
  }
  return passes;
}

/** Reads what is unread and writes one token per request. */
function advance(network: Network, writings: readonly Writing[]): void {
  const reader = network.reader();
  const { logits, scoreStride } = reader.buffers;
  const { vocabulary, context } = network.config;
  network.read(
    reader,
    writings.map(({ tokens, slot }) => ({ tokens, first: slot.tokens.length, end: tokens.length, slot })),
    writings.map(({ tokens }, reading) => ({ reading, position: tokens.length - 1 })),
  );
  const scores = network.arena.floats(logits, writings.length * scoreStride);
  const drawn = writings.map(({ request: { temperature, key }, tokens }, i) => {
    return sampleToken(scores, i * scoreStride, vocabulary, temperature, key, tokens.length).token;
  });
  const { logProbs, entropies } = judge(network, reader, drawn, (i) => writings[i]?.request.temperature || 1);
  for (const [i, writing] of writings.entries()) {
    writing.noteRead();
    const draw = { token: drawn[i] as number, logProb: logProbs[i] as number, entropy: entropies[i] as number };
    writing.write(draw, context);
  }
}
