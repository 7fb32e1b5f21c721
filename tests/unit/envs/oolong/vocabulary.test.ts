import { describe, expect, it } from 'vitest';
import { oolong } from '../../../../src/envs/oolong/index.ts';
import {
  FIELDS,
  fieldName,
  fieldToken,
  markedToken,
  numberToken,
  readField,
  readNumber,
  TOKEN,
  tokenNames,
  unmarkedToken,
} from '../../../../src/envs/oolong/vocabulary.ts';

const LEXICON = { users: 3, periods: 2, labels: 4, maxNumber: 5 };

describe('the vocabulary', () => {
  it.each([
    {},
    { users: 2, periods: 2, labels: 2, maxNumber: 2 },
    { window: 128, users: 12, labels: 6, maxNumber: 99 },
  ])('under the settings %j is closed, unique and free of spaces', (settings) => {
    const { names, pad, endOfTurn } = oolong.vocabulary(settings);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^\S+$/.test(name))).toBe(true);
    expect([names[pad], names[endOfTurn]]).toEqual(['<pad>', '<eot>']);
  });

  it('is small by default', () => {
    expect(oolong.vocabulary({}).names.length).toBeLessThan(80);
  });

  it('reads every token back as what it is and as nothing else', () => {
    tokenNames(LEXICON).forEach((name, token) => {
      const readings = [readNumber(LEXICON, token), ...FIELDS.map((field) => readField(LEXICON, field, token))];
      const read = readings.flatMap((value, i) => (value === null ? [] : [{ value, field: FIELDS[i - 1] }]));
      if (name in TOKEN) {
        expect(read).toEqual([]);
        expect(TOKEN[name as keyof typeof TOKEN]).toBe(token);
        return;
      }
      if (name.endsWith('*')) {
        // What is marked is shown; nobody can say it.
        expect(read).toEqual([]);
        return;
      }
      expect(read).toHaveLength(1);
      const { value, field } = read[0]!;
      expect(field ? fieldName(field, value) : `${value}`).toBe(name);
      expect(field ? fieldToken(LEXICON, field, value) : numberToken(LEXICON, value)).toBe(token);
    });
    for (const none of [undefined, -1, 1000, 33.5]) {
      expect(readNumber(LEXICON, none)).toBeNull();
      for (const field of FIELDS) expect(readField(LEXICON, field, none)).toBeNull();
    }
  });

  it('marks the words of fields, and takes the marks off again', () => {
    const names = tokenNames(LEXICON);
    names.forEach((name, token) => {
      const field = names.indexOf(`${name}*`);
      if (field >= 0) expect(markedToken(LEXICON, token)).toBe(field);
      expect(names[unmarkedToken(LEXICON, token)]).toBe(name.replace('*', ''));
    });
    expect(names.filter((name) => name.endsWith('*'))).toHaveLength(LEXICON.users + LEXICON.periods + LEXICON.labels);
  });

  it('shows numbers beyond the largest as the largest', () => {
    expect(numberToken(LEXICON, 6)).toBe(numberToken(LEXICON, 5));
  });
});
