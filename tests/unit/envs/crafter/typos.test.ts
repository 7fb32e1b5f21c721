/** Misspelt words: how far apart two words are, and which known word was meant. */
import { describe, expect, it } from 'vitest';
import { guessWord, slipsBetween } from '../../../../src/envs/crafter/typos.ts';

const KNOWN = ['diamond', 'diamonds', 'tree', 'three', 'stone', 'cow', 'go'];
const never = () => false;

describe('slips between words', () => {
  it.each([
    ['', '', 0],
    ['', 'cow', 3],
    ['cow', 'cow', 0],
    ['cwo', 'cow', 1],
    ['sone', 'stone', 1],
    ['stonne', 'stone', 1],
    ['stome', 'stone', 1],
    ['dimaodn', 'diamond', 2],
    ['kitten', 'sitting', 3],
  ])('%s, %s: %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
    expect(slipsBetween(b, a)).toBe(slips);
  });
});

describe('a guess', () => {
  it('is sure when one word alone is near enough', () => {
    expect(guessWord('Stome', KNOWN, never)).toEqual({ words: ['stone'], sure: true });
    expect(guessWord('diamnod', KNOWN, never)).toMatchObject({ sure: true });
  });

  it('is not sure of short words, of far ones, and between two', () => {
    expect(guessWord('cwo', KNOWN, never)).toEqual({ words: ['cow'], sure: false });
    expect(guessWord('stnoee', KNOWN, never)).toMatchObject({ sure: false });
    expect(guessWord('thee', KNOWN, never)).toMatchObject({ words: ['tree', 'three'], sure: false });
  });

  it('is sure between words of one meaning, and names only one of them', () => {
    const same = (a: string, b: string) => a.slice(0, 3) === b.slice(0, 3);
    expect(guessWord('diamondx', KNOWN, never)).toMatchObject({ words: ['diamond', 'diamonds'], sure: false });
    expect(guessWord('diamondx', KNOWN, same)).toEqual({ words: ['diamond'], sure: true });
  });

  it('names nothing that shares hardly a letter', () => {
    expect(guessWord('xyzzy', KNOWN, never)).toEqual({ words: [], sure: false });
    expect(guessWord('a', KNOWN, never)).toEqual({ words: [], sure: false });
  });
});
