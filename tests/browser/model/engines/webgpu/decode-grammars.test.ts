/** Grammars on the device: followed from chunk to chunk, uploaded once, and again only when there was no room. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaseTfjs, type Tfjs } from '../../../../../src/model/engines/webgpu/backend.ts';
import { GrammarTables } from '../../../../../src/model/engines/webgpu/grammar-tables.ts';
import { type Grammar, nextState } from '../../../../../src/model/grammar.ts';
import { request, someState, TINY } from '../../../../support/engine-fixtures.ts';
import { openDecoder, type TestDecoder } from '../../../../support/webgpu-decoder.ts';

const V = TINY.vocabulary;

/** Goes through its states in order and allows two tokens in each; tables of 1000 states are 44 KB. */
function rounds(states: number, first: number): Grammar {
  const next = new Int32Array(states * V).fill(-1);
  for (let state = 0; state < states; state++) {
    for (const token of [(first + state) % V, (first + 3 * state + 1) % V]) {
      next[state * V + token] = (state + 1) % states;
    }
  }
  return { next };
}

describe('GrammarTables', () => {
  let tfjs: Tfjs;
  beforeAll(async () => {
    tfjs = await leaseTfjs();
  });
  afterAll(() => tfjs?.release());

  it('uploads a table once, drops those not in use when there is no room, and grows when that is not enough', async () => {
    const tables = await GrammarTables.create(tfjs.gpu);
    const [a, b, c, huge] = [rounds(900, 0), rounds(500, 1), rounds(500, 2), rounds(3000, 3)] as const;
    const { buffer } = tables;
    await tables.provide(new Set([a, b]));
    expect([tables.offset(a), tables.offset(b), tables.uploads]).toEqual([0, 900 * V, 2]);
    await tables.provide(new Set([b]));
    await tables.provide(new Set([a]));
    expect(tables.uploads).toBe(2);
    await tables.provide(new Set([b, c]));
    expect([tables.offset(b), tables.offset(c), tables.uploads]).toEqual([0, 500 * V, 4]);
    expect(() => tables.offset(a)).toThrow(/before its table/);
    expect(tables.buffer).toBe(buffer);
    await tables.provide(new Set([b, huge]));
    expect(tables.buffer).not.toBe(buffer);
    expect([tables.offset(b), tables.offset(huge)]).toEqual([0, 500 * V]);
    tables.dispose();
  });
});

describe('grammars of a decoder', () => {
  let desk: TestDecoder;
  beforeAll(async () => {
    desk = await openDecoder(someState({ ...TINY, layers: 1 }, 3));
  });
  afterAll(() => desk?.dispose());

  it('are followed over chunks, each turn its own, whichever tables came and went', async () => {
    const grammars = [rounds(900, 0), rounds(7, 5), rounds(1000, 2)];
    const asked = Array.from({ length: 9 }, (_, i) => {
      const grammar = grammars[i % 3]!;
      return request(`s${i}`, [i], { maxTokens: 30, grammar: { grammar, state: (i * 5) % 7 }, key: [i, 1] });
    });
    const alone = [];
    for (const one of asked) alone.push(...(await desk.writer.generate([one])));
    desk.slots.releaseAll();
    const together = await desk.writer.generate(asked);
    expect(together).toEqual(alone);
    for (const [i, { tokens }] of together.entries()) {
      expect(tokens).toHaveLength(30);
      const { grammar, state: start } = asked[i]!.grammar!;
      let state = start;
      for (const token of tokens) {
        state = nextState(grammar, V, state, token);
        expect(state, `turn ${i}`).toBeGreaterThanOrEqual(0);
      }
    }
    await desk.check();
  });
});
