/** Sharing a beginning: what a fork copies on the device is not read again, and it is the same bits. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Completion, GenerateRequest } from '../../../../../src/model/engine.ts';
import { slotBytes } from '../../../../../src/model/engines/webgpu/cache.ts';
import { request, someState, someTokens, TINY } from '../../../../support/engine-fixtures.ts';
import { openDecoder, type TestDecoder } from '../../../../support/webgpu-decoder.ts';

const STATE = someState(TINY, 21);
const HISTORY = someTokens(TINY, 22, 24);

let desk: TestDecoder;
beforeAll(async () => {
  desk = await openDecoder(STATE);
});
afterAll(() => desk?.dispose());
beforeEach(() => {
  desk.slots.releaseAll();
  desk.decoder.forget();
});
afterEach(() => desk.check());

/** The completions, and how many tokens were read for them. */
async function write(requests: readonly GenerateRequest[]): Promise<{ completions: Completion[]; read: number }> {
  const before = desk.decoder.tokensRead;
  const completions = await desk.writer.generate(requests);
  return { completions, read: desk.decoder.tokensRead - before };
}

/** What they are without any cache. */
async function afresh(requests: readonly GenerateRequest[]): Promise<Completion[]> {
  const completions: Completion[] = [];
  for (const one of requests) {
    const name = `afresh ${one.sequence}`;
    completions.push(...(await desk.writer.generate([{ ...one, sequence: name }])));
    desk.writer.release([name]);
  }
  return completions;
}

const branch = (name: string, known: number, tail: readonly number[]) =>
  request(name, [...HISTORY.slice(0, known), ...tail], { maxTokens: 4 });

describe('fork', () => {
  it('has only the tokens behind it read, however many there are', async () => {
    await write([request('a', HISTORY, { maxTokens: 1 })]);
    const forks = Array.from({ length: 9 }, (_, i) => branch(`b${i}`, 20, [i, 3]));
    for (const { sequence } of forks) desk.writer.fork('a', sequence, 20);
    const { completions, read } = await write(forks);
    expect(read).toBe(9 * (2 + 4 - 1));
    expect(completions).toEqual(await afresh(forks));
  });

  it('can be forked again before anything was written, and survives what it came from', async () => {
    await write([request('a', HISTORY, { maxTokens: 1 })]);
    desk.writer.fork('a', 'b', 20);
    desk.writer.fork('b', 'c', 15);
    desk.writer.fork('a', 'd', 10);
    desk.writer.release(['a', 'b']);
    // These places are taken by others at once.
    const others = [request('e', someTokens(TINY, 30, 22)), request('f', someTokens(TINY, 31, 23))];
    const forks = [branch('c', 15, [1, 2]), branch('d', 10, [5])];
    const { completions, read } = await write([...others, ...forks]);
    expect(read).toBe(22 + 7 + 23 + 7 + (2 + 3) + (1 + 3));
    expect(completions).toEqual(await afresh([...others, ...forks]));
  });

  it('of a sequence that is being written has what had been read when it was asked for', async () => {
    const source = request('a', HISTORY, { maxTokens: 18 });
    const [whole] = await afresh([source]);
    await write([request('a', HISTORY.slice(0, 21), { maxTokens: 1 })]);
    const underWay = desk.writer.generate([source]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    desk.writer.fork('a', 'b', 24);
    const before = desk.decoder.tokensRead;
    const [forked] = await desk.writer.generate([branch('b', 24, [2])]);
    expect(await underWay).toEqual([whole]);
    expect([forked]).toEqual(await afresh([branch('b', 24, [2])]));
    // The 21 tokens of the first turn, or more, were known to both.
    expect(desk.decoder.tokensRead - before).toBeLessThanOrEqual(3 + 17 + (4 + 3) + (25 + 3));
  });

  it('of unknown names, of nothing, or onto itself costs no more than a prefill', async () => {
    await write([request('a', HISTORY, { maxTokens: 1 })]);
    desk.writer.fork('nobody', 'b', 10);
    desk.writer.fork('a', 'c', 0);
    desk.writer.fork('a', 'a', 3);
    const asked = ['a', 'b', 'c'].map((name) => branch(name, 24, [1]));
    const { completions, read } = await write(asked);
    expect(read).toBe(1 + 3 + 2 * (25 + 3));
    expect(completions).toEqual(await afresh(asked));
  });
});

describe('few places', () => {
  it('cost prefills and change nothing', async () => {
    const requests = Array.from({ length: 7 }, (_, i) =>
      request(`s${i}`, someTokens(TINY, 50 + i, 1 + 5 * i), { maxTokens: 3 + 4 * i }),
    );
    const expected = await afresh(requests);
    for (const places of [0, 1, 3]) {
      const few = await openDecoder(STATE, places * slotBytes(TINY));
      expect(few.decoder.slots).toBe(Math.max(1, places));
      expect(await few.writer.generate(requests)).toEqual(expected);
      few.writer.fork('s6', 's0', 30);
      expect(await few.writer.generate(requests)).toEqual(expected);
      await few.check();
      few.dispose();
    }
  });
});
