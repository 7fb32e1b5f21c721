import { describe, expect, it } from 'vitest';
import {
  goalTokens,
  labelCounts,
  questionTokens,
  readGoal,
  readQuestion,
  sameQuestion,
} from '../../../../src/envs/oolong/question.ts';
import { everything } from '../../../../src/envs/oolong/records.ts';
import { lexiconOf } from '../../../../src/envs/oolong/settings.ts';
import { lexer } from './drive.ts';
import { ask, RECORDS, SETTINGS } from './fixtures.ts';

const lexicon = lexiconOf(SETTINGS);
const tokens = lexer(SETTINGS);
const QUESTIONS = [
  'count any l0',
  'count u1 l1',
  'count p0 l0',
  'most any',
  'most u0',
  'tally p1',
  'who any l1',
  'who p1 l0',
];

describe('questions', () => {
  it.each(QUESTIONS)('"%s" is read and written again', (text) => {
    expect(questionTokens(lexicon, ask(text))).toEqual(tokens(text));
  });

  it.each([
    '',
    'count',
    'count any',
    'count l0 any',
    'count any l0 l0',
    'count l1 l0',
    'count any u0',
    'most',
    'most any l0',
    'most l0',
    'tally u0 l0',
    'who u0 l0',
    'who any',
    'any l0',
    'first any l0',
    '3 any l0',
  ])('"%s" is none', (text) => {
    expect(readQuestion(lexicon, tokens(text))).toBeNull();
  });

  it('are the same only when every word is', () => {
    for (const a of QUESTIONS) for (const b of QUESTIONS) expect(sameQuestion(ask(a), ask(b))).toBe(a === b);
  });

  it('count labels among the records that pass the filter', () => {
    const counts = (text: string, slice = everything(RECORDS)) => labelCounts(ask(text), RECORDS.fields, slice, 2);
    expect(counts('tally any')).toEqual([5, 2]);
    expect(counts('tally u1')).toEqual([2, 1]);
    expect(counts('tally p0')).toEqual([2, 1]);
    expect(counts('count u0 l0')).toEqual([3, 0]);
    expect(counts('tally any', { from: 1, to: 4 })).toEqual([1, 1]);
    expect(counts('tally any', { from: 8, to: 9 })).toEqual([0, 0]);
  });
});

describe('goals', () => {
  it.each(['count any l0 whole', 'most u0 first', 'who p1 l0 second', 'tally any third'])(
    '"%s" is read and written again',
    (text) => {
      const goal = readGoal(lexicon, 3, tokens(text));
      expect(goal && goalTokens(lexicon, goal)).toEqual(tokens(text));
    },
  );

  it.each([
    '',
    'first',
    'count any l0',
    'count any first',
    'count any l0 third',
    'count any l0 long',
    'first count any l0',
  ])('"%s" is none where slices have two pieces', (text) => {
    expect(readGoal(lexicon, 2, tokens(text))).toBeNull();
  });
});
