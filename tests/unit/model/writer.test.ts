/** Continuous batching without a model: who writes when, in which place, and what is kept of it. */
import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../src/model/engine.ts';
import { SlotTable } from '../../../src/model/slots.ts';
import { type Chunk, Writer, type Writing } from '../../../src/model/writer.ts';
import { request as requestOf } from '../../support/engine-fixtures.ts';

const CONTEXT = 20;

/** Writes the sum of all tokens before, modulo 10, one token per round; keeps what it read in each place. */
class Sums implements Chunk {
  readonly capacity = CONTEXT;
  /** Per round: the sequences, and how many tokens were read of each. */
  readonly rounds: Record<string, number>[] = [];
  /** Per place: the tokens it holds. */
  readonly held: number[][] = [];
  readonly copies: [number, number, number][] = [];
  failure: Error | null = null;

  async run(writings: readonly Writing[]): Promise<void> {
    if (this.failure) throw this.failure;
    expect(writings.reduce((sum, { unread }) => sum + unread, 0)).toBeLessThanOrEqual(this.capacity);
    this.rounds.push(Object.fromEntries(writings.map(({ request, unread }) => [request.sequence, unread])));
    await Promise.resolve();
    for (const writing of writings) {
      const { slot, tokens } = writing;
      const held = (this.held[slot.index] ?? []).slice(0, slot.tokens.length);
      expect(held).toEqual(slot.tokens);
      this.held[slot.index] = [...held, ...tokens.slice(slot.tokens.length)];
      writing.noteRead(tokens.length);
      expect(this.held[slot.index]).toEqual(slot.tokens);
      const token = (this.held[slot.index] as number[]).reduce((a, b) => a + b, 0) % 10;
      writing.write({ token, logProb: -1, entropy: 1 }, 0, 10, CONTEXT);
    }
  }

  copy(from: { index: number }, to: { index: number }, length: number): void {
    this.copies.push([from.index, to.index, length]);
    this.held[to.index] = this.held[from.index]!.slice(0, length);
  }
}

function desk(places: number) {
  const slots = new SlotTable(places);
  const chunk = new Sums();
  return { slots, chunk, writer: new Writer(slots, chunk) };
}

function ask(sequence: string, tokens: readonly number[], maxTokens = 3): GenerateRequest {
  return requestOf(sequence, tokens, { maxTokens });
}

/** What `Sums` writes. */
function expected(tokens: readonly number[], count: number): number[] {
  const all = [...tokens];
  for (let i = 0; i < count; i++) all.push(all.reduce((a, b) => a + b, 0) % 10);
  return all.slice(tokens.length);
}

describe('Writer', () => {
  it('answers in the order of the requests, whatever ends first', async () => {
    const { writer } = desk(8);
    const requests = [ask('a', [1, 2], 5), ask('b', [3], 1), ask('c', [4, 5, 6], 3)];
    const completions = await writer.generate(requests);
    expect(completions.map(({ tokens }) => [...tokens])).toEqual([
      expected([1, 2], 5),
      expected([3], 1),
      expected([4, 5, 6], 3),
    ]);
    expect(await writer.generate([])).toEqual([]);
  });

  it('lets calls that come later join those under way', async () => {
    const { writer, chunk } = desk(8);
    const first = writer.generate([ask('a', [1], 4)]);
    const second = writer.generate([ask('b', [2], 1)]);
    expect((await second)[0]!.tokens).toHaveLength(1);
    expect((await first)[0]!.tokens).toHaveLength(4);
    expect(chunk.rounds).toEqual([{ a: 1 }, { a: 1, b: 1 }, { a: 1 }, { a: 1 }]);
  });

  it('lets requests wait for a place, and gives it to the next in line', async () => {
    const { writer, chunk, slots } = desk(2);
    const requests = ['a', 'b', 'c', 'd'].map((name, i) => ask(name, [i + 1], i + 1));
    const completions = await writer.generate(requests);
    expect(completions.map(({ tokens }) => tokens.length)).toEqual([1, 2, 3, 4]);
    for (const round of chunk.rounds) expect(Object.keys(round).length).toBeLessThanOrEqual(2);
    expect(slots.count).toBe(2);
  });

  it('reads at most its capacity at once', async () => {
    const { writer, chunk } = desk(8);
    const long = Array.from({ length: 15 }, (_, i) => i % 10);
    await writer.generate([ask('a', long, 1), ask('b', long, 1), ask('c', [1, 2, 3], 1)]);
    expect(chunk.rounds).toEqual([{ a: 15 }, { b: 15, c: 3 }]);
  });

  it('lets a second turn of a sequence wait for the first, and reads only what is new', async () => {
    const { writer, chunk } = desk(8);
    const [one, two] = await Promise.all([
      writer.generate([ask('a', [1, 2, 3], 2)]),
      writer.generate([ask('a', [1, 2, 3, 9], 2)]),
    ]);
    expect([...one[0]!.tokens]).toEqual(expected([1, 2, 3], 2));
    expect([...two[0]!.tokens]).toEqual(expected([1, 2, 3, 9], 2));
    expect(chunk.rounds).toEqual([{ a: 3 }, { a: 1 }, { a: 1 }, { a: 1 }]);
  });

  it('rejects all calls under way when a round fails, trusts no place after that, and goes on', async () => {
    const { writer, chunk, slots } = desk(1);
    await writer.generate([ask('a', [1, 2])]);
    chunk.failure = new Error('the device is gone');
    const calls = await Promise.allSettled([writer.generate([ask('a', [1, 2])]), writer.generate([ask('b', [1])])]);
    expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(slots.find('a')).toBeNull();
    chunk.failure = null;
    const [completion] = await writer.generate([ask('a', [1, 2])]);
    expect([...completion!.tokens]).toEqual(expected([1, 2], 3));
    expect(chunk.rounds.at(-3)).toEqual({ a: 2 });
  });

  it('forks what is known, once', async () => {
    const { writer, chunk } = desk(8);
    await writer.generate([ask('a', [1, 2, 3, 4], 1)]);
    writer.fork('a', 'b', 3);
    writer.fork('a', 'b', 2);
    writer.fork('a', 'c', 99);
    writer.fork('nobody', 'd', 3);
    writer.fork('a', 'a', 3);
    writer.fork('a', 'e', 0);
    expect(chunk.copies).toEqual([
      [0, 1, 3],
      [0, 2, 4],
    ]);
    await writer.generate([ask('b', [1, 2, 3, 7], 1), ask('c', [1, 2, 3, 4, 5], 1)]);
    expect(chunk.rounds.at(-1)).toEqual({ b: 1, c: 1 });
  });

  it('forks from a sequence under way, but changes none', async () => {
    const { writer, chunk } = desk(3);
    await writer.generate([ask('old', [5, 5, 5, 5], 1)]);
    await writer.generate([ask('a', [1, 2, 3], 4), ask('b', [1, 2, 4], 4)]);
    const again = writer.generate([ask('a', [1, 2, 3], 4), ask('b', [1, 2, 4], 4)]);
    writer.fork('a', 'b', 2);
    writer.fork('a', 'new', 2);
    expect(chunk.copies.map(([from, , length]) => [from, length])).toEqual([[1, 2]]);
    expect((await again).map(({ tokens }) => [...tokens])).toEqual([expected([1, 2, 3], 4), expected([1, 2, 4], 4)]);
  });

  it('takes no place from a sequence under way', async () => {
    const { writer, chunk } = desk(2);
    const turn = writer.generate([ask('a', [1, 2, 3], 4), ask('b', [4], 4)]);
    writer.fork('a', 'c', 2);
    writer.release(['a', 'nobody']);
    const [a, b] = await turn;
    expect([...a!.tokens]).toEqual(expected([1, 2, 3], 4));
    expect([...b!.tokens]).toEqual(expected([4], 4));
    expect(chunk.copies).toEqual([]);
  });

  it('gives up a released place: at once, or when the turn is over', async () => {
    const { writer, slots } = desk(4);
    const turn = writer.generate([ask('a', [1]), ask('b', [2])]);
    writer.release(['a']);
    expect(slots.find('a')).not.toBeNull();
    await turn;
    expect(slots.find('a')).toBeNull();
    expect(slots.find('b')).not.toBeNull();
    writer.release(['b']);
    expect(slots.find('b')).toBeNull();
  });
});
