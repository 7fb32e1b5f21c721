/** Crafter's vocabulary: every token has one name, and groups of words keep to their tokens. */
import { describe, expect, it } from 'vitest';
import {
  ACTION_WORDS,
  KINDS,
  PLACES,
  SIGHT_WORDS,
  SIGHTS,
  TOKEN,
  TOKEN_NAMES,
  VITAL_WORDS,
} from '../../../../src/envs/crafter/vocabulary.ts';

describe("Crafter's vocabulary", () => {
  it('has names that are unique and free of spaces', () => {
    expect(new Set(TOKEN_NAMES).size).toBe(TOKEN_NAMES.length);
    expect(TOKEN_NAMES.filter((name) => /\s/.test(name) || name === '')).toEqual([]);
    expect(TOKEN_NAMES).toHaveLength(611);
  });

  it('names its brackets and its prompt', () => {
    expect([TOKEN.pad, TOKEN.endOfTurn, TOKEN.open, TOKEN.close, TOKEN.prompt].map((t) => TOKEN_NAMES[t])).toEqual([
      '<pad>',
      '<eot>',
      '<plan>',
      '</plan>',
      '>',
    ]);
  });

  it('finds words by index, and indices by word', () => {
    ACTION_WORDS.names.forEach((name, action) => {
      const token = ACTION_WORDS.token(action);
      expect(TOKEN_NAMES[token]).toBe(name);
      expect(ACTION_WORDS.indexOf(token)).toBe(action);
    });
    expect(ACTION_WORDS.indexOf(ACTION_WORDS.first - 1)).toBe(-1);
    expect(ACTION_WORDS.indexOf(ACTION_WORDS.first + 17)).toBe(-1);
    expect(ACTION_WORDS.indexOf(undefined)).toBe(-1);
    expect(() => ACTION_WORDS.token(17)).toThrow('no word 17');
    expect(() => VITAL_WORDS.token(-1)).toThrow(RangeError);
  });

  it('has a word for every sight at every place but the neighbours', () => {
    expect(PLACES).toHaveLength(24 - 4);
    expect(SIGHT_WORDS.names).toHaveLength(SIGHTS.length * PLACES.length);
    expect(SIGHT_WORDS.names).toContain('zombie@Ne');
    expect(SIGHT_WORDS.names).not.toContain('zombie@n');
    expect(KINDS.filter((kind) => !(SIGHTS as readonly string[]).includes(kind))).toEqual(['none', 'path', 'sand']);
  });
});
