import { describe, expect, it } from 'vitest';
import { deepdive } from '../../../../src/envs/deepdive/index.ts';
import { nameOf, readToken, SORTS, TOKEN, tokenNames, tokenOf } from '../../../../src/envs/deepdive/vocabulary.ts';

const LEXICON = { relations: 4, attributes: 6, entities: 12 };

describe('the vocabulary', () => {
  it.each([
    {},
    { hops: 1, entities: 12, relations: 4, attributes: 6 },
    { entities: 64, attributes: 16, relations: 16 },
  ])('under the settings %j is closed, unique and free of spaces', (settings) => {
    const { names, pad, endOfTurn } = deepdive.vocabulary(settings);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^\S+$/.test(name))).toBe(true);
    expect([names[pad], names[endOfTurn]]).toEqual(['<pad>', '<eot>']);
  });

  it('is small by default', () => {
    expect(deepdive.vocabulary({}).names.length).toBeLessThan(64);
  });

  it('reads every token back as what it is and as nothing else', () => {
    tokenNames(LEXICON).forEach((name, token) => {
      const read = SORTS.flatMap((sort) => {
        const index = readToken(LEXICON, sort, token);
        return index === null ? [] : [{ sort, index }];
      });
      if (name in TOKEN) {
        expect(read).toEqual([]);
        expect(TOKEN[name as keyof typeof TOKEN]).toBe(token);
        return;
      }
      expect(read).toHaveLength(1);
      const { sort, index } = read[0]!;
      expect(nameOf(sort, index)).toBe(name);
      expect(tokenOf(LEXICON, sort, index)).toBe(token);
    });
    for (const none of [undefined, -1, 1000, 20.5]) {
      for (const sort of SORTS) expect(readToken(LEXICON, sort, none)).toBeNull();
    }
  });
});
