import { describe, expect, it } from 'vitest';
import { SCALES, textcraft } from '../../../../src/envs/textcraft/index.ts';
import { itemName, tokenNames } from '../../../../src/envs/textcraft/spelling.ts';
import {
  itemToken,
  numberToken,
  readItem,
  readNumber,
  TOKEN,
  WORDS,
} from '../../../../src/envs/textcraft/vocabulary.ts';

const LEXICON = { items: 5, maxNumber: 9, nameTokens: 1 };

describe('the vocabulary', () => {
  it.each(Object.entries(SCALES))('of the scale %s is closed, unique and free of spaces', (_, settings) => {
    const { names, pad, endOfTurn } = textcraft.vocabulary(settings);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^\S+$/.test(name))).toBe(true);
    expect([names[pad], names[endOfTurn]]).toEqual(['<pad>', '<eot>']);
  });

  it('is small by default, and with names that are spelled', () => {
    expect(textcraft.vocabulary({}).names).toHaveLength(WORDS.length + 5 + 54);
    expect(textcraft.vocabulary(SCALES.paper).names).toHaveLength(WORDS.length + 100 + 2 * 40);
    expect(textcraft.vocabulary({ ...SCALES.paper, nameTokens: 1 }).names).toHaveLength(WORDS.length + 100 + 1527);
  });

  it('reads every token back as what it is and as nothing else', () => {
    tokenNames(LEXICON).forEach((name, token) => {
      const n = readNumber(LEXICON, token);
      const item = readItem(LEXICON, token);
      if (name in TOKEN) expect([n, item, TOKEN[name as keyof typeof TOKEN]]).toEqual([null, null, token]);
      else if (n !== null) expect([`${n}`, numberToken(LEXICON, n), item]).toEqual([name, token, null]);
      else expect([itemName(LEXICON, item ?? -1), itemToken(LEXICON, item ?? -1)]).toEqual([name, token]);
    });
    for (const none of [undefined, -1, 1000]) {
      expect([readNumber(LEXICON, none), readItem(LEXICON, none)]).toEqual([null, null]);
    }
  });

  it('shows numbers beyond the largest as the largest', () => {
    expect(numberToken(LEXICON, 10)).toBe(numberToken(LEXICON, 9));
    expect(numberToken(LEXICON, 1e9)).toBe(numberToken(LEXICON, 9));
  });
});
