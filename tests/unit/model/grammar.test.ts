/** Which grammars can be followed, and how. */
import { describe, expect, it } from 'vitest';
import { checkGrammar, type Grammar, nextState } from '../../../src/model/grammar.ts';

const VOCABULARY = 3;
/** State 0: token 0 stays, token 2 goes to 1. State 1: token 1 goes back. */
const table = (...changes: [number, number][]): Grammar => {
  const next = Int32Array.of(0, -1, 1, -1, 0, -1);
  for (const [at, to] of changes) next[at] = to;
  return { next };
};
const check = (grammar: Grammar, state = 0) => checkGrammar({ grammar, state }, VOCABULARY);

describe('checkGrammar', () => {
  it('accepts a table that leads from state to state', () => {
    expect(() => check(table())).not.toThrow();
    expect(() => check(table(), 1)).not.toThrow();
  });

  it('wants whole rows of the vocabulary', () => {
    expect(() => check({ next: new Int32Array(7) })).toThrow(/row of 3 tokens per state; it has 7/);
    expect(() => check({ next: new Int32Array(0) })).toThrow(/it has 0 entries/);
  });

  it('wants a state to begin in, every time', () => {
    const grammar = table();
    check(grammar);
    for (const state of [2, -1, 0.5]) expect(() => check(grammar, state)).toThrow(/states 0 to 1; .* begin in/);
  });

  it('wants transitions to states', () => {
    expect(() => check(table([2, 2]))).toThrow(/from state 0 with token 2 to 2, which is no state/);
    expect(() => check(table([0, -2]))).toThrow(/to -2, which is no state/);
  });

  it('wants a way on from every state', () => {
    expect(() => check(table([4, -1]))).toThrow(/State 1 of the grammar allows no token; let it allow a stop token/);
  });

  it('reads a table once per vocabulary, and a bad one every time', () => {
    const good = table();
    check(good);
    // Nobody should do this; it shows that the table is not read again.
    good.next[0] = 99;
    expect(() => check(good)).not.toThrow();
    expect(() => checkGrammar({ grammar: good, state: 0 }, 2)).toThrow(/99/);
    const bad = table([0, 99]);
    for (let i = 0; i < 2; i++) expect(() => check(bad)).toThrow(/99/);
  });
});

describe('nextState', () => {
  it('follows the table; -1 is a dead end', () => {
    expect(nextState(table(), VOCABULARY, 0, 2)).toBe(1);
    expect(nextState(table(), VOCABULARY, 1, 1)).toBe(0);
    expect(nextState(table(), VOCABULARY, 1, 2)).toBe(-1);
  });
});
