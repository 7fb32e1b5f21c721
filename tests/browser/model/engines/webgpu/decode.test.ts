/**
 * Writing turns on the device: bits that do not depend on company, cache or history and are those of scoring, ends
 * that the device finds by itself, and how little it has to be asked. What is drawn is the sampler's test.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Completion, GenerateRequest } from '../../../../../src/model/engine.ts';
import { Scorer } from '../../../../../src/model/engines/webgpu/scoring.ts';
import { request, someState, someTokens, TINY, TINY_WITH_VALUES } from '../../../../support/engine-fixtures.ts';
import { openDecoder, type TestDecoder } from '../../../../support/webgpu-decoder.ts';

const CONFIG = { ...TINY_WITH_VALUES, layers: 2 };
const STATE = someState(CONFIG, 11);

let desk: TestDecoder;
beforeAll(async () => {
  desk = await openDecoder(STATE);
});
afterAll(() => desk?.dispose());
afterEach(() => desk.check());

/** Turns of all lengths, drawn in many ways. */
function turns(count: number, name = 's'): GenerateRequest[] {
  return Array.from({ length: count }, (_, i) =>
    request(`${name}${i}`, someTokens(CONFIG, 300 + i, 1 + ((i * 11) % 40)), {
      maxTokens: 1 + ((i * 7) % 23),
      temperature: [1, 0, 0.7][i % 3]!,
      topK: i % 5 === 0 ? 4 : 0,
      topP: i % 7 === 0 ? 0.8 : 1,
      stop: i % 2 === 0 ? [3] : [],
      key: [i, 77],
    }),
  );
}

function forget(): void {
  desk.slots.releaseAll();
  desk.decoder.forget();
}

async function alone(asked: GenerateRequest): Promise<Completion> {
  forget();
  const [completion] = await desk.writer.generate([asked]);
  forget();
  return completion!;
}

describe('decoding', () => {
  it('writes the same bits in any company', async () => {
    const asked = turns(27);
    forget();
    const together = await desk.writer.generate(asked);
    for (const i of [0, 3, 5, 14, 26]) expect(await alone(asked[i]!), `turn ${i}`).toEqual(together[i]);
    const eight = await desk.writer.generate(asked.slice(0, 8));
    expect(eight).toEqual(together.slice(0, 8));
    forget();
    const order = asked.map((_, i) => (i * 11 + 5) % 27);
    const permuted = await desk.writer.generate(order.map((i) => asked[i]!));
    for (const [at, i] of order.entries()) expect(permuted[at], `turn ${i}`).toEqual(together[i]);
  });

  it.each([0.7, 0])(
    'says of its tokens, bit for bit, what scoring says of them (temperature %d)',
    async (temperature) => {
      forget();
      const asked = turns(12).map((one) => ({ ...one, temperature }));
      const completions = await desk.writer.generate(asked);
      const lengths = asked.map(({ tokens }, i) => tokens.length + completions[i]!.tokens.length);
      const width = Math.max(...lengths);
      const tokens = new Int32Array(asked.length * width);
      for (const [i, one] of asked.entries()) {
        tokens.set([...Array.from(one.tokens), ...completions[i]!.tokens], i * width);
      }
      const scorer = await Scorer.create(desk.model);
      const scores = await scorer.score(
        { rows: asked.length, width, tokens, lengths: Int32Array.from(lengths) },
        temperature || 1,
      );
      scorer.dispose();
      for (const [i, completion] of completions.entries()) {
        const part = [i * width + asked[i]!.tokens.length, i * width + lengths[i]!] as const;
        for (const field of ['logProbs', 'entropies', 'values'] as const) {
          expect(completion[field], `${field} of turn ${i}`).toEqual(scores[field].slice(...part));
        }
      }
    },
  );

  it('reads nothing twice: a sequence that goes on has only its new tokens read', async () => {
    forget();
    const first = request('a', someTokens(CONFIG, 1, 9), { maxTokens: 11 });
    let read = desk.decoder.tokensRead;
    const [written] = await desk.writer.generate([first]);
    // Its last token has been drawn, not read.
    expect(desk.decoder.tokensRead - read).toBe(9 + 11 - 1);
    const onwards = [...Array.from(first.tokens), ...written!.tokens, 1, 2];
    read = desk.decoder.tokensRead;
    const [more] = await desk.writer.generate([request('a', onwards, { maxTokens: 5 })]);
    expect(desk.decoder.tokensRead - read).toBe(3 + 5 - 1);
    expect(await alone(request('a', onwards, { maxTokens: 5 }))).toEqual(more);
  });

  it('lets calls join while others are being written', async () => {
    const [early, late] = [turns(9, 'early'), turns(6, 'late')];
    forget();
    const expected = [await desk.writer.generate(early), await desk.writer.generate(late)];
    forget();
    const underWay = desk.writer.generate(early);
    await new Promise((resolve) => setTimeout(resolve, 0));
    const joined = desk.writer.generate(late);
    expect([await underWay, await joined]).toEqual(expected);
  });

  it('reads back once per chunk of steps', async () => {
    forget();
    const before = desk.decoder.submissions;
    const { steps } = desk.decoder;
    const asked = [3, steps + 9, 2 * steps + 1].map((maxTokens, i) => request(`s${i}`, [i], { maxTokens }));
    await desk.writer.generate(asked);
    expect(desk.decoder.submissions - before).toBe(3);
    expect(desk.decoder.launches).toBeLessThanOrEqual(20);
  });

  it('finishes a turn within a chunk without touching what lies beside it', async () => {
    forget();
    // Full contexts in neighbouring slots: a step too many of one would overwrite the beginning of the next.
    const whole = someTokens(CONFIG, 9, CONFIG.context - 2);
    const asked = [
      request('a', whole, { maxTokens: 100 }),
      request('b', whole.slice(3), { maxTokens: 30 }),
      request('c', whole.slice(0, 4), { maxTokens: 30 }),
    ];
    const expected: Completion[] = [];
    for (const one of asked) expected.push(await alone(one));
    expect(await desk.writer.generate(asked)).toEqual(expected);
    expect(expected[0]!.ended).toBe('context');
    // What the others have cached since is sound.
    const onwards = asked
      .slice(1)
      .map((one, i) =>
        request(one.sequence, [...Array.from(one.tokens), ...expected[i + 1]!.tokens.slice(0, 2), 5], { maxTokens: 2 }),
      );
    const continued = await desk.writer.generate(onwards);
    for (const [i, one] of onwards.entries()) expect(await alone(one)).toEqual(continued[i]);
  });

  it('starts small and moves what it has cached when more sequences come', async () => {
    const small = await openDecoder(someState(TINY, 5));
    const history = someTokens(TINY, 6, 12);
    const [first] = await small.writer.generate([request('a', history, { maxTokens: 4 })]);
    await small.writer.generate(Array.from({ length: 70 }, (_, i) => request(`s${i}`, [i % 7], { maxTokens: 2 })));
    const read = small.decoder.tokensRead;
    const onwards = request('a', [...history, ...first!.tokens, 1], { maxTokens: 3 });
    const [continued] = await small.writer.generate([onwards]);
    expect(small.decoder.tokensRead - read).toBe(2 + 3 - 1);
    small.slots.releaseAll();
    expect(await small.writer.generate([onwards])).toEqual([continued]);
    await small.check();
    small.dispose();
  });

  it('reads more than fits one pass, with the bits of the tiles for few rows and for many', async () => {
    const state = someState({ ...TINY, layers: 1 }, 5);
    // More rows than a pass has, then more than tiles for few rows are for, then few.
    const calls = [60, 10, 3].map((count) =>
      Array.from({ length: count }, (_, i) => request(`s${count} ${i}`, someTokens(TINY, i, 40), { maxTokens: 3 })),
    );
    const written: Completion[][] = [];
    for (const hardware of ['processor', 'graphics'] as const) {
      const cut = await openDecoder(state, undefined, hardware);
      expect(cut.decoder.capacity).toBeLessThan(60 * 40);
      written.push([]);
      for (const call of calls) written.at(-1)!.push(...(await cut.writer.generate(call)));
      await cut.check();
      cut.dispose();
    }
    expect(written[1]).toEqual(written[0]);
  });
});
