/** When a turn is over, and what is kept of it. */
import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../src/model/engine.ts';
import { Turn } from '../../../src/model/turn.ts';
import { key } from '../../../src/random/index.ts';

const CONTEXT = 6;
const VOCABULARY = 8;

function turn(changes: Partial<GenerateRequest> = {}): Turn {
  return new Turn({ sequence: 's', tokens: [5, 6], maxTokens: 3, stop: [1], temperature: 1, key: key(0), ...changes });
}

function write(one: Turn, ...tokens: number[]): Turn {
  for (const token of tokens) one.write({ token, logProb: -token, entropy: token / 2 }, token / 4, VOCABULARY, CONTEXT);
  return one;
}

describe('a turn', () => {
  it('is over at the stop token, which belongs to it', () => {
    const one = write(turn(), 4);
    expect(one.ended).toBeNull();
    write(one, 1);
    expect(one.ended).toBe('stop');
    expect(one.completion()).toEqual({
      tokens: Int32Array.of(4, 1),
      logProbs: Float32Array.of(-4, -1),
      entropies: Float32Array.of(2, 0.5),
      values: Float32Array.of(1, 0.25),
      ended: 'stop',
    });
    expect(one.tokens).toEqual([5, 6, 4, 1]);
  });

  it('is over after so many tokens, or at the end of the window', () => {
    expect(write(turn(), 4, 4, 4).ended).toBe('length');
    expect(write(turn({ maxTokens: 9 }), 4, 4, 4, 4).ended).toBe('context');
  });

  it('tells the stop token first and the window last', () => {
    expect(write(turn(), 4, 4, 1).ended).toBe('stop');
    expect(write(turn({ maxTokens: 4 }), 4, 4, 4, 4).ended).toBe('length');
  });

  it('is over at any of several stop tokens, or never without one', () => {
    expect(write(turn({ stop: [7, 4] }), 4).ended).toBe('stop');
    expect(write(turn({ stop: [] }), 1).ended).toBeNull();
  });

  it('says which token is forced next, until there is none', () => {
    const one = turn({ forced: Int32Array.of(3, 0) });
    expect(one.forced).toBe(3);
    expect(write(one, 3).forced).toBe(0);
    expect(write(one, 0).forced).toBeNull();
    expect(turn().forced).toBeNull();
  });

  it('follows the grammar', () => {
    // Token 4 leads from state 1 to 0, token 5 from 0 to 1; nothing else is allowed.
    const next = new Int32Array(2 * VOCABULARY).fill(-1);
    next[VOCABULARY + 4] = 0;
    next[5] = 1;
    const one = turn({ grammar: { grammar: { next }, state: 1 } });
    expect(one.state).toBe(1);
    expect(write(one, 4).state).toBe(0);
    expect(write(one, 5).state).toBe(1);
    expect(write(turn(), 4).state).toBe(0);
  });

  it('has no completion before it is over', () => {
    expect(() => write(turn(), 4).completion()).toThrow(/"s" is not over/);
  });

  it('leaves the request as it is', () => {
    const tokens = [5, 6];
    write(turn({ tokens }), 4);
    expect(tokens).toEqual([5, 6]);
  });
});
